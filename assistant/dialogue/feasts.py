"""Days that have a name: "since Black Friday", "since Halloween"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FIXED = {
    "halloween": (10, 31),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year": (1, 1),
    "new year's": (1, 1),
    "new year's day": (1, 1),
    "valentine's": (2, 14),
    "valentine's day": (2, 14),
}
_MOVING = ("black friday", "cyber monday", "thanksgiving", "labor day", "labour day", "easter")
FEASTS = (
    "(?:"
    + "|".join(re.escape(each) for each in sorted((*_FIXED, *_MOVING), key=len, reverse=True))
    + ")"
)
"""A pattern of their names, in small letters."""
_FRIDAY = 4


def feast(name: str, today: date, *, years_ago: int = 0) -> date:
    """Return the day of a feast: the latest that has begun, or that of some years ago.

    Args:
        name: As `FEASTS` finds it.
        today: The day on which it was said.
        years_ago: 1 for "Black Friday last year".
    """
    if years_ago:
        return _in_year(name, today.year - years_ago)
    day = _in_year(name, today.year)
    return day if day <= today else _in_year(name, today.year - 1)


def _in_year(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "easter":
        return _easter(year)
    if name in ("labor day", "labour day"):
        return _nth_weekday(year, 9, 0, 1)
    thanksgiving = _nth_weekday(year, 11, _FRIDAY - 1, 4)
    return thanksgiving + timedelta(days={"black friday": 1, "cyber monday": 4}.get(name, 0))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)
