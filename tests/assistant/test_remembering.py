"""What is kept from one answer to the next is never older than the workspace."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.actions.overview import measure
from assistant.chat.calls import Call
from assistant.chat.desk import Desk
from assistant.gaps.cards import STALE, known_shelf
from assistant.remembering import Memory
from assistant.session import Session
from corpora.records import Contact, Gap, Need, Turn
from corpora.store import contacts, decisions, runs
from corpora.store.workspace import Workspace
from tests.conftest import NOON
from tests.corpora.store.test_needs import ASKED, gap, need


def _desk(workspace: Workspace) -> Desk:
    with workspace.writing() as db:
        given = [Contact(id=f"c-{n}", source="desk", content_hash="h") for n in (1, 2)]
        turns = [Turn(each.id, 0, "customer", ASKED) for each in given]
        contacts.put_contacts(db, given, turns, NOON)
    _find(workspace, 1, [need(1), need(2)], [gap("g-1", "n-1", "n-2")])
    return Desk(workspace.path, now=lambda: NOON)


def _find(workspace: Workspace, hour: int, needs: list[Need], gaps: list[Gap]) -> None:
    with workspace.writing() as db:
        run = runs.begin_run(db, "gaps", NOON + timedelta(hours=hour))
        runs.put_needs(db, run, needs)
        runs.put_gaps(db, run, gaps)
        runs.finish_run(db, run, NOON + timedelta(hours=hour), {})


def _open(desk: Desk) -> int:
    told: int = desk.tell(Call("show_gaps", {})).answer.data.open_gaps  # type: ignore[union-attr]
    return told


def test_the_gaps_are_read_once_while_nothing_changes(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = _desk(workspace)
    first = desk.tell(Call("show_gaps", {})).answer
    monkeypatch.setattr("assistant.gaps.cards.read_shelf", lambda _: pytest.fail("read again"))
    assert desk.tell(Call("show_gaps", {})).answer == first
    assert desk.tell(Call("pain_points", {})).answer.n == 2


def test_marks_undo_and_runs_are_seen_by_the_next_answer(workspace: Workspace) -> None:
    desk = _desk(workspace)
    assert _open(desk) == 1
    desk.apply(Call("mark_gap", {"gap": "g-1", "status": "dismissed"}))
    assert _open(desk) == 0
    desk.apply(Call("undo", {}))
    assert _open(desk) == 1
    _find(workspace, 2, [need(1), need(2)], [gap("g-2", "n-1"), gap("g-3", "n-2")])
    assert _open(desk) == 2


def test_what_another_process_brings_or_decides_is_seen_at_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    desk = _desk(workspace)
    assert _open(desk) == 1
    assert desk.tell(Call("overview", {})).answer.n == 2
    more = tmp_path / "more.csv"
    more.write_text("id,date,message\n7,2026-03-01,Where is my parcel? It is late.\n")
    program = "import sys; from assistant.cli import main; main()"
    for words in (("ingest", more), ("ask", "mark_gap gap=g-1 status=dismissed", "--yes")):
        done = subprocess.run(
            [sys.executable, "-c", program, *words, "--workspace", workspace.path],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answer = desk.tell(Call("show_gaps", {})).answer
        assert STALE in answer.notes
        assert desk.tell(Call("overview", {})).answer.n == 3
    assert _open(desk) == 0


def test_a_second_write_within_one_tick_of_the_clock_is_seen(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _desk(workspace)
    monkeypatch.setattr("corpora.store.state._stamp", lambda _: (0, 0, 0))
    session = Session(workspace.path)
    for status, still_open in (("dismissed", 0), ("open", 1), ("fixed", 0)):
        with workspace.writing() as db:
            given = {"gap_id": "g-1", "status": status, "on": None, "owner": None, "due": None}
            decisions.decide(db, "mark_gap", given, NOON)
        with workspace.reading() as db:
            assert len(known_shelf(session, db).open_gaps()) == still_open


def test_filters_have_answers_of_their_own(workspace: Workspace) -> None:
    desk = _desk(workspace)
    for channel, held in (("call", 0), (None, 2), ("call", 0), (None, 2)):
        raw = {"channel": channel} if channel else {}
        assert desk.tell(Call("overview", dict(raw))).answer.n == held
        assert desk.tell(Call("pain_points", dict(raw))).answer.n == held
        assert desk.tell(Call("show_journey", dict(raw))).answer.n == 0


def test_sessions_share_a_memory_only_when_told_to(workspace: Workspace) -> None:
    _desk(workspace)
    memory = Memory()
    one, other = Session(workspace.path, memory=memory), Session(workspace.path, memory=memory)
    with workspace.reading() as db:
        assert known_shelf(one, db) is known_shelf(other, db)
        assert known_shelf(one, db) is not known_shelf(Session(workspace.path), db)
    assert measure(one) == measure(Session(workspace.path))


def test_what_fails_is_not_kept(workspace: Workspace) -> None:
    memory = Memory()
    with workspace.reading(), pytest.raises(ZeroDivisionError):
        memory.recall(workspace.path, "a", lambda: 1 // 0)
    with workspace.reading():
        assert memory.recall(workspace.path, "a", lambda: 2) == 2
