"""Days, weeks and months: contacts counted per period, and which are only partly seen.

A period that the data or the question cover only in part is marked and never compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from assistant.answers import Data
from assistant.counting.volumes import monday
from assistant.counting.weeks import usual_weekdays
from corpora.store.scope import Scope

By = Literal["day", "week", "month"]

_MOST = 520
_SPANS: Mapping[By, int] = {"day": 7, "week": 4, "month": 3}
_FEW = 20
_DAY = timedelta(days=1)


class Period(Data):
    """Contacts of one period; `first` is its first day, `partial`: seen or asked for in part."""

    first: date
    contacts: int
    partial: bool


class Comparison(Data):
    """The last full periods beside as many before.

    `low` and `high` are the 95 % interval of the change as a share of before (0.1: 10 % more),
    both numbers taken as counts of independent events; None where there are too few to tell.
    """

    periods: int
    recent: int
    before: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Window:
    """What is looked at: the days on which any contact came, today, and what was asked for.

    Attributes:
        seen: All contacts by day, whatever was asked for: what the data cover.
        today: The day that is not over.
        scope: What was asked for; its bounds cut periods.
        zone: Whose days they are.
    """

    seen: Mapping[date, int]
    today: date
    scope: Scope
    zone: tzinfo


def periods_of(found: Mapping[date, int], window: Window, by: By) -> tuple[Period, ...]:
    """Return every period that the data and the question cover, without holes, at most 520.

    Args:
        found: The contacts asked for, by day.
        window: What the data cover and the question asks for.
        by: How long a period is.
    """
    if not window.seen:
        return ()
    sums: Counter[date] = Counter()
    for day, contacts in found.items():
        sums[_FIRST[by](day)] += contacts
    usual = _usual(window.seen)
    periods = [
        Period(first=first, contacts=sums[first], partial=_partial(first, after, window, usual))
        for first, after in _spans(window, by)
        if _asked(first, after, window)
    ]
    return tuple(periods[-_MOST:])


def compared(periods: Sequence[Period], by: By) -> Comparison | None:
    """Return the last full periods beside as many before; None: too few to compare.

    The recent count, given both, is binomial where contacts come independently, so that Wilson's
    interval of its share gives that of the ratio (Przyborowski and Wilenski, 1940).
    """
    from classifiers.intervals import wilson

    full = [period.contacts for period in periods if not period.partial]
    span = min(_SPANS[by], len(full) // 2)
    if not span or (by == "day" and span < _SPANS[by]):
        return None
    recent, before = sum(full[-span:]), sum(full[-2 * span : -span])
    low = high = None
    if recent + before >= _FEW and before:
        shares = wilson(recent, recent + before)
        low, high = (round(share / (1 - share) - 1, 3) for share in shares)
    return Comparison(periods=span, recent=recent, before=before, low=low, high=high)


def compared_firsts(periods: Sequence[Period], span: int) -> tuple[list[date], list[date]]:
    """Return the first days of the recent full periods, and of those before."""
    full = [period.first for period in periods if not period.partial]
    return full[-span:], full[-2 * span : -span]


def _month(day: date) -> date:
    return day.replace(day=1)


_FIRST: Mapping[By, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": monday,
    "month": _month,
}


def _spans(window: Window, by: By) -> Iterator[tuple[date, date]]:
    """Yield the first day of each period that the data touch, and the first day after it."""
    first, last = _FIRST[by](min(window.seen)), max(window.seen)
    while first <= last:
        after = {
            "day": first + _DAY,
            "week": first + 7 * _DAY,
            "month": _month(_month(first) + 31 * _DAY),
        }[by]
        yield first, after
        first = after


def _usual(seen: Mapping[date, int]) -> set[int]:
    begin, end = monday(min(seen)), monday(max(seen))
    inner = range(7, (end - begin).days, 7)
    return usual_weekdays(seen, [begin + days * _DAY for days in inner])


def _asked(first: date, after: date, window: Window) -> bool:
    start, end = _bounds(first, after, window.zone)
    scope = window.scope
    return not ((scope.since and end <= scope.since) or (scope.until and start >= scope.until))


def _partial(first: date, after: date, window: Window, usual: set[int]) -> bool:
    begun, ended = min(window.seen), max(window.seen)
    days = [first + place * _DAY for place in range((after - first).days)]
    if window.today in days:
        return True
    if any(day.weekday() in usual for day in days if day < begun or day > ended):
        return True
    start, end = _bounds(first, after, window.zone)
    scope = window.scope
    if (scope.since and start < scope.since) or (scope.until and end > scope.until):
        return True
    return any(
        (not out.since or out.since < end) and (not out.until or out.until > start)
        for out in scope.without
        if out.since or out.until
    )


def _bounds(first: date, after: date, zone: tzinfo) -> tuple[datetime, datetime]:
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)
