"""`frontstage teach` in a terminal: a group on the screen, one key, what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from rich.console import Console
from rich.text import Text

from assistant.actions.teaching import follow_teaching, judged, write_answer
from assistant.rendering.safety import safe
from assistant.rendering.terminal import show_block
from assistant.session import Session, silent
from assistant.teaching.lessons import Lesson, lesson
from assistant.teaching.questions import Asked, TeachData, effect, question_blocks, teach_data
from assistant.wording import count
from corpora.errors import UnknownName
from corpora.protocols import Progress

KEYS = "y yes · a number: another stage · s split · k skip · u take back · q stop"
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

    def hold(self) -> int:
        """Ask until the user stops; return how many answers were given and kept."""
        with self._watched():
            now = lesson(self._session)
            data = teach_data(self._session, now)
        self._line(f"{count(data.progress.contacts, 'contact')}. {KEYS}", "dim")
        try:
            while data.question is not None:
                self._show(data, data.question)
                typed = self._read("> ").strip().lower()
                if typed in ("q", "quit", "stop"):
                    break
                now, data = self._step(now, data, data.question, typed)
        except (KeyboardInterrupt, EOFError):
            self._console.print()
        if data.question is None:
            self._line("There is nothing left to ask about.")
        self._finish()
        return self._given

    def _step(
        self, now: Lesson, data: TeachData, asked: Asked, typed: str
    ) -> tuple[Lesson, TeachData]:
        if typed in ("u", "undo"):
            return self._take_back(now, data)
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
        self._line(effect(data.moves), "bold")
        for each in data.contradictions:
            self._line(each, "yellow")
        if data.progress.stop:
            self._line(data.progress.advice, "green")
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
        self._line(f"Answers so far: {data.progress.answers}. {data.progress.advice}", "dim")

    def _finish(self) -> None:
        if not self._given:
            self._line("Nothing was changed.")
            return
        with self._watched():
            follow_teaching(self._session)
        self._line(
            f"{count(self._given, 'answer')} kept, and all contacts labelled anew. "
            "`frontstage journey` shows what came of it; `frontstage undo` takes back the last."
        )

    @contextmanager
    def _watched(self) -> Iterator[None]:
        with self._watch() as progress:
            self._session.progress = progress
            yield

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Text(safe(text), style=style))
