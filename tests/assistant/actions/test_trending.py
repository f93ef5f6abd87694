"""How contacts developed, on the corner shop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Answer, Table
from corpora.errors import UnknownName

Ask = Callable[..., Answer]

pytestmark = pytest.mark.usefixtures("light")


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_every_contact_is_in_one_period(ask: Ask, by: str) -> None:
    answer = ask("trend", by=by)
    dated = ask("overview").data.model_dump()["dated"]
    assert sum(each.contacts for each in answer.data.periods) == dated
    assert answer.n == dated + answer.data.undated


def test_twelve_periods_are_shown_at_most(ask: Ask) -> None:
    tables = [block for block in ask("trend", by="day").blocks if isinstance(block, Table)]
    assert 0 < len(tables[0].rows) <= 12


def test_a_stage_a_gap_and_a_product(ask: Ask) -> None:
    stage = ask("trend", of="pay")
    assert "1 contacts" not in stage.headline
    assert stage.n == ask("find_contacts", stage="pay").data.matching
    gap = ask("show_gaps").data.gaps[0]
    found = ask("trend", of=gap.id)
    assert found.n == gap.contacts
    assert gap.topic in found.headline
    assert ask("trend", of="moth").n == ask("overview", product="moth").n


def test_filters_hold(ask: Ask) -> None:
    assert ask("trend", channel="call").n == ask("overview", channel="call").n


def test_nothing_of_that_name_is_said(ask: Ask) -> None:
    with pytest.raises(UnknownName):
        ask("trend", of="zzzz qqqq")


def test_orders_say_whether_it_is_just_more_sales(ask: Ask, shop: Path) -> None:
    weeks = {each.first for each in ask("trend").data.periods}
    lines = "".join(f"{week},all,100\n" for week in sorted(weeks))
    (shop.parent / "volumes.csv").write_text(f"week,sku,orders\n{lines}")
    (shop.parent / "frontstage.toml").write_text('volumes = "volumes.csv"\n')
    data = ask("trend").data
    if data.change is None:
        assert data.rates is None
    else:
        assert data.rates.orders_of == "all"
        assert data.rates.recent == 10 * data.change.recent / data.change.periods
