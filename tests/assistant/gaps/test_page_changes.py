"""A page that changed: what it said when customers asked, and who asked since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.gaps.cards import read_shelf
from assistant.gaps.page_changes import answered_since, told_then
from corpora.records import Contact, Need, Page, Product, Turn
from corpora.store import contacts, pages, runs
from corpora.store.workspace import Workspace
from tests.assistant.gaps.test_cards import ASKED, _gap, _need

DAY = timedelta(days=1)


def store(workspace: Workspace, noon: datetime, *needs: Need) -> None:
    """Needs n-1, n-2, ... of contacts 9 days and 1 day before noon; the page changed between."""
    asked = [
        Contact(id=each.contact_id, source="t", content_hash="", opened_at=noon - days * DAY)
        for each, days in zip(needs, (9, 1, 1), strict=False)
    ]
    first = Page(id="k", version="1", product_ids=("p-1",), title="Kettle")
    changed = replace(first, version="2", valid_from=noon - 5 * DAY)
    with workspace.writing() as db:
        pages.put_products(db, [Product(id="p-1", title="Kettle")])
        pages.put_pages(db, [first], [], noon - 20 * DAY)
        pages.put_pages(db, [changed], [], noon)
        contacts.put_contacts(
            db, asked, [Turn(each.id, 0, "customer", ASKED) for each in asked], noon
        )
        run = runs.begin_run(db, "gaps", noon)
        runs.put_needs(db, run, needs)
        runs.put_gaps(db, run, [_gap()])
        runs.finish_run(db, run, noon, {})


def test_a_gap_says_who_asked_since_its_page_changed(workspace: Workspace, noon: datetime) -> None:
    then = replace(_need(1), then_probability=0.2, then_passage_id="s-1")
    store(workspace, noon, then, _need(2))
    with workspace.reading() as db:
        shelf = read_shelf(db)
    assert shelf.needs["n-1"].then_probability == 0.2
    card = shelf.card(shelf.gaps[0])
    assert card.page_changed == (noon - 5 * DAY).date().isoformat()
    assert card.contacts_since_change == 1
    told = told_then(shelf.gaps[0], shelf)
    assert told is not None
    assert "Of 1 contact before that day it answered 0 as it was then; since then 1 contact" in told
    assert answered_since(shelf) == ()


def test_what_a_change_answers_is_told_once_and_not_as_a_gap(
    workspace: Workspace, noon: datetime
) -> None:
    now = {"answer_probability": 0.9, "passage_id": "s-2"}
    before = replace(_need(1), then_probability=0.2, **now)
    store(workspace, noon, before, replace(_need(2), **now))
    with workspace.reading() as db:
        shelf = read_shelf(db)
    (note,) = answered_since(shelf)
    assert note.startswith("Kettle: the page changed on")
    assert "what 1 contact had asked before; since then 1 contact asked for it" in note
    assert answered_since(shelf, ["p-other"]) == ()
