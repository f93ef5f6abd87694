"""One conversation: questions one after the other, long work behind them, nothing freezes."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from assistant.chat.aside import aside
from assistant.chat.by_model import Answering, ByModel
from assistant.chat.calls import Call, FollowUp
from assistant.chat.deciding import Deciding
from assistant.chat.desk import LONG_WORK, Told
from assistant.chat.helpers import in_words
from assistant.chat.loading import load
from assistant.chat.proposals import DECIDED
from assistant.chat.saving import save, save_call
from assistant.chat.working import LongWork

if TYPE_CHECKING:
    from assistant.chat.place import Place
    from assistant.chat.understanding import Understood
    from assistant.chat.widgets.exchange import Exchange
    from assistant.chat.widgets.proposal import Proposal

TAKE_UP = "propose it again"
"""What a click on a proposal that was put aside says."""
_REPORTS = ("frontstage-report", "report")


class Talk:
    """Takes questions and shows what comes of them.

    Args:
        place: Where it is shown.
        model: Answers questions in plain words, where somebody asked for one.
    """

    def __init__(self, place: Place, model: Answering | None = None) -> None:
        self._place = place
        self._waiting: deque[tuple[Exchange, str | Call, bool]] = deque()
        self._busy = False
        self._deciding = Deciding(place, self._tell, self._make_all, self.load)
        self._work = LongWork(place, self._worked)
        self._model = (
            ByModel(place, model, self._show, self._tell, self._make_all, self._understand)
            if model
            else None
        )
        self._ready = f"ready · asks {model.name}" if model else "ready"

    # -- Loading ----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the words of the workspace, then what understanding needs."""
        self._place.run_worker(load(self._place, self._ready), group="load", exclusive=True)

    # -- Asking -----------------------------------------------------------------------------

    async def ask(self, asked: str | Call, shown: str = "") -> None:
        """Take a question; it is answered when those before it are.

        Args:
            asked: What was typed, or the call that a row, a key or a click means.
            shown: What stands for it in the conversation, where that is not what was typed.
        """
        decided = False
        if not isinstance(asked, Call):
            asked, decided = self._deciding.proposals.whole(asked)
        text = asked.text if isinstance(asked, Call) else asked
        exchange = await self._place.conversation.begin(shown or text)
        self._place.turn_to_conversation()
        self._waiting.append((exchange, asked, decided))
        if not self._busy:
            self._busy = True
            self._place.run_worker(self._answer_all(), group="ask")

    async def _answer_all(self) -> None:
        try:
            while self._waiting:
                exchange, asked, decided = self._waiting.popleft()
                try:
                    await self._answer(exchange, asked, decided=decided)
                except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
                    await exchange.say(in_words(error), trouble=True)
                self._place.conversation.to_end()
        finally:
            self._busy = False

    async def _answer(
        self, exchange: Exchange, asked: str | Call, *, decided: bool = False
    ) -> None:
        """Answer a question; `decided`: its first letter has decided a proposal already."""
        desk = self._place.desk
        if isinstance(asked, Call):
            await self._deciding.pass_over(exchange)
            await self._make_all(exchange, (asked,))
            return
        if decided:
            if await self._deciding.only_decides(asked):
                await exchange.say(DECIDED)
                return
        elif await self._deciding.decided_in_words(exchange, asked):
            return
        path = save_call(asked)
        if path is not None:
            await exchange.say(await aside(self._place, lambda: self._saved(path)))
            return
        await self._deciding.pass_over(exchange)
        if (
            self._model is None
            or not desk.path.exists()
            or await aside(self._place, lambda: desk.settled(asked))
        ):
            await self._understand(exchange, asked)
        else:
            self._model.ask(exchange, asked)

    async def _understand(self, exchange: Exchange, asked: str) -> None:
        understood = await aside(self._place, lambda: self._place.desk.understand(asked))
        await self._follow(exchange, understood)

    async def _follow(self, exchange: Exchange, understood: Understood) -> None:
        if understood.kind != "do":
            shown = tuple(label for label, _ in understood.choices)
            await exchange.say(understood.message, shown)
            choices = (
                FollowUp(call.text, complete=True, label=label)
                for label, call in understood.choices
            )
            await self._place.suggest(tuple(choices))
            return
        if understood.message:
            await exchange.say(understood.message)
        await self._make_all(exchange, understood.calls)

    def _saved(self, path: str) -> str:
        told = self._place.exhibit.told
        if told is None:
            return "Nothing is shown yet that could be saved; ask something first."
        return save(told.answer, path, self._place.desk.path.absolute().parent)

    async def _make_all(self, exchange: Exchange, calls: Sequence[Call]) -> None:
        """Make calls one after the other; those behind a proposal wait until it is decided."""
        for place, call in enumerate(calls):
            if call.name in LONG_WORK:
                await self._work.begin(exchange, call)
                continue
            desk = self._place.desk
            make = desk.apply if call.agreed else desk.tell
            told = await aside(self._place, partial(make, call))
            await self._tell(exchange, told)
            if told.proposed:
                behind = ((exchange, each) for each in calls[place + 1 :])
                self._deciding.proposals.behind.extend(behind)
                return

    async def _tell(self, exchange: Exchange, told: Told) -> None:
        if told.proposed:
            await self._deciding.propose(exchange, told)
            return
        await exchange.answer(told)
        await self._show(exchange, told)
        self._place.conversation.to_end()
        if self._deciding.proposals.waiting is None:
            await self._place.focus_card()

    async def _show(self, exchange: Exchange, told: Told) -> None:
        """Show an answer beside, unless it would hide a card that waits."""
        if self._deciding.proposals.waiting is None or not self._place.narrow:
            await self._place.show(exchange, told)

    def decide(self, card: Proposal, *, apply: bool) -> None:
        """Take a decision at once, whatever is typed behind it; what it leads to comes after."""
        self._deciding.decide(card, apply=apply)

    # -- Long work --------------------------------------------------------------------------

    async def _worked(self, exchange: Exchange, told: Told) -> None:
        desk = self._place.desk
        made = desk.moved_to(told.call)
        if made is not None:
            desk.path = made
        if made is not None or not self._place.words.values:
            await self._place.open_workspace()
        else:
            self.load()
        await self._tell(exchange, told)

    def stop(self) -> None:
        """Call off what a model is asked, else long work."""
        if self._model is None or not self._model.stop():
            self._work.stop()

    async def open_report(self) -> None:
        """Open the report in a browser; where there is none yet, write it."""
        folder = self._place.desk.path.absolute().parent
        for name in _REPORTS:
            if (folder / name / "report.html").exists():
                self._place.open_report(folder / name / "report.html")
                return
        await self.ask(Call("report", {"output": folder / _REPORTS[0]}), "Write the report")
