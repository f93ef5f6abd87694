"""The journey in a terminal: the customer on top, the line of visibility, then who is met.

Everything is said by signs, words or line styles first; colour only repeats it.
"""

from __future__ import annotations

from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from journeys.draw.boxes import ASCII, UNICODE, Glyphs, bar, box, cut, wrap
from journeys.draw.palette import BLUE, GREEN, SKY
from journeys.draw.scene import Place, Scene, Way, scene_of, span
from journeys.model import Journey, View

_NARROWEST = 40
_GAP = 3
_BOX = 17
_WIDEST_BOX = 24
_MARK_WORDS = {
    "observed": "seen in contacts",
    "implied": "must have been passed",
    "assumed": "nobody has mentioned it",
}


def draw_terminal(
    journey: Journey,
    width: int,
    *,
    view: View = "customer",
    colour: bool = True,
    ascii_only: bool = False,
) -> Text:
    """Return the drawing, `.plain` for a plain string; no line is wider than `width` cells.

    Args:
        journey: What to draw.
        width: Cells of the terminal; less than 40 is drawn as 40.
        view: `customer`: the company is one, met over its channels; `departments`: who is met.
        colour: Whether to style it; without, it says the same.
        ascii_only: Draw with ASCII characters only; names keep theirs, replaced by `?`.
    """
    width = max(width, _NARROWEST)
    glyphs = ASCII if ascii_only else UNICODE
    scene = scene_of(journey, view)
    parts = [_heading(scene, width, glyphs), _customer(scene, width, glyphs)]
    if scene.ways:
        parts.append(_ways(scene, width, glyphs))
    parts.append(_sight(width, glyphs))
    parts.append(_met(scene, view, width, glyphs))
    parts.append(_legend(scene, width, glyphs))
    drawing = Text("\n").join([line for part in parts for line in part])
    if ascii_only:
        drawing.plain = _ascii(drawing.plain)
    if not colour:
        return Text(drawing.plain)
    return drawing


def _heading(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    title = Text(cut(scene.title, width, glyphs), "bold")
    subtitle = scene.subtitle.replace("·", glyphs.dot)
    if cell_len(title.plain) + cell_len(subtitle) + 3 <= width:
        fill = " " * (width - cell_len(title.plain) - cell_len(subtitle))
        return [Text.assemble(title, fill, (subtitle, "dim")), Text()]
    return [title, *(Text(line, "dim") for line in wrap(subtitle, width, 3, glyphs)), Text()]


def _customer(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    """The customer's lane: boxes left to right, going on beneath where the screen ends."""
    if not scene.places:
        return [Text("CUSTOMER", f"bold {GREEN}"), Text("  no step is known yet", "dim"), Text()]
    a_row = _boxes_a_row(len(scene.places), width)
    gaps = a_row if a_row < len(scene.places) else a_row - 1
    size = min((width - gaps * _GAP) // a_row, _WIDEST_BOX)
    strongest = max(place.share for place in scene.places)
    lines = [Text("CUSTOMER", f"bold {GREEN}")]
    for begin in range(0, len(scene.places), a_row):
        band = scene.places[begin : begin + a_row]
        name_lines = max(len(wrap(p.name, size - 4, 3, glyphs)) for p in band)
        boxes = [box(place, size, strongest, glyphs, name_lines) for place in band]
        arrows = [_arrow(scene, place, name_lines + 1, glyphs) for place in band]
        if begin + a_row >= len(scene.places):
            arrows[-1] = []
        lines += _beside(boxes, arrows)
    return [*lines, Text()]


def _boxes_a_row(places: int, width: int) -> int:
    """As many as fit, spread evenly, so that the last row is not one box alone."""
    most = max((width + _GAP) // (_BOX + _GAP), 1)
    rows = -(-places // most)
    return -(-places // rows)


def _beside(boxes: list[list[Text]], arrows: list[list[Text]]) -> list[Text]:
    blank = Text(" " * _GAP)
    lines: list[Text] = []
    for cells in zip(*boxes, strict=True):
        line = Text()
        for cell, arrow in zip_longest(cells, [a[len(lines)] if a else blank for a in arrows]):
            line.append_text(cell)
            line.append_text(arrow)
        line.rstrip()
        lines.append(line)
    return lines


def _arrow(scene: Scene, place: Place, at: int, glyphs: Glyphs) -> list[Text]:
    """The way to the next box, heavy where it is among the strongest, as a column of cells."""
    index = place.number - 1
    way = next((w for w in scene.ways if w.source == index and w.target == index + 1), None)
    height = at + 5
    cells = [Text(" " * _GAP) for _ in range(height)]
    if way is not None:
        heavy = way.transition.count * 2 >= scene.ways[0].transition.count
        line, head = (
            (glyphs.heavy, glyphs.heavy_head) if heavy else (glyphs.light, glyphs.light_head)
        )
        cells[at] = Text(line * (_GAP - 1) + head, BLUE)
    return cells


def _ways(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    """The strongest ways from step to step, each with a bar, its count and its time."""
    figure = max(len(f"{way.transition.count:,}") for way in scene.ways)
    names = [_way_name(scene, way, glyphs) for way in scene.ways]
    name_width = min(max(map(cell_len, names)), max(width - figure - 26, 24))
    lines = [Text("WAYS THAT CUSTOMERS TAKE", "bold")]
    strongest = max(way.transition.count for way in scene.ways)
    bar_width = max(6, min(24, width - name_width - figure - 16))
    for way, name in zip(scene.ways, names, strict=True):
        shown = cut(name, name_width, glyphs)
        transition = way.transition
        line = Text("  " + shown + " " * (name_width - cell_len(shown) + 1))
        line.append_text(bar(transition.count / strongest, bar_width, glyphs, BLUE))
        line.append(f" {transition.count:>{figure},}", "bold")
        told: str = transition.mark if transition.mark != "observed" else ""
        if transition.median_s is not None:
            told = f"after {span(transition.median_s)}"
        if told and cell_len(line.plain) + cell_len(told) + 2 <= width:
            line.append(f"  {told}", "dim")
        lines.append(line)
    return [*lines, Text()]


def _way_name(scene: Scene, way: Way, glyphs: Glyphs) -> str:
    source, target = scene.places[way.source], scene.places[way.target]
    return f"{source.number} {source.name} {glyphs.to} {target.number} {target.name}"


def _sight(width: int, glyphs: Glyphs) -> list[Text]:
    word = " line of visibility "
    left = (width - len(word)) // 2
    right = width - len(word) - left
    return [
        Text.assemble(
            (glyphs.sight * left, GREEN), (word, "italic"), (glyphs.sight * right, GREEN)
        ),
        Text(),
    ]


def _met(scene: Scene, view: View, width: int, glyphs: Glyphs) -> list[Text]:
    """Lanes down, steps across: how many contacts met which lane at which step."""
    heading = "DEPARTMENTS" if view == "departments" else "CHANNELS"
    count = max(len(scene.places), 1)
    name_width = max([len(heading), *(cell_len(row.name) for row in scene.rows)])
    name_width = min(name_width, max(11, width // 5))
    cell = min((width - name_width - 3) // count, 8)
    figures = max((len(f"{n:,}") for row in scene.rows for n in row.cells), default=1)
    top = Text.assemble((f"{heading:<{name_width}}  "[: name_width + 2], "bold"))
    for place in scene.places:
        top.append(f"{place.number:>{cell}}", "bold")
    strongest = max((n for row in scene.rows for n in row.cells), default=0)
    lines = [top]
    for row in scene.rows:
        line = Text(cut(row.name, name_width, glyphs))
        line.append(" " * (name_width + 2 - cell_len(line.plain)))
        for met in row.cells:
            line.append_text(_cell(met, strongest, cell, figures, glyphs))
        lines.append(line)
    return [*lines, Text()]


def _cell(met: int, strongest: int, width: int, figures: int, glyphs: Glyphs) -> Text:
    """The number of contacts, shortened where the column is narrow; bold where it is much."""
    if not met:
        return Text(f"{glyphs.nothing:>{width}}", "dim")
    shown = f"{met:,}" if figures < width else _short(met)
    style = f"bold {SKY}" if met * 2 >= strongest else SKY if met * 8 >= strongest else ""
    return Text(f"{shown:>{width}}", style)


def _short(number: int) -> str:
    for unit, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if number >= unit:
            return f"{number / unit:.0f}{letter}"
    return str(number)


def _legend(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    marks = sorted({place.step.mark for place in scene.places} - {"observed"})
    told = [f"{glyphs.borders[mark].across * 2} {mark}: {_MARK_WORDS[mark]}" for mark in marks]
    if any(place.failing for place in scene.places):
        told.append(f"{glyphs.warning} caused by something that went wrong or was left unclear")
    if any(place.step.repeats for place in scene.places):
        told.append(f"{glyphs.again} the same customer again")
    told += [note.replace("…", glyphs.ellipsis) for note in scene.notes]
    return [Text(line, "dim") for entry in told for line in wrap(entry, width, 6, glyphs)]


def _ascii(text: str) -> str:
    plain = text.replace("–", "-").replace("·", "-").replace("’", "'")
    return plain.encode("ascii", "replace").decode("ascii")
