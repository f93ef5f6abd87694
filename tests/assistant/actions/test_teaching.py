"""Teaching on the corner shop, by the action and in the terminal."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answers import Answer
from assistant.command_line.teaching_loop import Lecture
from assistant.session import Session, silent
from assistant.teaching.lessons import lesson
from classifiers.needs.unnamed import name_stems
from classifiers.teaching import telling
from classifiers.teaching.telling import Telling
from corpora.errors import BadInput, UnknownName
from corpora.protocols import Encoder, Progress, Vectors
from corpora.store import decisions, runs
from corpora.store.pages import all_products
from corpora.store.queries import effective_stages
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


def test_what_the_shops_goods_are_called_makes_no_group(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[frozenset[str]] = []
    vectors_of = telling.vectors_of

    def noted(told: Sequence[Telling], encoder: Encoder, names: frozenset[str]) -> Vectors:
        read.append(names)
        return vectors_of(told, encoder, names)

    monkeypatch.setattr(telling, "vectors_of", noted)
    lesson(session)
    with session.workspace.reading() as db:
        titles = [product.title for product in all_products(db)]
    assert titles
    assert read == [name_stems(titles)]


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


def test_no_asks_which_and_a_split_and_a_skip_say_what_they_do(session: Session) -> None:
    given, told = hold(session, "n", "3", "s", "k", "q")
    assert given == 3
    assert "Which stage, then?" in told
    assert "halves are asked about apart" in told
    assert "teaches nothing" in told


def test_what_is_foretold_is_what_an_answer_moves(ask: Ask) -> None:
    for _ in range(3):
        asked = ask("next_question").data.question
        choice = asked.choices[1]
        done = ask("teach", answer=choice.stage, labels="later")
        assert sum(done.data.moves.values()) == choice.moves


def test_a_correction_of_one_contact_is_not_counted_as_an_answer(ask: Ask) -> None:
    contact = ask("next_question").data.question.shown[0].contact_id
    ask("relabel", contact=contact, stage="pay")
    progress = ask("next_question").data.progress
    assert (progress.answers, progress.corrections) == (0, 1)


def test_a_sitting_ends_with_where_contacts_count_now(session: Session) -> None:
    with session.workspace.reading() as db:
        before = effective_stages(db)
    _, told = hold(session, "3", "4", "q")
    with session.workspace.reading() as db:
        after = effective_stages(db)
    moved = sum(before[each] != stage for each, stage in after.items())
    assert f"{moved} contacts of {len(after)} now count elsewhere" in " ".join(told.split())


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
    with session.workspace.reading() as db:
        before = effective_stages(db)
    given, told = hold(session, "u", "q")
    assert (given, "Nothing was changed." in told) == (0, True)
    with session.workspace.reading() as db:
        assert decisions.entries(db) == []
        assert effective_stages(db) == before


def test_an_empty_workspace_is_one_line(tmp_path: Path) -> None:
    session = Session(tmp_path / "empty.duckdb")
    session.create_workspace()
    with pytest.raises(BadInput, match="nothing to ask about"):
        hold(session, "y")


def test_an_encoder_that_is_not_there_is_one_line_and_exit_code_two(
    frontstage: Command, shop: Path
) -> None:
    shop.with_name("frontstage.toml").write_text('encoder = "./models/none"\n')
    told = frontstage("teach", "--next", "-w", shop)
    assert told.code == 2
    assert "./models/none" in told.err
    assert "there is no such folder" in told.err
    assert "Traceback" not in told.err
