"""Corrections, and adjustments whose verb nobody foresaw."""

from __future__ import annotations

import pytest

from assistant.dialogue import Context, understand
from tests.assistant.dialogue.test_understanding import SHOP, planned, step


@pytest.mark.parametrize(
    ("earlier", "utterance", "action", "params"),
    [
        ("c-4f2k is about paying", "no, I meant returns", "relabel",
         {"contact": "c-4f2k", "stage": "exchange_or_return"}),
        ("rename receiving to Delivery", "no, Parcels", "rename_stage",
         {"stage": "receive", "name": "Parcels"}),
        ("set cost per call to 6", "sorry, 5", "set_assumption",
         {"name": "cost per call", "value": 5.0}),
        ("show me the paying stage", "no, I meant receiving", "show_stage", {"stage": "receive"}),
    ],
)  # fmt: skip
def test_the_last_is_done_with_what_was_meant(
    earlier: str, utterance: str, action: str, params: dict[str, object]
) -> None:
    assert step(utterance, earlier) == (action, params)


@pytest.mark.parametrize("utterance", ["no, undo that", "no thanks", "no, why?"])
def test_not_everything_after_no_is_a_correction(utterance: str) -> None:
    plan = planned(utterance, "rename receiving to Delivery")
    assert all(each.action != "rename_stage" for each in plan.steps)


def test_what_is_taken_back_in_the_same_breath_does_not_count() -> None:
    assert step("gaps for the kettle, no wait, I mean the lamp") == (
        "show_gaps",
        {"product": "Moth Lamp"},
    )


@pytest.mark.parametrize(
    ("utterance", "action", "params"),
    [
        ("c-4f2k needs to go to returns", "relabel",
         {"contact": "c-4f2k", "stage": "exchange_or_return"}),
        ("c-4f2k and c-4f2m are both paying", "relabel_several",
         {"contacts": ["c-4f2k", "c-4f2m"], "stage": "pay"}),
        ("we can do without researching, get rid of it", "remove_stage", {"stage": "research"}),
        ("our word for paying is Billing, use that", "rename_stage",
         {"stage": "pay", "name": "Billing"}),
        ("a call is about 5 quid, use that", "set_assumption",
         {"name": "cost per call", "value": 5.0}),
    ],
)  # fmt: skip
def test_likeness_stands_in_for_the_verb(
    utterance: str, action: str, params: dict[str, object]
) -> None:
    assert step(utterance) == (action, params)
    assert planned(utterance).kind == "propose"


@pytest.mark.parametrize(
    "utterance",
    [
        "g-3c1a went live on 2 november, did it work",
        "why is c-4f2k under paying and not returns",
        "what if paying were part of returns",
        "show only what billing handled in paying",
    ],
)
def test_a_question_proposes_nothing(utterance: str) -> None:
    assert planned(utterance).kind != "propose"


def test_a_row_of_nothing_is_asked_back() -> None:
    plan = understand("quotes for the second one", SHOP, Context())
    assert plan.kind == "clarify"
    assert "Nothing is listed yet" in plan.message
