"""Which filters an utterance takes away again: "leave the date off", "all departments then"."""

from __future__ import annotations

import re

from assistant.dialogue.readings import Reading

_NAMES = {
    r"dates?|dating|times?|periods?|time ?frames?|time limits?|date ranges?": ("since", "until"),
    r"channels?": ("channel",),
    r"products?": ("product",),
    r"languages?|lang": ("language",),
    r"departments?|teams?|desks?": ("department",),
    r"stages?": ("stage",),
    r"segments?": ("segment",),
    r"topics?": ("topic",),
    r"exclusions?|exceptions?": ("without",),
}
_TAKEN_AWAY = re.compile(
    r"\b(?:drop|leave|leaving|lose|take|remove|forget|ignore|skip|without|scrap|ditch|clear|kill|chuck|bin|lift|undo)\s+"
    rf"(?:(?:the|that|any|out|off|away)\s+)*(?P<name>{'|'.join(_NAMES)})\b(?!\s+(?:gap|called))"
)
_EVERY = re.compile(
    rf"\b(?:all|every|any|whichever|across(?: all)?|regardless of)\s+(?:the\s+)?(?P<name>{'|'.join(_NAMES)})\b"
    r"|\b(?P<just>not just (?:phone|chat|email|calls?)\b)"
)
_EVER = re.compile(
    r"\b(?:all time|of all time|ever since the start|the whole history|all the data)\b"
)


def widened(reading: Reading) -> frozenset[str]:
    """Return the parameters that no longer narrow what is asked."""
    told: set[str] = set()
    for pattern in (_TAKEN_AWAY, _EVERY):
        for match in pattern.finditer(reading.lower):
            if match.groupdict().get("just"):
                told.add("channel")
                continue
            told.update(next(v for k, v in _NAMES.items() if re.fullmatch(k, match["name"])))
    if _EVER.search(reading.lower):
        told.update(("since", "until"))
    return frozenset(told)
