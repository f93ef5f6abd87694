"""What an ingest keeps of what it could not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.intake import ingest, reporting
from corpora.store.runs import latest_rejects
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON


def test_of_many_rejects_the_report_has_the_first_and_the_store_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "_SHOWN_REJECTS", 5)
    rows = [
        f"{number},The lid sticks,open" + (",again,again" if number % 3 == 0 else "")
        for number in range(100)
    ]
    file = tmp_path / "tickets.csv"
    file.write_text("\n".join(["ticket_id,comment,status", *rows]))
    workspace = Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)
    report = ingest.ingest(
        workspace,
        [file, tmp_path / "missing.csv"],
        ingest.IngestOptions(redact="off", workers=0, store_every=10),
        now=NOON,
        progress=lambda *_: None,
    )
    assert (report.rejected, report.rejected_files, len(report.rejects)) == (35, 1, 5)
    assert report.contacts.new == 66
    with workspace.reading() as db:
        assert len(latest_rejects(db)) == 35


def _read(folder: Path, *files: str, store_every: int = 1_000) -> reporting.IngestReport:
    paths = []
    for number, rows in enumerate(files):
        paths.append(folder / f"tickets-{number}.csv")
        paths[-1].write_text("ticket_id,comment\n" + rows)
    return ingest.ingest(
        Workspace.create(folder / "frontstage.duckdb", key=KEY),
        paths,
        ingest.IngestOptions(redact="off", workers=0, store_every=store_every),
        now=NOON,
        progress=lambda *_: None,
    )


@pytest.mark.parametrize("store_every", [2, 1_000])
def test_what_repeats_inside_the_files_was_not_already_there(
    tmp_path: Path, store_every: int
) -> None:
    first = "1,The lid sticks\n2,The lid is lost\n1,The lid sticks\n"
    second = "3,It hums\n2,The lid was found\n"
    fresh = _read(tmp_path, first, second, store_every=store_every)
    assert (fresh.contacts.new, fresh.contacts.changed, fresh.contacts.same) == (3, 0, 0)
    assert fresh.repeated == 2


def test_what_was_stored_before_is_told_as_already_there(tmp_path: Path) -> None:
    _read(tmp_path, "1,The lid sticks\n2,The lid is lost\n")
    again = _read(tmp_path, "1,The lid sticks\n2,The lid is lost\n3,It hums\n3,It hums\n")
    assert (again.contacts.new, again.contacts.changed, again.contacts.same) == (1, 0, 2)
    assert again.repeated == 1
