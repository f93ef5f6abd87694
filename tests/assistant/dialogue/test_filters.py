"""Counts, days, channels and departments as they are said in passing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.dialogue import Context
from assistant.dialogue.dates import find_periods
from assistant.dialogue.feasts import feast
from assistant.dialogue.mentions import read
from assistant.dialogue.slots import fill
from assistant.dialogue.spelling import mended
from corpora.records import Product
from tests.assistant.dialogue.test_understanding import SHOP

COMPANY = replace(
    SHOP,
    departments=("technical", "billing", "Accounts & Club"),
    columns={"priority": ("normal", "high"), "csat": ("good", "bad")},
)
TODAY = SHOP.today


def filled(action: str, utterance: str) -> dict[str, Any]:
    return fill(action, read(utterance, COMPANY), COMPANY, Context())


@pytest.mark.parametrize(
    ("said", "top"),
    [
        ("n=4", 4), ("top8", 8), ("a dozen of them", 12), ("maybe 3", 3), ("quotes please, 9", 9),
        ("the seven loudest", 7), ("five places", 5), ("six's plenty", 6),
    ],
)  # fmt: skip
def test_how_many(said: str, top: int) -> None:
    assert filled("findings", f"what fails, {said}") == {"top": top}


@pytest.mark.parametrize(
    "said", ["the 4-slice one", "1.7 litres", "within 3 days", "8 %", "the 2 cm"]
)
def test_what_is_no_count(said: str) -> None:
    assert "top" not in filled("pain_points", f"which pages, {said}")


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("since the relaunch on 4 October", "2026-10-04", None),
        ("since Halloween", "2026-10-31", None),
        ("since black friday last year", "2025-11-28", None),
        ("since the 9th", "2026-11-09", None),
        ("ever since friday the 13th", "2026-11-13", None),
        ("last 30d", "2026-10-22", "2026-11-22"),
        ("last 14 d", "2026-11-07", "2026-11-22"),
        ("2026 ytd", "2026-01-01", "2026-11-22"),
        ("q4 to date", "2026-10-01", "2026-11-22"),
        ("from 2 november thru 8 november", "2026-11-02", "2026-11-09"),
        ("june to end of august", "2026-06-01", "2026-09-01"),
        ("the first half of october", "2026-10-01", "2026-10-16"),
        ("september through now", "2026-09-01", None),
        ("since the first of the month", "2026-11-01", None),
        ("by week from august", "2026-08-01", None),
        ("friday's calls", "2026-11-20", "2026-11-21"),
        ("what came in on tuesday", "2026-11-17", "2026-11-18"),
    ],
)  # fmt: skip
def test_days_as_they_are_said(said: str, since: str, until: str | None) -> None:
    (found,) = find_periods(said.lower(), TODAY)
    assert found.since is not None
    assert found.since.isoformat() == since
    assert (found.until.isoformat() if found.until else None) == until


@pytest.mark.parametrize(
    "said",
    [
        "as somebody who started here on tuesday, what do people want",
        "the workshop is on thursday, which pages hurt",
        "monday's deck needs the pages that hurt",
        "which pages can be mended by april",
        "he walked past and asked which pages hurt",
        "our cio wants it monday, which pages hurt most in the end",
    ],
)
def test_days_in_passing_bound_nothing(said: str) -> None:
    assert find_periods(said.lower(), TODAY) == []


def test_the_day_of_a_name_that_is_no_word_for_people_counts() -> None:
    """A period is passed over for classes of words, not for one name or thing."""
    for said in ("calls of colin that came in on tuesday", "container calls that came on tuesday"):
        assert len(find_periods(said, TODAY)) == 1


def test_feasts_are_the_latest_that_have_begun() -> None:
    assert feast("easter", TODAY) == date(2026, 4, 5)
    assert feast("thanksgiving", TODAY) == date(2025, 11, 27)
    assert feast("labor day", TODAY) == date(2026, 9, 7)
    assert feast("cyber monday", date(2026, 12, 1)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "days"),
    [("inside a fortnight", 14), ("within 72h", 3), ("window of 5 days", 5), ("3 week window", 21)],
)
def test_within_how_many_days_one_comes_back(said: str, days: int) -> None:
    assert filled("failure_points", f"who comes back {said}") == {"days": days}


@pytest.mark.parametrize(
    ("said", "by"),
    [("per wk", "week"), ("WoW", "week"), ("in time, days", "day"), ("what month was it", "month")],
)  # fmt: skip
def test_how_long_a_period_is(said: str, by: str) -> None:
    assert filled("trend", f"contacts {said}")["by"] == by


@pytest.mark.parametrize(
    ("said", "params"),
    [
        ("calls only", {"channel": "call"}),
        ("what do callers want", {"channel": "call"}),
        ("tickets, the lot", {"channel": "ticket"}),
        ("without calls", {"without": ["channel=call"]}),
        ("who calls about that", {}),
        ("will it make for more tickets", {}),
    ],
)
def test_channels_by_everyday_words(said: str, params: dict[str, Any]) -> None:
    assert filled("findings", f"what goes wrong, {said}") == params


@pytest.mark.parametrize(
    ("said", "params"),
    [
        ("technical only", {"department": "technical"}),
        ("the tech crew", {"department": "technical"}),
        ("what lands on the Club desk", {"department": "Accounts & Club"}),
        ("what stays with Billing", {"department": "billing"}),
        ("their technical questions", {}),
    ],
)
def test_departments_by_everyday_words(said: str, params: dict[str, Any]) -> None:
    assert filled("findings", f"what fails, {said}") == params


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("high prio only", "priority=high"), ("the high-priority ones", "priority=high"),
        ("bad csats", "csat=bad"), ("region=Midwest", "region=Midwest"),
    ],
)  # fmt: skip
def test_columns_by_everyday_words(said: str, where: str) -> None:
    assert filled("findings", f"what fails, {said}") == {"where": [where]}


LAMPS = replace(
    SHOP,
    products=(
        Product(id="p-a", title="Moth Lamp"),
        Product(id="p-b", title="Moth Pet Lamp"),
        Product(id="p-c", title="Finch Toaster 2-Slice"),
        Product(id="p-d", title="Finch Toaster 4-Slice"),
        Product(id="p-e", title="Heron Vacuum"),
    ),
)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("the lamp, the plain one", "Moth Lamp"),
        ("the lamp, not the pet one", "Moth Lamp"),
        ("the two-slice toaster", "Finch Toaster 2-Slice"),
        ("the toaster page never says so, the 4 slice", "Finch Toaster 4-Slice"),
        ("the vac", "Heron Vacuum"),
        ("the toaster", "toaster"),
    ],
)
def test_one_of_several_products_is_told_apart(said: str, title: str) -> None:
    assert fill("show_page", read(said, LAMPS), LAMPS, Context())["product"] == title


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("over this yr", "over this year"), ("w/ a lid", "with a lid"), ("b4 may", "before may"),
        ("w/in 3 days", "within 3 days"), ("5 tkts", "5 tickets"), ("merch asks", "merch asks"),
    ],
)  # fmt: skip
def test_short_forms(said: str, meant: str) -> None:
    assert mended(said, COMPANY) == meant


def test_what_is_compared_with_a_day_ends_nowhere() -> None:
    assert filled("changes", "what changed versus 3 november") == {"since": "2026-11-03"}
    assert filled("changes", "what changed in october")["until"] == "2026-11-01"


def test_words_looked_for_end_with_one_that_tells() -> None:
    assert filled("find_contacts", "who mentions smoke with a lamp")["text"] == "smoke"


@pytest.mark.parametrize(
    ("said", "topic"),
    [("what does verify do", "verify"), ("explain a trend", "trend"), ("help", None)],
)
def test_help_is_asked_on_an_action(said: str, topic: str | None) -> None:
    assert filled("help", said).get("topic") == topic


def test_quotes_of_a_product_are_of_it() -> None:
    assert filled("evidence", "their words on the kettle") == {"of": "Wren Kettle 1 L"}


def test_a_common_word_and_a_number_are_a_model() -> None:
    shop = replace(SHOP, products=(*SHOP.products, Product(id="p-f", title="Zeal Dual 8 Fryer")))
    assert (
        fill("show_page", read("open the dual 8", shop), shop, Context())["product"]
        == "Zeal Dual 8 Fryer"
    )
    assert "product" not in fill(
        "overview", read("a dual role for 8 people", shop), shop, Context()
    )


def test_a_column_is_said_twice_and_meant_once() -> None:
    assert filled("overview", "csat bad, the bad csat people") == {"where": ["csat=bad"]}


@pytest.mark.parametrize(
    ("action", "said", "params"),
    [
        ("findings", "what fails, ex calls", {"without": ["channel=call"]}),
        ("findings", "what fails, excl. week 36", {"without": ["week=2026-W36"]}),
        ("overview", "going back to june", {"since": "2026-06-01"}),
        ("overview", "csat=bad and dept=billing", {"where": ["csat=bad"], "department": "billing"}),
        ("sample", "draw fifty again with seed 12", {"n": 50, "seed": 12}),
    ],
)
def test_terse_ways_of_narrowing(action: str, said: str, params: dict[str, Any]) -> None:
    assert filled(action, said) == params
