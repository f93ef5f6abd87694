"""Columns over time: what is drawn is what was counted, in the room that there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.charting import Column, columns_drawn

COUNTS = st.lists(st.integers(0, 9_999), min_size=1, max_size=60)


def columns(counts: list[int]) -> list[Column]:
    return [Column(f"{day} Aug", count) for day, count in enumerate(counts, 1)]


def test_columns_stand_on_an_axis_from_nought_with_names_below() -> None:
    drawn = columns_drawn([Column("3 Aug", 4, partial=True), *columns([8, 0, 2])], 40, 2)
    assert drawn[:3] == [
        "8 ┤      █████",
        "0 ┤░░░░░ █████       ▄▄▄▄▄",
        "  └────────────────────────",
    ]
    assert drawn[3].split() == ["1", "Aug", "3", "Aug"]


@given(COUNTS, st.integers(9, 200), st.integers(1, 9))
def test_a_chart_takes_no_more_room_than_there_is(
    counts: list[int], width: int, height: int
) -> None:
    drawn = columns_drawn(columns(counts), width, height)
    assert len(drawn) == (height + 2 if any(counts) else 0)
    assert all(len(line) <= width for line in drawn)


@given(st.lists(st.integers(1, 9_999), min_size=1, max_size=7))
def test_whatever_was_counted_is_seen(counts: list[int]) -> None:
    foot = columns_drawn(columns(counts), 80, 8)[7].partition("┤")[2]
    assert sum(bool(cell.strip()) for cell in foot.split(" ") if cell) == len(counts)


def test_of_many_the_newest_are_drawn() -> None:
    drawn = columns_drawn(columns(list(range(1, 61))), 30, 3)
    assert drawn[-1].strip().endswith("60 Aug")


def test_a_single_line_is_marked_with_the_most() -> None:
    assert columns_drawn(columns([8, 4]), 40, 1)[0].startswith("8 ┤█")


def test_the_last_name_ends_within_the_width() -> None:
    drawn = columns_drawn([Column("Jul 2026", 3), Column("Aug 2026", 12)], 14, 3)
    assert drawn[-1] == f"{'':6}Aug 2026"


def test_where_there_is_no_room_nothing_is_drawn() -> None:
    assert columns_drawn(columns([8, 4]), 4, 3) == []
