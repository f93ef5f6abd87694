"""Teaching as a card: what a group of customers says, and one key that says what it is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, Vertical
from textual.message import Message
from textual.widgets import Static

from assistant.bars import bar
from assistant.chat.calls import Call
from assistant.chat.held_key import HeldKey, HoldsAKey
from assistant.chat.messages import Judged
from assistant.chat.texts import Content, one_line, plain
from assistant.chat.widgets.ask_box import AskBox
from assistant.chat.widgets.quote_block import QuoteBlock
from assistant.wording import count, share

if TYPE_CHECKING:
    from assistant.teaching.questions import Asked, TeachData

_BAR = 20
_HIGH, _LOW_QUOTES = 36, 2
_DIGITS = "1234567890"
_ASKS = "What are they about?"


class Verdict(Static, can_focus=True):
    """One way to answer, by its key, a click, or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", "Answer", show=False)]

    class Chosen(Message):
        """This is the answer."""

        def __init__(self, verdict: Verdict) -> None:
            self.verdict = verdict
            super().__init__()

    def __init__(
        self,
        key: str,
        answer: str,
        shown: str,
        moves: int | None = None,
        *,
        likeliest: bool = False,
    ) -> None:
        self.key = key
        self.answer = answer
        self.shown = shown
        style = "bold $text-accent" if likeliest else ""
        tail = "" if moves is None else f"  {moves:,} move{'s' if moves == 1 else ''}"
        label = Content.assemble(
            (f"{key:>2} ", "bold $accent"), one_line(shown, style), (tail, "$foreground 60%")
        )
        super().__init__(label, classes="verdict")

    def on_click(self, event: events.Click) -> None:
        """Answer."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Answer."""
        self.post_message(self.Chosen(self))


class TeachView(HoldsAKey, Vertical, can_focus=True):
    """The question that is open.

    Attributes:
        held: The key that is about to answer.
    """

    def __init__(self, data: TeachData) -> None:
        super().__init__(classes="view teach")
        self.data = data
        self.judged = False
        self.held = HeldKey(self, self._show_keys)
        self.set_class(data.question is not None, "-waits")

    def compose(self) -> ComposeResult:
        """Return how sure the model is, the words, and the ways to answer."""
        asked = self.data.question
        if asked is None:
            yield Static(plain(self.data.progress.advice), classes="line")
            return
        sure = Content.assemble(
            one_line(f"The model says {asked.guess_name}"),
            "  ",
            (bar(asked.probability, _BAR), "$primary"),
            " ",
            one_line(share(asked.probability, 1)),
        )
        yield Static(sure, classes="line")
        # Whoever answers must see the answers; where there is little room, fewer words do.
        for quote in asked.shown if self.app.size.height >= _HIGH else asked.shown[:_LOW_QUOTES]:
            yield QuoteBlock(quote)
        yield Static(_ASKS, classes="line -heading teach-keys")
        with ItemGrid(min_column_width=30, classes="verdicts"):
            moves = {each.stage: each.moves for each in asked.choices}
            yes = f"Yes, {asked.guess_name}"
            yield Verdict("y", "yes", yes, moves.get(asked.guess), likeliest=True)
            for place, choice in enumerate(asked.choices):
                key = _DIGITS[place] if place < len(_DIGITS) else ""
                yield Verdict(key, choice.stage, choice.name, choice.moves)
            yield Verdict("x", "split", "Not one thing: split the group")
            yield Verdict("k", "skip", "Skip this one")
        yield Static(self._come_so_far(asked), classes="line -quiet")

    def _come_so_far(self, asked: Asked) -> Content:
        """Return the answers so far, and in a bar what is left: the most that one can still move.

        The model tries every answer, so it is no guess; where questions are made of a sample, it
        is scaled up.
        """
        told = self.data.progress
        most = max((each.moves for each in asked.choices), default=0)
        about = "about " if told.read < told.contacts else ""
        return Content.assemble(
            one_line(f"{count(told.answers, 'answer')} so far. Left to learn:"),
            " ",
            (bar(most / max(told.contacts, 1), _BAR) or "nothing", "$primary"),
            " ",
            one_line(f"{about}{most:,} of {count(told.contacts, 'contact')}. {told.advice}"),
        )

    def on_key(self, event: events.Key) -> None:
        """Hold the key of a verdict, wherever on the card the focus is.

        It answers when nothing is typed behind it.
        """
        if self.held.takes(event):
            return
        for verdict in self.query(Verdict):
            if verdict.key and event.character == verdict.key:
                event.stop()
                self.held.hold(verdict.key, verdict.shown, partial(self._judge, verdict))
                return
        self.screen.query_one(AskBox).take_up(event)

    def on_verdict_chosen(self, event: Verdict.Chosen) -> None:
        """Answer by mouse."""
        event.stop()
        self._judge(event.verdict)

    def _judge(self, verdict: Verdict) -> None:
        """Answer, once: the next question is another card."""
        self.held.let_go()
        asked = self.data.question
        if asked is None or self.judged:
            return
        self.judged = True
        self.remove_class("-waits")
        raw = {"answer": verdict.answer, "group": asked.group, "labels": "later"}
        shown = f"{count(asked.contacts, 'contact')}: {verdict.shown}"
        self.post_message(Judged(Call("teach", raw, agreed=True), shown))

    def _show_keys(self, line: str) -> None:
        self.query_one(".teach-keys", Static).update(one_line(line or _ASKS))
