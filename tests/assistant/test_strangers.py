"""Other contacts under ids that are here already are told; threads that only grew are not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.closing import strangers
from corpora.intake.ingest import IngestOptions, ingest
from corpora.records import Contact, Turn
from corpora.samples import sample_folder
from corpora.store import contacts
from corpora.store.contacts import Stored
from corpora.store.workspace import Workspace
from tests.conftest import KEY, MONDAY

FEW = 40
LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""After the sample's files were written, whenever that was: a transcript is as new as its file."""


@dataclass(frozen=True)
class Company:
    """A workspace that holds contacts of the sample company, these, with their turns by id."""

    workspace: Workspace
    contacts: list[Contact]
    turns: dict[str, list[Turn]]

    def put_anew(self, turns: dict[str, list[Turn]]) -> Stored:
        """Store a newer state of each contact, with these turns."""
        newer = [
            replace(each, content_hash=f"anew {each.id}", as_of=LATER, file_at=LATER)
            for each in self.contacts
        ]
        said = [turn for each in self.contacts for turn in turns[each.id]]
        with self.workspace.writing() as db:
            return contacts.put_contacts(db, newer, said, LATER)


@pytest.fixture(params=["calls", "chats", "tickets"])
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Company:
    """Some of the company's calls, chats or tickets."""
    workspace = Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)
    ingest(
        workspace,
        sorted((sample_folder() / request.param).iterdir())[:FEW],
        IngestOptions(redact="off"),
        now=MONDAY,
        progress=lambda done, total, what: None,
    )
    with workspace.reading() as db:
        ids = db.execute("SELECT id FROM contacts ORDER BY id LIMIT ?", [FEW]).fetchall()
        found = contacts.get_contacts(db, [own for (own,) in ids])
        said = contacts.get_turns(db, [own for (own,) in ids])
    turns = {each.id: [turn for turn in said if turn.contact_id == each.id] for each in found}
    return Company(workspace, found, turns)


def test_other_contacts_under_the_same_ids_are_told(company: Company) -> None:
    ids = [each.id for each in company.contacts]
    shifted = {
        to: [replace(turn, contact_id=to) for turn in company.turns[of]]
        for to, of in zip(ids, [*ids[1:], ids[0]], strict=True)
    }
    stored = company.put_anew(shifted)
    assert stored.changed == len(ids) > 20
    assert strangers(stored)
    assert stored.unlike >= 0.75 * stored.changed


def test_threads_that_grew_by_a_turn_are_not_told(company: Company) -> None:
    more = "Hello again, nobody wrote back yet. Could somebody please look at this today?"
    grown = {
        of: [*turns, Turn(of, len(turns), "customer", more)] for of, turns in company.turns.items()
    }
    stored = company.put_anew(grown)
    assert stored.changed == len(company.contacts)
    assert stored.unlike == 0
    assert not strangers(stored)
