"""The chat's application: screens, themes, the command palette, what all screens share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from assistant.chat.messages import Copied, Judged, Led
from assistant.chat.screens.main import MainScreen
from assistant.chat.talk import TAKE_UP
from assistant.chat.themes import NIGHT, THEMES, keep_theme, kept_theme
from assistant.chat.widgets.proposal import Proposal

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.chat.by_model import Answering
    from assistant.chat.desk import Desk


class ChatApp(App[None]):
    """Ask about the journey, drill down to the words, correct it.

    Args:
        desk: Does the work.
        theme: The name of a theme; empty: the one that was chosen last.
        theme_file: Where the theme chosen is kept; None: it is not.
        model: Answers questions in plain words, where somebody asked for one.
    """

    TITLE = "Frontstage"
    CSS_PATH = "app.tcss"
    COMMAND_PALETTE_DISPLAY = "^p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True),
        Binding("ctrl+t", "next_theme", "Theme", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        theme: str = "",
        theme_file: Path | None = None,
        model: Answering | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._model = model
        self._theme_file = theme_file
        for each in THEMES:
            self.register_theme(each)
        theme = theme or (kept_theme(theme_file) if theme_file else "")
        self.theme = theme if theme in self.available_themes else NIGHT.name

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that is there from the start."""
        return MainScreen(self.desk, self._model)

    @property
    def main(self) -> MainScreen:
        """The screen where people ask."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)  # noqa: S101 - it is made above
        return screen

    @on(Copied)
    def _copied(self, event: Copied) -> None:
        self.copy_to_clipboard(event.text)
        self.notify("Quote copied", timeout=2)

    @on(Led)
    def _led(self, event: Led) -> None:
        self.main.ask_call(event.call)

    @on(Judged)
    def _judged(self, event: Judged) -> None:
        self.main.run_worker(self.main.talk.ask(event.call, event.shown), group="lead")

    @on(Proposal.Decided)
    def _decided(self, event: Proposal.Decided) -> None:
        self.main.talk.decide(event.proposal, apply=event.apply)

    @on(Proposal.TakenUp)
    async def _taken_up(self) -> None:
        await self.main.talk.ask(TAKE_UP)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the command palette lists: every action, then what the app itself does."""
        for action in self.main.words.actions:
            yield SystemCommand(action.name, action.summary, lambda a=action: self._start(a.name))
        yield SystemCommand(
            "Open the report", "In the browser; written first where needed", self.action_report
        )
        yield from super().get_system_commands(screen)

    def _start(self, name: str) -> None:
        action = self.main.words.action(name)
        needed = action is not None and any(each.needed for each in action.parameters)
        if needed or action is None:
            self.main.box.focus()
            self.main.box.put(f"/{name} ")
        else:
            self.main.run_worker(self.main.talk.ask(f"/{name}"), group="lead")

    def action_next_theme(self) -> None:
        """Change between night and day."""
        names = [each.name for each in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]

    def watch_theme(self, theme: str) -> None:
        """Keep the theme that somebody chose for the next session."""
        if self.is_running and self._theme_file is not None:
            keep_theme(self._theme_file, theme)

    def action_help(self) -> None:
        """Show what can be asked from here."""
        from assistant.chat.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.main))

    async def action_report(self) -> None:
        """Open the report; where there is none yet, write it first."""
        await self.main.talk.open_report()

    def on_unmount(self) -> None:
        """Let no work keep the process alive, however the app ends."""
        self.desk.called_off.set()

    async def action_quit(self) -> None:
        """End, and call off what is still worked on."""
        self.desk.called_off.set()
        self.exit()
