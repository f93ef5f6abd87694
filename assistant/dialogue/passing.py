"""Days that are spoken of in passing and narrow nothing: "who started on Tuesday"."""

from __future__ import annotations

import re

_BOUND = re.compile(
    r"\b(?:since|from|until|till|up to|after|before|last|this|between|and|or|through|thru|of|w/c|commencing)\s+(?:the\s+)?$"
)
_THEIRS = re.compile(
    r"^(?:'?s)?\s+(?:calls?|contacts?|chats?|emails?|mails?|tickets?|reviews?|ones|volumes?|complaints?|"
    r"figures?|numbers?|spike|dip|peak|rush|pet|only|alone|morning'?s?|to\b|till\b|until\b|through\b|onwards?|on\b|-)"
)
_HAPPENED = re.compile(
    r"\b(?:came|come|rang|rung|called|contacted|happened|received|wrote|complained|went|gone|live|shipped|"
    r"updated|changed|fixed|published|pushed|landed|dated|opened|moved|spiked?|peaked|put|rewritten|"
    r"rewrote|corrected|contacts?|calls?|chats?|emails?|tickets?|mails?|those|ones|anything|"
    r"complaints?|done|did|up|copy|days?|only|just|was|were|what about|how about|and)\s+(?:\w+\s+){0,3}?(?:on\s+|for\s+|in\s+)?$"
)
_OF_ONE = re.compile(
    r"\b(?:i|i'm|i've|we've|he|she|who|someone|somebody|boss|lead|starters?|joiners?)\b"
    r"[^.?!]*?\b(?:inherited|started|left|joined|leaves?|starts?|back|off|hired|begins?|begun)\b[^.?!]*$"
)
_MEETING = re.compile(
    r"\b(?:deck|huddle|stand-?up|planning|workshop|meetings?|review(?:'s)?|readout|board|refresh|freeze|"
    r"close|qbr(?:'s)?|panel|sync|slides?|pitch|starters|handing over|present\w*|town ?hall|offsite|demo|"
    r"training|deadline|tomorrow|numbers are due|due|by|c[efimot]o|director|vp)\b"
)
_SHORT = 4
_NEAR = 28


def in_passing(text: str, start: int, end: int) -> bool:
    """Whether a weekday at `start:end` of a text in small letters narrows nothing.

    A day bounds an answer where a word before it says so, where contacts stand beside it, or where
    something happened on it; the day of a meeting, or on which somebody started, bounds none.
    """
    before, after = text[:start], text[end:]
    if _BOUND.search(before) or _THEIRS.match(after) or len(text.split()) <= _SHORT:
        return False
    if _OF_ONE.search(before):
        return True
    clause = re.split(r"[.;?!]\s", before)[-1]
    if _MEETING.search(clause[-_NEAR:]) or _MEETING.search(
        re.split(r"[.,;?!]\s", after)[0][:_NEAR]
    ):
        return True
    return not _HAPPENED.search(before)
