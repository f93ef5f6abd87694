"""Where something is named in an utterance, and whether it is to be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.dialogue.readings import Mention

_NEGATION = re.compile(
    r"(?:\b(?:without|except(?:\s+for)?|excluding|excl\.?|ex|but\s+not|not\s+counting|not|other\s+than|"
    r"leaving\s+out|leave\s+out|ignoring|ignore|exclude|minus|apart\s+from|skip|no(?!\s+the\b))\s+(?:the\s+|any\s+|in\s+|by\s+|from\s+)*)$"
)
_DROPPED = re.compile(
    r"\b(?:drop|lose|hide|forget|ditch|scrap|bar|barring|w/o|(?:any|every)thing\s+but|all\s+but"
    r"|(?:take|filter|strip|chuck|throw|kick|keep|cut|weed)\s+out)\s+(?:(?:the|all|any|our|those)\s+)*$"
)
"""What leaves out a filter; of a stage or a gap it means to remove it."""
_FILTERS = ("channel", "product", "language", "department", "column", "period")


def mention_of(lower: str, slot: str, value: Any, start: int, end: int) -> Mention:  # noqa: ANN401
    """Return a mention; negated where what stands before it leaves it out."""
    before = lower[:start]
    left_out = _NEGATION.search(before) or (slot in _FILTERS and _DROPPED.search(before))
    return Mention(slot, value, start, end, negated=bool(left_out))


_TAKES = re.compile(
    r"\b(?:leav|tak|keep|chuck|throw|kick|strip|filter|cut|pull|knock|rul|weed)(?:e|es|ing)?\s+"
    r"(?:(?:the|all|any|our|those|that)\s+)*$"
)
_AWAY = re.compile(
    r"^'?s?(?:\s+(?:ones?|contacts?|stuff|bits?|lot|tickets?|people|side))?\s+(?:out|away|off|aside)\b(?! of (?:\d|the box))"
)


_OUT_OF_IT = re.compile(
    r"^'?s?(?:\s+(?:ones?|contacts?|stuff))?\s+out of (?:it|that|this|there|these)\b"
)


def without_it(lower: str, mention: Mention) -> Mention:
    """Return a filter negated where the words around it take it away: "leave the chats out"."""
    if mention.negated or mention.slot not in _FILTERS:
        return mention
    around = _TAKES.search(lower[: mention.start]) and _AWAY.match(lower[mention.end :])
    left_out = around or _DROPPED.search(lower[: mention.start])
    out = _OUT_OF_IT.match(lower[mention.end :])
    return replace(mention, negated=True) if left_out or out else mention


def positions(lower: str, name: str) -> Iterator[int]:
    """Return where `name` stands as whole words."""
    at = lower.find(name)
    while at >= 0:
        end = at + len(name)
        if not lower[max(0, at - 1) : at].isalnum() and not lower[end : end + 1].isalnum():
            yield at
        at = lower.find(name, at + 1)
