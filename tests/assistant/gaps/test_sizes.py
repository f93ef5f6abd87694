"""How large a gap is: weeks, orders, costs; and that costs never add up to more than the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.counting.volumes import Volumes, read_volumes
from assistant.counting.weeks import Trend, trend_of, weeks_seen
from assistant.gaps.cards import GapShelf
from assistant.gaps.sizes import GapSize, Measures, cost_of, size_of, size_words, topic_shares
from assistant.reports.charts import sparkline
from corpora.records import Gap, Need
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


def test_a_size_is_told_in_one_line_without_what_nobody_knows() -> None:
    size = GapSize(
        customers=9, low=4, high=9, contacts=10, rate=6.24, orders=1600, orders_of="sku",
        handle_s=None, timed=0, cost=40.0, avoidable=26.2,
        avoidable_low=18.3, avoidable_high=34.9, costed=9,
        trend=Trend(counts=(1, 2), weeks=1, recent=2, before=1), traced=8, again=3, returned=0,
    )  # fmt: skip
    assert size_words(size, "GBP") == (
        "6.2 per 1,000 orders · £18–£35 avoidable · 2 in the last 1 full week, 1 before · "
        "3 of 8 came back within 14 days"
    )
    unknown = {"rate": None, "avoidable": None, "trend": None, "again": None, "returned": None}
    assert size_words(size.model_copy(update=unknown), "GBP") == ""


def test_an_avoidable_cost_is_bounded_by_who_may_have_been_left_open() -> None:
    costs = Costs(per_contact={"call": 4})
    own = [need("c-1", "g", 0.7), need("c-2", "g", 0.7), need("c-3", "g", 0.7)]
    sure = replace(own[0], answer_probability=0.0)
    for needs, low in ((own, 0.0), ([sure], 4.0)):
        found = size_of(*_shelf(needs), dict.fromkeys(("c-1", "c-2", "c-3"), 1.0), _data(costs))
        assert (found.avoidable_low, found.avoidable_high) == (low, 4.0 * len(needs))
        assert found.avoidable == pytest.approx(
            sum(4 * (1 - each.answer_probability) for each in needs)
        )


def test_contacts_of_one_customer_stand_and_fall_together() -> None:
    own = [need("c-1", "g", 0.02), need("c-2", "g", 0.02)]
    gap, shelf = _shelf(own)
    one = replace(shelf, customers={"c-1": "k", "c-2": "k"})
    found = size_of(gap, one, {"c-1": 1.0, "c-2": 1.0}, _data(Costs(per_contact={"call": 4})))
    assert (found.avoidable_low, found.avoidable_high) == (7.84, 8.0)


def _shelf(needs: list[Need]) -> tuple[Gap, GapShelf]:
    gap = Gap(
        id="g", product_ids=("p-1",), topic="t", kind="missing", contacts=len(needs),
        need_ids=tuple(each.id for each in needs), customers=len(needs), customers_low=0,
        customers_high=3, open_probability=0.9, founding_need=needs[0].id,
    )  # fmt: skip
    by_id = {each.id: each for each in needs}
    return gap, GapShelf(
        gaps=(gap,), needs=by_id, products={}, pages={}, passages={}, marks={}, customers={}
    )


def _data(costs: Costs) -> Measures:
    figures = {name: contact(name=name) for name in ("c-1", "c-2", "c-3")}
    return Measures(figures=figures, costs=costs, volumes=Volumes(), weeks=(), zone=UTC)


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
