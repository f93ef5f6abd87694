"""Rows that are read where the rest is done give the contacts that a reader gives."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpora.readers.tables import contacts
from corpora.readers.tables.contacts import ContactRows
from corpora.store.workspace import Workspace
from tests.conftest import KEY
from tests.corpora.intake.test_known import held, take, told

ROWS = 560  # more than the sample shows, in which every row has an id


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export with late rows that have no id, no text or too many cells, and equal ones."""
    late = [
        ["", "A lamp fell off the wall."],
        ["", "A lamp fell off the wall."],
        ["T-3", ""],
        ["T-1", "Lamp 1 flickers again.", "stray"],
        ["T-1", "Lamp 1 flickers again."],
        ["T-4", "Lamp 4 flickers. Ring 07700 900123."],
    ]
    file = tmp_path / "tickets.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ticket_id", "description"])
        writer.writerows([f"T-{n}", f"Lamp {n} flickers."] for n in range(ROWS))
        writer.writerows(late)
    return file


def test_rows_in_bulk_give_the_same_as_one_by_one(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacts, "TOGETHER", 50)
    bulk = Workspace.create(tmp_path / "bulk.duckdb", key=KEY)
    single = Workspace.create(tmp_path / "single.duckdb", key=KEY)
    first = take(bulk, export)
    monkeypatch.setattr(ContactRows, "records", ContactRows.read)
    second = take(single, export)
    assert held(bulk) == held(single)
    assert told(first) == told(second)
    assert first.rejects == second.rejects
    assert [each.row for each in first.rejects] == [ROWS + 4, ROWS + 5]
    assert first.contacts.new == ROWS + 2
    assert first.replaced == {"PHONE": 1}
