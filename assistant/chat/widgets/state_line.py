"""The line at the top: whose workspace, which file, and what state things are in."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widget import Widget

from assistant.chat.texts import Content, one_line

_NARROW = 60


class StateLine(Widget):
    """Name and file at the left, the state at the right."""

    company: reactive[str] = reactive("")
    file: reactive[str] = reactive("")
    state: reactive[str] = reactive("")

    def render(self) -> Content:
        """Return the line, as wide as it is here."""
        name = Content.assemble((" ▌", "$accent"), ("frontstage", "bold"))
        if self.company:
            name = Content.assemble(name, ("  ", ""), one_line(self.company))
        if self.file and self.size.width >= _NARROW:
            name = Content.assemble(name, ("  ", ""), one_line(self.file, "$foreground 60%"))
        state = one_line(self.state, "$foreground 60%")
        room = self.size.width - name.cell_length - state.cell_length - 1
        return Content.assemble(name, " " * max(room, 2), state)
