"""Questions in plain words put to a language model, where the person asked for one.

The conversation goes on meanwhile: keys, clicks and slash commands are answered at once, and what
the model does not answer is understood without it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.chat.calls import Call
from assistant.chat.helpers import in_words
from assistant.wording import listing
from corpora.errors import FrontstageError

if TYPE_CHECKING:
    from assistant.chat.desk import Desk, Told
    from assistant.chat.place import Place
    from assistant.chat.widgets.exchange import Exchange
    from assistant.llm import Reply

_EARLIER = 6
_WITHOUT = "answered without it"


class Answering(Protocol):
    """A language model that answers questions about a workspace."""

    name: str

    async def reply(self, desk: Desk, asked: str, earlier: tuple[str, ...]) -> Reply:
        """Return what it answers; raises FrontstageError where it gives no answer."""


@dataclass
class NamedModel:
    """A model as `--llm` names it.

    Attributes:
        name: PROVIDER:MODEL.
        model: pydantic-ai's model.
        patience_s: How long to wait for a whole answer, in seconds.
    """

    name: str
    model: object
    patience_s: float = 60.0

    async def reply(self, desk: Desk, asked: str, earlier: tuple[str, ...]) -> Reply:
        """Return what it answers."""
        from assistant.llm import answer_by_model

        return await answer_by_model(
            desk.new_session,
            self.model,  # type: ignore[arg-type]
            asked,
            earlier,
            patience_s=self.patience_s,
        )


@dataclass
class ByModel:
    """What is put to a model, one question after the other.

    Attributes:
        place: Where it is shown.
        model: The model.
        show: Shows beside what came of an action.
        tell: Shows a result of an action.
        propose: Proposes adjustments, one after the other.
        without: Answers a question without the model.
    """

    place: Place
    model: Answering
    show: Callable[[Exchange, Told], Awaitable[None]]
    tell: Callable[[Exchange, Told], Awaitable[None]]
    propose: Callable[[Exchange, tuple[Call, ...]], Awaitable[None]]
    without: Callable[[Exchange, str], Awaitable[None]]
    _waiting: deque[tuple[Exchange, str]] = field(default_factory=deque)
    _earlier: deque[str] = field(default_factory=lambda: deque(maxlen=_EARLIER))
    _asking: asyncio.Task[Reply] | None = None
    _busy: bool = False
    _called_off: bool = False

    def ask(self, exchange: Exchange, asked: str) -> None:
        """Put a question to the model, behind those that wait."""
        self._waiting.append((exchange, asked))
        if not self._busy:
            self._busy = True
            self.place.run_worker(self._ask_all(), group="model")

    def stop(self) -> bool:
        """Call off what it is asked now; return whether it was asked anything."""
        if self._asking is None:
            return False
        self._called_off = True
        self._asking.cancel()
        return True

    async def _ask_all(self) -> None:
        try:
            while self._waiting:
                exchange, asked = self._waiting.popleft()
                if not await self._answered(exchange, asked):
                    # What waits behind it would only wait as long for nothing.
                    rest, self._waiting = self._waiting, deque()
                    for each in ((exchange, asked), *rest):
                        await self._without(*each)
                self._earlier.append(asked)
        finally:
            self._busy = False

    async def _without(self, exchange: Exchange, asked: str) -> None:
        try:
            await self.without(exchange, asked)
        except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
            await exchange.say(in_words(error), trouble=True)

    async def _answered(self, exchange: Exchange, asked: str) -> bool:
        bar = self.place.work_bar
        turn = None if bar.working else bar.begin(f"asking {self.model.name}")
        self._called_off = False
        try:
            reply = await self._reply(asked)
        except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
            brief = error.message if isinstance(error, FrontstageError) else in_words(error)
            await exchange.say(f"{brief}; {_WITHOUT}.", trouble=True)
            return False
        finally:
            self._asking = None
            if turn is not None:
                bar.end(turn)
        if reply is None:
            await exchange.say(f"Called off; {_WITHOUT}.")
            return False
        try:
            await self._show(exchange, reply)
        except Exception as error:  # noqa: BLE001 - it has answered; the conversation goes on
            await exchange.say(in_words(error), trouble=True)
        self.place.conversation.to_end()
        return True

    async def _reply(self, asked: str) -> Reply | None:
        """Return the model's reply; None where the person called it off."""
        earlier = tuple(self._earlier)
        self._asking = asyncio.create_task(self.model.reply(self.place.desk, asked, earlier))
        try:
            return await self._asking
        except asyncio.CancelledError:
            if self._called_off:
                return None
            raise

    async def _show(self, exchange: Exchange, reply: Reply) -> None:
        told = [
            self.place.desk.told_by(each.action, each.raw, each.answer)
            for each in reply.asked
            if not each.proposed
        ]
        if reply.unfounded:
            await exchange.say(
                f"The model's answer held {listing(reply.unfounded)}, which no result holds, and "
                "is not shown; this is what it asked:"
            )
            for each in told:
                await self.tell(exchange, each)
        else:
            await exchange.say(reply.text)
            if told:
                await exchange.rest_on(told, self.place.desk.label)
                await self.show(exchange, told[-1])
        proposed = tuple(Call(each.action, _given(each.raw)) for each in reply.proposals)
        if proposed:
            await self.propose(exchange, proposed)


def _given(raw: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in raw.items() if value is not None}
