"""`frontstage teach` in a terminal: a group on the screen, one key, what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

from rich.console import Console
from rich.text import Text

from assistant.actions.teaching import follow_teaching, judged, write_answer
from assistant.rendering.safety import safe
from assistant.rendering.terminal import show_block
from assistant.session import Session, silent
from assistant.teaching.lessons import Lesson, lesson
from assistant.teaching.questions import (
    Asked,
    LessonProgress,
    TeachData,
    effect,
    outcome,
    question_blocks,
    teach_data,
)
from assistant.wording import count
from corpora.errors import UnknownName
from corpora.protocols import Progress

KEYS = (
    "y yes · n no, or at once the number of its stage · s several things: split the group · "
    "k can't tell: skip · u take back · q stop"
)
_NO = "Which stage, then? Its number says; s if they are about several things, k if you can't tell."
_WORDS = {"y": "yes", "s": "split", "k": "skip"}


class Lecture:
    """One sitting of teaching.

    Args:
        session: The workspace.
        console: Where to write.
        read: Shows a prompt and returns what was typed.
        watch: Opens a progress display around work; it is gone again when a question is asked.
    """

    def __init__(
        self,
        session: Session,
        console: Console,
        read: Callable[[str], str],
        watch: Callable[[], AbstractContextManager[Progress]] = lambda: nullcontext(silent),
    ) -> None:
        self._session = session
        self._console = console
        self._read = read
        self._watch = watch
        self._given = 0
        self._before: Mapping[str, str | None] = {}

    def hold(self) -> int:
        """Ask until the user stops; return how many answers were given and kept."""
        with self._watched():
            now = lesson(self._session)
            data = teach_data(self._session, now)
        self._before = self._stages()
        self._line(f"{count(data.progress.contacts, 'contact')}. {KEYS}", "dim")
        try:
            self._ask(now, data)
        except (KeyboardInterrupt, EOFError):
            self._console.print()
        self._finish()
        return self._given

    def _ask(self, now: Lesson, data: TeachData) -> None:
        shown = ""
        while data.question is not None:
            if data.question.group != shown:
                self._show(data, data.question)
            shown = data.question.group
            typed = self._read("> ").strip().lower()
            if typed in ("q", "quit", "stop"):
                return
            now, data = self._step(now, data, data.question, typed)
        self._line("There is nothing left to ask about.")

    def _step(
        self, now: Lesson, data: TeachData, asked: Asked, typed: str
    ) -> tuple[Lesson, TeachData]:
        if typed in ("u", "undo"):
            return self._take_back(now, data)
        if typed in ("n", "no"):
            self._line(_NO, "yellow")
            return now, data
        by_key = {choice.key: choice.stage for choice in asked.choices}
        word = _WORDS.get(typed, by_key.get(typed, typed))
        question = now.teacher.question()
        if not word or question is None:
            self._line(KEYS, "yellow")
            return now, data
        try:
            said = judged(self._session, question, word)
        except UnknownName as error:
            self._line(f"{error}. Keys: {KEYS}", "yellow")
            return now, data
        with self._watched():
            now, data = write_answer(self._session, now, said)
        self._given += 1
        self._line(effect(data.moves, said.verdict), "bold")
        for each in data.contradictions:
            self._line(each, "yellow")
        return now, data

    def _take_back(self, now: Lesson, data: TeachData) -> tuple[Lesson, TeachData]:
        from corpora.store import decisions

        if not self._given:
            self._line("Nothing was answered in this sitting.", "yellow")
            return now, data
        with self._session.workspace.writing() as db:
            decisions.undo(db, self._session.now())
        self._given -= 1
        self._line("Taken back.", "bold")
        with self._watched():
            now = lesson(self._session)
            return now, teach_data(self._session, now)

    def _show(self, data: TeachData, asked: Asked) -> None:
        self._console.print()
        for block in question_blocks(data):
            show_block(block, self._console)
        names = "   ".join(f"{choice.key} {choice.name}" for choice in asked.choices)
        self._line(names, "dim")
        style = "green" if data.progress.stop else "dim"
        self._line(f"{_so_far(data.progress)}. {data.progress.advice}", style)

    def _finish(self) -> None:
        if not self._given:
            self._line("Nothing was changed.")
            return
        with self._watched():
            follow_teaching(self._session)
        self._line(
            f"{count(self._given, 'answer')} kept, and all contacts labelled anew. "
            f"{outcome(self._before, self._stages(), self._session.stages)}"
        )
        self._line(
            "`frontstage journey` shows what came of it; `frontstage undo` takes back the last."
        )

    def _stages(self) -> Mapping[str, str | None]:
        from corpora.store.queries import effective_stages

        with self._session.workspace.reading() as db:
            return effective_stages(db)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        with self._watch() as progress:
            self._session.progress = progress
            yield

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Text(safe(text), style=style))


def _so_far(progress: LessonProgress) -> str:
    told = f"Answers so far: {progress.answers}"
    if progress.corrections:
        told += f", and {count(progress.corrections, 'correction')} of single contacts"
    return told
