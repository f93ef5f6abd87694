"""What can be asked from here, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.chat.texts import Content, one_line

if TYPE_CHECKING:
    from assistant.chat.screens.main import MainScreen

_KEYS = (
    ("1 2 3", "ask what is suggested"),
    ("/ Tab", "complete a command"),
    ("↑ ↓", "what you asked before"),
    ("PgUp PgDn", "scroll the answer"),
    ("Tab", "next widget"),
    ("F2", "other side"),
    ("Enter", "open the row or quote"),
    ("s  r", "sort a table, reverse"),
    ("c", "copy a quote"),
    ("y  n", "apply, leave it; ⏎ now"),
    ("0-9 y x k", "answer a teaching card"),
    ("F3", "the report"),
    ("^p", "all commands, themes"),
    ("^t", "night or day"),
    ("^k", "cancel long work"),
    ("^q", "quit"),
)
_COLUMN = 34
_NAME = 20


class HelpScreen(ModalScreen[None]):
    """Questions first: Enter puts one into the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "dismiss", "Close"),
        Binding("down", "to_list", "Choose", show=False),
    ]

    def __init__(self, main: MainScreen) -> None:
        super().__init__()
        self._main = main
        self._lines: list[str] = []

    def compose(self) -> ComposeResult:
        """Return a box to filter with, what can be asked, and the keys."""
        with Vertical(id="help"):
            yield Static("What you can ask from here", id="help-title", markup=False)
            yield Input(placeholder="Filter", id="help-filter", compact=True)
            yield OptionList(id="help-list", markup=False)
            yield Static(self._keys(self.app.size.width), id="help-keys")

    def on_mount(self) -> None:
        """List everything."""
        self._list("")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the keys out anew."""
        self.query_one("#help-keys", Static).update(self._keys(event.size.width))

    @on(Input.Changed, "#help-filter")
    def _filter(self, event: Input.Changed) -> None:
        self._list(event.value.casefold())

    @on(Input.Submitted, "#help-filter")
    def _first(self) -> None:
        if self._lines:
            self._take(self._lines[0])

    @on(OptionList.OptionSelected, "#help-list")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._take(self._lines[event.option_index])

    def action_to_list(self) -> None:
        """Go from the filter to the list."""
        self.query_one("#help-list").focus()

    def _take(self, line: str) -> None:
        self.dismiss()
        self._main.box.focus()
        self._main.box.put(line)

    def _list(self, wanted: str) -> None:
        shown = self.query_one("#help-list", OptionList)
        shown.clear_options()
        rows = [(each.line, each.shown, "from the last answer") for each in self._main.next]
        rows += [
            (f"/{each.name} ", f"/{each.name}", each.summary) for each in self._main.words.actions
        ]
        kept = [row for row in rows if wanted in f"{row[1]} {row[2]}".casefold()]
        self._lines = [line for line, _, _ in kept]
        shown.add_options(
            Option(
                Content.assemble(
                    one_line(name, "bold"),
                    " " * (max(_NAME - len(name), 0) + 2),
                    one_line(about, "$foreground 60%"),
                )
            )
            for _, name, about in kept
        )

    @staticmethod
    def _keys(width: int) -> Content:
        """Return the keys in as many columns as there is room for.

        Args:
            width: Of the screen, in cells.
        """
        cells = [f"{key:<10} {what}" for key, what in _KEYS]
        wide = width >= 3 * _COLUMN
        across = 3 if wide else 2
        rows = [cells[at : at + across] for at in range(0, len(cells), across)]
        lines = ["".join(f"{cell:<{_COLUMN}}" for cell in row).rstrip() for row in rows]
        return Content.styled("\n".join(lines), "$foreground 60%")
