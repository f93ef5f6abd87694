"""Contacts are stored once, replaced when they changed, and forgotten ones stay away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from corpora.records import Contact, Event, Turn
from corpora.store import contacts
from corpora.store.contacts import Stored
from corpora.store.workspace import Workspace

KETTLE = Contact(id="c-1", source="desk", content_hash="h1", customer_key="k-ann")
AIRER = Contact(id="c-2", source="desk", content_hash="h2", customer_key="k-ben")


def _put(workspace: Workspace, noon: datetime, *given: tuple[Contact, str]) -> Stored:
    with workspace.writing() as db:
        return contacts.put_contacts(
            db,
            [contact for contact, _ in given],
            [Turn(contact.id, 0, "customer", text) for contact, text in given],
            noon,
        )


def test_new_same_and_changed_are_told_apart(workspace: Workspace, noon: datetime) -> None:
    assert _put(workspace, noon, (KETTLE, "It leaks."), (AIRER, "Too wide.")) == Stored(new=2)
    changed = replace(KETTLE, content_hash="h9")
    again = _put(workspace, noon, (changed, "It leaks badly."), (AIRER, "Too wide."))
    assert again == Stored(changed=1, same=1)
    with workspace.reading() as db:
        assert [turn.text for turn in contacts.get_turns(db, ["c-1"])] == ["It leaks badly."]
        old = db.execute("SELECT contact_id, content_hash, texts FROM contact_history").fetchall()
    assert old == [("c-1", "h1", ["It leaks."])]


def test_contacts_of_forgotten_customers_are_not_stored(
    workspace: Workspace, noon: datetime
) -> None:
    with workspace.writing() as db:
        db.execute("INSERT INTO tombstones VALUES ('k-ann', TIMESTAMP '2026-01-01')")
    assert _put(workspace, noon, (KETTLE, "x"), (AIRER, "y")) == Stored(new=1, forgotten=1)
    with workspace.reading() as db:
        assert contacts.get_turns(db, ["c-1"]) == []


def test_slices_cover_everything_that_counts_once(workspace: Workspace, noon: datetime) -> None:
    many = [
        replace(KETTLE, id=f"c-{number}", set_aside="spam" if number % 5 == 0 else None)
        for number in range(23)
    ]
    _put(workspace, noon, *((each, "words") for each in many))
    with workspace.reading() as db:
        slices = contacts.contact_slices(db, size=4)
        batch = contacts.turn_batch(db, slices[0])
        empty = contacts.turn_batch(db, [])
    ids = [contact for part in slices for contact in part]
    assert sorted(ids) == sorted(each.id for each in many if each.set_aside is None)
    assert max(map(len, slices)) == 4
    assert batch.num_rows == 4
    assert empty.num_rows == 0


def test_events_are_stored_once(workspace: Workspace, noon: datetime) -> None:
    event = Event(at=noon, activity="menu 2", lane="ivr", attributes={"option": "2"})
    with workspace.writing() as db:
        assert contacts.put_events(db, [event, event]) == 1
        assert contacts.put_events(db, [event]) == 0


def test_contacts_are_found_by_the_beginning_of_their_id_and_by_source_id(
    workspace: Workspace, noon: datetime
) -> None:
    _put(workspace, noon, (replace(KETTLE, id="c-abc", source_id="T-9"), "x"), (AIRER, "y"))
    with workspace.reading() as db:
        assert contacts.find_by_prefix(db, "c-a") == ["c-abc"]
        assert contacts.find_by_prefix(db, "T-9") == ["c-abc"]
        assert contacts.find_by_prefix(db, "T-") == []


def test_events_keep_their_order_and_forgotten_customers_have_none(
    workspace: Workspace, noon: datetime
) -> None:
    given = [
        Event(at=noon, activity=activity, lane="ivr", customer_key=key, occurrence=occurrence)
        for activity, key, occurrence in (
            ("z", "k-ben", 1), ("a", "k-ann", 1), ("a", None, 1), ("z", "k-ben", 2),
        )
    ]  # fmt: skip
    with workspace.writing() as db:
        db.execute("INSERT INTO tombstones VALUES ('k-ann', TIMESTAMP '2026-01-01')")
        assert contacts.put_events(db, given) == 3
        assert contacts.put_events(db, given) == 0
        rows = db.execute("SELECT activity, occurrence FROM events ORDER BY rowid").fetchall()
    assert rows == [("z", 1), ("a", 1), ("z", 2)]
