"""Which files of a folder are meant."""

from __future__ import annotations

from pathlib import Path

from corpora.readers.sources import Source, find

OWN = '<!doctype html><head><meta charset="utf-8"><meta name="generator" content="Frontstage">'


def found(*paths: Path) -> list[str]:
    return [each.path.name for each in find(paths) if isinstance(each, Source)]


def filled(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("a,b\n1,2\n")
    return folder


def test_a_report_and_a_workspace_are_passed_over_in_folders(tmp_path: Path) -> None:
    filled(tmp_path, "tickets.csv", "frontstage.duckdb.lock", "frontstage.duckdb.v1.bak")
    report = filled(
        tmp_path / "report", "report.html", "report.md", "report.json", "gaps.csv", "gaps.xlsx"
    )
    filled(report, "more.csv")
    assert found(tmp_path) == ["more.csv", "tickets.csv"]
    assert found(report / "gaps.csv") == ["gaps.csv"], "whoever names it means it"


def test_a_report_that_was_moved_is_known_by_its_generator(tmp_path: Path) -> None:
    moved = tmp_path / "sent.html"
    moved.write_text(OWN)
    (tmp_path / "page.html").write_text("<!doctype html><p>Filters fit for a year.</p>")
    assert found(tmp_path) == ["page.html"]
    assert found(moved) == ["sent.html"]


def test_files_that_are_only_called_alike_are_read(tmp_path: Path) -> None:
    assert found(filled(tmp_path, "gaps.csv", "report.json")) == ["gaps.csv", "report.json"]
