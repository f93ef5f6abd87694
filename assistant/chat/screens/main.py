"""The one screen that matters: conversation at the left, what it talks about at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList

from assistant.chat.calls import Call, FollowUp
from assistant.chat.completing import Words, completions
from assistant.chat.memory import Memory, history_file
from assistant.chat.starters import BEGIN, FIRST_QUESTIONS
from assistant.chat.talk import Talk
from assistant.chat.widgets.ask_box import AskBox
from assistant.chat.widgets.completions import Completions
from assistant.chat.widgets.conversation import Conversation
from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.follow_ups import FollowUps
from assistant.chat.widgets.state_line import StateLine
from assistant.chat.widgets.welcome import Starter
from assistant.chat.widgets.work_bar import WorkBar

if TYPE_CHECKING:
    from assistant.chat.by_model import Answering
    from assistant.chat.desk import Desk, Told
    from assistant.chat.widgets.exhibit import Exhibit


class MainScreen(Screen[None]):
    """Where people ask.

    Attributes:
        words: What slash commands complete with, once it is read.
        next: What the last answer suggests to ask.
    """

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"), (100, "-wide"), (120, "-wider"), (170, "-very-wide"),
    ]  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", "Help"),
        Binding("f2", "switch", "Other side"),
        Binding("f3", "app.report", "Report"),
        Binding("ctrl+k", "stop", "Cancel work", show=False, priority=True),
        Binding("escape", "to_box", "Back to the box", show=False),
    ]

    def __init__(self, desk: Desk, model: Answering | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.words = Words()
        self.next: tuple[FollowUp, ...] = ()
        self.talk = Talk(self, model)

    def compose(self) -> ComposeResult:
        """Return the widgets."""
        from assistant.chat.widgets.exhibit import Exhibit

        yield StateLine(id="state")
        with Horizontal(id="panes"):
            yield Conversation(id="conversation")
            yield Exhibit(id="exhibit")
        yield WorkBar(id="work")
        yield FollowUps(id="follow-ups")
        yield Completions(id="completions")
        yield AskBox(id="ask")
        yield Footer(compact=True)

    async def on_mount(self) -> None:
        """Show where to begin, then load what is needed behind it."""
        self.box.focus()
        await self.open_workspace()

    async def open_workspace(self) -> None:
        """Greet with what this workspace offers, and read its words."""
        there = self.desk.path.exists()
        line = self.query_one(StateLine)
        line.file = self.desk.path.name if there else ""
        line.state = "loading words and models …" if there else "no workspace yet"
        self.box.memory = Memory(history_file(self.desk.path))
        starters = FIRST_QUESTIONS if there else BEGIN
        title = "What would you like to know?" if there else "There is no workspace here yet."
        await self.exhibit.welcome(title, *(Starter(ask, about) for ask, about in starters))
        self.add_class("-beside")
        self.call_after_refresh(self.talk.load)

    # -- What there is ----------------------------------------------------------------------

    @property
    def box(self) -> AskBox:
        """Where people type."""
        return self.query_one(AskBox)

    @property
    def conversation(self) -> Conversation:
        """The left side."""
        return self.query_one(Conversation)

    @property
    def exhibit(self) -> Exhibit:
        """The right side."""
        from assistant.chat.widgets.exhibit import Exhibit

        return self.query_one(Exhibit)

    @property
    def state_line(self) -> StateLine:
        """The line at the top."""
        return self.query_one(StateLine)

    @property
    def work_bar(self) -> WorkBar:
        """Where long work says how far it has come."""
        return self.query_one(WorkBar)

    @property
    def narrow(self) -> bool:
        """Whether there is room for one side only."""
        return self.has_class("-narrow")

    def say_state(self, state: str) -> None:
        """Show what state things are in."""
        self.state_line.state = state

    def turn_to_conversation(self) -> None:
        """Show the conversation where there is room for one side only."""
        self.remove_class("-beside")

    def know(self, words: Words) -> None:
        """Take in what slash commands complete with, for what is being typed as well."""
        self.words = words
        self._complete(self.box.value)

    async def show(self, exchange: Exchange, told: Told) -> None:
        """Show an answer at the right, and what to ask next."""
        await self.exhibit.show(told)
        self.conversation.choose(exchange)
        self.add_class("-beside")
        await self.suggest(told.next)

    async def focus_card(self) -> None:
        """Go to a card that waits for one key, unless somebody is typing; its keys count then."""
        cards = self.exhibit.query(".teach")
        if cards:
            await self.suggest(())
        if cards and not self.box.value:
            cards.first().focus()

    async def suggest(self, following: tuple[FollowUp, ...]) -> None:
        """Offer what to ask next."""
        self.next = following
        self.box.shortcuts = len(following)
        await self.query_one(FollowUps).show([each.shown for each in following])

    # -- What people do ---------------------------------------------------------------------

    @on(AskBox.Asked)
    async def _asked(self, event: AskBox.Asked) -> None:
        self.query_one(Completions).show(())
        self.box.completing = False
        await self.talk.ask(event.text)

    @on(Starter.Chosen)
    async def _started(self, event: Starter.Chosen) -> None:
        if event.line.endswith("="):
            self.box.focus()
            self.box.put(event.line)
        else:
            await self.talk.ask(event.line)
            self.box.focus()

    @on(AskBox.Shortcut)
    async def _shortcut(self, event: AskBox.Shortcut) -> None:
        await self.ask_or_fill(self.next[event.number - 1])

    @on(FollowUps.Chosen)
    async def _suggested(self, event: FollowUps.Chosen) -> None:
        await self.ask_or_fill(self.next[event.number - 1])

    async def ask_or_fill(self, following: FollowUp) -> None:
        """Ask something, or put it into the box where a part of it is still open."""
        self.box.focus()
        if following.complete:
            await self.talk.ask(following.line, following.label)
        else:
            self.box.put(following.line)

    @on(Exchange.Chosen)
    async def _chosen(self, event: Exchange.Chosen) -> None:
        await self.show(event.exchange, event.exchange.told[-1])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input is self.box:
            # As it is now: what the box says has changed may have changed again.
            self._complete(self.box.value)
            if not event.value and not self.box.value and self.focused is self.box:
                self._back_to_card()

    def _back_to_card(self) -> None:
        """Go back to a card that waits for one key, if one is to be seen: nothing is typed now."""
        seen = [card for card in self.query(".-waits") if card.region.width]
        if seen:
            self.set_focus(seen[0])

    def _complete(self, line: str) -> None:
        found = () if self.box.recalling else completions(line, self.words)
        self.query_one(Completions).show(found)
        self.box.completing = bool(found)

    @on(AskBox.Move)
    def _moved(self, event: AskBox.Move) -> None:
        shown = self.query_one(Completions)
        if event.how == "up":
            shown.action_cursor_up()
        elif event.how == "down":
            shown.action_cursor_down()
        elif event.how == "leave":
            shown.show(())
            self.box.completing = False
        elif shown.chosen is not None:
            self.box.put(shown.chosen.line)

    @on(OptionList.OptionSelected, "#completions")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.box.put(self.query_one(Completions).at(event.option_index).line)
        self.box.focus()

    @on(AskBox.Scroll)
    def _scrolled(self, event: AskBox.Scroll) -> None:
        if self.has_class("-narrow") and not self.has_class("-beside"):
            move = self.conversation.scroll_page_down
            (move if event.pages > 0 else self.conversation.scroll_page_up)()
        else:
            self.exhibit.page(event.pages)

    @on(WorkBar.Stop)
    def _stopped(self) -> None:
        self.action_stop()

    def on_key(self, event: events.Key) -> None:
        """Take up typing wherever the focus is."""
        self.box.take_up(event)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste wherever the focus is."""
        self.box.take_paste(event.text)
        event.stop()

    def on_screen_suspend(self) -> None:
        """Let held keys go: another screen covers the cards."""
        from assistant.chat.widgets.proposal import Proposal
        from assistant.chat.widgets.teach_view import TeachView

        for card in (*self.query(Proposal), *self.query(TeachView)):
            card.held.let_go()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key to the box where there is no work to cancel."""
        if action == "stop" and not self.query_one(WorkBar).working:
            return False
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        """Call long work off."""
        self.talk.stop()

    def action_switch(self) -> None:
        """Show the other side, where there is room for one only; else go there."""
        if self.has_class("-narrow"):
            self.toggle_class("-beside")
        elif self.focused is not None and self.exhibit in self.focused.ancestors:
            self.box.focus()
        else:
            inside = [w for w in self.focus_chain if self.exhibit in w.ancestors]
            if inside:
                inside[0].focus()

    def action_to_box(self) -> None:
        """Go back to where people type."""
        self.box.focus()

    def open_report(self, file: Path) -> None:
        """Show a report: in the browser, or as a download where the chat is in one itself."""
        if self.app.is_web:
            self.app.deliver_text(file, mime_type="text/html")
        else:
            self.app.open_url(file.as_uri())
        self.notify(f"Opened {file.name}", markup=False)

    def ask_call(self, call: Call) -> None:
        """Ask what a row or a quote leads to."""
        self.run_worker(self.talk.ask(call, self.desk.label(call)), group="lead")
