"""Imported columns in an utterance: "region North", "high priority", "where csat is bad"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.dialogue.readings import Mention
from assistant.dialogue.spans import mention_of, positions
from assistant.dialogue.vocabulary import Vocabulary

_COLUMNS = frozenset(
    """group tag tags priority csat status type region team reason category source brand tier plan
    country market queue form topic satisfaction owner outcome""".split()
)
_COUNTED = frozenset(("tag", "tags", "type", "types", "description", "updated"))
"""Columns whose names are everyday words: "problem types" names no value of `type`."""
_SPOKEN = {
    "priority": frozenset(("prio", "priorities")),
    "csat": frozenset(("csats",)),
    "tags": frozenset(("tagged", "tagged as", "tagged with")),
}
"""Other words for columns that ticket systems have."""
_EQUALS = re.compile(r"(?<![\w.])([a-z_][\w.]*)=([\w.-]+)")
_NO_COLUMN = frozenset(
    (
        "channel",
        "dept",
        "department",
        "source",
        "src",
        "text",
        "id",
        "n",
        "of",
        "by",
        "top",
        "stage",
        "since",
        "until",
        "seed",
        "product",
    )
)
_WHERE = re.compile(r"\bwhere\s+(?:the\s+)?([a-z][\w.]*)\s*(is|=|equals)\s*([\w.-]+)")


def find_columns(text: str, lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find "region North", "where csat is bad": a column and a value."""
    for name, values in vocabulary.columns.items():
        spoken = {name.lower(), name.lower().replace("_", " "), name.lower().rstrip("s")}
        spoken |= _SPOKEN.get(name.lower(), frozenset())
        for start in {at for each in spoken for at in positions(lower, each)}:
            said = max((each for each in spoken if lower.startswith(each, start)), key=len)
            at = start + len(said)
            joined = re.match(r"\s*(?:=|is|of|:|named|called|equals)?\s*[\"']?", lower[at:])
            begun = at + (joined.end() if joined else 0)
            held = next((v for v in _by_length(values) if _starts(lower, v.lower(), begun)), None)
            if held is not None:
                yield mention_of(lower, "column", f"{name}={held}", start, begun + len(held))
                continue
            before = lower[:start].rstrip(" \"'-")
            held = next((v for v in _by_length(values) if _ends(before, v.lower())), None)
            if held is not None and name.lower() not in _COUNTED:
                first = len(before) - len(held)
                yield mention_of(lower, "column", f"{name}={held}", first, at)


def find_where(text: str, lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find "where csat is bad": a column that is there, or one that is often there."""
    columns = {each.lower() for each in vocabulary.columns}
    for match in _WHERE.finditer(lower):
        value = text[slice(*match.span(3))]
        if match[2] != "is" or match[1] in columns | _COLUMNS:
            yield mention_of(lower, "column", f"{match[1]}={value}", *match.span())
    departments = {each.lower(): each for each in vocabulary.departments}
    for match in _EQUALS.finditer(lower):
        if match[1] in ("dept", "department") and match[2] in departments:
            yield mention_of(lower, "department", departments[match[2]], *match.span())
        elif match[1] not in _NO_COLUMN:
            value = text[slice(*match.span(2))].rstrip(".")
            yield mention_of(lower, "column", f"{match[1]}={value}", *match.span())


def _by_length(values: Iterable[str]) -> list[str]:
    return sorted(values, key=lambda each: -len(each))


def _starts(lower: str, name: str, at: int) -> bool:
    end = at + len(name)
    return lower.startswith(name, at) and not lower[end : end + 1].isalnum()


def _ends(text: str, name: str) -> bool:
    start = len(text) - len(name)
    return len(name) > 1 and text.endswith(name) and not text[max(0, start - 1) : start].isalnum()
