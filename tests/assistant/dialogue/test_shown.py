"""What points back to what an answer showed: contacts, rows, codes, and filters left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue import Context, Plan, Row, Step, understand
from tests.assistant.dialogue.test_understanding import SHOP

GAPS = Context(
    step=Step("show_gaps", {"product": "kettle"}),
    rows=(Row("gap", "g-aaaa", ("c-1aa", "c-2bb")), Row("gap", "g-bbbb", ("c-3cc",))),
    shown=("c-1aa", "c-2bb", "c-3cc"),
    answered=True,
)
ALL = list(GAPS.shown)


def planned(utterance: str, context: Context = GAPS) -> Plan:
    return understand(utterance, SHOP, context)


@pytest.mark.parametrize(
    ("utterance", "contacts", "left"),
    [
        ("those are about delivery, not returns", ALL, "exchange_or_return"),
        ("those are about the delivery", ALL, None),
        ("no, these are all about delivery rather than returns", ALL, "exchange_or_return"),
        ("they belong to delivery, not returns", ALL, "exchange_or_return"),
        ("put those under delivery", ALL, None),
        ("the second one is about delivery, not returns", ["c-3cc"], "exchange_or_return"),
    ],
)
def test_contacts_just_shown_are_relabelled(
    utterance: str, contacts: list[str], left: str | None
) -> None:
    plan = planned(utterance)
    assert plan.kind == "propose"
    instead = {"instead_of": left} if left else {}
    assert [(each.action, dict(each.params)) for each in plan.steps] == [
        ("relabel_several", {"contacts": contacts, "stage": "receive", **instead})
    ]


@pytest.mark.parametrize(
    "utterance",
    [
        "are those about delivery?",
        "those are about delivery, aren't they?",
        "only those about delivery",
        "which of those are about delivery",
        "show me those that are about returns",
        "why are those under returns",
        "are they delivery or returns",
    ],
)
def test_nothing_is_proposed_where_it_was_asked(utterance: str) -> None:
    assert planned(utterance).kind != "propose"


def test_one_of_a_list_of_contacts_is_relabelled_alone() -> None:
    listed = Context(
        Step("find_contacts"), (Row("contact", "c-1aa", ("c-1aa",)),), shown=("c-1aa",)
    )
    plan = planned("the first one is about delivery, not returns", listed)
    assert (plan.steps[0].action, plan.steps[0].params["contact"]) == ("relabel", "c-1aa")


def test_without_contacts_it_is_asked_which() -> None:
    plan = planned("those are about delivery, not returns", Context(Step("overview")))
    assert plan.kind == "clarify"
    assert "list them first" in plan.message


def test_there_is_no_second_one_where_one_is_listed() -> None:
    one = replace(GAPS, step=Step("find_contacts"), rows=(Row("contact", "c-1aa"),))
    assert planned("why is the second one under returns", one).message == (
        "There is no such one: in the last answer only 1 is listed."
    )
    none = replace(one, rows=())
    assert "nothing is listed" in planned("why is the second one under returns", none).message


def test_a_reason_code_means_a_stage_whatever_its_words_are() -> None:
    shop = replace(SHOP, columns={"reason": ("Billing query", "Late delivery", "Other")})
    plan = understand("our code Billing query means paying", shop, Context())
    assert plan.kind == "propose"
    assert dict(plan.steps[0].params) == {
        "column": "reason",
        "code": "Billing query",
        "stage": "pay",
    }
    assert understand("what does our code Other mean", shop, Context()).kind != "propose"
    assert understand("what is inside our code Other", shop, Context()).steps[0].action == "drivers"


def test_what_agents_say_is_asked_of_the_gap_spoken_of() -> None:
    context = Context(Step("evidence", {"of": "g-aaaa"}), focus={"gap": "g-aaaa"})
    plan = planned("what do agents say about it, do they agree", context)
    assert [(each.action, dict(each.params)) for each in plan.steps] == [
        ("agent_knowledge", {"gap": "g-aaaa"})
    ]
    whole = planned("where do agents contradict the page", Context())
    assert whole.steps[0].action == "agent_knowledge"


def test_gaps_are_drawn_when_gaps_are_named() -> None:
    plan = planned("draw 20 gaps to grade", Context())
    assert (plan.steps[0].action, dict(plan.steps[0].params)) == ("sample", {"of": "gaps", "n": 20})


def test_a_filter_that_is_not_taken_is_said() -> None:
    plan = planned("write the report for the kettle", Context())
    assert plan.steps[0].action == "report"
    assert "product (Wren Kettle 1 L)" in plan.message
    assert "everything" in plan.message
    assert not planned("how accurate are the labels", Context()).message
    assert not planned("what do people contact us about by phone", Context()).message
