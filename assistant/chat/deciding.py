"""Deciding what was proposed: by its card, or in words, now or after all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from assistant.chat.aside import aside
from assistant.chat.helpers import in_words
from assistant.chat.proposals import (
    ANSWER,
    NEXT,
    NO_MORE,
    NOTHING_WAITS,
    PASSED_OVER,
    SAME_NO_MORE,
    Proposals,
    Proposed,
)

if TYPE_CHECKING:
    from assistant.chat.calls import Call
    from assistant.chat.desk import Told
    from assistant.chat.place import Place
    from assistant.chat.widgets.exchange import Exchange
    from assistant.chat.widgets.proposal import Proposal


class Deciding:
    """Proposes adjustments, one at a time, and makes those that somebody agrees to.

    Args:
        place: Where proposals are shown.
        tell: Tells what came of a call.
        make_all: Makes calls one after the other.
        load: Reads the workspace's words anew, after it changed.
    """

    def __init__(
        self,
        place: Place,
        tell: Callable[[Exchange, Told], Awaitable[None]],
        make_all: Callable[[Exchange, Sequence[Call]], Awaitable[None]],
        load: Callable[[], None],
    ) -> None:
        self._place = place
        self._tell = tell
        self._make_all = make_all
        self._load = load
        self._proposing = asyncio.Lock()
        self.proposals = Proposals()

    async def propose(self, exchange: Exchange, told: Told) -> None:
        """Show what waits for a yes; where something else does already, once that is decided."""
        async with self._proposing:
            if self.proposals.waiting is not None:
                self.proposals.behind.append((exchange, told.call))
                await exchange.say(NEXT)
                self._place.conversation.to_end()
                return
            card = await exchange.propose(told)
            self.proposals.waiting = Proposed(card, exchange, told.call, told.answer)
            await self._place.show(exchange, told)
        self._place.conversation.to_end()
        self._place.turn_to_conversation()
        # One that waited for another stands further up.
        self._place.app.call_after_refresh(card.scroll_visible, animate=False)
        if not self._place.box.value:
            card.focus()

    def decide(self, card: Proposal, *, apply: bool) -> None:
        """Take a decision at once, whatever is typed behind it; what it leads to comes after."""
        decided = self.proposals.decide(card, apply=apply)
        if decided is not None:
            self._place.run_worker(self._carry_out(decided, apply=apply), group="decide")

    async def _carry_out(self, decided: Proposed, *, apply: bool) -> None:
        """Make the adjustment, or leave things as they are; then do what waits behind it."""
        if not apply:
            await decided.exchange.say("Left as it was.")
        elif not await self._apply(decided.exchange, decided.call):
            self.proposals.drop(decided.exchange)
        while self.proposals.behind and self.proposals.waiting is None:
            exchange, call = self.proposals.behind.popleft()
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
        self._load()
        return True

    async def only_decides(self, asked: str) -> bool:
        """Whether a line says yes or no, and nothing else that could be answered."""
        said = self._place.desk.understander
        return bool(
            ANSWER.fullmatch(asked)
            or await aside(self._place, lambda: said.agrees(asked) or said.takes_up(asked))
        )

    async def decided_in_words(self, exchange: Exchange, asked: str) -> bool:
        """Take a yes, a no or an "after all"; return whether it was one of them."""
        understander = self._place.desk.understander
        wanted = await aside(self._place, lambda: understander.takes_up(asked))
        waiting = self.proposals.waiting
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
        found = None if bare and asked.lower().startswith("n") else self.proposals.take_up()
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

    async def pass_over(self, exchange: Exchange) -> None:
        """Put aside what waits, because something else was asked, and say so there."""
        waited = self.proposals.waiting
        dropped = tuple(self.proposals.behind)
        passed = self.proposals.pass_over()
        if not self.proposals.behind:
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
