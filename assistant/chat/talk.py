"""One conversation: questions one after the other, long work behind them, nothing freezes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from assistant.chat.aside import aside
from assistant.chat.by_model import Answering, ByModel
from assistant.chat.calls import Call, FollowUp
from assistant.chat.desk import LONG_WORK, Told
from assistant.chat.helpers import in_words
from assistant.chat.loading import load
from assistant.chat.proposals import (
    ANSWER,
    DECIDED,
    NEXT,
    NO_MORE,
    NOTHING_WAITS,
    PASSED_OVER,
    SAME_NO_MORE,
    Proposals,
    Proposed,
)
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
        self._proposals = Proposals()
        self._proposing = asyncio.Lock()
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
            asked, decided = self._proposals.whole(asked)
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
            await self._pass_over(exchange)
            await self._make_all(exchange, (asked,))
            return
        if decided:
            if await self._only_decides(asked):
                await exchange.say(DECIDED)
                return
        elif await self._decided_in_words(exchange, asked):
            return
        path = save_call(asked)
        if path is not None:
            await exchange.say(await aside(self._place, lambda: self._saved(path)))
            return
        await self._pass_over(exchange)
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
                self._proposals.behind.extend(behind)
                return

    async def _tell(self, exchange: Exchange, told: Told) -> None:
        if told.proposed:
            await self._propose(exchange, told)
            return
        await exchange.answer(told)
        await self._show(exchange, told)
        self._place.conversation.to_end()
        if self._proposals.waiting is None:
            await self._place.focus_card()

    async def _propose(self, exchange: Exchange, told: Told) -> None:
        """Show what waits for a yes; where something else does already, once that is decided."""
        async with self._proposing:
            if self._proposals.waiting is not None:
                self._proposals.behind.append((exchange, told.call))
                await exchange.say(NEXT)
                self._place.conversation.to_end()
                return
            card = await exchange.propose(told)
            self._proposals.waiting = Proposed(card, exchange, told.call, told.answer)
            await self._place.show(exchange, told)
        self._place.conversation.to_end()
        self._place.turn_to_conversation()
        # One that waited for another stands further up.
        self._place.app.call_after_refresh(card.scroll_visible, animate=False)
        if not self._place.box.value:
            card.focus()

    async def _show(self, exchange: Exchange, told: Told) -> None:
        """Show an answer beside, unless it would hide a card that waits."""
        if self._proposals.waiting is None or not self._place.narrow:
            await self._place.show(exchange, told)

    # -- Adjustments ------------------------------------------------------------------------

    def decide(self, card: Proposal, *, apply: bool) -> None:
        """Take a decision at once, whatever is typed behind it; what it leads to comes after."""
        decided = self._proposals.decide(card, apply=apply)
        if decided is not None:
            self._place.run_worker(self._carry_out(decided, apply=apply), group="decide")

    async def _carry_out(self, decided: Proposed, *, apply: bool) -> None:
        """Make the adjustment, or leave things as they are; then do what waits behind it."""
        if not apply:
            await decided.exchange.say("Left as it was.")
        elif not await self._apply(decided.exchange, decided.call):
            self._proposals.drop(decided.exchange)
        while self._proposals.behind and self._proposals.waiting is None:
            exchange, call = self._proposals.behind.popleft()
            try:
                await self._make_all(exchange, (call,))
            except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
                await exchange.say(in_words(error), trouble=True)

    async def _apply(self, exchange: Exchange, call: Call) -> bool:
        """Make an adjustment that somebody agreed to; return whether it could be made."""
        try:
            told = await aside(self._place, lambda: self._place.desk.apply(call))
        except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
            await exchange.say(in_words(error), trouble=True)
            return False
        await self._tell(exchange, told)
        self.load()
        return True

    async def _only_decides(self, asked: str) -> bool:
        """Whether a line says yes or no, and nothing else that could be answered."""
        said = self._place.desk.understander
        return bool(
            ANSWER.fullmatch(asked)
            or await aside(self._place, lambda: said.agrees(asked) or said.takes_up(asked))
        )

    async def _decided_in_words(self, exchange: Exchange, asked: str) -> bool:
        """Take a yes, a no or an "after all"; return whether it was one of them."""
        understander = self._place.desk.understander
        wanted = await aside(self._place, lambda: understander.takes_up(asked))
        waiting = self._proposals.waiting
        if waiting is not None and waiting.card.decided is None:
            agreed = await aside(self._place, lambda: understander.agrees(asked))
            if wanted == "apply":
                agreed = True
            if agreed is None:
                return False
            await exchange.say("Yes." if agreed else "No.")
            waiting.card.action_decide(agreed)
            return True
        bare = ANSWER.fullmatch(asked)
        if wanted is None and not bare:
            return False
        found = None if bare and asked.lower().startswith("n") else self._proposals.take_up()
        if found is None:
            await exchange.say(NOTHING_WAITS)
            return True
        await self._take_up(exchange, found, apply=wanted == "apply")
        return True

    async def _take_up(self, exchange: Exchange, found: Proposed, *, apply: bool) -> None:
        """Propose something again; where it is wanted and does what it was to do, make it."""
        told = await aside(self._place, lambda: self._place.desk.tell(found.call))
        same = found.does(told.answer)
        if apply and same:
            await self._apply(exchange, found.call)
            return
        if apply:
            await exchange.say(SAME_NO_MORE)
        await self._tell(exchange, told)

    async def _pass_over(self, exchange: Exchange) -> None:
        waited = self._proposals.waiting
        dropped = tuple(self._proposals.behind)
        passed = self._proposals.pass_over()
        if not self._proposals.behind:
            await self._say_dropped(dropped, waited.exchange if waited else None)
        if passed:
            await exchange.say(PASSED_OVER)
            if self._place.narrow:  # the answer will hide what is said here
                self._place.app.notify(PASSED_OVER, timeout=6, markup=False)

    async def _say_dropped(
        self, dropped: Sequence[tuple[Exchange, Call]], but: Exchange | None
    ) -> None:
        """Say it where somebody was told that it comes next."""
        for exchange in dict.fromkeys(each for each, _ in dropped if each is not but):
            await exchange.say(NO_MORE)

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
