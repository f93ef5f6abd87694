"""What is read when a workspace is opened, so that the first questions find it there."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.worker import WorkerCancelled

from assistant.chat.aside import aside
from corpora.errors import FrontstageError

if TYPE_CHECKING:
    from assistant.chat.place import Place


async def load(place: Place, ready: str) -> None:
    """Read the words of the workspace, then what understanding needs.

    Args:
        place: Where it is shown.
        ready: What is said once all is there.
    """
    desk = place.desk
    try:
        words = await aside(place, desk.words)
        place.know(words)
        if desk.path.exists():
            values = await aside(place, desk.values)
            place.know(replace(words, values=values))
            place.state_line.company = await aside(place, desk.company)
            await aside(place, _import_widgets)
            await aside(place, desk.prepare)
            place.say_state(ready)
            for step in await aside(place, desk.warming):
                await aside(place, step)
    except (WorkerCancelled, NoMatches):
        return  # somebody quit while it was loading; what would show it is gone
    except FrontstageError as error:
        place.say_state("the workspace can't be read")
        place.app.notify(str(error), severity="error", timeout=15, markup=False)


def _import_widgets() -> None:
    """Load what shows answers before the first one comes; nobody waits for it then."""
    importlib.import_module("assistant.chat.widgets.blocks")
