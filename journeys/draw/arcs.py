"""Ways that skip boxes, as lines of a terminal over or under a row of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from journeys.draw.palette import BLUE

_N, _E, _S, _W = 1, 2, 4, 8
_LINES = {
    _E | _S: "╭",
    _W | _S: "╮",
    _N | _E: "╰",
    _N | _W: "╯",
    _E | _W: "─",
    _N | _S: "│",
    _N | _E | _S: "├",
    _N | _S | _W: "┤",
    _E | _S | _W: "┬",
    _N | _E | _W: "┴",
    _N | _E | _S | _W: "┼",
}
_MOST_TRACKS = 3
_Grid = list[list[int]]


@dataclass(frozen=True, slots=True)
class Arc:
    """A way from one column of cells to another, with its number."""

    source: int
    target: int
    label: str

    @property
    def left(self) -> int:
        """The first column."""
        return min(self.source, self.target)

    @property
    def right(self) -> int:
        """The last column."""
        return max(self.source, self.target)


def arcs(ways: Sequence[Arc], width: int, *, above: bool, ascii_only: bool) -> list[Text]:
    """Return lines that carry the arcs, the strongest first; empty where there are none.

    An arc that would need a fourth line is left out: the list of ways names it.
    """
    tracks = _tracks(ways)
    if not tracks:
        return []
    height = max(tracks.values()) + 2
    grid: _Grid = [[0] * width for _ in range(height)]
    for arc, track in tracks.items():
        _lay(grid, arc, track)
    lines = [[_line(bits, above=above, ascii_only=ascii_only) for bits in row] for row in grid]
    head = ("v" if above else "^") if ascii_only else ("▼" if above else "▲")
    for arc in tracks:
        lines[0][arc.target] = head
    bold = [_label(lines[track + 1], grid[track + 1], arc) for arc, track in tracks.items()]
    texts = [Text("".join(line), BLUE) for line in lines]
    for (begin, end), track in zip(bold, tracks.values(), strict=True):
        texts[track + 1].stylize("bold", begin, end)
    return texts[::-1] if above else texts


def _tracks(ways: Sequence[Arc]) -> dict[Arc, int]:
    """Short arcs lie next to the boxes; arcs on one track do not touch."""
    chosen: dict[Arc, int] = {}
    for arc in sorted(ways, key=lambda arc: (arc.right - arc.left, arc.left)):
        for track in range(_MOST_TRACKS):
            others = [other for other, taken in chosen.items() if taken == track]
            if all(arc.left > o.right + 1 or arc.right < o.left - 1 for o in others):
                chosen[arc] = track
                break
    return chosen


def _lay(grid: _Grid, arc: Arc, track: int) -> None:
    """Mark which way each cell's line goes; row 0 is next to the boxes, N away from them."""
    for row in grid[: track + 1]:
        row[arc.left] |= _N | _S
        row[arc.right] |= _N | _S
    top = grid[track + 1]
    top[arc.left] |= _S | _E
    top[arc.right] |= _S | _W
    for column in range(arc.left + 1, arc.right):
        top[column] |= _E | _W


def _line(bits: int, *, above: bool, ascii_only: bool) -> str:
    if not bits:
        return " "
    if ascii_only:
        return {_E | _W: "-", _N | _S: "|"}.get(bits, "+")
    if not above:
        bits = bits & (_E | _W) | (_S if bits & _N else 0) | (_N if bits & _S else 0)
    return _LINES.get(bits, "·")


def _label(line: list[str], bits: list[int], arc: Arc) -> tuple[int, int]:
    """Write the arc's number where its line is free, near its middle; return where it stands."""
    shown = f" {arc.label} "
    middle = (arc.left + arc.right - len(shown)) // 2
    room = range(arc.left + 1, arc.right - len(shown) + 1)
    for begin in sorted(room, key=lambda column: abs(column - middle)):
        if all(bit == _E | _W for bit in bits[begin : begin + len(shown)]):
            line[begin : begin + len(shown)] = list(shown)
            bits[begin : begin + len(shown)] = [0] * len(shown)
            return begin, begin + len(shown)
    return 0, 0
