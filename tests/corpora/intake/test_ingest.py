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
    monkeypatch.setattr(ingest, "_STORE_EVERY", 10)
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
        ingest.IngestOptions(redact="off", workers=0),
        now=NOON,
        progress=lambda *_: None,
    )
    assert (report.rejected, report.rejected_files, len(report.rejects)) == (35, 1, 5)
    assert report.contacts.new == 66
    with workspace.reading() as db:
        assert len(latest_rejects(db)) == 35
