"""What narrows an answer, what is left out of it, and what the words of an utterance are for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.dialogue import Context, Plan, Row, Step, understand
from assistant.dialogue.bounds import bounds
from assistant.dialogue.mentions import read
from corpora.records import Gap
from tests.assistant.dialogue.test_understanding import PRODUCTS, SHOP

GAPS = (
    Gap(
        id="g-heart", product_ids=("p-kettle2",), topic="button with a heart", kind="missing",
        need_ids=("n-1",), contacts=2, customers=2, customers_low=1, customers_high=2,
        open_probability=0.9, founding_need="n-1",
    ),
    Gap(
        id="g-watts", product_ids=("p-lamp2",), topic="watts", kind="missing",
        need_ids=("n-2",), contacts=2, customers=2, customers_low=1, customers_high=2,
        open_probability=0.9, founding_need="n-2",
    ),
)  # fmt: skip
COMPANY = replace(
    SHOP,
    gaps=GAPS,
    languages=("en", "de"),
    departments=("sales", "Technical support"),
    columns={"priority": ("normal", "high"), "tags": ("delivery", "billing")},
)
KETTLE = Context(
    step=Step("show_gaps", {"product": "Wren Kettle 1 L"}),
    rows=(Row("gap", "g-heart", ("c-1aa",)), Row("gap", "g-watts", ("c-2bb",))),
    focus={"product": "Wren Kettle 1 L"},
    answered=True,
)


def plan(utterance: str, context: Context | None = None) -> Plan:
    return understand(utterance, COMPANY, context)


def step(utterance: str, context: Context | None = None) -> tuple[str, dict[str, Any]]:
    told = plan(utterance, context)
    assert len(told.steps) == 1, told
    return told.steps[0].action, dict(told.steps[0].params)


def test_what_they_say_about_a_part_is_of_the_product_spoken_of() -> None:
    wanted = {"text": "lid", "product": "Wren Kettle 1 L"}
    assert step("what do they say about the lid?", KETTLE) == ("find_contacts", wanted)


def test_what_agents_say_about_it_is_about_the_first_gap_listed() -> None:
    asked = "what do agents say about it, do they agree"
    action, params = step(asked, KETTLE)
    assert action == "agent_knowledge"
    assert params["gap"] == "g-heart"


@pytest.mark.parametrize("said", ["drop the emails", "lose the emails", "without emails"])
def test_a_channel_is_left_out_of_the_last_answer(said: str) -> None:
    context = Context(step=Step("find_contacts", {"stage": "receive"}))
    wanted = {"stage": "receive", "without": ["channel=email"]}
    assert step(said, context) == ("find_contacts", wanted)


def test_another_product_takes_the_place_of_the_one_to_forget() -> None:
    context = Context(step=Step("show_gaps", {"product": "Wren Kettle 1 L"}))
    action, params = step("forget the kettle, the lamp", context)
    assert (action, params["product"]) == ("show_gaps", "Moth Lamp")
    assert "without" not in params


def test_the_words_looked_for_are_those_that_were_typed() -> None:
    assert step("is there anything about allergens")[1].get("text", "allergens") == "allergens"
    assert step("find contacts that mention limescael")[1] == {"text": "limescael"}


def test_words_to_look_for_end_where_something_is_left_out() -> None:
    action, params = step("contacts that mention the lid but not the kettle")
    assert action == "find_contacts"
    assert params == {"text": "lid", "without": ["product=Wren Kettle 1 L"]}


def test_what_can_not_be_left_out_is_said() -> None:
    assert "I don't know how to leave out" in plan("list contacts without a product").message


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("tickets with high priority", {"where": ["priority=high"]}),
        ("show me chats in german", {"channel": "chat", "language": "de"}),
        ("show me contacts about kettle returns",
         {"product": "Wren Kettle 1 L", "stage": "exchange_or_return"}),
        ("people who rang about a missing parcel", {"channel": "call", "text": "missing parcel"}),
    ],
)  # fmt: skip
def test_contacts_are_found(utterance: str, params: dict[str, Any]) -> None:
    action, got = step(utterance)
    assert action == "find_contacts"
    assert params.items() <= got.items()


def test_a_gap_is_known_by_its_product_and_its_topic() -> None:
    wanted = {"gap": "g-heart", "status": "fixed", "on": "2026-11-01"}
    assert step("mark the kettle heart gap as fixed on 1 november") == ("mark_gap", wanted)


@pytest.mark.parametrize(
    "utterance", ["list the products", "which products do you know", "what products are there"]
)
def test_products_are_listed(utterance: str) -> None:
    assert step(utterance) == ("products", {})


@pytest.mark.parametrize("utterance", ["which products have no page", "products without a page"])
def test_products_without_a_page_are_listed_alone(utterance: str) -> None:
    assert step(utterance) == ("products", {"without_page": True})


def test_two_of_a_kind_are_told_one_after_the_other() -> None:
    told = plan("compare the kettle and the lamp")
    names = [product.title for product in PRODUCTS]
    assert [(each.action, each.params["product"]) for each in told.steps] == [
        ("overview", name) for name in names
    ]
    assert "one after the other" in told.message


def test_what_sells_is_no_department() -> None:
    context = Context(step=Step("trend", {"of": "contacts", "product": "Moth Lamp"}))
    action, params = step("sales are up too, isn't that all it is", context)
    assert action == "trend"
    assert "department" not in params


def test_an_article_is_no_code() -> None:
    assert "value" not in step("which of our tags is a mess")[1]


def test_a_table_is_written_and_a_drawing_drawn() -> None:
    assert step("give me gaps.csv")[0] == "export"
    drawn = Context(step=Step("show_journey", {"view": "departments"}))
    action, params = step("save the picture as journey.svg", drawn)
    assert action == "show_journey"
    assert params["output"] == "journey.svg"


@pytest.mark.parametrize(
    "said", ["until 9 October, until 20 October", "until 20 October, until 9 October"]
)
def test_of_two_ends_the_earlier_one_counts(said: str) -> None:
    assert bounds(read(f"calls {said}", SHOP)) == {"until": "2026-10-10"}


def test_months_that_do_not_overlap_leave_the_one_said_last() -> None:
    told = bounds(read("calls in September 2025 and in June 2026", SHOP))
    assert told == {"since": "2026-06-01", "until": "2026-07-01"}


@pytest.mark.parametrize(
    "utterance",
    [
        "look at everything again: how many contacts are there",
        "start over, how many contacts do we have",
    ],
)
def test_who_begins_afresh_is_not_narrowed_by_what_was_said(utterance: str) -> None:
    told = understand(utterance, COMPANY, KETTLE)
    assert [(each.action, dict(each.params)) for each in told.steps] == [("overview", {})]


def test_what_stands_before_a_new_name_is_no_part_of_it() -> None:
    told = understand("could you call that step 'Paying' Billing instead", COMPANY, Context())
    assert [dict(each.params) for each in told.steps] == [{"stage": "pay", "name": "Billing"}]
