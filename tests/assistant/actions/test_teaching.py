"""Teaching on the corner shop, by the action and in the terminal."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answers import Answer
from assistant.command_line.teaching_loop import Lecture
from assistant.session import Session, silent
from corpora.errors import BadInput, UnknownName
from corpora.protocols import Progress
from corpora.store import decisions, runs
from tests.assistant.conftest import Command

Ask = Callable[..., Answer]

pytestmark = pytest.mark.usefixtures("light")


def test_an_answer_is_journalled_and_labels_follow(ask: Ask, session: Session) -> None:
    asked = ask("next_question").data.question
    assert 1 <= len(asked.shown) <= 5
    assert len({quote.contact_id for quote in asked.shown}) == len(asked.shown)
    done = ask("teach", group=asked.group, answer="manage_account")
    assert done.data.seq == 1
    assert done.data.progress.answers == 1
    assert done.data.question.group != asked.group
    for quote in asked.shown:
        explained = ask("explain_contact", contact=quote.contact_id).data
        assert (explained.stage, explained.decided_by) == ("manage_account", "teach")
    with session.workspace.reading() as db:
        run = runs.latest_run(db, "classify")
    assert run is not None
    assert run.parameters["model"] == "taught"

    ask("undo")
    assert ask("next_question").data.question == asked
    with session.workspace.reading() as db:
        run = runs.latest_run(db, "classify")
        assert run is not None
        assert run.parameters["model"] == "zero-shot"


def test_a_split_or_a_skip_moves_nobody(ask: Ask) -> None:
    first = ask("next_question").data.question
    split = ask("teach", answer="split", labels="later")
    assert split.data.moves == {}
    assert set(split.data.question.shown) != set(first.shown)
    assert ask("teach", answer="skip", labels="later").data.seq == 2
    assert "skip a group of" in str(ask("history").blocks)


def test_a_question_that_is_closed_and_a_stage_that_is_none_are_refused(ask: Ask) -> None:
    with pytest.raises(BadInput, match="no longer open"):
        ask("teach", group="q-00000000", answer="yes")
    with pytest.raises(UnknownName, match="no stage called"):
        ask("teach", answer="qqqq")


def test_the_command_prints_the_question_where_nobody_types(frontstage: Command, shop: str) -> None:
    told = frontstage("teach", "--next", "--json", "-w", shop)
    assert told.code == 0
    assert told.json["data"]["question"]["choices"][0]["key"] == "1"
    assert frontstage("teach", "-w", shop).out.split(maxsplit=2)[1].startswith("contact")


def typist(*keys: str) -> Callable[[str], str]:
    left: Iterator[str] = iter(keys)

    def read(prompt: str) -> str:
        for key in left:
            return key
        raise EOFError

    return read


def hold(session: Session, *keys: str) -> tuple[int, str]:
    out = io.StringIO()
    console = Console(file=out, width=100)
    return Lecture(session, console, typist(*keys)).hold(), out.getvalue()


def test_a_sitting_in_the_terminal(session: Session) -> None:
    given, told = hold(session, "y", "s", "zz", "k", "10", "u", "q")
    assert given == 3
    assert "no stage called 'zz'" in told
    assert "Taken back." in told
    assert "3 answers kept" in told
    with session.workspace.reading() as db:
        held = decisions.history(db).in_force
    assert [entry.payload["verdict"] for entry in held] == ["stage", "split", "skip"]


def test_progress_is_gone_when_a_question_is_asked(session: Session) -> None:
    shown: list[str] = []

    @contextmanager
    def watch() -> Iterator[Progress]:
        shown.append("bar")
        yield silent
        shown.append("gone")

    def read(prompt: str) -> str:
        shown.append("asked")
        return "k" if shown.count("asked") == 1 else "q"

    Lecture(session, Console(file=io.StringIO(), width=100), read, watch).hold()
    assert shown == ["bar", "gone", "asked", "bar", "gone", "asked", "bar", "gone"]


def test_a_sitting_without_an_answer_changes_nothing(session: Session) -> None:
    before = session.path.read_bytes()
    given, told = hold(session, "u", "q")
    assert (given, "Nothing was changed." in told) == (0, True)
    with session.workspace.reading() as db:
        assert decisions.entries(db) == []
    assert before


def test_an_empty_workspace_is_one_line(tmp_path: Path) -> None:
    session = Session(tmp_path / "empty.duckdb")
    session.create_workspace()
    with pytest.raises(BadInput, match="nothing to ask about"):
        hold(session, "y")
