"""How many of something are to be shown: "eight is fine", "which six hurt most", "max five"."""

from __future__ import annotations

import re

from assistant.dialogue.counts import number_of
from assistant.dialogue.readings import Reading

_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a dozen|dozen"
_COUNT = rf"(?P<n>\d{{1,3}}|{_WORDS})"
# Of what there are so many without anybody asking to be shown them.
_NOT_SHOWN = (
    r"(?!\s*(?:%|percent|per cent|[./:,-]\d|x\b|-?slice|cm\b|l\b|litres?|o'?clock|am\b|pm\b|days?|weeks?|months?|years?|hours?|"
    r"minutes?|mins?|seconds?|times?|quarters?|grand|k\b|quid|pounds|euros?|dollars|people|teams?|boxes|slides?|pages? long|"
    r"freelancers|writers|meetings?|d\b|h\b)|\w)"
)
_ENOUGH = r"(?:is|are|'ll|will|would|should|'s)?\s*(?:be\s+)?(?:fine|do|enough|plenty|ok(?:ay)?|suffice|perfect|good)\b"
_SHOWN = (
    re.compile(rf"(?<![\w.-]){_COUNT}(?:\s+(?:of (?:them|these|those|em)|or so|rows|codes|items))?\s*{_ENOUGH}"),
    re.compile(rf"(?<![\w.-]){_COUNT}\s+(?:of (?:them|these|those|em)\b|max\b|tops\b|at most\b|in total\b|rows\b|only\b|altogether\b)"),
    re.compile(
        rf"\b(?:max(?:imum)?|at most|no more than|not more than|limit(?:ed)?(?: \w+)? to|down to|make it|cap(?:ped)?(?: it)? at|"
        rf"top|first|worst|best|biggest|which|maybe|need|want|show(?: me)?|give(?: me)?|pitch(?: \w+)?)\s+{_COUNT}{_NOT_SHOWN}"
        r"(?!\s+(?:of our|of the)\b)"
    ),
)  # fmt: skip
_ONE_ONLY = re.compile(
    r"\b(?:top|first|worst|biggest) one (?:only|alone)\b|\b(?:only|just) the (?:top|first|worst|biggest)(?: one)?(?=\s*(?:[.,;!?]|$|please|pls))"
)
_ALTERNATIVE = re.compile(rf"(?<![\w.-])(?:\d{{1,3}}|{_WORDS}) or {_COUNT}\b")
_ALL = re.compile(r"\b(?:all|every(?: single)? one) of (?:them|it|these|those)\b|\bno limit\b")


def shown_count(reading: Reading) -> int | None:
    """Return how many shall be shown, where numbers that stand for a date or a name are no count."""
    lower = _free(reading)
    if _ONE_ONLY.search(lower):
        return 1
    for pattern in (_ALTERNATIVE, *_SHOWN):
        told = [match["n"] for match in pattern.finditer(lower)]
        if told:
            value = number_of(told[-1].removeprefix("a "))
            return value if value > 1 else None
    return None


def unlimited(reading: Reading) -> bool:
    """Whether all of what was shown in part is asked for: "all of them again"."""
    return bool(_ALL.search(reading.lower))


def _free(reading: Reading) -> str:
    """Return the text without mentions other than of numbers, character by character."""
    kept = list(reading.lower)
    for each in reading.mentions:
        if each.slot not in ("top", "number", "ordinal"):
            kept[each.start : each.end] = "|" * (each.end - each.start)
    return "".join(kept)
