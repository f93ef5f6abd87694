"""One question and what was answered, in the conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from assistant.chat.texts import Content, one_line, plain
from assistant.chat.widgets.proposal import Proposal

if TYPE_CHECKING:
    from assistant.chat.calls import Call
    from assistant.chat.desk import Told

_SHOWN = 400


class Exchange(Vertical, can_focus=True):
    """A question with its answers, the first sentence of each; Enter shows the whole beside.

    Attributes:
        told: The answers, the last one last.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "show", "Show beside")]

    class Chosen(Message):
        """Somebody wants to see this answer again."""

        def __init__(self, exchange: Exchange) -> None:
            self.exchange = exchange
            super().__init__()

    def __init__(self, question: str) -> None:
        super().__init__(classes="exchange")
        self.question = question
        self.told: list[Told] = []

    def compose(self) -> ComposeResult:
        """Return the question, and that somebody works on it."""
        shown = self.question[:_SHOWN]
        cut = len(self.question) - len(shown)
        tail = Content.styled(f" … {cut:,} more characters", "$foreground 60%") if cut else ""
        with Horizontal(classes="question"):
            yield Static(Content.styled("›", "bold $accent"), classes="mark")
            yield Static(Content.assemble(one_line(shown, "bold"), tail))
        yield Static("…", classes="waiting", markup=False)

    async def propose(self, told: Told) -> Proposal:
        """Show a proposal; return its card, which waits for a decision."""
        self.told.append(told)
        self._done()
        card = Proposal(told.answer.headline)
        await self.mount(card)
        return card

    async def answer(self, told: Told) -> None:
        """Show an answer."""
        self.told.append(told)
        self._done()
        said = told.answer
        await self.mount(Static(plain(said.headline), classes="headline"))
        if said.scope:
            size = f" · n = {said.n:,}" if said.n is not None else ""
            await self.mount(Static(one_line(f"{said.scope}{size}"), classes="scope"))
        for problem in said.problems:
            await self.mount(Static(plain(problem), classes="trouble"))

    async def say(
        self, message: str, choices: Sequence[str] = (), *, trouble: bool = False
    ) -> None:
        """Say something that is no answer of an action."""
        self._done()
        kind = "trouble" if trouble else "said"
        await self.mount(Static(plain(message), classes=kind))
        for number, choice in enumerate(choices, 1):
            key = Content.styled(f"{number} ", "bold $accent")
            line = Content.assemble(key, one_line(choice))
            await self.mount(Static(line, classes="choice"))

    async def rest_on(self, told: Sequence[Told], label: Callable[[Call], str]) -> None:
        """Say which answers something rests on; Enter shows the last of them whole."""
        self.told.extend(told)
        named = "; ".join(dict.fromkeys(label(each.call) for each in told))
        await self.mount(Static(one_line(f"From: {named}"), classes="scope"))

    def on_click(self, event: events.Click) -> None:
        """Show the answer beside."""
        event.stop()
        self.action_show()

    def action_show(self) -> None:
        """Show the answer beside."""
        if self.told:
            self.post_message(self.Chosen(self))

    def _done(self) -> None:
        self.query(".waiting").remove()
