"""Long work behind a conversation: it says how far it has come, and can be called off."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from assistant.chat.aside import aside
from assistant.chat.desk import Cancelled, Told, watched
from assistant.chat.helpers import in_words

if TYPE_CHECKING:
    from assistant.chat.calls import Call
    from assistant.chat.place import Place
    from assistant.chat.widgets.exchange import Exchange

_OFTEN_S = 0.1
_CALLED_OFF = "Cancelled; what was stored so far is kept, ask the same again to go on."
_BUSY = "Something else is still being worked on; wait, or cancel it."


class LongWork:
    """One piece of long work at a time.

    Args:
        place: Where it is shown.
        then: Shows what came of it.
    """

    def __init__(self, place: Place, then: Callable[[Exchange, Told], Awaitable[None]]) -> None:
        self._place = place
        self._then = then
        self.on = False

    async def begin(self, exchange: Exchange, call: Call) -> None:
        """Begin, unless something else is being worked on."""
        if self.on:
            await exchange.say(_BUSY)
            return
        self.on = True
        self._place.desk.called_off.clear()
        self._place.work_bar.begin(call.name)
        self._place.run_worker(self._work(exchange, call), group="work")

    def stop(self) -> None:
        """Call it off; it ends where it next says how far it has come."""
        if self.on:
            self._place.desk.called_off.set()
            self._place.work_bar.stopping()

    async def _work(self, exchange: Exchange, call: Call) -> None:
        desk, bar = self._place.desk, self._place.work_bar
        app = self._place.app
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
            told = await aside(self._place, work)
        except Exception as error:  # noqa: BLE001 - told in the conversation, which goes on
            await exchange.say(in_words(error), trouble=True)
        else:
            if told is None:
                await exchange.say(_CALLED_OFF)
            else:
                await self._then(exchange, told)
        finally:
            self.on = False
            bar.end()
