"""Periods: counted without holes, marked where they are seen only in part."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.counting.periods import By, Period, Window, compared, periods_of
from corpora.store.scope import Scope

MONDAY = date(2026, 6, 1)
LATER = date(2027, 1, 1)


def daily(first: date, days: int, a_day: int = 3) -> dict[date, int]:
    return {first + timedelta(days=place): a_day for place in range(days)}


def seen(found: dict[date, int], by: By, scope: Scope | None = None) -> tuple[Period, ...]:
    return periods_of(found, Window(found, LATER, scope or Scope(), UTC), by)


def test_months_that_the_data_cut_are_marked() -> None:
    periods = seen(daily(date(2026, 6, 10), 90), "month")
    assert [(each.first.month, each.contacts, each.partial) for each in periods] == [
        (6, 63, True),
        (7, 93, False),
        (8, 93, False),
        (9, 21, True),
    ]


def test_the_week_of_today_is_marked() -> None:
    found = daily(MONDAY, 21)
    periods = periods_of(found, Window(found, MONDAY + timedelta(days=20), Scope(), UTC), "week")
    assert [each.partial for each in periods] == [False, False, True]


def test_a_week_that_the_question_cuts_is_marked_and_what_lies_outside_is_left_out() -> None:
    scope = Scope(since=datetime(2026, 6, 10, tzinfo=UTC), until=datetime(2026, 6, 22, tzinfo=UTC))
    periods = seen(daily(MONDAY, 35), "week", scope)
    assert [(each.first.day, each.partial) for each in periods] == [(8, True), (15, False)]


def test_a_week_left_out_is_never_compared() -> None:
    week = Scope(since=datetime(2026, 6, 8, tzinfo=UTC), until=datetime(2026, 6, 15, tzinfo=UTC))
    periods = seen(daily(MONDAY, 21), "week", Scope(without=(week,)))
    assert [each.partial for each in periods] == [False, True, False]


def test_full_periods_only_are_compared() -> None:
    counts = [(9, True), (30, False), (40, False), (60, False), (70, False), (1, True)]
    periods = [
        Period(first=MONDAY + timedelta(weeks=at), contacts=n, partial=partial)
        for at, (n, partial) in enumerate(counts)
    ]
    change = compared(periods, "week")
    assert change is not None
    assert (change.periods, change.recent, change.before) == (2, 130, 70)
    assert change.low is not None
    assert change.high is not None
    assert 0.3 < change.low < 130 / 70 - 1 < change.high < 1.6


def test_days_are_compared_week_against_week_or_not_at_all() -> None:
    assert compared(seen(daily(MONDAY, 13), "day"), "day") is None
    change = compared(seen(daily(MONDAY, 14), "day"), "day")
    assert change is not None
    assert (change.periods, change.recent, change.before) == (7, 21, 21)


def test_few_contacts_have_no_interval() -> None:
    change = compared(seen({MONDAY: 2, MONDAY + timedelta(days=13): 3}, "week"), "week")
    assert change is None or change.low is None


@given(
    st.dictionaries(st.dates(date(2020, 1, 1), date(2026, 12, 1)), st.integers(1, 9), max_size=40),
    st.sampled_from(("day", "week", "month")),
)
def test_no_contact_is_lost_and_no_period_is_missing(found: dict[date, int], by: By) -> None:
    periods = seen(found, by)
    if len(periods) < 520:
        assert sum(each.contacts for each in periods) == sum(found.values())
    firsts = [each.first for each in periods]
    assert firsts == sorted(set(firsts))
    longest = {"day": 1, "week": 7, "month": 31}[by]
    gaps = (b - a for a, b in itertools.pairwise(firsts))
    assert all(gap.days <= longest for gap in gaps)
