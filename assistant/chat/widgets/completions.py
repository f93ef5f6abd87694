"""How a slash command can go on, above the box where it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.chat.completing import Completion
from assistant.chat.texts import Content, one_line

_ABOUT = 30


class Completions(OptionList, can_focus=False):
    """A list that the box steers; a click takes one as well."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._found: tuple[Completion, ...] = ()

    def show(self, found: Sequence[Completion]) -> None:
        """Show these; nothing hides the list."""
        if tuple(found) == self._found:
            self.display = bool(found)
            return
        self._found = tuple(found)
        self.clear_options()
        widest = min(max((len(each.shown) for each in found), default=0), _ABOUT)
        self.add_options(Option(self._shown(each, widest)) for each in found)
        self.display = bool(found)
        if found:
            self.highlighted = 0

    @property
    def chosen(self) -> Completion | None:
        """The completion that is chosen."""
        at = self.highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    def at(self, index: int) -> Completion:
        """Return the completion in this place."""
        return self._found[index]

    def _shown(self, each: Completion, widest: int) -> Content:
        name = one_line(each.shown, "bold")
        gap = " " * (max(widest - len(each.shown), 0) + 2)
        return Content.assemble(name, gap, one_line(each.about, "$foreground 60%"))
