"""Statuses that people filled into a spreadsheet, read back into the journal."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from assistant.actions.reporting import ReportParams, report
from assistant.actions.statuses import (
    ImportStatusData,
    ImportStatusParams,
    import_status,
    preview_import_status,
)
from assistant.session import Session
from corpora.errors import SourceError
from corpora.store import decisions


@pytest.fixture
def tables(session: Session, tmp_path: Path) -> Path:
    report(session, ReportParams(output=tmp_path / "report"))
    return tmp_path / "report"


def filled_csv(tables: Path, fill: Callable[[list[dict[str, str]]], None]) -> Path:
    file = tables / "gaps.csv"
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    fill(rows)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return file


def of(answer: object) -> ImportStatusData:
    data = answer.data  # type: ignore[attr-defined]
    assert isinstance(data, ImportStatusData)
    return data


def test_a_table_that_nobody_touched_changes_nothing(session: Session, tables: Path) -> None:
    for name in ("gaps.csv", "gaps.xlsx"):
        found = of(import_status(session, ImportStatusParams(file=tables / name)))
        assert found.changes == ()
        assert found.seq is None
        assert found.unchanged > 0


def test_statuses_are_proposed_then_written_then_shown(session: Session, tables: Path) -> None:
    def fill(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"status": "Fixed", "fixed_on": "2026-01-20", "owner": "Ines"}
        rows[1] |= {"status": "accepted", "owner": "=Ines", "due": "2026-02-01"}

    # The shop was analysed today: a mark from before that would be held against its contacts.
    session.now = lambda: datetime.now(UTC)
    params = ImportStatusParams(file=filled_csv(tables, fill))
    proposed = preview_import_status(session, params)
    assert proposed.headline.startswith("This would mark 2 gaps; ")
    assert of(proposed).seq is None
    with session.workspace.reading() as db:
        assert decisions.gap_marks(db) == {}

    assert of(import_status(session, params)).seq == 2
    first, second = of(proposed).changes
    with session.workspace.reading() as db:
        marks = decisions.gap_marks(db)
    assert (marks[first.gap]["status"], marks[first.gap]["on"]) == ("fixed", "2026-01-20")
    assert (marks[second.gap]["owner"], marks[second.gap]["due"]) == ("=Ines", "2026-02-01")
    assert of(import_status(session, params)).changes == (), "reading it again changes nothing"

    report(session, ReportParams(output=tables))
    text = (tables / "gaps.csv").read_text(encoding="utf-8")
    assert first.gap not in text, "a fixed gap is no open gap"
    assert "'=Ines,2026-02-01" in text


def test_a_workbook_is_read_back_too(session: Session, tables: Path) -> None:
    file = tables / "gaps.xlsx"
    book = load_workbook(file)
    names = [cell.value for cell in book.active[1]]
    book.active.cell(2, names.index("status") + 1).value = "dismissed"
    book.save(file)
    found = of(preview_import_status(session, ImportStatusParams(file=file)))
    assert [(each.before, each.after) for each in found.changes] == [("open", "dismissed")]


def test_a_gap_that_is_gone_is_told(session: Session, tables: Path) -> None:
    file = filled_csv(tables, lambda rows: rows[0].update(gap_id="g-gone", status="accepted"))
    answer = preview_import_status(session, ImportStatusParams(file=file))
    assert of(answer).unknown == ("g-gone",)
    assert answer.notes == ("No such gap any more: g-gone; nothing is written for it.",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gap_id,status\ng-1,done\n", "row 2: no such status as 'done'; write open, accepted"),
        ("gap_id,status,due\ng-1,open,soon\n", "row 2: 'soon' is no date; write due as 2026"),
        ("a,b\n1,2\n", "no column gap_id and no column status; name the gaps.csv"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    session: Session, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "filled.csv"
    file.write_text(text)
    with pytest.raises(SourceError, match=told) as caught:
        import_status(session, ImportStatusParams(file=file))
    assert str(caught.value).startswith(f"{file}: ")


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx", "broken.xlsx"])
def test_a_file_that_is_none_is_one_line(session: Session, tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    with pytest.raises(SourceError, match="can't be read"):
        import_status(session, ImportStatusParams(file=tmp_path / name))


def test_a_damaged_table_is_one_line(
    session: Session, tables: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # Readers of exports raise the limit for the whole process, so say here what it is.
    request.addfinalizer(partial(csv.field_size_limit, csv.field_size_limit(131_072)))
    long = tmp_path / "long.csv"
    long.write_text(f"gap_id,status\ng-1,{'x' * 200_000}\n")
    broken = tmp_path / "cut.xlsx"
    with ZipFile(tables / "gaps.xlsx") as whole, ZipFile(broken, "w") as cut:
        for name in whole.namelist():
            raw = whole.read(name)
            cut.writestr(name, raw[: len(raw) // 2] if "sheet1" in name else raw)
    for file in (long, broken):
        with pytest.raises(SourceError, match="can't be read"):
            import_status(session, ImportStatusParams(file=file))
