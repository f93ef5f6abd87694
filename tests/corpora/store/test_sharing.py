"""Readings of one answer share one opening, and nobody who writes is kept waiting by it."""

from __future__ import annotations

import threading

import pytest

from corpora.store.sharing import opened_once
from corpora.store.workspace import Workspace


def _count(workspace: Workspace) -> int:
    with workspace.reading() as db:
        row = db.execute("SELECT count(*) FROM tombstones").fetchall()[0]
    return int(row[0])


def _write(workspace: Workspace) -> None:
    with workspace.writing() as db:
        db.execute("INSERT INTO tombstones VALUES ('k', TIMESTAMP '2026-03-02')")


def test_the_file_is_opened_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    connect = Workspace._connect
    monkeypatch.setattr(Workspace, "_connect", lambda *a, **k: opened.append(1) or connect(*a, **k))
    with opened_once(workspace.path):
        assert not opened
        with workspace.reading(), opened_once(workspace.path):
            _count(workspace)
        _count(Workspace(workspace.path))
        assert len(opened) == 1
    _count(workspace)
    assert len(opened) == 2


def test_who_writes_lets_go_first_and_reads_what_was_written(workspace: Workspace) -> None:
    with opened_once(workspace.path):
        assert _count(workspace) == 0
        _write(workspace)
        assert _count(workspace) == 1


def test_another_thread_writes_when_the_answer_is_given(workspace: Workspace) -> None:
    other = threading.Thread(target=_write, args=(workspace,))
    with opened_once(workspace.path):
        assert _count(workspace) == 0
        other.start()
        assert _count(workspace) == 0
    other.join(30)
    assert _count(workspace) == 1


def test_an_opening_ends_with_the_answer_that_failed(workspace: Workspace) -> None:
    def fails() -> None:
        with opened_once(workspace.path):
            _count(workspace)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    _write(workspace)
    assert _count(workspace) == 1
