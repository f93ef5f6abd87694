"""How the columns of a table share the width that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from assistant.answers import Table

BARS = " "
"""The name of a column of bars."""
_PADDING = 2
_MEASURED = 300
_NARROWEST = 6
_KEPT = 18


def fitted(table: Table, room: int) -> tuple[int, ...]:
    """Return the width of each column in cells, so that all fit into `room` where that can be.

    Bars give way first. Numbers and short columns keep what they need; the longer ones share the
    rest.
    """
    rows = table.rows[:_MEASURED]
    wanted = [
        max(cell_len(name) + _PADDING, *(_longest(row[place]) for row in rows), 1)
        for place, name in enumerate(table.columns)
    ]
    room -= _PADDING * len(wanted)
    for place, name in enumerate(table.columns):
        if name == BARS:
            spare = max(sum(wanted) - room, 0)
            wanted[place] = max(wanted[place] - spare, min(wanted[place], _NARROWEST))
    rigid = {
        place
        for place, width in enumerate(wanted)
        if table.columns[place] in table.right or width <= _KEPT
    }
    flexible = [place for place in range(len(wanted)) if place not in rigid]
    left = room - sum(wanted[place] for place in rigid)
    if not flexible or sum(wanted) <= room:
        return tuple(wanted)
    return tuple(_shared(wanted, flexible, left))


def _shared(wanted: list[int], flexible: list[int], left: int) -> list[int]:
    """Give each flexible column its share, and what short ones do not need to the others."""
    widths = list(wanted)
    for done, place in enumerate(sorted(flexible, key=lambda place: wanted[place])):
        share = max(left // (len(flexible) - done), _NARROWEST)
        widths[place] = min(wanted[place], share)
        left -= widths[place]
    return widths


def _longest(cell: str) -> int:
    return max((cell_len(line) for line in cell.splitlines()), default=0)
