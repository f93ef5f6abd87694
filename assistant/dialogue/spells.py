"""Lengths of time that bound nothing: how long a period is, within how many days one comes back."""

from __future__ import annotations

import re

from assistant.dialogue.counts import number_of

_BY = re.compile(
    r"\b(?:(daily|day by day|per day|by day|by the day|each day|every day|days instead|in days|(?:give me|show me|as|daily buckets|over the) days|(?<=[,.?!;] )days(?=\s*(?:[,.]|$)))"
    r"|(weekly|week by week|(?:per|by|over) (?:week|wk)|(?:wk|week) by (?:wk|week)|by the week|each week|every week|week (?:on|over) week|wow|how many a week|weeks instead|in weeks|(?:give me|show me|as|over the) weeks|weekly buckets|(?<=[,.?!;] )weeks(?=\s*(?:[,.]|$)))"
    r"|(monthly|month by month|per month|by month|by the month|each month|every month|month (?:on|over) month|mom(?= for\b)|m-o-m|what month|which month|months instead|in months|(?:give me|show me|as|over the) months|monthly buckets|(?<=[,.?!;] )months(?=\s*(?:[,.]|$))))\b"
)
_PERIODS = ("day", "week", "month")
_COUNT = r"(\d{1,3}|an?|one|two|three|four|five|six|seven|ten|fourteen|thirty)"
_UNIT = r"(d|days?|h|hours?|hrs?|w|wks?|weeks?|fortnights?|months?)"
_WITHIN = re.compile(
    rf"\b(?:within|inside|w/in|in under|under|window(?: of)?|repeats?(?: is| are)?)\s*(?:=|:|as)?\s*(?:anything\s+)?(?:within|inside)?\s*(?:of\s+)?{_COUNT}\s*{_UNIT}\b"
)
_WINDOW = re.compile(rf"\b{_COUNT}[\s-]*{_UNIT}[\s-]+(?:repeat\s+)?window\b")
_ALONE = re.compile(
    rf"(?<!last )(?<!past )(?<!previous )(?<!next )(?<!these )\b(\d{{1,3}})\s*{_UNIT}\b(?!\s+(?:ago|back|old|later|before|trial))"
)
_DAYS = {"d": 1, "w": 7, "f": 14, "m": 30}
_MOST = 90


def grain(lower: str) -> str | None:
    """Return how long a period shall be: day, week, month; None where nothing is said."""
    found = _BY.search(lower)
    return _PERIODS[(found.lastindex or 1) - 1] if found else None


def repeat_days(lower: str) -> int | None:
    """Return within how many days a contact is a repeat: "inside a fortnight", "72h"."""
    found = _WITHIN.search(lower) or _WINDOW.search(lower) or _ALONE.search(lower)
    if found is None:
        return None
    count = 1 if found[1] in ("a", "an") else {"fourteen": 14}.get(found[1]) or number_of(found[1])
    days = -(-count // 24) if found[2].startswith("h") else count * _DAYS[found[2][0]]
    return days if 1 <= days <= _MOST else None
