"""Several conversations in one plain-text file, one under the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpora.readers.transcripts.fields import read_pair

_HEADER = re.compile(
    r"[\s\W]*(?:call|chat|contact|conversation|transcript|ticket|session|interaction|case)"
    r"(?:[ \t]+(?:id|no\.?|nr\.?|number))?[ \t]*[:#]?[ \t]*(?P<id>[A-Za-z]{0,8}[-_]?\d[\w\-]{0,40})"
    r"(?P<rest>(?:[\s,;|()\-–—]+[^\n]{0,60})?)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}(?: \d{1,2}:\d\d)?"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One conversation's text; `row` is its first line, `pairs` what its header line tells."""

    row: int
    text: str
    pairs: tuple[tuple[str, str], ...] = ()


def split_conversations(text: str) -> list[Part]:
    """Cut a file at header lines (`Call 1234, 2026-08-03 09:14`, `Contact: T-1001`).

    A header stands at the beginning or after a blank line or a rule, and carries a number; where
    no line does, the whole file is one part.
    """
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if _is_header(lines, i, line)]
    if not starts:
        return [Part(1, text)] if text.strip() else []
    parts = []
    if any(line.strip() for line in lines[: starts[0]]):
        starts = [0, *starts[1:]] if len(starts) == 1 else [0, *starts]
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = "\n".join(lines[begin:end])
        parts.append(Part(begin + 1, *_without_header(body)))
    return parts


def _is_header(lines: list[str], index: int, line: str) -> bool:
    if len(line) > 120 or not line.strip():
        return False
    before = lines[index - 1].strip() if index else ""
    if any(character.isalnum() for character in before):
        return False
    found = _HEADER.fullmatch(line)
    if not found:
        return False
    rest = _MOMENT.sub("", found["rest"]).strip(" ,;|()-–—")
    return not rest or read_pair(rest) is not None


def _without_header(body: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    first, _, rest = body.partition("\n")
    found = _HEADER.fullmatch(first)
    if not found:
        return body, ()
    pairs = [("id", found["id"])]
    moment = _MOMENT.search(found["rest"])
    if moment:
        pairs.append(("date", moment[0]))
    return rest, tuple(pairs)
