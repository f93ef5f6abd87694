"""Counts over time as columns of characters, with axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HEIGHTS = " ▁▂▃▄▅▆▇█"
_LEAST, _WIDEST = 2, 6
"""Cells that a column takes with the gap behind it."""
_LEAST_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One count: how it is called below the axis, and whether it was seen only in part."""

    name: str
    count: int
    partial: bool = False


def columns_drawn(columns: Sequence[Column], width: int, height: int) -> list[str]:
    """Return the lines of a chart: an axis from zero at the left, names below.

    Where there is not room for all of them, the newest are drawn. Columns seen only in part are
    hollow: `░`.

    Where there is not room for one, nothing is drawn.

    Args:
        columns: The oldest first.
        width: Cells that there are.
        height: Lines of the columns themselves, without the axis and the names.
    """
    most = max((each.count for each in columns), default=0)
    if not columns or most <= 0 or height < 1:
        return []
    scale = f"{most:,}"
    room = width - len(scale) - 2
    if room < _LEAST:
        return []
    shown = list(columns)[-(room // _LEAST) :]
    each_takes = min(room // len(shown), _WIDEST)
    lines = []
    for line in range(height, 0, -1):
        mark = {1: "0", height: scale}.get(line, "")  # a single line is marked with the most
        cells = "".join(_cell(each, most, line, height, each_takes) for each in shown)
        lines.append(f"{mark:>{len(scale)}} {'┤' if mark else '│'}{cells}".rstrip())
    lines.append(f"{'':>{len(scale)}} └{'─' * (each_takes * len(shown))}")
    return [*lines, f"{'':>{len(scale) + 2}}{_names(shown, each_takes, room)}".rstrip()]


def _cell(column: Column, most: int, line: int, height: int, wide: int) -> str:
    eighths = round(column.count / most * height * 8)
    if column.count:
        eighths = max(eighths, 1)
    filled = min(max(eighths - 8 * (line - 1), 0), 8)
    drawn = "░" if column.partial and filled else _HEIGHTS[filled]
    return drawn * (wide - 1) + " "


def _names(shown: Sequence[Column], wide: int, room: int) -> str:
    """Return the names below their columns, as many as there is room for, the last one always.

    Where the last one would not end within `room` it begins further to the left.
    """
    last = len(shown) - 1
    longest = max(len(each.name) for each in shown)
    step = max(-(-(longest + _LEAST_GAP) // wide), 1)
    name = shown[last].name[:room]
    begins = min(last * wide, room - len(name))
    line = ""
    for at in range(last % step, last, step):
        if at * wide + len(shown[at].name) + _LEAST_GAP <= begins:
            line = line.ljust(at * wide) + shown[at].name
    return line.ljust(begins) + name
