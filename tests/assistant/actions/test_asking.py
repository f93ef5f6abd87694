"""Every asking action, on the corner shop: the numbers, the filters, the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.actions.registry import ACTIONS, find_action
from assistant.answers import Answer, Quotes
from assistant.session import Session
from corpora.errors import BadInput
from corpora.records import Label
from corpora.store import runs
from corpora.store.contacts import get_turns
from tests.assistant.conftest import Command

Ask = Callable[..., Answer]

_WITHOUT_PARAMETERS = [
    "overview",
    "pain_points",
    "show_gaps",
    "show_journey",
    "find_contacts",
    "history",
    "formats",
    "rejects",
    "help",
]


def data(answer: Answer) -> dict[str, Any]:
    return answer.data.model_dump(mode="json")


@pytest.mark.parametrize("name", _WITHOUT_PARAMETERS)
def test_an_answer_has_its_headline_its_type_and_its_json(ask: Ask, name: str) -> None:
    answer = ask(name)
    assert answer.headline.endswith((".", ")"))
    assert type(answer.data) is find_action(name).result
    assert answer.as_json(name)["action"] == name


def test_overview_counts_what_there_is(ask: Ask) -> None:
    found = data(ask("overview"))
    assert {
        name: found[name] for name in ("contacts", "customers", "dated", "products", "pages")
    } == {
        "contacts": 23,
        "customers": 20,
        "dated": 20,
        "products": 7,
        "pages": 7,
    }
    assert found["channels"] == {"call": 3, "chat": 10, "ticket": 10}
    assert found["first"].startswith("2026-01-05")
    assert sum(stage["contacts"] for stage in found["stages"]) == 23


@pytest.mark.parametrize(
    ("filters", "contacts"),
    [
        ({"channel": "chat"}, 10),
        ({"department": "sales"}, 6),
        ({"since": "2026-01-20"}, 6),
        ({"until": "2026-01-08"}, 3),
        ({"since": "2026-01-08", "until": "2026-01-10"}, 2),
        ({"where": ["region=North"]}, 6),
        ({"where": ["region=North"], "department": "Returns"}, 1),
        ({"language": "fr"}, 0),
    ],
)
@pytest.mark.parametrize("name", ["overview", "find_contacts"])
def test_filters_narrow_what_is_counted(
    ask: Ask, name: str, filters: dict[str, Any], contacts: int
) -> None:
    answer = ask(name, **filters)
    assert answer.n == contacts
    assert answer.scope != "all contacts"


def test_a_product_is_meant_by_any_short_form(ask: Ask) -> None:
    by_name = ask("overview", product="kettle")
    assert by_name.n
    assert "Bramley enamel kettle" in by_name.scope
    assert ask("overview", product="TP-101").n == by_name.n
    assert ask("overview", product="bramley").n == by_name.n


def test_a_filter_that_nothing_matches_is_told_as_that(ask: Ask) -> None:
    assert ask("overview", language="fr").headline == "No contact matches."
    journey = ask("show_journey", language="fr")
    assert journey.headline == "No contact that matches is at a stage."
    assert journey.notes == ()


@pytest.mark.parametrize("name", ["overview", "find_contacts", "trend"])
def test_where_the_contacts_end_is_said_where_none_is_that_late(ask: Ask, name: str) -> None:
    late = " ".join(ask(name, since="2199-01-01").notes)
    assert "Contacts end on" in late
    assert "Contacts begin on" in " ".join(ask(name, until="1999-01-01").notes)
    assert "Contacts end on" not in " ".join(ask(name, since="1999-01-01").notes)


def test_a_journey_of_some_contacts_counts_only_those(ask: Ask) -> None:
    assert (ask("show_journey", channel="call").n or 0) <= 3
    departments = data(ask("show_journey", view="departments"))
    assert departments["view"] == "departments"
    assert {step["mark"] for step in departments["steps"]} <= {"observed", "implied", "assumed"}


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", "<svg"), ("mermaid", "---"), ("terminal", "The journey")]
)
def test_a_journey_is_written_in_every_form(
    ask: Ask, tmp_path: Path, form: str, begins: str
) -> None:
    file = tmp_path / "journey.txt"
    answer = ask("show_journey", format=form, output=str(file))
    assert answer.headline == f"Written to {file}."
    assert data(answer)["written"] == str(file)
    assert file.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(("form", "begins"), [("svg", "<svg"), ("mermaid", "flowchart")])
def test_a_journey_goes_to_standard_output_where_no_file_is_named(
    frontstage: Command, first_run: tuple[Path, object], form: str, begins: str
) -> None:
    done = frontstage("journey", "--format", form, "-w", first_run[0])
    assert done.code == 0
    assert any(line.startswith(begins) for line in done.out.splitlines())


def test_a_stage_is_shown_with_customers_words(ask: Ask) -> None:
    answer = ask("show_stage", stage="researching", top=2)
    found = data(answer)
    assert found["stage"] == "research"
    assert 0 < len(found["examples"]) <= 2
    assert ask("show_stage", stage="Researching the product").data.name == "Researching"


def test_pain_points_rank_pages_by_expected_customers(ask: Ask) -> None:
    found = data(ask("pain_points", top=50))["pages"]
    assert found[0]["product"] == "Bramley enamel kettle"
    expected = [page["expected"] for page in found]
    assert expected == sorted(expected, reverse=True)
    for page in found:
        assert page["low"] <= page["expected"] <= page["high"] <= page["customers"]
    assert [p["product"] for p in data(ask("pain_points", product="kettle"))["pages"]] == [
        "Bramley enamel kettle"
    ]
    assert len(data(ask("pain_points", top=1))["pages"]) == 1


def test_gaps_are_narrowed_by_product_topic_and_kind(ask: Ask) -> None:
    everything = data(ask("show_gaps", top=100))["gaps"]
    assert everything
    kettle = data(ask("show_gaps", product="kettle", top=100))["gaps"]
    assert {gap["product"] for gap in kettle} == {"Bramley enamel kettle"}
    topic = data(ask("show_gaps", topic="INDUCTION", top=100))["gaps"]
    assert topic
    for gap in topic:
        said = [gap["topic"], *(quote["text"] for quote in gap["quotes"])]
        assert any("induction" in each.lower() for each in said)
    missing = data(ask("show_gaps", kind="missing", top=100))["gaps"]
    assert missing == [gap for gap in everything if gap["kind"] == "missing"]


def test_every_gap_rests_on_quotes_that_stand_in_the_stored_turns(
    ask: Ask, session: Session
) -> None:
    gaps = data(ask("show_gaps", top=100))["gaps"]
    for gap in gaps:
        assert gap["quotes"]
        for quote in gap["quotes"]:
            with session.workspace.reading() as db:
                turns = get_turns(db, [quote["contact_id"]])
            turn = next(turn for turn in turns if turn.index == quote["turn_index"])
            assert turn.text[quote["start"] : quote["end"]] == quote["text"]
            assert turn.speaker == "customer"


def test_a_page_is_shown_as_it_was_read(ask: Ask) -> None:
    found = data(ask("show_page", product="moth"))
    assert found["url"] == "https://tallowpin.example/moth-lamp"
    texts = [passage["text"] for passage in found["passages"]]
    assert "LED bulb included, not replaceable" in texts
    assert "Light: Warm white, 2700 K" in texts


def test_evidence_is_one_quote_a_customer(ask: Ask) -> None:
    gap = data(ask("show_gaps", product="kettle"))["gaps"][0]
    by_id, by_topic = ask("evidence", of=gap["id"]), ask("evidence", of=gap["topic"])
    assert data(by_id) == data(by_topic)
    quotes = data(by_id)["quotes"]
    contacts = [quote["contact_id"] for quote in quotes]
    assert len(set(contacts)) == len(contacts) > 1
    assert len(data(ask("evidence", of=gap["id"], top=1))["quotes"]) == 1
    assert data(ask("evidence", of="pay"))["of"] == "Paying"


def test_evidence_says_of_how_many_it_quotes_some(ask: Ask) -> None:
    answer = ask("evidence", of="kettle", top=1)
    found = data(answer)
    assert len(found["quotes"]) == 1 < found["customers"]
    assert answer.headline.startswith(f"1 of {found['customers']} customers on ")
    assert answer.n == found["customers"]


def test_contacts_are_found_by_words_blind_to_case(ask: Ask) -> None:
    answer = ask("find_contacts", text="INDUCTION", top=2)
    found = data(answer)
    assert found["matching"] == answer.n == 6
    assert len(found["contacts"]) == 2
    assert [
        c["source_id"] for c in data(ask("find_contacts", text="charged twice"))["contacts"]
    ] == ["T-2006"]


def test_a_contact_is_explained_by_its_own_words(ask: Ask) -> None:
    answer = ask("explain_contact", contact="T-2006")
    found = data(answer)
    assert (found["source_id"], found["stage"], found["decided_by"]) == ("T-2006", "pay", "model")
    assert answer.headline.startswith("Paying, with probability ")
    assert found["evidence"]["text"] in found["turns"][0]["text"]
    assert ask("explain_contact", contact=found["id"][:8]).data == answer.data
    assert any(isinstance(block, Quotes) for block in answer.blocks)


def test_the_two_stages_that_a_contact_lies_between_are_named(ask: Ask, session: Session) -> None:
    with session.workspace.writing() as db:
        run = runs.latest_run(db, "classify")
        assert run is not None
        contact = str(db.execute("SELECT min(contact_id) FROM labels").fetchall()[0][0])
        db.execute("DELETE FROM labels WHERE contact_id = ?", [contact])
        unsure = Label(
            contact_id=contact,
            level="contact",
            stage_id=None,
            probability=0.17,
            reason="between two stages",
        )
        two = (
            replace(unsure, stage_id=stage, reason=None, rank=rank)
            for rank, stage in enumerate(("pay", "receive"), 1)
        )
        runs.put_labels(db, run.id, [unsure, *two])
    told = ask("explain_contact", contact=contact)
    assert told.headline == (
        "Unsure: between two stages, Paying (17 %) and Receiving the order (17 %)."
    )
    assert told.data.stage is None
    assert [each.stage for each in told.data.model] == [None, "pay", "receive"]


def test_help_explains_one_action_and_lists_all(ask: Ask) -> None:
    assert len(data(ask("help"))["actions"]) == len(ACTIONS)
    one = data(ask("help", topic="find_contacts"))["actions"]
    assert [each["name"] for each in one] == ["find_contacts"]
    assert {"text", "stage", "top", "since", "where"} <= set(one[0]["parameters"])


def test_rejects_name_file_and_row(ask: Ask) -> None:
    (reject,) = data(ask("rejects"))["rejects"]
    assert (reject["file"].endswith("tickets.csv"), reject["row"], reject["code"]) == (
        True,
        7,
        "broken-row",
    )


# -- Verify ----------------------------------------------------------------------------------


def test_a_fix_is_verified_by_product_or_by_its_mark(ask: Ask) -> None:
    begun = data(ask("verify", product="kettle", on="2026-01-12"))
    assert begun["verdict"] in {"confirmed", "no effect", "worse", "too early"}
    assert begun["before"] + begun["after"] > 0
    assert begun["low"] < begun["ratio"] < begun["high"]
    gap = next(
        each for each in data(ask("show_gaps", top=100))["gaps"] if "kettle" in each["product"]
    )
    ask("mark_gap", gap=gap["id"], status="fixed", on="2026-01-12")
    assert data(ask("verify", gap=gap["id"])) == begun


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "name a gap or a product"),
        ({"product": "kettle"}, "nobody said when"),
        ({"product": "kettle", "on": "2031-01-01"}, "no contacts since 2031-01-01"),
        ({"product": "kettle", "on": "2001-01-01"}, "no contacts before 2001-01-01"),
    ],
)
def test_a_fix_that_cannot_be_verified_says_why(ask: Ask, given: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        ask("verify", **given)
