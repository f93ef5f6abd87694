"""Event logs that are not as a log should be: what is drawn of them, and what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.actions.registry import find_action
from assistant.answers import Answer
from assistant.session import Session
from tests.conftest import NOON

FORMATS = ("terminal", "ascii", "svg", "mermaid", "bpmn")


def do(session: Session, name: str, /, **raw: object) -> Answer:
    action = find_action(name)
    return action.run(session, action.parse(raw))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)


def table(folder: Path, rows: list[tuple[str, str, str]]) -> Path:
    path = folder / "log.csv"
    lines = ["case,activity,timestamp", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n")
    return path


def drawn(session: Session, folder: Path) -> dict[str, str]:
    """The journey in every form that is a picture."""
    found = {}
    for form in FORMATS[1:]:
        file = folder / f"journey.{form}"
        do(session, "show_journey", format=form, output=file)
        found[form] = file.read_text(encoding="utf-8")
    return found


def test_a_xes_log_without_times_is_told_event_by_event(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    event = '<event><string key="concept:name" value="{}"/></event>'
    path.write_text(
        '<?xml version="1.0"?><log xes.version="1.0"><trace>'
        f'<string key="concept:name" value="1"/>{event.format("A")}{event.format("B")}'
        "</trace></log>"
    )
    told = do(session, "ingest", paths=[path])
    assert sum("time:timestamp" in problem for problem in told.problems) == 2
    data: Any = do(session, "show_journey").data
    assert (data.contacts, data.transitions) == (0, ())
    assert all(drawn(session, tmp_path).values())


def test_a_table_whose_times_are_all_empty_is_no_journey(session: Session, tmp_path: Path) -> None:
    told = do(session, "ingest", paths=[table(tmp_path, [("1", "A", ""), ("1", "B", "")])])
    assert any("times" in problem for problem in told.problems)
    data: Any = do(session, "show_journey").data
    assert data.contacts == 0
    assert not any(step.contacts for step in data.steps)


def test_of_2000_activities_the_frequent_ones_are_drawn(session: Session, tmp_path: Path) -> None:
    rows = [(str(n), f"rare {n}", "2026-03-02 09:00") for n in range(1_995)]
    rows += [(str(n), f"often {n % 5}", "2026-03-02 10:00") for n in range(200)]
    do(session, "ingest", paths=[table(tmp_path, rows)])
    told = do(session, "show_journey")
    data: Any = told.data
    assert len(data.steps) == 2_000
    for form, text in drawn(session, tmp_path).items():
        assert all(f"often {n}" in text for n in range(5)), form
        if form != "bpmn":
            assert "Not drawn: 1,9" in text.replace("\n", " "), form


def test_a_log_of_cycles_only_is_drawn_with_its_way_back(session: Session, tmp_path: Path) -> None:
    rows = [(c, "AB"[k % 2], f"2026-03-02 0{k}:00") for c in "12345" for k in range(6)]
    do(session, "ingest", paths=[table(tmp_path, rows)])
    data: Any = do(session, "show_journey").data
    ways = {(each.source, each.target): each.count for each in data.transitions}
    assert ways == {("A", "B"): 15, ("B", "A"): 10}
    assert all(drawn(session, tmp_path).values())


def test_a_log_of_one_event_a_case_has_steps_and_no_ways(session: Session, tmp_path: Path) -> None:
    do(session, "ingest", paths=[table(tmp_path, [(c, "A", "2026-03-02 09:00") for c in "123"])])
    told = do(session, "show_journey")
    data: Any = told.data
    assert (len(data.steps), data.transitions) == (1, ())
    assert told.headline == "3 cases in the event log; 100 % of them are at A."
    assert all(drawn(session, tmp_path).values())
