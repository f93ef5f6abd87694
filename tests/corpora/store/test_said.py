"""Words looked for in memory are found where the file has them."""

from __future__ import annotations

import pytest

from corpora.records import Contact, Turn
from corpora.store import contacts, queries
from corpora.store.said import everything_said
from corpora.store.workspace import Workspace
from tests.conftest import NOON

TEXTS = (
    ("Where is the LID?", "under the cup"),
    ("Ünder the lid", "lidded"),
    ("nothing of that kind", "li"),
    ("d and more", ""),
    ("Is 50 % off real? \u0130stanbul", "the end lid"),
)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    given = [Contact(id=f"c-{n}", source="desk", content_hash="h") for n in range(len(TEXTS))]
    turns = [
        Turn(each.id, place, "customer", text)
        for each, texts in zip(given, TEXTS, strict=True)
        for place, text in enumerate(texts)
    ]
    hidden = Turn("c-2", 2, "agent", "a note on the lid", visible=False)
    with workspace.writing() as db:
        contacts.put_contacts(db, given, [*turns, hidden], NOON)
    return workspace


@pytest.mark.parametrize(
    "words",
    ["lid", "LID", "ünder", "the lid", "50 %", "end lid", "lidand", "li", "nowhere", "\u0130stan"],
)
def test_the_same_contacts_are_found(filled: Workspace, words: str) -> None:
    with filled.reading() as db:
        said = everything_said(db)
        assert said is not None
        slow = queries.find_contacts(db, text=words, limit=9)
        assert queries.find_contacts(db, text=words, limit=9, said=said) == slow


def test_nothing_was_said_in_an_empty_workspace(workspace: Workspace) -> None:
    with workspace.reading() as db:
        said = everything_said(db)
        assert said is not None
        assert queries.find_contacts(db, text="lid", said=said) == (0, [])


def test_too_much_is_not_held(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.store.said.MOST_BYTES", 10)
    with filled.reading() as db:
        assert everything_said(db) is None


def test_the_opening_is_what_the_customer_said_first(filled: Workspace) -> None:
    with filled.reading() as db:
        matching, found = queries.find_contacts(db, limit=2)
        several = queries.find_contacts(db, limit=100)[1]
    assert matching == len(TEXTS)
    assert [each.opening for each in found] == [TEXTS[0][0], TEXTS[1][0]]
    assert [each.opening for each in several] == [first for first, _ in TEXTS]
