"""Saying where the contacts belong that an answer has just shown: "those are about delivery"."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.adjusting_stages import named_stages
from assistant.dialogue.plan import Context
from assistant.dialogue.readings import Reading

Found = tuple[str, dict[str, Any]]

_THING = r"(?:\s+(?:contacts?|calls?|ones?|people|customers?|quotes?|tickets?|chats?|emails?|questions?))?"
_WHICH = (
    r"(?:(?:all|both|most)(?:\s+of)?\s+(?:those|these|them|the)|those|these|they|both|"
    r"the\s+first\s+\w+|the\s+(?:\w+|\d+(?:st|nd|rd|th)))"
)
# What may stand before it: "no, …", "hm, actually I think …".
_BEFORE = (
    r"^(?:(?:no|nope|nah|hm+|well|but|and|actually|really|sorry|wait|wrong|ok|okay|so|surely|"
    r"i (?:think|believe|would say|'d say)|it seems|to me|please)\b[\s,.:;-]*)*"
)
_ARE = (
    r"(?:\s+(?:all|both|clearly|plainly|really|actually|surely|just|mostly))*"
    r"(?:'re|\s+(?:are|is|were|was|belongs?|go(?:es)?|should|ought|must|count))\b"
)
_SAID = re.compile(f"{_BEFORE}{_WHICH}{_THING}{_ARE}")
_DONE = re.compile(
    rf"{_BEFORE}(?:put|move|file|refile|relabel|label|shift|reassign|count|mark)\s+{_WHICH}{_THING}"
    r"\s+(?:to|as|under|into|in|at)\b"
)
_RATHER = re.compile(
    r"\b(?:not|isn't|aren't|rather than|instead of|n't|from)\s+(?:really\s+|about\s+|an?\s+|the\s+|in\s+|under\s+)*$"
)
_SINGLE = ("contact",)


def shown(reading: Reading, context: Context) -> Found | None:
    """Understand "those are about delivery, not returns" after an answer that showed contacts."""
    text = reading.lower
    if context.step is None or text.rstrip().endswith("?"):
        return None
    if not (_SAID.match(text) or _DONE.match(text)):
        return None
    named = named_stages(reading)
    left = [each for each in named if each.negated or _RATHER.search(text[: each.start])]
    meant = [each for each in named if each not in left]
    if len({each.value for each in meant}) != 1 or len({each.value for each in left}) > 1:
        return None
    contacts = pointed_at(reading, context)
    if contacts is None:
        return None
    params: dict[str, Any] = {"contacts": list(contacts)} if contacts else {}
    params["stage"] = str(meant[0].value)
    if left:
        params["instead_of"] = str(left[0].value)
    return "relabel_several", params


def pointed_at(reading: Reading, context: Context) -> tuple[str, ...] | None:
    """Return the contacts that "those", "the first two" or "the second one" mean.

    Empty: none was shown. None: something else is meant, such as a single contact in a list.
    """
    at, first = reading.first("ordinal"), reading.first("top")
    if first is not None and at is None:
        rows = context.rows[: int(first)]
        return tuple(dict.fromkeys(each for row in rows for each in row.contacts))
    if at is None:
        return context.shown if re.search(r"\b(?:those|these|they|them|both|all)\b", reading.lower) else None  # fmt: skip
    index = at - 1 if at > 0 else len(context.rows) - 1
    if not 0 <= index < len(context.rows) or context.rows[index].kind in _SINGLE:
        return None
    return context.rows[index].contacts
