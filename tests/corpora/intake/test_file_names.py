"""Names of files: what is stored of them, and how a file is found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.intake.file_names import FileNames, files_called


@pytest.mark.parametrize(
    ("origin", "stored"),
    [
        ("in/ottilie@brock.example.vtt:1", "in/<EMAIL_1>.vtt:1"),
        ("calls/07700900123.json:2", "calls/<PHONE_1>.json:2"),
        ("call_07700900123_2024-03-01.vtt:1", "call_<PHONE_1>_2024-03-01.vtt:1"),
        ("John Smith 2024-03-01.vtt:1", "<NAME_1> 2024-03-01.vtt:1"),
        ("a.zip!in/priya_nair.srt:1", "a.zip!in/<NAME_1>.srt:1"),
        ("export-20261104-1.csv:12", "export-20261104-1.csv:12"),
        ("/home/maria/tickets_march.csv.bz2:3", "/home/maria/tickets_march.csv.bz2:3"),
        ("q3 support cases.xlsx#Sheet1:9", "q3 support cases.xlsx#Sheet1:9"),
    ],
)
def test_who_called_is_not_stored(origin: str, stored: str) -> None:
    assert FileNames("full").origin(origin) == stored
    assert FileNames("off").origin(origin) == origin


def test_a_file_is_found_by_what_its_name_comes_to(tmp_path: Path) -> None:
    for name in ("odalys@brock.example.vtt", "rafe@brock.example.vtt", "notes.vtt"):
        (tmp_path / name).write_text("WEBVTT", encoding="utf-8")
    stored, _, _ = FileNames("full").origin(f"{tmp_path}/rafe@brock.example.vtt:1").rpartition(":")
    found = [path.name for path in files_called(stored)]
    assert found == ["odalys@brock.example.vtt", "rafe@brock.example.vtt"]
    assert list(files_called(str(tmp_path / "notes.vtt"))) == [tmp_path / "notes.vtt"]
    assert list(files_called(str(tmp_path / "<EMAIL_1>.srt"))) == []
    assert list(files_called("gone/<NAME_1>.csv")) == []
