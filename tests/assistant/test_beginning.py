"""What answers say where nothing was read yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.actions.registry import find_action
from assistant.beginning import HOW_TO_BEGIN
from assistant.session import Session

ASKED = ("overview", "show_gaps", "show_journey", "findings", "find_contacts", "pain_points")


@pytest.fixture
def empty(tmp_path: Path) -> Session:
    session = Session(tmp_path / "frontstage.duckdb")
    session.create_workspace()
    return session


@pytest.mark.parametrize("name", ASKED)
def test_an_empty_workspace_says_how_to_begin(empty: Session, name: str) -> None:
    action = find_action(name)
    answer = action.answer(empty, action.parse({}))
    assert answer.follow_ups == HOW_TO_BEGIN
    assert answer.notes == ("This workspace holds no contacts and no product pages yet.",)


def test_how_to_begin_names_commands_that_there_are() -> None:
    for each in HOW_TO_BEGIN:
        command, name, *_ = each.split()
        assert command == "frontstage"
        assert find_action(name).command == name


def test_what_was_read_is_told_although_nothing_matches(empty: Session, tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text("id,subject,description\n1,Lamp,The lamp arrived without its bulb.\n")
    ingest = find_action("ingest")
    ingest.answer(empty, ingest.parse({"paths": [str(file)]}))
    gaps = find_action("show_gaps")
    assert gaps.answer(empty, gaps.parse({})).follow_ups != HOW_TO_BEGIN


def test_an_unreadable_file_alone_leads_to_the_beginning(empty: Session, tmp_path: Path) -> None:
    file = tmp_path / "junk.csv"
    file.write_bytes(bytes(range(256)) * 40)
    ingest = find_action("ingest")
    answer = ingest.answer(empty, ingest.parse({"paths": [str(file)]}))
    assert answer.problems
    assert answer.follow_ups == HOW_TO_BEGIN
