"""Columns share the width that there is; what can be spared gives way before words are cut."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Table
from assistant.chat.fitting import fitted
from assistant.chat.widgets.table_block import TableBlock
from assistant.dialogue.labels import label
from tests.assistant.chat import scenes
from tests.assistant.chat.conftest import chatting

GAPS = Table(
    ("topic", "product", "asked", "left open", "kind"),
    (("induction hob of any kind", "Brindlow Ember Frying Pan 28 cm", "16", "6–14", "missing"),),
    right=frozenset(("asked", "left open")),
)
SPARE = ("kind",)


def test_what_can_be_spared_gives_way_where_words_would_be_cut_short() -> None:
    assert fitted(GAPS, 57, SPARE)[4] == 0
    assert min(fitted(GAPS, 57, SPARE)[:2]) >= 14
    assert fitted(GAPS, 57)[4] > 0
    assert fitted(GAPS, 120, SPARE)[4] > 0


def test_the_words_of_contacts_are_never_a_column_of_single_words() -> None:
    found = Table(
        ("contact", "opened", "stage", "says"),
        (("c-q7bh2wfbfcxw", "2026-10-31", "Receiving the order", "…in a pot, lid on " * 4),),
    )
    assert all(fitted(found, 76)), "there is room for the day, too"
    widths = fitted(found, 64)
    assert widths[1] == 0
    assert widths[3] >= 25


@given(st.integers(20, 200))
def test_a_table_never_takes_more_than_there_is(room: int) -> None:
    widths = fitted(GAPS, room, SPARE)
    flexible = widths[:2]
    assert sum(widths) + 2 * sum(w > 0 for w in widths) <= room or set(flexible) == {6}


def test_at_a_hundred_columns_topics_can_be_read_and_sorted_by(tmp_path: Path) -> None:
    async def story() -> None:
        async with chatting(tmp_path / "frontstage.duckdb", (100, 30)) as chat:
            assert chat.main.has_class("-wide")
            exchange = await chat.main.conversation.begin("a question")
            told = scenes.gaps()
            await exchange.answer(told)
            await chat.main.show(exchange, told)
            await chat.settle()
            table = chat.main.query_one(TableBlock)
            assert "dishwasher" in chat.said()
            table.focus()
            await chat.press("s")
            first = [str(table.get_row_at(place)[0]) for place in range(table.row_count)]
            assert first == sorted(first)
            await chat.press("s", "r")
            assert table.sorted_by in range(len(table.table.columns))

    asyncio.run(story())


def test_a_key_says_in_words_what_it_asks() -> None:
    assert label("show_stage", {}) == "One stage"
    assert label("trend", {}) == "How it developed over time"
    assert label("trend", {"of": "contacts", "by": "month"}) == "Trend: by month"
    assert label("find_contacts", {"text": "lid", "product": "kettle"}) == (
        "Contacts: “lid”, kettle"
    )
    assert label("pain_points", {"top": 3, "without": ["week=2026-W36"]}) == (
        "The pages that make people call: the first 3, without week=2026-W36"
    )
