"""What answers share is read once, anew after each write, and apart for each key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from assistant.counting.days import known_days
from assistant.gaps.cards import GapShelf, known_shelf
from assistant.gaps.fixes import known_fixes
from assistant.gaps.page_changes import answered_since
from assistant.gaps.scoped import askers, narrowed
from assistant.session import Session
from corpora.records import Contact, Turn
from corpora.settings import SETTINGS_FILE
from corpora.store import contacts, decisions
from corpora.store.needs import Needs
from tests.conftest import NOON


def days(session: Session) -> object:
    with session.workspace.reading() as db:
        return known_days(session, db)


def fixes(session: Session) -> object:
    with session.workspace.reading() as db:
        return known_fixes(session, db)


def shelf(session: Session) -> GapShelf:
    with session.workspace.reading() as db:
        return known_shelf(session, db)


def arrive(session: Session) -> None:
    """Let a contact arrive half an hour before midnight, UTC."""
    late = Contact(
        id="c-late",
        source="t",
        content_hash="h",
        opened_at=NOON.replace(hour=23, minute=30) - timedelta(days=1),
    )
    with session.workspace.writing() as db:
        contacts.put_contacts(db, [late], [Turn("c-late", 0, "customer", "Is it safe?")], NOON)


def decide(session: Session) -> None:
    """Mark the first gap as fixed the day before."""
    gap = shelf(session).gaps[0].id
    with session.workspace.writing() as db:
        payload = {"gap_id": gap, "status": "fixed", "on": "2026-03-01"}
        decisions.decide(db, "mark_gap", payload, NOON)


@dataclass(frozen=True)
class Shared:
    """What answers share: where it is read, and an answer that tells it."""

    where: object
    name: str
    tell: Callable[[Session], object]

    def counted(self, monkeypatch: pytest.MonkeyPatch) -> list[object]:
        """Return a list that grows with each reading by what was read."""
        owner = import_module(self.where) if isinstance(self.where, str) else self.where
        read = getattr(owner, self.name)
        told: list[object] = []

        def noting(*args: Any, **given: Any) -> object:  # noqa: ANN401 - as they come
            told.append(read(*args, **given))
            return told[-1]

        monkeypatch.setattr(owner, self.name, noting)
        return told


BY_DAY = [
    pytest.param(Shared("corpora.store.figures", "contacts_by_day", days), id="days"),
    pytest.param(Shared("assistant.gaps.fixes", "read_fixes", fixes), id="fixes"),
]
OF_GAPS = [
    pytest.param(Shared(Needs, "askers", lambda session: askers(shelf(session))), id="askers"),
    pytest.param(
        Shared(Needs, "answered_since", lambda session: answered_since(shelf(session))),
        id="answered since",
    ),
]


@pytest.mark.parametrize("write", [arrive, decide])
@pytest.mark.parametrize("shared", [*BY_DAY, *OF_GAPS])
def test_two_answers_read_once_and_one_after_a_write_reads_anew(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    shared: Shared,
    write: Callable[[Session], None],
) -> None:
    read = shared.counted(monkeypatch)
    first = shared.tell(session)
    assert shared.tell(session) == first
    assert len(read) == 1
    write(session)
    after = shared.tell(session)
    assert shared.tell(session) == after
    assert len(read) == 2


@pytest.mark.parametrize("shared", BY_DAY)
def test_days_of_another_timezone_are_read_apart(
    session: Session, monkeypatch: pytest.MonkeyPatch, shared: Shared
) -> None:
    arrive(session)
    read = shared.counted(monkeypatch)
    here = shared.tell(session)
    settings = session.path.with_name(SETTINGS_FILE)
    settings.write_text('timezone = "Asia/Tokyo"\n', encoding="utf-8")
    there = shared.tell(session)
    assert len(read) == 2
    settings.write_text('timezone = "UTC"\n', encoding="utf-8")
    assert shared.tell(session) == here
    settings.write_text('timezone = "Asia/Tokyo"\n', encoding="utf-8")
    assert shared.tell(session) == there
    assert len(read) == 2  # what either timezone gave is still at hand


def test_the_day_of_a_contact_is_that_of_the_timezone_in_the_settings(session: Session) -> None:
    arrive(session)
    yesterday = NOON.date() - timedelta(days=1)
    with session.workspace.reading() as db:
        here = known_days(session, db).get(yesterday, 0)
    session.path.with_name(SETTINGS_FILE).write_text('timezone = "Asia/Tokyo"\n', encoding="utf-8")
    with session.workspace.reading() as db:
        there = known_days(session, db).get(yesterday, 0)
    assert (here, there) == (1, 0)


def test_other_products_and_fewer_contacts_are_counted_apart(session: Session) -> None:
    everything = shelf(session)
    one = next(need.product_ids[0] for need in everything.needs.values() if need.product_ids)
    of_one = {need.contact_id for need in everything.needs.values() if one in need.product_ids}
    everyone, some = askers(everything), askers(everything, [one])
    assert 0 < some < everyone
    inside = narrowed(everything, of_one)
    assert askers(inside) == some
    assert (askers(everything), askers(everything, [one])) == (everyone, some)
