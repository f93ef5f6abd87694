"""A gap is shown with words that still stand, and says when it is older than its contacts."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.gaps.cards import STALE, read_shelf
from corpora.records import Contact, Gap, Need, Turn
from corpora.store import contacts, runs
from corpora.store.workspace import Workspace

ASKED = "Is the lid dishwasher safe?"


def _need(number: int) -> Need:
    return Need(
        id=f"n-{number}",
        contact_id=f"c-{number}",
        turn_index=0,
        start=0,
        end=len(ASKED),
        text=ASKED,
        kind="product_fact",
        kind_probability=0.9,
        product_ids=("p-1",),
        link_probability=0.9,
        answer_probability=0.1,
    )


def _gap() -> Gap:
    return Gap(
        id="g-1",
        product_ids=("p-1",),
        topic="dishwasher safe",
        kind="missing",
        need_ids=("n-1", "n-2"),
        contacts=2,
        customers=2,
        customers_low=1,
        customers_high=2,
        open_probability=0.9,
        founding_need="n-1",
    )


def _store(workspace: Workspace, noon: datetime, version: str, words: str) -> None:
    with workspace.writing() as db:
        run = runs.begin_run(db, "ingest", noon)
        given = [
            Contact(id="c-1", source="desk", content_hash=version, as_of=noon),
            Contact(id="c-2", source="desk", content_hash="h", as_of=noon),
        ]
        turns = [Turn("c-1", 0, "customer", words), Turn("c-2", 0, "customer", ASKED)]
        contacts.put_contacts(db, given, turns, noon)
        figures = ("contacts_new", "contacts_changed", "products", "pages", "events")
        runs.finish_run(db, run, noon, dict.fromkeys(figures, 1.0))


def test_words_that_a_contact_no_longer_holds_are_not_shown(
    workspace: Workspace, noon: datetime
) -> None:
    _store(workspace, noon, "h1", ASKED)
    with workspace.writing() as db:
        run = runs.begin_run(db, "gaps", noon + timedelta(minutes=1))
        runs.put_needs(db, run, [_need(1), _need(2)])
        runs.put_gaps(db, run, [_gap()])
        runs.finish_run(db, run, noon + timedelta(minutes=2), {})
    with workspace.reading() as db:
        shelf = read_shelf(db)
    assert shelf.gaps[0].need_ids == ("n-1", "n-2")
    assert shelf.notes() == ()

    _store(workspace, noon + timedelta(days=1), "h2", "Please cancel my order.")
    with workspace.reading() as db:
        shelf = read_shelf(db)
    assert shelf.gaps[0].need_ids == ("n-2",)
    assert [quote.contact_id for quote in shelf.card(shelf.gaps[0]).quotes] == ["c-2"]
    assert shelf.notes() == (STALE,)
