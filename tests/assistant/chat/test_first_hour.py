"""The first hour's questions on the sample company, in the words in which they are asked.

Contacts are labelled, gaps are not sought: what pages leave open is tested where gaps are found.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.actions.classifying import label_contacts
from assistant.actions.ingesting import IngestParams, ingest
from assistant.chat.desk import Desk, Told
from assistant.session import Session
from corpora.errors import UnknownName
from corpora.samples import sample_folder, sample_paths
from corpora.settings import SETTINGS_FILE

MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    shutil.copyfile(sample_folder() / SETTINGS_FILE, folder / SETTINGS_FILE)
    session = Session(folder / "frontstage.duckdb", now=lambda: MONDAY)
    ingest(session, IngestParams(paths=sample_paths(), redact="patterns"))
    label_contacts(session)
    return folder / "frontstage.duckdb"


class Person:
    """Somebody who types, and reads what is answered."""

    def __init__(self, workspace: Path) -> None:
        self.desk = Desk(workspace, now=lambda: MONDAY)

    def asks(self, question: str) -> Told:
        understood = self.desk.understand(question)
        assert understood.kind == "do", understood
        (call,) = understood.calls
        return self.desk.tell(call)


@pytest.fixture
def person(company: Path) -> Person:
    return Person(company)


def test_what_people_contact_us_about_narrowed_step_by_step(person: Person) -> None:
    everything = person.asks("what do people contact us about")
    assert everything.answer.n == 420
    assert "customers" in everything.answer.headline
    kettles = person.asks("only kettles, phone")
    assert kettles.call.name == "overview"
    assert 0 < (kettles.answer.n or 0) < 100
    without = person.asks("without the week of 7 September")
    assert 0 < (without.answer.n or 0) < (kettles.answer.n or 0)
    assert "calls" in without.answer.scope
    assert "kettle" in without.answer.scope
    sales = person.asks("is that just more sales")
    assert sales.call.name == "trend"
    assert "kettle" in sales.answer.scope
    assert "4 full weeks" in sales.answer.headline


def test_why_a_contact_is_where_it_is(person: Person) -> None:
    found = person.asks("find contacts about limescale")
    assert found.answer.n == 2
    why = person.asks("why is the first one under returns")
    assert why.call.name == "explain_contact"
    assert why.answer.scope.startswith(f"contact {why.call.raw['contact']}")


def test_what_changed_says_when_there_is_nothing_to_compare(person: Person) -> None:
    changed = person.asks("what changed since last Monday")
    assert changed.call.name == "changes"
    assert "Nothing to compare yet" in changed.answer.headline


def test_which_pages_first_keeps_the_number(person: Person) -> None:
    understood = person.desk.understand("which five pages first")
    assert [(c.name, dict(c.raw)) for c in understood.calls] == [("pain_points", {"top": 5})]


def test_a_tag_of_ones_own_is_opened_and_one_that_is_not_there_is_named(person: Person) -> None:
    inside = person.asks("what is inside our own tag delivery")
    assert inside.call.name == "drivers"
    assert "delivery: 4 contacts" in inside.answer.headline
    with pytest.raises(UnknownName, match="no contact has the code 'Other'"):
        person.asks("what is inside our own tag Other")


def test_a_fix_is_held_against_the_contacts_since(person: Person) -> None:
    understood = person.desk.understand("did the fix of the kettle page help since 1 October")
    assert [c.name for c in understood.calls] == ["verify"]


def test_a_page_of_no_one_product_is_read_out(person: Person) -> None:
    page = person.asks("show me the delivery & returns page")
    assert page.answer.headline.startswith("Delivery & returns: ")
