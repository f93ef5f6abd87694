"""Who is met at which step, as lines of a terminal: lanes down, steps across."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from journeys.draw.boxes import Glyphs, cut
from journeys.draw.palette import ORANGE, SKY
from journeys.draw.scene import Scene

_HEIGHTS = "▁▂▃▄▅▆▇█"


def aligned(scene: Scene, gutter: int, box: int, gap: int, glyphs: Glyphs) -> list[Text]:
    """Return lanes whose cells stand under the boxes: a bar and a number each."""
    strongest = _strongest(scene)
    figure = max((len(f"{n:,}") for row in scene.rows for n in row.cells), default=1)
    lines = []
    for row in scene.rows:
        line = _name(row.name, gutter, glyphs)
        for place, met in enumerate(row.cells):
            if met:
                length = box - figure - (3 if any(each.assigned for each in scene.rows) else 1)
                filled = round(max(met / strongest * length, 1))
                cell = Text.assemble(
                    (glyphs.full * filled, SKY),
                    (f" {met:,}", "bold" if met * 2 >= strongest else ""),
                )
            else:
                cell = Text(glyphs.nothing, "dim")
            if place in row.assigned:
                cell.append(f" {glyphs.assigned}", ORANGE)
            cell.truncate(box, pad=True)
            line.append_text(cell)
            line.append(" " * gap)
        line.rstrip()
        lines.append(line)
    return lines


def compact(scene: Scene, heading: str, width: int, glyphs: Glyphs) -> list[Text]:
    """Return lanes under the steps' numbers, for screens where the boxes take several rows."""
    names = max([len(heading), *(cell_len(row.name) for row in scene.rows)])
    gutter = min(names, max(11, width // 5)) + 2
    column = min((width - gutter) // max(len(scene.places), 1), 8)
    figure = max((len(f"{n:,}") for row in scene.rows for n in row.cells), default=1)
    strongest = _strongest(scene)
    top = _name(heading, gutter, glyphs)
    top.stylize("bold")
    signed = column >= figure + 3 and bool(glyphs.parts)
    for step in scene.places:
        top.append(f"{step.number:>{column - signed}}{' ' * signed}", "bold")
    lines = [top]
    for row in scene.rows:
        line = _name(row.name, gutter, glyphs)
        for place, met in enumerate(row.cells):
            own = place in row.assigned
            line.append_text(_cell(met, strongest, column, glyphs, signed=signed, own=own))
        lines.append(line)
    return lines


def _strongest(scene: Scene) -> int:
    return max((n for row in scene.rows for n in row.cells), default=0) or 1


def _name(name: str, width: int, glyphs: Glyphs) -> Text:
    shown = cut(name, width - 2, glyphs)
    return Text(shown + " " * (width - cell_len(shown)))


def _cell(met: int, strongest: int, width: int, glyphs: Glyphs, *, signed: bool, own: bool) -> Text:
    """The number, shortened where the column is narrow, and beside it how much that is."""
    room = width - signed - own
    if own:
        told = (f"{met:,}" if len(f"{met:,}") < room else short(met)) if met else ""
        sign = _HEIGHTS[min(met * 8 // strongest, 7)] if met and signed else " " * signed
        mark = (glyphs.assigned, ORANGE)
        return Text.assemble((f"{'':>{room - len(told)}}", ""), mark, (told, "bold"), (sign, SKY))
    if not met:
        return Text(f"{glyphs.nothing:>{width - signed}}{' ' * signed}", "dim")
    figure = f"{met:,}" if len(f"{met:,}") < width - signed else short(met)
    text = Text(f"{figure:>{width - signed}}", "bold" if met * 2 >= strongest else "")
    if signed:
        text.append(_HEIGHTS[min(met * 8 // strongest, 7)], SKY)
    return text


def short(number: int) -> str:
    """Return a number in at most four cells: `999`, `12k`, `3M`."""
    for unit, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if number >= unit:
            return f"{number / unit:.0f}{letter}"
    return str(number)
