"""What an adjustment changes and to what, where it is known which one is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.dialogue import Context, understand
from assistant.dialogue.adjusting import meant_adjustment
from assistant.dialogue.called import said_name, said_names
from assistant.dialogue.mentions import read
from assistant.dialogue.moods import told_behind
from assistant.dialogue.ordering import ordered
from assistant.dialogue.plan import Plan, Step
from tests.assistant.dialogue.test_understanding import SHOP

COMPANY = replace(
    SHOP,
    columns={"tags": ("delivery", "billing", "loyalty")},
    departments=("Billing", "Repairs & spares", "Front desk"),
)


def done(action: str, params: dict[str, Any], utterance: str = "", *earlier: Plan) -> Context:
    """Return the context after what was said and done."""
    context = Context()
    named = read(utterance, COMPANY)
    from assistant.dialogue.earlier import names_of

    plan = Plan("run", (Step(action, params),), said=utterance, named=names_of(named))
    for each in (*earlier, plan):
        context = context.after(each)
    return context


def meant(action: str, utterance: str, context: Context | None = None) -> dict[str, Any] | None:
    found = meant_adjustment(action, read(utterance, COMPANY), context or Context(), COMPANY)
    assert found is None or found[0] == action, found
    return found[1] if found else None


PAYING = done("show_stage", {"stage": "pay"})
TWO = done("explain_contact", {}, "c-111a and c-222b look odd")


@pytest.mark.parametrize(
    ("utterance", "name"),
    [
        ("nobody gets it. Invoices", "Invoices"),
        ("in the shop they all say Money talk", "Money talk"),
        ("ought to go by Invoices & fees, please", "Invoices & fees"),
        ('"What we charge" reads nicer', "What we charge"),
        ("Cashing up is what it says on the door", "Cashing up"),
        ("it's to be known as Bills? The board agreed", "Bills"),
        ("-> Bills. said it twice now", "Bills"),
    ],
)
def test_a_stage_gets_its_name_in_any_form(utterance: str, name: str) -> None:
    assert meant("rename_stage", utterance, PAYING) == {"stage": "pay", "name": name}


def test_the_stage_named_is_meant_before_the_one_spoken_of() -> None:
    assert meant("rename_stage", "Parcels, short, for the receiving one", PAYING) == {
        "stage": "receive",
        "name": "Parcels",
    }


def test_a_name_that_is_a_stage_s_own_word_is_still_a_name() -> None:
    context = done("show_stage", {"stage": "pay"})
    assert meant("rename_stage", "let's call it Billing", context) == {
        "stage": "pay",
        "name": "Billing",
    }


@pytest.mark.parametrize("utterance", ["too long", "it isn't right", "the other way"])
def test_without_a_name_nothing_is_read(utterance: str) -> None:
    assert meant("rename_stage", utterance, PAYING) is None
    assert said_name(utterance, utterance, []) is None


@pytest.mark.parametrize(
    ("utterance", "names"),
    [
        ("two crews, so Lamps and Bulbs", ["Lamps", "Bulbs"]),
        ("Late vans in one, Broken boxes in the other", ["Late vans", "Broken boxes"]),
        ("cut it into lamps, bulbs and shades", ["lamps", "bulbs", "shades"]),
        ("it's too big and nobody reads it", []),
    ],
)
def test_names_of_parts(utterance: str, names: list[str]) -> None:
    assert said_names(utterance, []) == names


@pytest.mark.parametrize(
    ("action", "utterance", "params"),
    [
        ("move_stage", "nearer the front, ahead of receiving",
         {"stage": "pay", "before": "receive"}),
        ("remove_stage", "out with it, returns can have them",
         {"stage": "pay", "into": "exchange_or_return"}),
        ("split_stage", "it's two jobs: Cards and Refusals",
         {"stage": "pay", "into": ["Cards", "Refusals"]}),
        ("assign_department", "repairs and spares do it these days",
         {"stage": "pay", "department": "Repairs & spares"}),
        ("describe_stage", "have it say: all that costs money",
         {"stage": "pay", "description": "all that costs money"}),
        ("relabel", "c-9f9f too", {"contact": "c-9f9f", "stage": "pay"}),
    ],
)  # fmt: skip
def test_the_stage_spoken_of_is_meant(action: str, utterance: str, params: dict[str, Any]) -> None:
    assert meant(action, utterance, PAYING) == params


def test_where_it_goes_is_told_last() -> None:
    assert meant("move_stage", "paying sits before receiving? it belongs behind it, so after") == {
        "stage": "pay",
        "after": "receive",
    }


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("we lack a Leasing one", {"name": "Leasing"}),
        ("yes: put Leasing between paying and receiving",
         {"name": "Leasing", "after": "pay"}),
        ("Rentals deserves to be its own stage", {"name": "Rentals"}),
        ("Farewell (closing down, giving keys back) please",
         {"name": "Farewell", "description": "closing down, giving keys back"}),
        ("Good, and the next: Rentals", {"name": "Rentals"}),
        ("one for lost keys, sits after receiving", {"name": "Lost keys", "after": "receive"}),
        ("Recycling, people who want the old one gone",
         {"name": "Recycling", "description": "people who want the old one gone"}),
    ],
)  # fmt: skip
def test_a_stage_is_added(utterance: str, params: dict[str, Any]) -> None:
    assert meant("add_stage", utterance) == params


def test_two_stages_of_before_are_merged() -> None:
    context = done("show_stage", {"stage": "research"}).after(
        Plan("run", (Step("show_stage", {"stage": "pay"}),), said="x")
    )
    assert meant("merge_stages", "put the pair together, call it Shopping", context) == {
        "stages": ["research", "pay"],
        "into": "Shopping",
    }


@pytest.mark.parametrize(
    ("action", "utterance", "params"),
    [
        ("relabel_several", "both to receiving",
         {"contacts": ["c-111a", "c-222b"], "stage": "receive"}),
        ("relabel_several", "receiving, the pair of them. paying is wrong",
         {"contacts": ["c-111a", "c-222b"], "stage": "receive"}),
        ("relabel_several", "c-111a and c-333c, not c-222b, are paying",
         {"contacts": ["c-111a", "c-333c"], "stage": "pay"}),
        ("relabel_matching", "anybody who mentions a surcharge goes to paying",
         {"text": "surcharge", "stage": "pay"}),
        ("relabel_matching", "chats about the meter should sit under receiving",
         {"text": "meter", "stage": "receive"}),
        ("relabel_matching", "surcharge = paying, wherever it turns up",
         {"text": "surcharge", "stage": "pay"}),
        ("relabel_matching", "voucher talk is paying", {"text": "voucher", "stage": "pay"}),
    ],
)  # fmt: skip
def test_contacts_are_those_named_before(
    action: str, utterance: str, params: dict[str, Any]
) -> None:
    assert meant(action, utterance, TWO) == params


def test_a_contact_gets_no_stage_that_is_refused() -> None:
    assert (
        meant("relabel", "surely not paying", done("explain_contact", {"contact": "c-1"})) is None
    )


def test_a_code_of_the_column_of_before() -> None:
    context = done("map_driver", {"column": "tags", "code": "billing", "stage": "pay"})
    assert meant("map_driver", "loyalty likewise, to receiving", context) == {
        "column": "tags",
        "code": "loyalty",
        "stage": "receive",
    }


@pytest.mark.parametrize(
    ("utterance", "params"),
    [
        ("it's been live since monday", {"status": "fixed", "on": "2026-11-16"}),
        ("went up on the 3rd", {"status": "fixed", "on": "2026-11-03"}),
        ("did that on the 28th, done", {"status": "fixed", "on": "2026-10-28"}),
        ("done, from that date too", {"status": "fixed", "on": "2026-09-30"}),
        ("a genuine one, we'll do it", {"status": "accepted"}),
        ("nobody needs that", {"status": "dismissed"}),
    ],
)
def test_a_verdict_on_the_gap_of_before(utterance: str, params: dict[str, Any]) -> None:
    context = done("verify", {"gap": "g-77aa", "on": "2026-09-30"})
    assert meant("mark_gap", utterance, context) == {"gap": "g-77aa", **params}


def test_a_gap_that_nobody_knows_is_taken_by_its_id() -> None:
    assert meant("mark_gap", "g-12ff34 is sorted") == {"gap": "g-12ff34", "status": "fixed"}


@pytest.mark.parametrize(
    ("utterance", "name", "value"),
    [
        ("make that 4.75", "cost per call", 4.75),
        ("a chat's two pounds, mind", "cost per chat", 2.0),
        ("emails went from 1.80 to 2.40", "cost per email", 2.4),
        ("they get 15.20 an hour", "hourly wage", 15.2),
        ("11 minutes for every email", "minutes per email", 11.0),
        ("returns per order 0.2", "returns per order", 0.2),
    ],
)
def test_figures(utterance: str, name: str, value: float) -> None:
    context = done("set_assumption", {"name": "cost per call", "value": 5.0})
    assert meant("set_assumption", utterance, context) == {"name": name, "value": value}


@pytest.mark.parametrize(
    ("utterance", "entry"),
    [("7 may stay, but strike 9", 9), ("the third is rubbish", 3), ("take back the 12th", 12)],
)
def test_one_decision_is_taken_out(utterance: str, entry: int) -> None:
    assert meant("revert", utterance) == {"entry": entry}


def test_a_customer_is_called_by_a_telephone_number_or_one_of_before() -> None:
    assert meant("forget", "everything under 0161 496 0123 please") == {"customer": "0161 496 0123"}
    context = done("find_contacts", {}, "what did ann@example.org want")
    assert meant("forget", "wipe her", context) == {"customer": "ann@example.org"}


def test_a_file_of_before_is_read() -> None:
    context = done("history", {}, "is shop.toml any good")
    assert meant("settings_import", "take it over then", context) == {"file": "shop.toml"}
    assert meant("import_status", "read it", context) is None


@pytest.mark.parametrize(
    ("action", "utterance"),
    [
        ("rename_stage", "why is it called Paying"),
        ("rename_stage", "shouldn't that be called Bills?"),
        ("mark_gap", "is it live since monday?"),
        ("relabel_several", "which of those two are paying"),
        ("undo", "what would undo take back"),
        ("remove_stage", "what if we dropped it? would returns have them?"),
        ("assign_department", "who looks after it, billing"),
    ],
)
def test_a_question_orders_nothing(action: str, utterance: str) -> None:
    chances = [(action, 0.97), ("overview", 0.03)]
    assert ordered(chances, read(utterance, COMPANY), PAYING, COMPANY) is None


def test_what_is_told_behind_a_question_orders() -> None:
    said = "what about Money? No: Bills. Make it that"
    assert told_behind(said.lower()) == "make it that"
    chances = [("rename_stage", 0.97), ("overview", 0.03)]
    assert ordered(chances, read(said, COMPANY), PAYING, COMPANY) is not None
    assert ordered([("rename_stage", 0.7)], read(said, COMPANY), PAYING, COMPANY) is None
    assert told_behind("make it that. or should we?") is None


def test_doubtful_models_order_nothing() -> None:
    reading = read("Bills", COMPANY)
    assert ordered([("rename_stage", 0.5)], reading, PAYING, COMPANY) is None
    assert ordered([("show_stage", 0.9)], reading, PAYING, COMPANY) is None


def test_what_was_named_is_remembered_whatever_came_of_it() -> None:
    context = Context().after(understand("tell me a joke about c-111a and c-222b", COMPANY))
    assert [value for _, value in context.named[-1]] == ["c-111a", "c-222b"]
    for _ in range(5):
        context = context.after(understand("good morning", COMPANY, context))
    assert not any(context.named)
