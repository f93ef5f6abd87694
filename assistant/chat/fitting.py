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
_READABLE = 20
SPARE = (BARS, "channel", "opened")
"""What any table does without first: bars repeat a number, a row's contact tells the others."""


def fitted(table: Table, room: int, spare: tuple[str, ...] = SPARE) -> tuple[int, ...]:
    """Return the width of each column in cells, so that all fit into `room` where that can be.

    Bars give way first. Numbers and short columns keep what they need; the longer ones share the
    rest. Where too little is left for them, the columns that can be spared get no width at all, one
    after the other.
    """
    gone: frozenset[str] = frozenset()
    widths = _fitted(table, room, gone)
    for name in spare:
        if name in table.columns and _is_cut(table, widths, gone):
            gone |= {name}
            widths = _fitted(table, room, gone)
    return widths


def _is_cut(table: Table, widths: tuple[int, ...], gone: frozenset[str]) -> bool:
    """Whether a column of words has less than it takes to read it."""
    return any(
        width < min(_READABLE, _wanted(table, at))
        for at, (name, width) in enumerate(zip(table.columns, widths, strict=True))
        if name not in gone and name != BARS
    )


def _fitted(table: Table, room: int, gone: frozenset[str]) -> tuple[int, ...]:
    shown = [place for place, name in enumerate(table.columns) if name not in gone]
    wanted = [_wanted(table, place) if place in shown else 0 for place in range(len(table.columns))]
    room -= _PADDING * len(shown)
    for place in shown:
        if table.columns[place] == BARS:
            over = max(sum(wanted) - room, 0)
            wanted[place] = max(wanted[place] - over, min(wanted[place], _NARROWEST))
    rigid = {
        place
        for place, width in enumerate(wanted)
        if table.columns[place] in table.right or width <= _KEPT
    }
    flexible = [place for place in shown if place not in rigid]
    left = room - sum(wanted[place] for place in rigid)
    if not flexible or sum(wanted) <= room:
        return tuple(wanted)
    return tuple(_shared(wanted, flexible, left))


def _wanted(table: Table, place: int) -> int:
    rows = table.rows[:_MEASURED]
    return max(
        cell_len(table.columns[place]) + _PADDING, *(_longest(row[place]) for row in rows), 1
    )


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
