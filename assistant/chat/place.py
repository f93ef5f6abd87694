"""Where a conversation is held: what it needs of the screen that shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from textual.app import App

    from assistant.chat.calls import FollowUp
    from assistant.chat.completing import Words
    from assistant.chat.desk import Desk, Told
    from assistant.chat.widgets.ask_box import AskBox
    from assistant.chat.widgets.conversation import Conversation
    from assistant.chat.widgets.exchange import Exchange
    from assistant.chat.widgets.exhibit import Exhibit
    from assistant.chat.widgets.state_line import StateLine
    from assistant.chat.widgets.work_bar import WorkBar


class Place(Protocol):
    """What shows a conversation, and what it talks about beside it."""

    desk: Desk
    words: Words

    @property
    def app(self) -> App[object]:
        """The application, told things from other threads."""

    @property
    def box(self) -> AskBox:
        """Where people type."""

    @property
    def conversation(self) -> Conversation:
        """Where questions and first sentences stand."""

    @property
    def exhibit(self) -> Exhibit:
        """Where an answer stands whole."""

    @property
    def state_line(self) -> StateLine:
        """Where it stands what state things are in."""

    @property
    def work_bar(self) -> WorkBar:
        """Where long work says how far it has come."""

    @property
    def narrow(self) -> bool:
        """Whether there is room for one side only."""

    def run_worker(
        self,
        work: Any,  # noqa: ANN401 - Textual's own
        *,
        group: str,
        thread: bool = False,
        exit_on_error: bool = True,
        exclusive: bool = False,
    ) -> Any:  # noqa: ANN401 - Textual's own
        """Run something beside what is shown."""

    def know(self, words: Words) -> None:
        """Take in what slash commands complete with."""

    def say_state(self, state: str) -> None:
        """Show what state things are in."""

    def turn_to_conversation(self) -> None:
        """Show the conversation where there is room for one side only."""

    async def show(self, exchange: Exchange, told: Told) -> None:
        """Show an answer, and what to ask next."""

    async def suggest(self, following: tuple[FollowUp, ...]) -> None:
        """Offer what to ask next."""

    async def focus_card(self) -> None:
        """Go to a card that waits for one key."""

    async def open_workspace(self) -> None:
        """Greet, and read what the workspace holds."""

    def open_report(self, file: Path) -> None:
        """Show a report in a browser."""
