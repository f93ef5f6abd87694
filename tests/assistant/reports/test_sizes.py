"""How large a gap is: weeks, orders, costs; and that costs never add up to more than the whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.counting.volumes import read_volumes
from assistant.counting.weeks import trend_of, weeks_seen
from assistant.reports.charts import sparkline
from assistant.reports.sizes import cost_of, topic_shares
from corpora.records import Need
from corpora.settings import Costs
from corpora.store.figures import ContactFigures

MONDAY = date(2026, 8, 3)


def contact(
    channel: str = "call", handle_s: float | None = 360.0, name: str = "c-1"
) -> ContactFigures:
    return ContactFigures(name, "T-1", channel, datetime(2026, 8, 4, tzinfo=UTC), handle_s)


def need(contact_id: str, gap: str | None, answered: float = 0.0, number: int = 0) -> Need:
    return Need(
        id=f"n-{contact_id}-{gap}-{number}",
        contact_id=contact_id,
        turn_index=0,
        start=0,
        end=3,
        text="why",
        kind="product_fact",
        kind_probability=1.0,
        link_probability=1.0,
        answer_probability=answered,
        gap_id=gap,
    )


# -- Costs ---------------------------------------------------------------------------------


def test_a_fixed_rate_of_the_channel_wins_over_the_hour() -> None:
    costs = Costs(per_handle_hour=30, per_contact={"chat": 4})
    assert cost_of(contact("chat"), costs) == 4
    assert cost_of(contact("call"), costs) == 3
    assert cost_of(contact("call", handle_s=None), costs) is None
    assert cost_of(contact(), Costs()) is None


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["g-1", "g-2", "g-3", None])),
        min_size=1,
        max_size=20,
    )
)
def test_the_parts_of_a_contact_never_add_up_to_more_than_the_contact(
    asked: list[tuple[str, str | None]],
) -> None:
    needs = {
        each.id: each
        for number, (who, gap) in enumerate(asked)
        for each in [need(who, gap, number=number)]
    }
    shares = topic_shares(needs)
    for who in {each.contact_id for each in needs.values()}:
        gaps = {n.gap_id for n in needs.values() if n.contact_id == who and n.gap_id}
        assert shares[who] * len(gaps) <= 1 + 1e-9


# -- Weeks ---------------------------------------------------------------------------------


def days(first: date, last: date, every: set[int]) -> dict[date, int]:
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: 2 for day in span if day.weekday() in every}


def test_weeks_that_the_data_cover_in_part_are_marked() -> None:
    seen = weeks_seen(
        days(MONDAY + timedelta(days=2), MONDAY + timedelta(days=29), set(range(5))),
        date(2027, 1, 1),
    )
    assert [week.partial for week in seen] == [True, False, False, False, True]
    assert seen[0].contacts == 6


def test_a_shop_that_rests_at_weekends_has_full_weeks() -> None:
    friday = MONDAY + timedelta(days=25)
    seen = weeks_seen(days(MONDAY, friday, set(range(5))), date(2027, 1, 1))
    assert not any(week.partial for week in seen)


def test_the_week_of_today_is_never_full() -> None:
    sunday = MONDAY + timedelta(days=27)
    seen = weeks_seen(days(MONDAY, sunday, set(range(7))), sunday)
    assert [week.partial for week in seen] == [False, False, False, True]


def test_a_trend_compares_full_weeks_only() -> None:
    seen = weeks_seen(days(MONDAY, MONDAY + timedelta(days=29), set(range(7))), date(2027, 1, 1))
    moments = [
        datetime.combine(MONDAY + timedelta(days=n), datetime.min.time(), UTC)
        for n in (0, 8, 22, 29)
    ]
    trend = trend_of(moments, seen, UTC)
    assert trend is not None
    assert trend.counts == (1, 1, 0, 1, 1)
    assert (trend.weeks, trend.before, trend.recent) == (2, 2, 1)
    drawing = sparkline(trend, seen)
    assert drawing.count("<rect") == 5
    assert drawing.count("class=partial") == 1
    assert "1 (partial week)" in drawing
    assert trend_of([], (), UTC) is None


# -- Orders --------------------------------------------------------------------------------


def test_orders_are_those_of_the_product_where_the_file_tells(tmp_path: Path) -> None:
    file = tmp_path / "volumes.csv"
    file.write_text("week,sku,orders\n2026-08-05,all,900\n2026-W32,A-1,40\n2026-08-10,A-1,50\n")
    volumes = read_volumes(file)
    assert volumes.problems == ()
    assert volumes.of(["A-1"], [MONDAY]) == (40.0, "sku")
    assert volumes.of(["B-2"], [MONDAY]) == (900.0, "all")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("week,orders\n2026-08-03,4\n", "volumes.csv: no column sku;"),
        ("week,sku,orders\nsoon,all,4\n2026-08-03,all,many\n", "volumes.csv, row 2: no week"),
        ("week,sku,orders\n2026-08-03,all,-4\n", "volumes.csv, row 2: no week"),
        ("week,sku,orders\n2026-W60,all,4\n", "volumes.csv, row 2: no week"),
    ],
)
def test_what_is_wrong_with_volumes_is_said(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "volumes.csv"
    file.write_text(text)
    assert read_volumes(file).problems[0].startswith(told)
    assert "correct `volumes`" in read_volumes(tmp_path / "none.csv").problems[0]
