"""The journey as lanes, drawn as wide as there is room."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from assistant.answers import Drawing
from journeys.draw.terminal import draw_terminal


class DrawingBlock(Static):
    """The drawing; it is drawn anew where the width changes."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__("", classes="drawing", markup=False)
        self._drawing = drawing
        self._width = 0

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the room that there is."""
        if event.size.width != self._width:
            self._width = event.size.width
            drawn = draw_terminal(self._drawing.journey, self._width, view=self._drawing.view)
            self.update(Content.from_rich_text(drawn, console=self.app.console))
