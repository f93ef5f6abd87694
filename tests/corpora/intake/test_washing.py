"""Cleaning in worker processes gives what cleaning here gives, also where the workers die."""

from __future__ import annotations

from typing import Any

import pytest

from corpora.intake import washing
from corpora.intake.batches import Laundry
from corpora.intake.catalogue import Catalogue
from corpora.intake.cleaning import Treatment
from corpora.intake.drafts import Drafting
from corpora.intake.freshness import Freshness
from corpora.intake.identity import Identified, identified
from corpora.intake.particulars import Particulars
from corpora.readers.raw import RawContact, RawTurn
from corpora.redact import Redactor
from tests.conftest import KEY, NOON, kill_workers

MAIL = "Does the jug fit?\n\nRegards,\nAna"


def contacts(count: int) -> list[RawContact]:
    return [
        RawContact(
            source="desk",
            raw=f"{number}",
            source_id=f"T-{number}",
            turns=(
                RawTurn("customer", f"{MAIL} {number}"),
                RawTurn("agent", "Hello, it does.", 4.0),
            ),
            attributes={"tags": "spam" if number % 7 == 0 else "jug", "mail": "ana@moth.example"},
        )
        for number in range(count)
    ]


def named(count: int = 25) -> list[Identified]:
    return list(identified(contacts(count), KEY, Freshness(NOON)))


def washed(mode: Any, workers: int) -> list[dict[str, Any]]:  # noqa: ANN401 - a literal
    treatment = Treatment(Redactor(mode), Particulars(mode, key=KEY))
    laundry = Laundry(Drafting(Catalogue(), KEY), treatment, KEY, Freshness(NOON))
    every = named()
    with washing.washer(workers) as washer:
        work = [laundry.of_contacts(every[at : at + 4]) for at in range(0, len(every), 4)]
        batches = [done.clean for done in washer.wash(work) if done.clean is not None]
    assert [sum(each.sizes) for each in batches] == [each.turns.num_rows for each in batches]
    rows = [row for each in batches for row in each.contacts.to_pylist()]
    assert [row["source_id"] for row in rows] == [f"T-{number}" for number in range(25)]
    turns = [row for each in batches for row in each.turns.to_pylist()]
    return rows + turns


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(washing, "TOGETHER", 4)


@pytest.mark.parametrize("mode", ["off", "patterns"])
def test_workers_give_the_same(mode: str) -> None:
    here = washed(mode, 0)
    assert here == washed(mode, 1)
    assert [each["set_aside"] for each in here[:2]] == ["spam", None]
    mail = "ana@moth.example" if mode == "off" else "<EMAIL_1>"
    assert dict(here[1]["attributes"]) == {"tags": "jug", "mail": mail}
    assert here[1]["flags"] == ["signature-cut"]
    assert here[-1]["text"] == "Hello, it does."
    assert here[-1]["started_at"] == 4.0


def test_the_work_goes_on_where_the_workers_are_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = kill_workers(monkeypatch, at=3)
    assert washed("off", 1) == washed("off", 0)
    assert dead
