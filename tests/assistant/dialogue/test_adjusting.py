"""Adjustments whose verb is not ours: likeness stands in for it, and everything needed is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.dialogue import Context, Step
from assistant.dialogue.adjusting import find_adjustment, likely_adjustment
from assistant.dialogue.gap_names import topic_called
from assistant.dialogue.mentions import read
from assistant.dialogue.names import added
from assistant.dialogue.slots import fill
from assistant.dialogue.understanding import understand
from tests.assistant.dialogue.test_understanding import SHOP

COMPANY = replace(SHOP, columns={"tags": ("delivery", "billing"), "priority": ("normal", "high")})
HISTORY = Context(step=Step("history"))


def likely(action: str, utterance: str, context: Context | None = None) -> dict[str, Any] | None:
    found = likely_adjustment([action], read(utterance, COMPANY), context or Context())
    assert found is None or found[0] == action, found
    return found[1] if found else None


@pytest.mark.parametrize(
    ("action", "utterance", "params"),
    [
        ("relabel", "31245 ought to sit with paying", {"contact": "31245", "stage": "pay"}),
        ("relabel_several", "31245 and 31246 to paying, they were in receiving",
         {"contacts": ["31245", "31246"], "stage": "pay", "instead_of": "receive"}),
        ("map_driver", "tags=billing counts as paying for us",
         {"column": "tags", "code": "billing", "stage": "pay"}),
        ("mark_gap", "the cable length one is sorted", {"gap": "cable length", "status": "fixed"}),
        ("mark_gap", "dismiss the colour question", {"gap": "colour", "status": "dismissed"}),
        ("forget", "erase whoever wrote 31245", {"customer": "31245"}),
        ("forget", "lee@example.org wants to be forgotten", {"customer": "lee@example.org"}),
        ("settings_import", "go by the team's ours.toml from now on", {"file": "ours.toml"}),
        ("import_status", "the verdicts are in ticked.xlsx", {"file": "ticked.xlsx"}),
        ("merge_stages", "paying and receiving are one for us, keep paying",
         {"stages": ["pay", "receive"], "into": "pay"}),
        ("rename_stage", "paying → Money matters", {"stage": "pay", "name": "Money matters"}),
        ("rename_stage", "paying becomes Money matters", {"stage": "pay", "name": "Money matters"}),
    ],
)  # fmt: skip
def test_what_is_likely_meant(action: str, utterance: str, params: dict[str, Any]) -> None:
    assert likely(action, utterance) == params


def test_an_entry_is_known_by_its_number() -> None:
    assert likely("revert", "number 7 should never have been", HISTORY) == {"entry": 7}
    assert likely("revert", "4 goes, the others stay", HISTORY) == {"entry": 4}


@pytest.mark.parametrize(
    ("action", "utterance"),
    [
        ("set_assumption", "6 wins to get the cost per call down"),
        ("set_assumption", "what does it cost us per call? 4 will do"),
        ("remove_stage", "paying excluded? no, all of it"),
        ("relabel", "I don't believe that 31245 is paying, justify it"),
        ("relabel", "return 31245 in full"),
        ("mark_gap", "the cable length one is sorted? are there fewer calls?"),
        ("mark_gap", "they ask whether agents agree on the cable length one"),
        ("forget", "31245 as it came in, please"),
        ("rename_stage", "rename it"),
    ],
)
def test_what_only_looks_like_one(action: str, utterance: str) -> None:
    found = likely(action, utterance)
    assert found is None or set(found) < {"stage", "name"}


def test_nothing_is_removed_where_customers_are_lost() -> None:
    said = "we lose people somewhere before receiving the order"
    assert find_adjustment(read(said, COMPANY), Context()) is None
    assert find_adjustment(read("lose the paying stage", COMPANY), Context()) is not None


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("a line about descaling, please", "descaling"),
        ("word the spare bulb question for the kettle", "spare bulb"),
        ("cable length: what should it read", "cable length"),
        ('what would we say to "can it get wet"', "can it get wet"),
        ("write it", None),
        ("what should the page say", None),
    ],
)
def test_a_gap_is_called_by_its_topic(said: str, topic: str | None) -> None:
    assert topic_called(read(said, COMPANY)) == topic


def test_a_text_is_suggested_for_a_topic_and_a_product() -> None:
    found = fill(
        "suggest_text",
        read("a line about descaling on the kettle page", COMPANY),
        COMPANY,
        Context(),
    )
    assert found == {"gap": "descaling", "product": "Wren Kettle 1 L"}


@pytest.mark.parametrize("said", ["31245??", "why is 31245 there", "look at 31245, please"])
def test_a_long_number_is_a_contact(said: str) -> None:
    assert read(said, COMPANY).first("contact") == "31245"


@pytest.mark.parametrize(
    "said", ["31245 contacts", "£31245", "12,31245", "customer 31245", "31245 %", "31245 rows"]
)
def test_a_long_number_that_is_no_contact(said: str) -> None:
    assert read(said, COMPANY).first("contact") is None


def test_quotes_are_of_what_is_called_a_gap() -> None:
    called = fill(
        "evidence", read("quotes for the spare bulb question", COMPANY), COMPANY, Context()
    )
    assert called == {"of": "spare bulb"}
    assert fill("evidence", read("quotes about the lid", COMPANY), COMPANY, Context()) == {}


@pytest.mark.parametrize(
    ("action", "utterance", "params"),
    [
        ("map_driver", 'code "Late van" in reason means receiving',
         {"column": "reason", "code": "Late van", "stage": "receive"}),
        ("add_stage", 'add a stage Recalls, people asking if theirs is unsafe, like "is mine one"',
         {"name": "Recalls", "description": "people asking if theirs is unsafe",
          "examples": ["is mine one"]}),
        ("rename_stage", "paying is wrong, make it Money", {"stage": "pay", "name": "Money"}),
        ("relabel_several", 'put 31245 and 31246 under "pay"',
         {"contacts": ["31245", "31246"], "stage": "pay"}),
    ],
)  # fmt: skip
def test_names_that_nobody_knows_yet(action: str, utterance: str, params: dict[str, Any]) -> None:
    assert likely(action, utterance) == params


def test_what_is_taken_back_and_brought_back() -> None:
    renamed, undone = (Context(step=Step(each)) for each in ("rename_stage", "undo"))
    assert likely("undo", "oops, wrong one", renamed) == {}
    assert likely("redo", "my bad, it was fine", undone) == {}
    assert likely("redo", "my bad, it was fine", renamed) is None
    assert likely("undo", "next question, please", renamed) is None


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("tick g-heart off", "fixed"), ("g-heart: bogus, kill it", "dismissed"),
        ("flag g-heart as a real one", "accepted"),
    ],
)  # fmt: skip
def test_a_verdict_in_other_words(said: str, status: str) -> None:
    found = find_adjustment(read(said, COMPANY), Context())
    assert found == ("mark_gap", {"gap": "g-heart", "status": status})


def test_what_was_done_is_asked_and_not_marked() -> None:
    assert (
        find_adjustment(read("show what was done and dusted on g-heart", COMPANY), Context())
        is None
    )


def test_the_week_before_is_the_one_before_the_last_answers() -> None:
    told = Context(step=Step("overview", {"since": "2026-11-09", "until": "2026-11-16"}))
    found = fill("overview", read("and the week before that?", COMPANY), COMPANY, told)
    assert found == {"since": "2026-11-02", "until": "2026-11-09"}


def test_filters_go_on_where_an_utterance_goes_on() -> None:
    from assistant.dialogue.carrying import inherit

    told = Context(step=Step("streamline", {"since": "2026-10-01", "channel": "call"}))
    said = read("what about email then, I wonder, where it hurts", COMPANY)
    assert inherit("streamline", {"channel": "email"}, said, told)["since"] == "2026-10-01"
    counted = read("where does the process go wrong for people, six of them", COMPANY)
    assert "since" not in inherit("failure_points", {"top": 6}, counted, told)


def test_a_code_stands_before_its_column() -> None:
    found = fill("drivers", read("what is under the billing tag", COMPANY), COMPANY, Context())
    assert (found["column"], found["value"]) == ("tags", "billing")


def test_parts_may_be_described() -> None:
    wanted = ["Errors: charged twice, or too much", "Methods: cards, cash"]
    found = likely(
        "split_stage",
        "split paying in two, Errors: charged twice, or too much; Methods: cards, cash",
    )
    assert found == {"stage": "pay", "into": wanted}


def test_a_gap_is_called_behind_its_product() -> None:
    found = fill(
        "agent_knowledge", read("kettle cord gap: who says what", COMPANY), COMPANY, Context()
    )
    assert found == {"gap": "cord", "product": "Wren Kettle 1 L"}


@pytest.mark.parametrize(
    "utterance",
    [
        "mark the seam gap as fixed and the colour gap as dismissed",
        "the seam and the colour gap are fixed",
        "dismiss g-1abc and accept g-2abc",
        "our agency said the gap about seams is fixed but i do not believe it",
        "Priya told me the seam gap is fixed",
        "I am not convinced by the seam gap",
        "the gap about it is fixed",
    ],
)
def test_a_gap_is_marked_only_where_it_is_plain_which_and_how(utterance: str) -> None:
    assert understand(utterance, COMPANY).kind == "clarify"


@pytest.mark.parametrize(
    ("utterance", "gap"),
    [
        ("the gap about lid colours is fixed", "lid colours"),
        ("mark the colour gap fixed, not the seam gap", "colour"),
        ("g-1abc, the seam one, is fixed", "g-1abc"),
        ("the colour gap is fixed, the page says so now", "colour"),
    ],
)
def test_one_gap_is_marked_by_its_topic(utterance: str, gap: str) -> None:
    (step,) = understand(utterance, COMPANY).steps
    assert (step.action, dict(step.params)) == ("mark_gap", {"gap": gap, "status": "fixed"})


def test_a_stage_is_added_with_its_place_and_what_is_done_there() -> None:
    said = 'add a stage called Repairs after paying, for customers who mend things, like "it broke"'
    assert added(read(said, COMPANY)) == {
        "after": "pay",
        "name": "Repairs",
        "description": 'customers who mend things, like "it broke',
        "examples": ["it broke"],
    }
