"""Weeks: contacts counted per week, and which weeks are only partly seen.

A week that the data cover only in part is marked and never compared with another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from assistant.answers import Data
from assistant.counting.volumes import monday

_SPAN = 4
_USUAL = 0.5
_MOST_WEEKS = 520


class Week(Data):
    """One week: its Monday, all contacts in it, and whether it was seen only in part."""

    monday: date
    contacts: int
    partial: bool


class Trend(Data):
    """Contacts in the last full weeks beside those in as many weeks before.

    `weeks` is how many each side has; 0 where there are too few full weeks to compare.
    """

    counts: tuple[int, ...]
    weeks: int
    recent: int
    before: int


def weeks_seen(days: Mapping[date, int], today: date) -> tuple[Week, ...]:
    """Return every week from the first contact to the last, without holes.

    The first and the last week are partial where a day of theirs lies outside of the data on
    which contacts usually come; so is the week of `today`.
    """
    if not days:
        return ()
    first, last = min(days), max(days)
    mondays = [monday(first)]
    while mondays[-1] < monday(last):
        mondays.append(mondays[-1] + timedelta(days=7))
    mondays = mondays[-_MOST_WEEKS:]
    usual = usual_weekdays(days, mondays[1:-1])
    partial = set()
    if usual & set(range(first.weekday())):
        partial.add(mondays[0])
    if usual & set(range(last.weekday() + 1, 7)):
        partial.add(mondays[-1])
    partial.add(monday(today))
    sums: Counter[date] = Counter()
    for day, contacts in days.items():
        sums[monday(day)] += contacts
    return tuple(
        Week(monday=each, contacts=sums[each], partial=each in partial) for each in mondays
    )


def weeks_of(days: Mapping[date, int], weeks: Sequence[Week]) -> tuple[Week, ...]:
    """Return these weeks with the contacts of some only, by day; what was seen stays as it is."""
    sums: Counter[date] = Counter()
    for day, contacts in days.items():
        sums[monday(day)] += contacts
    return tuple(week.model_copy(update={"contacts": sums[week.monday]}) for week in weeks)


def usual_weekdays(days: Mapping[date, int], mondays: Sequence[date]) -> set[int]:
    """Return the weekdays, Monday 0, on which contacts usually come, as these weeks show it.

    Monday to Friday where there is no week to see it from.
    """
    if not mondays:
        return set(range(5))
    inner = set(mondays)
    seen = Counter(day.weekday() for day in days if monday(day) in inner)
    return {weekday for weekday, weeks in seen.items() if weeks >= _USUAL * len(mondays)}


def trend_of(
    moments: Iterable[datetime | None], weeks: Sequence[Week], zone: tzinfo
) -> Trend | None:
    """Return the trend of some contacts over these weeks; None where no week is known."""
    if not weeks:
        return None
    found = Counter(monday(at.astimezone(zone).date()) for at in moments if at is not None)
    full = [found[week.monday] for week in weeks if not week.partial]
    span = min(_SPAN, len(full) // 2)
    return Trend(
        counts=tuple(found[week.monday] for week in weeks),
        weeks=span,
        recent=sum(full[-span:]) if span else 0,
        before=sum(full[-2 * span : -span]) if span else 0,
    )
