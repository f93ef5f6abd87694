"""The first hour's questions on the sample company, in the words in which they are asked.

Contacts are labelled; what the pages leave open is taken from what was planted in the sample, not
sought: how well it is found is tested where gaps are found.
"""

from __future__ import annotations

import shutil
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.actions.classifying import label_contacts
from assistant.answers import Line
from assistant.chat.calls import Call
from assistant.chat.desk import Desk, Told
from assistant.session import Session
from corpora.errors import UnknownName
from corpora.records import Gap, Need
from corpora.samples import sample_folder
from corpora.store import runs
from tests.conftest import MONDAY


@pytest.fixture(scope="module")
def company(read_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(read_sample.parent, tmp_path_factory.mktemp("company") / "copy")
    session = Session(folder / read_sample.name, now=lambda: MONDAY)
    _plant(session)
    return folder / read_sample.name


def _plant(session: Session) -> None:
    """Store what was planted in the sample as what a run has found: a need a contact."""
    truth = tomllib.loads((sample_folder() / "truth.toml").read_text(encoding="utf-8"))
    needs, gaps = [], []
    with session.workspace.writing() as db:
        products = dict(db.execute("SELECT sku, id FROM products").fetchall())
        first = db.execute(
            "SELECT source_id, contact_id, arg_min(index, index), arg_min(text, index) "
            "FROM turns JOIN contacts ON contacts.id = contact_id "
            "WHERE speaker = 'customer' AND visible GROUP BY ALL"
        ).fetchall()
        said = {source: rest for source, *rest in first}
        for planted in truth["gap"]:
            own = [
                Need(
                    id=f"n-{planted['id'].lower()}-{contact}", contact_id=contact,
                    turn_index=turn, start=0, end=len(text), text=text,
                    kind="product_fact", kind_probability=0.9, link_probability=0.9,
                    product_ids=(products[planted["products"][0]],), answer_probability=0.1,
                )
                for contact, turn, text in (said[i] for i in planted["contact_ids"] if i in said)
            ]  # fmt: skip
            needs += own
            gaps.append(
                Gap(
                    id=f"g-planted{planted['id'].lower()}",
                    product_ids=(products[planted["products"][0]],), topic=planted["topic"],
                    kind=planted["kind"], need_ids=tuple(need.id for need in own),
                    contacts=len(own), customers=len(own), customers_low=0.7 * len(own),
                    customers_high=float(len(own)), open_probability=0.9,
                    founding_need=own[0].id,
                )
            )  # fmt: skip
        run = runs.begin_run(db, "gaps", MONDAY)
        runs.put_needs(db, run, needs)
        runs.put_gaps(db, run, gaps)
        runs.finish_run(db, run, MONDAY, {})


class Person:
    """Somebody who types, and reads what is answered."""

    def __init__(self, workspace: Path) -> None:
        self.desk = Desk(workspace, now=lambda: MONDAY)

    def asks(self, question: str) -> Told:
        understood = self.desk.understand(question)
        assert understood.kind == "do", understood
        (call,) = understood.calls
        return self.desk.tell(call)

    def channel(self, contact: str) -> str:
        told = self.desk.tell(Call("explain_contact", {"contact": contact})).answer
        return str(told.data.channel)  # type: ignore[attr-defined]


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
    unnamed = person.desk.understand("without one week")
    assert "which week?" in unnamed.message
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
    assert "Nothing to compare yet: the only run so far is of 2026-11-02" in changed.answer.headline
    weeks = [each.text for each in changed.answer.blocks if isinstance(each, Line)]
    assert any("the week before" in each for each in weeks)
    kettles = person.asks("only kettles, phone")
    assert kettles.call.name == "changes"
    assert "kettle" in kettles.answer.scope
    assert "which week?" in person.desk.understand("without one week").message


def test_what_changed_since_last_monday_is_told_between_two_runs(company: Path) -> None:
    copy = company.with_name("twice.duckdb")
    shutil.copy2(company, copy)
    later = Session(copy, now=lambda: MONDAY + timedelta(days=7))
    with later.workspace.writing() as db:
        db.execute("UPDATE contacts SET opened_at = opened_at + INTERVAL 7 DAY "
                   "WHERE channel = 'call' AND opened_at > '2026-10-26'")  # fmt: skip
        db.execute("DELETE FROM labels WHERE contact_id IN (SELECT id FROM contacts "
                   "WHERE channel = 'call' AND opened_at > '2026-11-02')")  # fmt: skip
    label_contacts(later)
    desk = Desk(copy, now=lambda: MONDAY + timedelta(days=7, hours=1))
    (call,) = desk.understand("what changed since last Monday").calls
    told = desk.tell(call).answer
    assert told.data.new > 0  # type: ignore[attr-defined]
    assert told.headline.startswith(f"{told.data.new} new contacts since")  # type: ignore[attr-defined]
    (narrowed,) = desk.understand("only the chats").calls
    chats = desk.tell(narrowed).answer
    assert chats.data.new == 0  # type: ignore[attr-defined]
    assert chats.scope == "chats"


def test_what_they_say_about_a_part_keeps_the_product(person: Person) -> None:
    person.asks("show the gaps of the kettles")
    told = person.asks("what do they say about the lid?")
    assert told.call.raw == {"text": "lid", "product": "kettle"}
    assert "kettle" in told.answer.scope
    assert "with the words “lid”" in told.answer.scope
    found = told.answer.data.contacts  # type: ignore[attr-defined]
    assert found
    assert all("lid" in each.saying.lower() for each in found)


def test_products_can_be_listed_and_held_beside_each_other(person: Person) -> None:
    listed = person.asks("list the products").answer
    assert listed.headline == "32 products, each with a page."
    understood = person.desk.understand("compare the Pressa espresso machine and the bread bin")
    sides = [person.desk.tell(call).answer.scope for call in understood.calls]
    assert "Quorrel Pressa Espresso Machine" in sides[0]
    assert "Hobthorn Bamboo Bread Bin" in sides[1]


def test_which_pages_first_and_the_calls_behind_the_second(person: Person) -> None:
    pages = person.asks("which five pages first")
    assert (pages.call.name, dict(pages.call.raw)) == ("pain_points", {"top": 5})
    ranked = pages.answer.data.pages  # type: ignore[attr-defined]
    assert len(ranked) == 5
    assert ranked[0].product in pages.answer.headline
    assert ranked[0].low <= ranked[0].expected <= ranked[0].high
    calls = person.asks("the calls behind the second")
    assert calls.call.raw == {"of": ranked[1].product_id, "channel": "call"}
    assert ranked[1].product in calls.answer.headline
    shown = calls.answer.data.quotes  # type: ignore[attr-defined]
    assert shown
    assert {person.channel(each.contact_id) for each in shown} == {"call"}


def test_did_the_page_say_it_when_they_called(person: Person) -> None:
    person.asks("what does the page of the Pressa espresso machine leave open")
    told = person.asks("did the page say it when they called").answer
    assert "the page does not say, today as when they asked" in told.headline
    person.asks("show the gaps of the Zephyr Dual 8")
    told = person.asks("did the page say it when they called").answer
    assert "the page does not say; it changed on 2026-09-14" in told.headline


def test_what_agents_say_about_it_and_whether_they_agree(person: Person) -> None:
    person.asks("what does the page of the Pressa espresso machine leave open")
    told = person.asks("what do agents say about it, do they agree")
    assert told.call.name == "agent_knowledge"
    assert "differ" in told.answer.headline
    (answers,) = told.answer.data.answers  # type: ignore[attr-defined]
    assert answers.topic == "pods and capsules"
    assert answers.alike
    assert answers.differing
    assert any("pods" in each.text for each in (*answers.alike, *answers.differing))


def test_is_that_just_more_sales(person: Person) -> None:
    person.asks("what do people contact us about")
    sales = person.asks("is that just more sales").answer
    assert "full weeks" in sales.headline
    assert "for every 1,000 orders" in sales.headline
    assert any("chance alone" in note and "campaigns do more" in note for note in sales.notes)


def test_what_the_page_should_say(person: Person) -> None:
    told = person.desk.tell(Call("suggest_text", {"gap": "pods"})).answer
    text = told.data.text  # type: ignore[attr-defined]
    assert text is None or text in told.headline
    assert text is not None or "No agent answer to build on" in told.headline
    assert told.notes


def test_what_the_page_should_say_of_the_gaps_just_listed(person: Person) -> None:
    gaps = person.asks("show the gaps of the kettles").answer.data.gaps  # type: ignore[attr-defined]
    assert person.asks("what should the page say").call.raw == {"gap": gaps[0].id}


def test_a_tag_of_ones_own_is_opened_and_one_that_is_not_there_is_named(person: Person) -> None:
    inside = person.asks("what is inside our own tag delivery")
    assert inside.call.name == "drivers"
    assert "delivery: 20 contacts, most of them at Receiving the order" in inside.answer.headline
    with pytest.raises(UnknownName, match="no contact has the code 'Other'"):
        person.asks("what is inside our own tag Other")


def test_a_fix_is_held_against_the_contacts_since(person: Person) -> None:
    fixed = person.asks("did the fix of the Zephyr Dual 8 page help since 14 September").answer
    assert fixed.data.on == date(2026, 9, 14)  # type: ignore[attr-defined]
    assert fixed.data.verdict in ("confirmed", "no effect", "too early")  # type: ignore[attr-defined]
    assert fixed.data.before > fixed.data.after  # type: ignore[attr-defined]
    assert "were to be expected" in fixed.headline
    assert "other product" in fixed.notes[0]


def test_a_fix_of_several_pages_is_counted_as_one(person: Person) -> None:
    told = person.desk.tell(Call("verify", {"product": "kettle", "on": "2026-10-01"})).answer
    assert len(told.data.product_ids) > 1  # type: ignore[attr-defined]


def test_a_page_of_no_one_product_is_read_out(person: Person) -> None:
    page = person.asks("show me the delivery & returns page")
    assert page.answer.headline.startswith("Delivery & returns: ")
