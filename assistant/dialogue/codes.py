"""Columns of codes that contacts came with: "our own tag Other", "the reason codes by stage"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.dialogue.readings import Reading
    from assistant.dialogue.vocabulary import Vocabulary

_VALUE = re.compile(
    r"\s*(?:=|is|of|:|named|called|equals|codes?|bucket)?\s*[\"']?([\w&-]+(?: [A-Z][\w&-]*)*)"
)
_NO_VALUE = frozenset(
    """and by are is of set field fields column columns tag tags that the our your agents stage stages against beside in into to line up
    with we use do does say says really with what which codes code bucket from on for""".split()
)
_CODES_IN = re.compile(
    r"\b(?:codes?|values|reasons|tags) (?:in|of|from) (?:the |our )?(?:(?:column|field) )?(?!our\b|the\b|own\b|stages?\b|agents?\b|this\b|that\b|contacts?\b|journey\b)([a-z_]\w+)\b"
)
_IN = re.compile(
    r"\b(?:in|inside|under|behind|about|within)\s+(?:our\s+|the\s+|own\s+)*[\"']?([\w&-]+)[\"']?[?.!]*$"
)


def named_code(reading: Reading, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """Return the column and the code that an utterance names, as far as it does."""
    for mention in reading.all("column"):
        column, _, value = str(mention.value).partition("=")
        return column, value
    for name in sorted(vocabulary.columns, key=lambda each: (-len(each), each.lower(), each)):
        spoken = name.lower().replace("_", " ").rstrip("s")
        found = re.search(rf"(?<!\w){re.escape(spoken)}s?(?!\w)", reading.lower)
        if found:
            known = vocabulary.columns[name]
            code = _value(reading, found.end(), known) or _value_before(
                reading, found.start(), known
            )
            return _one_way(name, vocabulary), code
    if found := _CODES_IN.search(reading.lower):
        return found[1], None
    if found := _IN.search(reading.text):
        held = [n for n, values in vocabulary.columns.items() if found[1].lower() in _lower(values)]
        return (held[0] if held else None), (found[1] if held else None)
    return None, None


def _one_way(name: str, vocabulary: Vocabulary) -> str:
    """Return the column that has this name in small letters, where several differ by case."""
    same = [each for each in vocabulary.columns if each.lower() == name.lower()]
    return name.lower() if name.lower() in same else name


def _lower(values: tuple[str, ...]) -> set[str]:
    return {each.lower() for each in values}


def _value_before(reading: Reading, at: int, known: tuple[str, ...]) -> str | None:
    """Return the code that stands before the column's name: "the orders tag", ""Other" in tags"."""
    before = reading.text[:at]
    if found := re.search(r"[\"']([^\"']+)[\"'] (?:in|of|under) (?:the |our )?$", before):
        return found[1]
    found = re.search(r"([\w&-]+)\s+$", before)
    return found[1] if found and found[1].lower() in _lower(known) else None


def _value(reading: Reading, at: int, known: tuple[str, ...]) -> str | None:
    """Return the code that follows the column's name: one that it holds, or one that ends there."""
    found = _VALUE.match(reading.text, at)
    if found is None or found[1].lower() in _NO_VALUE:
        return None
    if found[1].lower() in _lower(known) or found[1][0].isupper():
        return found[1]
    return None if re.match(r"\s+\w", reading.text[found.end() :]) else found[1]
