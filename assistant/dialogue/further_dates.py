"""Days and ranges that are read for the parameters of an action only.

"Since Bonfire Night", "as it was in the summer", "the whole year": what these words are is not told
to what tells actions apart, so that they may grow without it being fitted anew.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.dialogue.calendars import (
    back,
    first_of,
    last_weekday,
    latest_of_number,
    months_later,
)
from assistant.dialogue.date_words import COUNTS
from assistant.dialogue.feasts import FEASTS, feast
from assistant.dialogue.readings import Reading

Days = tuple[date | None, date | None]
"""From the first day up to, not including, the second."""

_ORDINALS = (
    *(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
_ORDINAL = "|".join(_ORDINALS)
_OPEN = r"(?P<since>since|after|from|as of|starting(?: on)?)"
_CLOSED = r"(?P<until>until|till|up to|before|prior to)"
_WHEN = rf"(?:\b(?:{_OPEN}|{_CLOSED}|(?P<on>on|over|at|during|in|around|for|of))\s+)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FEAST = re.compile(
    rf"{_WHEN}(?P<feast>{FEASTS}|bonfire night|guy fawkes(?: night)?|new year's eve|st\.? patrick's(?: day)?|midsummer)"
    r"(?:\s+(?P<ago>last year))?\b"
)
_FIXED = {
    "bonfire night": (11, 5), "guy fawkes": (11, 5), "guy fawkes night": (11, 5), "new year's eve": (12, 31),
    "st patrick's": (3, 17), "st. patrick's": (3, 17), "st patrick's day": (3, 17), "midsummer": (6, 24),
}  # fmt: skip
_SEASON = re.compile(
    rf"{_WHEN}(?:(?:the|this|last|past)\s+)?(?P<season>spring|summer|autumn|(?<=the )fall|(?<=last )fall|winter)\b(?!\s+(?:sale|range|menu|collection|house))"
)
_NTH = re.compile(
    rf"{_WHEN}the\s+(?:(?P<word>{_ORDINAL})|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:\s+of\s+(?P<month>this month|last month|the month))?(?=\s*(?:[,.;:!?)]|$|\b(?:and|please|pls|only|not|to|has|is|of (?:this|last|the) month|i|we)\b))"
)
_YEAR = re.compile(
    r"\b(?:the )?(?:whole|entire|full|all(?: of)? (?:this|the)|all) (?P<unit>year|quarter|month|week)\b"
)
_SPAN = re.compile(
    rf"\b(?:over|across|going back|in|during|for)\s+(?:about\s+)?(?P<n>\d{{1,2}}|{'|'.join(COUNTS)})\s+(?P<unit>year|quarter|month|week)s\b(?!\s*(?:ago|back|time))"
)
_LAST = re.compile(r"\b(?:last|on|since) (mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b")
_MORNING = re.compile(r"\b(?:since|from) (?:this morning|midnight|breakfast|lunch)\b")


def further_days(reading: Reading, *, days_too: bool = False) -> Days | None:
    """Return the days of which an utterance speaks in words that are no mention; None: of none.

    Args:
        reading: What was said, and on which day.
        days_too: Whether a day of the month alone, "on the ninth", may be meant.
    """
    today, lower = reading.today, _unread(reading)
    if match := _FEAST.search(lower):
        return _bounded(match, _of_feast(match, today))
    if match := _SEASON.search(lower):
        return _bounded(match, _season(match["season"], today))
    for match in _NTH.finditer(lower):
        bounding = match["since"] or match["until"] or match["month"]
        if (bounding or days_too) and (day := _nth(match, today)) is not None:
            return _bounded(match, (day, day + timedelta(days=1)))
    if days_too and (match := _LAST.search(lower)):
        day = last_weekday(match[1], today, strictly=True)
        return day, day + timedelta(days=1)
    return _begun(lower, today)


def _begun(lower: str, today: date) -> Days | None:
    """Return the days of what has begun and goes on: the whole year, two years back, this morning."""
    if match := _YEAR.search(lower):
        return first_of(today, match["unit"]), None
    if match := _SPAN.search(lower):
        count = int(match["n"]) if match["n"].isdigit() else COUNTS[match["n"]]
        return back(today, match["unit"], count), None
    return (today, None) if _MORNING.search(lower) else None


def _unread(reading: Reading) -> str:
    """Return the text with the mentions blanked that hold dates, names or words to look for."""
    kept = list(reading.lower)
    for each in reading.mentions:
        if each.slot in ("period", "quoted", "path", "product", "contact", "gap"):
            kept[each.start : each.end] = " " * (each.end - each.start)
    return "".join(kept)


def _bounded(match: re.Match[str], days: tuple[date, date] | None) -> Days | None:
    if days is None:
        return None
    if match["since"]:
        return days[0], None
    return (None, days[0]) if match["until"] else days


def _of_feast(match: re.Match[str], today: date) -> tuple[date, date] | None:
    name = match["feast"]
    if name in _FIXED:
        day = date(today.year, *_FIXED[name])
        day = day.replace(year=day.year - 1) if day > today or match["ago"] else day
    else:
        day = feast(name, today, years_ago=1 if match["ago"] else 0)
        if match["until"] and day.year < today.year:
            # "Before Thanksgiving", said shortly before it, is when something is due.
            return None
    return day, day + timedelta(days=1)


def _season(name: str, today: date) -> tuple[date, date]:
    """Return the three months of the latest season of this name that has begun, as meteorologists count."""
    first = date(today.year, _SEASONS[name], 1)
    first = first if first <= today else first.replace(year=first.year - 1)
    return first, months_later(first, 3)


def _nth(match: re.Match[str], today: date) -> date | None:
    number = int(match["day"]) if match["day"] else _ORDINALS.index(match["word"]) + 1
    if match["month"] == "last month":
        return latest_of_number(number, today.replace(day=1) - timedelta(days=1))
    if not 1 <= number <= 31:
        return None
    return latest_of_number(number, today)
