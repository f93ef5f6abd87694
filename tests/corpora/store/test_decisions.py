"""Whose word counts: a relabel, then a rule, then a teaching answer, then the model."""

from __future__ import annotations

from datetime import datetime

import pytest

from corpora.errors import JournalError
from corpora.records import Contact, Label, Turn
from corpora.store import contacts, decisions, queries, runs
from corpora.store.workspace import Workspace

SAID = {
    "c-1": "The lid of the kettle sticks.",
    "c-2": "Where is my parcel?",
    "c-3": "A lid, again.",
}


@pytest.fixture
def labelled(workspace: Workspace, noon: datetime) -> Workspace:
    with workspace.writing() as db:
        contacts.put_contacts(
            db,
            [Contact(id=contact, source="desk", content_hash="h") for contact in SAID],
            [Turn(contact, 0, "customer", words) for contact, words in SAID.items()],
            noon,
        )
        run = runs.begin_run(db, "classify", noon)
        labels = [
            Label(contact_id=contact, level="contact", stage_id="use", probability=0.7)
            for contact in SAID
        ]
        runs.put_labels(db, run, labels)
        runs.finish_run(db, run, noon, {})
    return workspace


def _stage(workspace: Workspace, contact: str) -> tuple[str | None, str | None]:
    with workspace.reading() as db:
        label = queries.effective_label(db, contact)
    return label.stage_id, label.origin


def test_the_model_counts_where_nobody_spoke(labelled: Workspace) -> None:
    assert _stage(labelled, "c-1") == ("use", "model")


def test_the_order_of_whose_word_counts(labelled: Workspace, noon: datetime) -> None:
    with labelled.writing() as db:
        decisions.decide(db, "relabel", {"contact_id": "c-1", "stage_id": "pay"}, noon)
        decisions.decide(db, "relabel_matching", {"text": "LID", "stage_id": "research"}, noon)
        answer = {"contact_ids": ["c-1", "c-2", "c-3"], "stage_id": "receive"}
        decisions.decide(db, "teach", answer, noon)
    assert _stage(labelled, "c-1") == ("pay", "relabel")
    assert _stage(labelled, "c-2") == ("receive", "teach")
    assert _stage(labelled, "c-3") == ("research", "rule")


def test_undo_brings_the_model_back_and_redo_the_person(
    labelled: Workspace, noon: datetime
) -> None:
    with labelled.writing() as db:
        decisions.decide(db, "relabel", {"contact_id": "c-1", "stage_id": "pay"}, noon)
        decisions.undo(db, noon)
    assert _stage(labelled, "c-1") == ("use", "model")
    with labelled.writing() as db:
        decisions.redo(db, noon)
    assert _stage(labelled, "c-1") == ("pay", "relabel")


def test_the_later_of_two_relabels_counts(labelled: Workspace, noon: datetime) -> None:
    with labelled.writing() as db:
        decisions.decide(db, "relabel", {"contact_id": "c-1", "stage_id": "pay"}, noon)
        decisions.decide(db, "relabel", {"contact_id": "c-1", "stage_id": "receive"}, noon)
    assert _stage(labelled, "c-1") == ("receive", "relabel")


def test_a_rule_holds_for_contacts_that_come_later(labelled: Workspace, noon: datetime) -> None:
    with labelled.writing() as db:
        decisions.decide(db, "relabel_matching", {"text": "lid", "stage_id": "pay"}, noon)
        late = Contact(id="c-4", source="desk", content_hash="h")
        contacts.put_contacts(db, [late], [Turn("c-4", 0, "customer", "Lid!")], noon)
        decisions.refresh_decided(db)
    assert _stage(labelled, "c-4") == ("pay", "rule")


def test_decisions_survive_a_new_run_of_the_model(labelled: Workspace, noon: datetime) -> None:
    with labelled.writing() as db:
        decisions.decide(db, "relabel", {"contact_id": "c-1", "stage_id": "pay"}, noon)
        run = runs.begin_run(db, "classify", noon)
        new = [
            Label(contact_id=c, level="contact", stage_id="receive", probability=1) for c in SAID
        ]
        runs.put_labels(db, run, new)
        runs.finish_run(db, run, noon, {})
    assert _stage(labelled, "c-1") == ("pay", "relabel")
    assert _stage(labelled, "c-2") == ("receive", "model")


def test_a_run_that_did_not_finish_does_not_count(labelled: Workspace, noon: datetime) -> None:
    with labelled.writing() as db:
        run = runs.begin_run(db, "classify", noon)
        half = Label(contact_id="c-1", level="contact", stage_id="pay", probability=1)
        runs.put_labels(db, run, [half])
    assert _stage(labelled, "c-1") == ("use", "model")


def test_the_last_mark_of_a_gap_holds(workspace: Workspace, noon: datetime) -> None:
    with workspace.writing() as db:
        decisions.decide(db, "mark_gap", {"gap_id": "g-1", "status": "accepted"}, noon)
        decisions.decide(
            db, "mark_gap", {"gap_id": "g-1", "status": "fixed", "on": "2026-03-01"}, noon
        )
        assert decisions.gap_marks(db)["g-1"]["status"] == "fixed"
        decisions.undo(db, noon)
        assert decisions.gap_marks(db)["g-1"]["status"] == "accepted"


def test_what_cannot_be_undone_is_said(workspace: Workspace, noon: datetime) -> None:
    with workspace.writing() as db, pytest.raises(JournalError, match="nothing to undo"):
        decisions.undo(db, noon)


@pytest.mark.parametrize("words", ["c++ (v2)?", "a|b", "ÄRGER", "line\nbreak", "back\\slash"])
def test_words_of_a_rule_are_words_and_no_pattern(
    workspace: Workspace, noon: datetime, words: str
) -> None:
    said = [f"Well, {words.lower()} it says", "a b c v2 ärg line break"]
    both = [Contact(id=f"c-{i}", source="t", content_hash=str(i)) for i in range(2)]
    turns = [Turn(f"c-{i}", 0, "customer", text) for i, text in enumerate(said)]
    with workspace.writing() as db:
        contacts.put_contacts(db, both, turns, noon)
    with workspace.reading() as db:
        assert decisions.contacts_saying(db, words) == ["c-0"]
