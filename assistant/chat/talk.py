"""One conversation: questions one after the other, long work behind them, nothing freezes."""

from __future__ import annotations

import importlib
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from textual.css.query import NoMatches
from textual.worker import WorkerCancelled

from assistant.chat.calls import Call, FollowUp
from assistant.chat.desk import LONG_WORK, Cancelled, Told, watched
from assistant.chat.helpers import in_words
from assistant.chat.saving import save, save_call
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.proposal import Proposal
from assistant.chat.widgets.work_bar import WorkBar
from corpora.errors import FrontstageError

if TYPE_CHECKING:
    from assistant.chat.screens.main import MainScreen

R = TypeVar("R")

_OFTEN_S = 0.1
_REPORTS = ("frontstage-report", "report")
_CALLED_OFF = "Cancelled; what was stored so far is kept, ask the same again to go on."


_REST = {
    "y": re.compile(r"(?:es|ep|eah|up)\b", re.IGNORECASE),
    "n": re.compile(r"(?:o|ot|ope|ever|ah)\b", re.IGNORECASE),
}
"""How words go on that begin with the letter that decides a proposal."""
_ANSWER = re.compile(r"(?:yes|yep|yeah|yup|no|nope|nah)\W*(?:please|thanks)?\W*", re.IGNORECASE)


class Talk:
    """Takes questions and shows what comes of them.

    Args:
        screen: Where it is shown.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._waiting: deque[tuple[Exchange, str | Call]] = deque()
        self._busy = False
        self._working = False
        self._proposed: tuple[Proposal, Exchange, Call] | None = None
        self._decided = ""

    # -- Loading ----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the words of the workspace, then what understanding needs."""
        self._screen.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        desk, screen = self._screen.desk, self._screen
        try:
            words = await self._aside(desk.words)
            screen.know(words)
            if desk.path.exists():
                values = await self._aside(desk.values)
                screen.know(replace(words, values=values))
                screen.query_one("#state").company = await self._aside(desk.company)  # type: ignore[attr-defined]
                await self._aside(_import_widgets)
                await self._aside(desk.prepare)
                screen.say_state("ready")
                for step in await self._aside(desk.warming):
                    await self._aside(step)
        except (WorkerCancelled, NoMatches):
            return  # somebody quit while it was loading; what would show it is gone
        except FrontstageError as error:
            screen.say_state("the workspace can't be read")
            screen.app.notify(str(error), severity="error", timeout=15, markup=False)

    # -- Asking -----------------------------------------------------------------------------

    async def ask(self, asked: str | Call, shown: str = "") -> None:
        """Take a question; it is answered when those before it are.

        Args:
            asked: What was typed, or the call that a row, a key or a click means.
            shown: What stands for it in the conversation, where that is not what was typed.
        """
        if not isinstance(asked, Call):
            asked = self._whole(asked)
        text = asked.text if isinstance(asked, Call) else asked
        exchange = await self._screen.conversation.begin(shown or text)
        self._screen.remove_class("-beside")
        self._waiting.append((exchange, asked))
        if not self._busy:
            self._busy = True
            self._screen.run_worker(self._answer_all(), group="ask")

    async def _answer_all(self) -> None:
        try:
            while self._waiting:
                exchange, asked = self._waiting.popleft()
                try:
                    await self._answer(exchange, asked)
                except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
                    await exchange.say(in_words(error), trouble=True)
                self._screen.conversation.to_end()
        finally:
            self._busy = False

    async def _answer(self, exchange: Exchange, asked: str | Call) -> None:
        desk = self._screen.desk
        if isinstance(asked, Call):
            await self._drop_proposal(exchange)
            await self._make(exchange, asked)
            return
        if self._proposed is not None:
            agreed = await self._aside(lambda: desk.understander.agrees(asked))
            if agreed is not None:
                await exchange.say("Yes." if agreed else "No.")
                self._proposed[0].action_decide(agreed)
                return
        elif _ANSWER.fullmatch(asked):
            await exchange.say("Nothing waits for a yes or a no; `undo` takes a decision back.")
            return
        path = save_call(asked)
        if path is not None:
            await exchange.say(await self._aside(lambda: self._saved(path)))
            return
        await self._drop_proposal(exchange)
        understood = await self._aside(lambda: desk.understand(asked))
        if understood.kind != "do":
            shown = tuple(label for label, _ in understood.choices)
            await exchange.say(understood.message, shown)
            choices = (
                FollowUp(call.text, complete=True, label=label)
                for label, call in understood.choices
            )
            await self._screen.suggest(tuple(choices))
            return
        if understood.message:
            await exchange.say(understood.message)
        for call in understood.calls:
            await self._make(exchange, call)

    def _saved(self, path: str) -> str:
        told = self._screen.exhibit.told
        if told is None:
            return "Nothing is shown yet that could be saved; ask something first."
        return save(told.answer, path, self._screen.desk.path.absolute().parent)

    async def _make(self, exchange: Exchange, call: Call) -> None:
        if call.name in LONG_WORK:
            await self._begin_work(exchange, call)
            return
        desk = self._screen.desk
        told = await self._aside(lambda: desk.apply(call) if call.agreed else desk.tell(call))
        await self._tell(exchange, told)

    async def _tell(self, exchange: Exchange, told: Told) -> None:
        card = await exchange.answer(told)
        await self._screen.show(exchange, told)
        self._screen.conversation.to_end()
        if card is None:
            await self._screen.focus_card()
            return
        self._proposed = (card, exchange, told.call)
        self._screen.remove_class("-beside")
        if not self._screen.box.value:
            card.focus()

    # -- Adjustments ------------------------------------------------------------------------

    async def decide(self, card: Proposal, *, apply: bool) -> None:
        """Make the adjustment, or leave things as they are."""
        if self._proposed is None or self._proposed[0] is not card:
            return
        _, exchange, call = self._proposed
        self._proposed = None
        self._decided = "y" if apply else "n"
        self._screen.box.focus()
        if not apply:
            await exchange.say("Left as it was.")
            return
        try:
            told = await self._aside(lambda: self._screen.desk.apply(call))
        except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
            await exchange.say(in_words(error), trouble=True)
            return
        await self._tell(exchange, told)
        self.load()

    def _whole(self, line: str) -> str:
        """Return a line with the letter before it that decided a proposal, where it began a word.

        Whoever types "yes", or "not that one", has decided with its first letter.
        """
        letter, self._decided = self._decided, ""
        return letter + line if letter and _REST[letter].match(line) else line

    async def _drop_proposal(self, exchange: Exchange) -> None:
        if self._proposed is not None:
            self._proposed[0].close()
            self._proposed = None
            await exchange.say("What was proposed is left as it was.")

    # -- Long work --------------------------------------------------------------------------

    async def _begin_work(self, exchange: Exchange, call: Call) -> None:
        if self._working:
            await exchange.say("Something else is still being worked on; wait, or cancel it.")
            return
        self._working = True
        self._screen.desk.called_off.clear()
        self._screen.query_one(WorkBar).begin(call.name)
        self._screen.run_worker(self._work(exchange, call), group="work")

    async def _work(self, exchange: Exchange, call: Call) -> None:
        desk, bar = self._screen.desk, self._screen.query_one(WorkBar)
        app = self._screen.app
        last = 0.0

        def report(done: int, total: int | None, what: str) -> None:
            nonlocal last
            if time.monotonic() - last >= _OFTEN_S or done == total:
                last = time.monotonic()
                app.call_from_thread(bar.at, done, total, what)

        def work() -> Told | None:
            try:
                return desk.tell(call, watched(report, desk.called_off))
            except Cancelled:
                return None

        try:
            told = await self._aside(work)
        except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
            await exchange.say(in_words(error), trouble=True)
        else:
            if told is None:
                await exchange.say(_CALLED_OFF)
            else:
                await self._worked(exchange, told)
        finally:
            self._working = False
            bar.end()

    async def _worked(self, exchange: Exchange, told: Told) -> None:
        desk = self._screen.desk
        made = desk.moved_to(told.call)
        if made is not None:
            desk.path = made
        if made is not None or not self._screen.words.values:
            await self._screen.open_workspace()
        else:
            self.load()
        await self._tell(exchange, told)

    def stop(self) -> None:
        """Call long work off; it ends where it next says how far it has come."""
        if self._working:
            self._screen.desk.called_off.set()
            self._screen.query_one(WorkBar).stopping()

    async def open_report(self) -> None:
        """Open the report in a browser; where there is none yet, write it."""
        folder = self._screen.desk.path.absolute().parent
        for name in _REPORTS:
            if (folder / name / "report.html").exists():
                self._screen.open_report(folder / name / "report.html")
                return
        await self.ask(Call("report", {"output": folder / _REPORTS[0]}), "Write the report")

    async def _aside(self, work: Callable[[], R]) -> R:
        """Run something in a thread of its own, so that the app goes on."""
        worker = self._screen.run_worker(work, thread=True, exit_on_error=False, group="aside")
        from textual.worker import WorkerFailed

        try:
            return await worker.wait()
        except WorkerFailed as failed:
            raise failed.error from failed


def _import_widgets() -> None:
    """Load what shows answers before the first one comes; nobody waits for it then."""
    importlib.import_module("assistant.chat.widgets.blocks")
