"""What redaction hands back, and how a text and its spans become a redacted text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from corpora.redact.intervals import Taken

RedactMode = Literal["full", "patterns", "off"]
"""full: patterns and names; patterns: everything but names; off: nothing."""

Kind = Literal[
    "EMAIL",
    "PHONE",
    "CARD",
    "IBAN",
    "IP",
    "NATIONAL_ID",
    "BIRTH_DATE",
    "ADDRESS",
    "ACCOUNT",
    "ORDER",
    "SECRET",
    "NAME",
]
"""SECRET is what opens a door: credentials in a URL, passwords, PINs, card security codes."""


class Found(NamedTuple):
    """Personal data at `text[start:end]`; `rank` decides between overlapping ones, low wins."""

    start: int
    end: int
    kind: Kind
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """`placeholder` stands in the redacted text for `original[start:end]`."""

    start: int
    end: int
    kind: Kind
    placeholder: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text and what was replaced: ordered, never overlapping, offsets in the original.

    Replacing every span of the original by its placeholder gives `text`.
    """

    text: str
    spans: tuple[Span, ...] = ()


def replace(text: str, spans: Iterable[Span]) -> str:
    """Put the placeholders of ordered `spans` into `text`."""
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += (text[at : span.start], span.placeholder)
        at = span.end
    return "".join((*pieces, text[at:]))


def without_overlaps(found: Iterable[Found], fixed: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Of overlapping findings keep the one of the lowest rank, then the longest; in text order.

    None may overlap the `fixed` stretches.
    """
    taken = Taken(fixed)
    ordered = sorted(found, key=lambda f: (f.rank, f.start - f.end, f.start))
    return sorted(item for item in ordered if taken.take(item.start, item.end))


def describe(redacted: Redacted) -> dict[str, Any]:
    """Say as plain data what was replaced, without the replaced words themselves.

    Returns:
        `text`; `placeholders`, each once, in order of appearance; `spans` with `start`, `end`
        (offsets in the original, in characters), `kind` and `placeholder`; `kinds`, how many
        spans of each kind.
    """
    kinds: dict[str, int] = {}
    for span in redacted.spans:
        kinds[span.kind] = kinds.get(span.kind, 0) + 1
    return {
        "text": redacted.text,
        "placeholders": list(dict.fromkeys(span.placeholder for span in redacted.spans)),
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "kind": span.kind,
                "placeholder": span.placeholder,
            }
            for span in redacted.spans
        ],
        "kinds": dict(sorted(kinds.items())),
    }
