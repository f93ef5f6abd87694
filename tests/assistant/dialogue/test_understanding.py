"""Utterances become plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue import Context, Plan, Row, Step, Vocabulary, agrees, understand
from corpora.records import Product, Stage

STAGES = tuple(
    Stage(key, name, "")
    for key, name in (
        ("research", "Researching"),
        ("pay", "Paying"),
        ("receive", "Receiving the order"),
        ("exchange_or_return", "Exchanging or returning"),
    )
)
PRODUCTS = (
    Product(id="p-kettle2", title="Wren Kettle 1 L"),
    Product(id="p-lamp2", title="Moth Lamp"),
)
SHOP = Vocabulary(today=date(2026, 11, 21), stages=STAGES, products=PRODUCTS)


def planned(utterance: str, *earlier: str) -> Plan:
    context = Context()
    for each in earlier:
        context = context.after(understand(each, SHOP, context))
    return understand(utterance, SHOP, context)


def step(utterance: str, *earlier: str) -> tuple[str, dict[str, object]]:
    plan = planned(utterance, *earlier)
    assert len(plan.steps) == 1, plan
    return plan.steps[0].action, dict(plan.steps[0].params)


@pytest.mark.parametrize(
    ("utterance", "action", "params"),
    [
        ("why do people call about the kettle?", "show_gaps", {"product": "Wren Kettle 1 L"}),
        ("what do people contact us about", "overview", {}),
        ("top three pages to change", "pain_points", {"top": 3}),
        ("show me returns since March", "show_stage",
         {"stage": "exchange_or_return", "since": "2026-03-01"}),
        ("why is c-4f2k under returns", "explain_contact", {"contact": "c-4f2k"}),
        ("help", "help", {}),
    ],
)  # fmt: skip
def test_questions(utterance: str, action: str, params: dict[str, object]) -> None:
    assert step(utterance) == (action, params)
    assert planned(utterance).kind == "run"


@pytest.mark.parametrize(
    ("utterance", "action", "params"),
    [
        ("rename paying to Billing", "rename_stage", {"stage": "pay", "name": "Billing"}),
        ("merge researching and paying", "merge_stages", {"stages": ["research", "pay"]}),
        ("put c-4f2k under paying", "relabel", {"contact": "c-4f2k", "stage": "pay"}),
        ("undo", "undo", {}),
    ],
)
def test_adjustments_are_proposed(utterance: str, action: str, params: dict[str, object]) -> None:
    assert step(utterance) == (action, params)
    assert planned(utterance).kind == "propose"


@pytest.mark.parametrize(
    "utterance",
    ["merge it", "delete everything", "mark all gaps fixed", "what if we merged paying and returns",
     "how do I rename a stage", "did anyone merge researching and paying?"],
)  # fmt: skip
def test_nothing_is_adjusted_on_a_guess(utterance: str) -> None:
    assert planned(utterance).kind != "propose"


def test_the_second_one_is_a_row_of_the_last_answer() -> None:
    context = Context(Step("show_gaps"), (Row("gap", "g-first"), Row("gap", "g-second")))
    plan = understand("show me the calls behind the second one", SHOP, context)
    assert plan.steps[0].action == "evidence"
    assert plan.steps[0].params == {"of": "g-second", "channel": "call"}


def test_a_follow_up_keeps_what_was_asked() -> None:
    assert step("and for paying?", "what are the pain points at receiving") == (
        "pain_points",
        {"stage": "pay"},
    )


def test_two_requests_are_done_one_after_the_other() -> None:
    plan = planned("show me the gaps of the kettle and then draw the journey")
    assert [each.action for each in plan.steps] == ["show_gaps", "show_journey"]


def test_a_number_chooses_among_what_was_asked_back() -> None:
    asked = planned("the lamp hm")
    context = Context().after(asked)
    if asked.choices:
        chosen = understand("1", SHOP, context)
        assert chosen.steps[0].action == asked.choices[0].action


@given(st.text(max_size=300))
def test_whatever_is_typed_there_is_a_plan(text: str) -> None:
    assert understand(text, SHOP).kind in ("run", "propose", "clarify", "none")


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("yes please", True),
        ("I agree", True),
        ("That's right.", True),
        ("Sounds good!", True),
        ("no", False),
        ("why?", None),
        ("right pan?", None),
        ("which five pages first?", None),
    ],
)
def test_agreement(text: str, *, agreed: bool | None) -> None:
    assert agrees(text) is agreed


def test_settings_go_out_and_come_in() -> None:
    assert step("export the settings") == ("settings_export", {})
    assert step("import settings from base.toml") == ("settings_import", {"file": "base.toml"})
    assert planned("import settings from base.toml").kind == "propose"


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("contacts since the start of October", {"since": "2026-10-01"}),
        ("contacts from August onwards", {"since": "2026-08-01"}),
        ("contacts in the first week of October", {"since": "2026-10-01", "until": "2026-10-08"}),
        ("contacts quarter to date", {"since": "2026-10-01"}),
        ("contacts w/c 7 September", {"since": "2026-09-07", "until": "2026-09-14"}),
    ],
)
def test_ranges(utterance: str, params: dict[str, object]) -> None:
    found = step(f"overview of {utterance}")[1]
    assert {k: v for k, v in found.items() if k in ("since", "until")} == params


def test_one_week_is_left_out() -> None:
    action, params = step("without the week of 7 September", "what do people contact us about")
    assert (action, params) == ("overview", {"without": ["week=2026-W37"]})


def test_a_fix_is_checked_by_page_and_day() -> None:
    assert step("did the rewrite of the kettle page help since 1 October") == (
        "verify",
        {"product": "Wren Kettle 1 L", "on": "2026-10-01"},
    )
    assert planned("did the fix work").kind == "clarify"


def test_ones_own_tag_is_looked_into() -> None:
    shop = replace(SHOP, columns={"tags": ("parcel", "Other")})
    plan = understand("what is inside our own tag Other", shop, Context())
    assert (plan.steps[0].action, dict(plan.steps[0].params)) == (
        "drivers",
        {"column": "tags", "value": "Other"},
    )


def test_a_page_of_no_one_product_is_known_by_its_title() -> None:
    shop = replace(SHOP, pages=("Parcels & pick-up",))
    plan = understand("show me the parcels and pick-up page", shop, Context())
    assert dict(plan.steps[0].params) == {"product": "Parcels & pick-up"}


@pytest.mark.parametrize(
    "utterance", ["relabel everything to paying", "apply it without asking me"]
)
def test_nothing_is_done_wholesale(utterance: str) -> None:
    assert planned(utterance).kind == "none"


@pytest.mark.parametrize("utterance", ["fix it", "do the thing", "the other one"])
def test_what_says_nothing_is_asked_back(utterance: str) -> None:
    assert planned(utterance).kind == "clarify"


def test_other_words_are_searched() -> None:
    found = step("and rust?", "find contacts about limescale")
    assert found == ("find_contacts", {"text": "rust"})
