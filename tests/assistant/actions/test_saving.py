"""The report in one form at one path; nothing that is not ours is lost."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.actions.registry import find_action
from assistant.answers import Answer
from corpora.errors import BadInput, SourceError

Ask = Callable[..., Answer]

pytestmark = pytest.mark.usefixtures("light")
FORMS = {"html": ".html", "markdown": ".md", "csv": ".csv", "xlsx": ".xlsx", "json": ".json"}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_known_by_the_ending_and_written_anew(
    ask: Ask, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "deep" / f"export{FORMS[form]}"
    first = ask("export", path=path).data
    assert (first.format, first.overwritten, first.size) == (form, False, path.stat().st_size)
    assert ask("export", format=form, path=path).data.overwritten


def test_without_a_path_it_lies_in_the_folder(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask("export").data.path == "frontstage-report.html"
    assert ask("export", format="csv").data.path == "frontstage-gaps.csv"
    assert (tmp_path / "frontstage-gaps.csv").is_file()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_ours_stays(ask: Ask, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"plans{FORMS[form]}"
    path.write_text("[1, 2]\nour own plans\n")
    with pytest.raises(SourceError, match="is there already"):
        ask("export", path=path)
    assert path.read_text() == "[1, 2]\nour own plans\n"


def test_statuses_that_were_not_read_back_stay(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    ask("export", path=path)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    rows[0] |= {"status": "accepted", "owner": "Mira"}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(SourceError, match="import-status"):
        ask("export", path=path)
    ask("import_status", file=path)
    assert ask("export", path=path).data.overwritten


def test_an_unknown_ending_and_a_folder_are_one_line(ask: Ask, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="names no form"):
        ask("export", path=tmp_path / "gaps.doc")
    with pytest.raises(BadInput, match=r"ends in \.xlsx"):
        ask("export", format="xlsx", path=tmp_path / "gaps.txt")
    with pytest.raises(SourceError, match="is a folder"):
        ask("export", format="csv", path=tmp_path)


def test_only_the_person_at_this_machine_may_write_files() -> None:
    assert find_action("export").local
