"""The same tickets from two exports are told; two systems that both number from 1 are not."""

from __future__ import annotations

import json
from pathlib import Path

from corpora.intake.ingest import IngestOptions, IngestReport, ingest
from corpora.store.workspace import Workspace
from tests.conftest import NOON

TICKETS = (
    ("41", "2026-03-02 09:15", "Does the lid of the blue casserole go into the dishwasher?"),
    ("42", "2026-03-02 10:40", "The courier left my parcel with nobody at the wrong house."),
)


def as_table(path: Path, *, zone: str = "", words: str = "") -> Path:
    rows = [f'{number},{at}{zone},"{words or text}"' for number, at, text in TICKETS]
    path.write_text("\n".join(["ticket_id,created_at,description", *rows]), encoding="utf-8")
    return path


def as_objects(path: Path) -> Path:
    rows = [
        {
            "id": int(number),
            "created_at": f"{at.replace(' ', 'T')}:00Z",
            "subject": "A question",
            "description": text,
            "via": {"channel": "email"},
            "comments": [{"id": 1, "author_id": 7, "body": text, "public": True}],
            "requester_id": 7,
            "status": "open",
        }
        for number, at, text in TICKETS
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def take(workspace: Workspace, *files: Path, source: str | None = None) -> IngestReport:
    options = IngestOptions(redact="off", source=source, workers=0)
    return ingest(workspace, files, options, now=NOON, progress=lambda *_: None)


def test_two_exports_of_one_system_are_told(workspace: Workspace, tmp_path: Path) -> None:
    report = take(workspace, as_table(tmp_path / "a.csv"), as_objects(tmp_path / "b.jsonl"))
    assert report.contacts.new == 4
    (found,) = report.twins
    assert {found.one, found.other} == {"a.csv", "b.jsonl"}
    assert found.contacts == 2


def test_an_export_of_a_later_day_is_told_too(workspace: Workspace, tmp_path: Path) -> None:
    assert not take(workspace, as_objects(tmp_path / "b.jsonl")).twins
    (found,) = take(workspace, as_table(tmp_path / "a.csv", zone="+05:30")).twins
    assert found.contacts == 2


def test_who_says_that_it_is_one_system_has_each_once(workspace: Workspace, tmp_path: Path) -> None:
    files = as_table(tmp_path / "a.csv"), as_objects(tmp_path / "b.jsonl")
    report = take(workspace, *files, source="desk")
    assert (report.contacts.new, report.twins) == (2, [])


def test_two_systems_that_number_alike_are_not(workspace: Workspace, tmp_path: Path) -> None:
    other = as_table(tmp_path / "a.csv", words="Somebody else writes about another matter.")
    assert not take(workspace, other, as_objects(tmp_path / "b.jsonl")).twins


def test_a_greeting_that_many_send_makes_no_twins(workspace: Workspace, tmp_path: Path) -> None:
    greeting = "Dear customer service team, I write to you today."
    one = tmp_path / "a.csv"
    lines = [f'{n},2026-03-0{n} 09:00,"{greeting} Number {n} is blue."' for n in (1, 2, 3)]
    one.write_text("\n".join(["ticket_id,created_at,description", *lines]), encoding="utf-8")
    other = tmp_path / "b.csv"
    lines = [f'{n},2026-03-0{n} 09:00,"{greeting} We lost {n} keys."' for n in (1, 2, 3)]
    other.write_text("\n".join(["case_no,opened,body", *lines]), encoding="utf-8")
    report = take(workspace, one, other)
    assert (report.contacts.new, report.twins) == (6, [])
