"""Weeks, months, quarters and weekdays, counted from a day."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""How the names of weekdays begin, Monday first."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = {"first": "1", "second": "2", "third": "3"}


def iso_week(number: int, year: str | None, today: date) -> tuple[date, date]:
    """Return the ISO week of this number: the latest that has begun, without a year."""
    first = date.fromisocalendar(int(year) if year else today.isocalendar().year, number, 1)
    if not year and first > today:
        first = date.fromisocalendar(today.isocalendar().year - 1, number, 1)
    return first, first + timedelta(days=7)


def quarter_of(number: int, year: str | None, today: date) -> tuple[date, date]:
    """Return the quarter of this number: the latest that has begun, without a year."""
    first = date(int(year) if year else today.year, 3 * number - 2, 1)
    if not year and first > today:
        first = first.replace(year=first.year - 1)
    return first, step(first, "quarter")


def named_unit(which: str, unit: str, today: date) -> tuple[date, date]:
    """Return "this" or "last" week, month, quarter, year."""
    if unit == "fortnight" and which not in ("this", "current"):
        # No calendar has fortnights: the last one is the last fourteen days.
        return back(today, unit, 1), today + timedelta(days=1)
    first = first_of(today, unit)
    if which in ("this", "current"):
        return first, step(first, unit)
    return first_of(first - timedelta(days=1), unit), first


def first_of(day: date, unit: str) -> date:
    """Return the first day of the unit that a day lies in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "fortnight":
        return day - timedelta(days=day.weekday() + 7)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1) if unit == "year" else day


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day


_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


def step(day: date, unit: str) -> date:
    """Return the day one unit later."""
    if unit in _MONTHS_IN:
        return months_later(day, _MONTHS_IN[unit])
    return day + timedelta(days=_DAYS_IN[unit])


def back(day: date, unit: str, times: int) -> date:
    """Return the day some units earlier."""
    if unit in _MONTHS_IN:
        return months_later(day, -_MONTHS_IN[unit] * times)
    return day - timedelta(days=_DAYS_IN[unit] * times)


def last_weekday(word: str, today: date, *, strictly: bool) -> date:
    """Return the latest day of this name up to today; `strictly`: before today."""
    back = (today.weekday() - WEEKDAYS.index(word[:3])) % 7
    return today - timedelta(days=back or (7 if strictly else 0))


def month_of(word: str) -> int:
    """Return the number of the month that a name means."""
    return _MONTHS.index(word[:3]) + 1


def one_day(day: date | None) -> tuple[date, date] | None:
    """Return the range of one day."""
    return (day, day + timedelta(days=1)) if day else None


def day_of(number: int, month: int, year: str | None, today: date) -> date | None:
    """Return a day: the latest that has begun where no year is said; None: there is none."""
    try:
        if year:
            return date(int(year), month, number)
        day = date(today.year, month, number)
        return day if day <= today else date(today.year - 1, month, number)
    except ValueError:
        return None


def week_around(day: date | None) -> tuple[date, date] | None:
    """Return the week that a day lies in."""
    first = day - timedelta(days=day.weekday()) if day else None
    return (first, first + timedelta(days=7)) if first else None


def week_of_month(which: str, month: str, today: date) -> tuple[date, date] | None:
    """Return "the first week of October": days 1 to 7, and so on; the last seven for "last"."""
    first = day_of(1, month_of(month), None, today)
    if first is None:
        return None
    end = step(first, "month")
    if which == "last":
        return end - timedelta(days=7), end
    start = first + timedelta(days=7 * (int(_NTH.get(which, which[0])) - 1))
    return start, start + timedelta(days=7)


def latest_of_number(number: int, today: date) -> date | None:
    """Return the latest day of this number, such as the 9th, that has begun; None: there is none."""
    for months in range(3):
        first = months_later(today.replace(day=1), -months)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def half_of_month(which: str, month: str, today: date) -> tuple[date, date] | None:
    """Return days 1 to 15 of a month, or the others."""
    first = day_of(1, month_of(month), None, today)
    if first is None:
        return None
    middle = first + timedelta(days=15)
    return (first, middle) if which == "first" else (middle, step(first, "month"))
