"""An utterance as it was read: the text, and what it names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST_CHARACTERS = 1_000
"""An utterance is cut here: what it wants is said by then, and a pasted page is no question."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named at `start:end` of the cleaned utterance.

    Attributes:
        slot: What it is: product, stage, department, channel, language, column, segment, kind,
            contact, gap, finding, code, period, week, top, ordinal, number, percent, quoted, path.
        value: What the name means.
        negated: Whether it is to be left out.
        sure: Whether nothing else can be meant by these words.
    """

    slot: str
    value: Any
    start: int
    end: int
    negated: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """An utterance with what it names.

    Attributes:
        text: As it was typed, cleaned of control characters.
        lower: The same in small letters, character by character.
        mentions: What it names, in order.
        today: The day on which it was said.
    """

    text: str
    lower: str
    mentions: tuple[Mention, ...] = ()
    today: date = date.max

    def all(self, *slots: str) -> list[Mention]:
        """Return the mentions of some kinds."""
        return [each for each in self.mentions if each.slot in slots]

    def first(self, slot: str) -> Any:  # noqa: ANN401 - each slot has a type of its own
        """Return the value of the first mention of a kind that is not negated."""
        return next((m.value for m in self.mentions if m.slot == slot and not m.negated), None)

    def blanked(self) -> str:
        """Return the text in small letters with each mention blanked, character by character."""
        kept = list(self.lower)
        for mention in self.mentions:
            width = mention.end - mention.start
            kept[mention.start : mention.end] = "{" + " " * (width - 1) if width else ""
        return "".join(kept)

    def masked(self) -> str:
        """Return the text in small letters with every mention replaced by its kind in braces."""
        parts, at = [], 0
        for mention in self.mentions:
            if mention.start < at:
                continue
            parts += [
                self.lower[at : mention.start],
                f"{{{_MASKS.get(mention.slot, mention.slot)}}}",
            ]
            at = mention.end
        return " ".join("".join([*parts, self.lower[at:]]).split())


_MASKS = {
    "period": "date",
    "week": "date",
    "top": "number",
    "percent": "number",
    "segment": "column",
    "code": "column",
}


def clean(utterance: str) -> str:
    """Return an utterance on one line: compatibility forms folded, control characters gone."""
    text = unicodedata.normalize("NFKC", utterance[: 4 * MOST_CHARACTERS])
    text = text.translate(
        {
            0x2018: "'",
            0x2019: "'",
            0x201C: '"',
            0x201D: '"',
            0x2013: "-",
            0x2192: "->",
            0x21D2: "->",
        }
    )
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(kept.split())[:MOST_CHARACTERS]
