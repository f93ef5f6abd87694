"""The journey in a terminal: the customer on top, the line of visibility, then who is met.

Everything is said by signs, words or line styles first; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from journeys.draw.arcs import Arc, arcs
from journeys.draw.boxes import ASCII, UNICODE, Glyphs, Size, bar, box, cut, size_of, wrap
from journeys.draw.grid import aligned, compact
from journeys.draw.palette import BLUE, GREEN
from journeys.draw.scene import Place, Scene, Way, scene_of, span
from journeys.model import Journey, Transition, View

_NARROWEST = 40
_GAP = 3
_BOX = 17
_NARROW_BOX = 15
_WIDEST_BOX = 24
_WIDEST_GUTTER = 18
_CUSTOMER = "CUSTOMER"
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
    if ascii_only:
        scene = _ascii_scene(scene)
    heading = "DEPARTMENTS" if view == "departments" else "CHANNELS"
    gutter = _gutter(scene, width)
    parts = [_heading(scene, width, glyphs)]
    if gutter:
        box_width = (width - gutter - _GAP * (len(scene.places) - 1)) // len(scene.places)
        box_width = min(box_width, _WIDEST_BOX)
        parts.append(_in_one_row(scene, gutter, box_width, width, glyphs))
        met = aligned(scene, gutter, box_width, _GAP, glyphs)
    else:
        parts.append(_in_rows(scene, width, glyphs))
        met = compact(scene, heading, width, glyphs)
    parts += [_sight(width, glyphs), [*met, Text()]]
    if scene.ways:
        parts.append(_ways(scene, width, glyphs))
    parts.append(_legend(scene, width, glyphs))
    lines = [line for part in parts for line in part]
    for line in lines:
        line.rstrip()
    drawing = Text("\n").join(lines)
    if not colour:
        return Text(drawing.plain)
    return drawing


def _heading(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    title = Text(cut(scene.title, width, glyphs), "bold")
    subtitle = scene.subtitle
    if cell_len(title.plain) + cell_len(subtitle) + 3 <= width:
        fill = " " * (width - cell_len(title.plain) - cell_len(subtitle))
        return [Text.assemble(title, fill, (subtitle, "dim")), Text()]
    return [title, *(Text(line, "dim") for line in wrap(subtitle, width, 3, glyphs)), Text()]


def _gutter(scene: Scene, width: int) -> int:
    """Cells for the lanes' names at the left; 0 where the boxes do not fit beside them."""
    names = max([len(_CUSTOMER), *(cell_len(row.name) for row in scene.rows)])
    gutter = min(names, _WIDEST_GUTTER) + 2
    needed = gutter + len(scene.places) * (_NARROW_BOX + _GAP) - _GAP
    return gutter if scene.places and needed <= width else 0


def _in_one_row(scene: Scene, gutter: int, size: int, width: int, glyphs: Glyphs) -> list[Text]:
    """The customer's lane as a swimlane: name, boxes, ways that skip boxes over and under them."""
    boxes, arrows = _row_of_boxes(scene, scene.places, size, glyphs)
    arrows[-1] = []
    lines = _beside(boxes, arrows)
    middle = len(lines) // 2
    named = []
    for number, line in enumerate(lines):
        name = _CUSTOMER if number == middle else ""
        named.append(Text.assemble((f"{name:<{gutter}}", f"bold {GREEN}"), line))
    skips = [
        (way, gutter + way.source * (size + _GAP) + size // 2, way.target - way.source)
        for way in scene.ways
    ]
    onward, back = [], []
    for way, middle_of_source, distance in skips:
        middle_of_target = middle_of_source + distance * (size + _GAP)
        label = f"{way.transition.count:,}"
        if distance > 1:
            onward.append(Arc(middle_of_source + 2, middle_of_target - 2, label))
        elif distance < 0:
            back.append(Arc(middle_of_source - 2, middle_of_target + 2, label))
    plain = glyphs is ASCII
    return [
        *arcs(onward, width, above=True, ascii_only=plain),
        *named,
        *(arcs(back, width, above=False, ascii_only=plain) or [Text()]),
    ]


def _in_rows(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    """The customer's lane: boxes left to right, going on beneath where the screen ends."""
    lines = [Text(_CUSTOMER, f"bold {GREEN}")]
    if not scene.places:
        return [*lines, Text("  no step is known yet", "dim"), Text()]
    a_row = _boxes_a_row(len(scene.places), width)
    gaps = a_row if a_row < len(scene.places) else a_row - 1
    size = min((width - gaps * _GAP) // a_row, _WIDEST_BOX)
    for begin in range(0, len(scene.places), a_row):
        boxes, arrows = _row_of_boxes(scene, scene.places[begin : begin + a_row], size, glyphs)
        if begin + a_row >= len(scene.places):
            arrows[-1] = []
        lines += _beside(boxes, arrows)
    return [*lines, Text()]


def _row_of_boxes(
    scene: Scene, places: Sequence[Place], size: int, glyphs: Glyphs
) -> tuple[list[list[Text]], list[list[Text]]]:
    strongest = max(place.share for place in scene.places)
    shape = size_of(places, size, strongest, glyphs)
    return (
        [box(place, shape, glyphs) for place in places],
        [_arrow(scene, place, shape, glyphs) for place in places],
    )


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


def _arrow(scene: Scene, place: Place, size: Size, glyphs: Glyphs) -> list[Text]:
    """The way to the next box, heavy where it is among the strongest, as a column of cells."""
    index = place.number - 1
    way = next((w for w in scene.ways if w.source == index and w.target == index + 1), None)
    at = size.name_lines + 1
    cells = [Text(" " * _GAP) for _ in range(at + size.hint_lines + 3)]
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
        line.append_text(_strength(transition, strongest, bar_width, glyphs))
        line.append(f" {transition.count:>{figure},}", "bold")
        told: str = transition.mark if transition.mark != "observed" else ""
        if transition.median_s is not None:
            told = f"after {span(transition.median_s)}"
        if told and cell_len(line.plain) + cell_len(told) + 2 <= width:
            line.append(f"  {told}", "dim")
        lines.append(line)
    return [*lines, Text()]


def _strength(transition: Transition, strongest: int, width: int, glyphs: Glyphs) -> Text:
    """A bar of what was seen; what is only inferred has no bar, but a dashed line."""
    if transition.mark == "observed":
        return bar(transition.count / strongest, width, glyphs, BLUE)
    return Text(glyphs.borders[transition.mark].across * width, "dim")


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


def _legend(scene: Scene, width: int, glyphs: Glyphs) -> list[Text]:
    marks = sorted({place.step.mark for place in scene.places} - {"observed"})
    told = [f"{glyphs.borders[mark].across * 2} {mark}: {_MARK_WORDS[mark]}" for mark in marks]
    if any(place.failing for place in scene.places):
        told.append(f"{glyphs.warning} caused by something that went wrong or was left unclear")
    if any(place.step.repeats for place in scene.places):
        told.append(f"{glyphs.again} the same customer again")
    if any(row.assigned for row in scene.rows):
        told.append(f"{glyphs.assigned} assigned to this department, whoever was met")
    told += scene.notes
    return [Text(line, "dim") for entry in told for line in wrap(entry, width, 6, glyphs)]


def _ascii_scene(scene: Scene) -> Scene:
    """The scene in ASCII before anything is measured, for a replaced letter may be narrower."""
    return replace(
        scene,
        title=_ascii(scene.title),
        subtitle=_ascii(scene.subtitle),
        places=tuple(replace(place, name=_ascii(place.name)) for place in scene.places),
        rows=tuple(replace(row, name=_ascii(row.name)) for row in scene.rows),
        notes=tuple(map(_ascii, scene.notes)),
    )


def _ascii(text: str) -> str:
    plain = text.replace("–", "-").replace("·", "-").replace("’", "'").replace("…", "...")
    return plain.encode("ascii", "replace").decode("ascii")
