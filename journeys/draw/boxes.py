"""A step as a box of terminal cells: border by ledger mark, share as a bar, hints as signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from journeys.draw.palette import BLUE, ORANGE, SKY, VERMILION
from journeys.draw.scene import Place, percent
from journeys.model import Mark


@dataclass(frozen=True, slots=True)
class Border:
    """The eight characters of a border: corners, then horizontal and vertical line."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    across: str
    down: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """The characters of a drawing."""

    borders: Mapping[Mark, Border]
    full: str
    empty: str
    parts: str
    light: str
    heavy: str
    light_head: str
    heavy_head: str
    to: str
    warning: str
    again: str
    sight: str
    nothing: str
    assigned: str
    ellipsis: str


UNICODE = Glyphs(
    borders={
        "observed": Border(*"╭╮╰╯─│"),
        "implied": Border(*"┌┐└┘╌╎"),
        "assumed": Border(*"┌┐└┘┈┊"),
    },
    full="█",
    empty="░",
    parts="▏▎▍▌▋▊▉",
    light="─",
    heavy="━",
    light_head="▷",
    heavy_head="▶",
    to="→",
    warning="▲",
    again="↻",
    sight="╍",
    nothing="·",
    assigned="◆",
    ellipsis="…",
)
ASCII = Glyphs(
    borders={
        "observed": Border(*"++++-|"),
        "implied": Border(*"++++~:"),
        "assumed": Border(*"++++.."),
    },
    full="#",
    empty=".",
    parts="",
    light="-",
    heavy="=",
    light_head=">",
    heavy_head=">",
    to="->",
    warning="!",
    again="@",
    sight="~",
    nothing=".",
    assigned="*",
    ellipsis="~",
)

_LINE_STYLE: Mapping[Mark, str] = {"observed": BLUE, "implied": SKY, "assumed": "dim"}


@dataclass(frozen=True, slots=True)
class Size:
    """What boxes side by side share.

    Attributes:
        width: Cells, at least 12.
        name_lines: Lines for the name.
        hint_lines: Lines beneath the share for what goes wrong and who comes back.
        strongest: The share that fills the bar.
    """

    width: int
    name_lines: int
    hint_lines: int
    strongest: float


def size_of(places: Sequence[Place], width: int, strongest: float, glyphs: Glyphs) -> Size:
    """Return the size that fits the tallest of some boxes."""
    return Size(
        width=width,
        name_lines=max(len(wrap(place.name, width - 4, 3, glyphs)) for place in places),
        hint_lines=max(len(_hints(place, width - 4, glyphs)) for place in places),
        strongest=strongest,
    )


def box(place: Place, size: Size, glyphs: Glyphs) -> list[Text]:
    """Return a step as lines, each exactly `size.width` cells wide."""
    width, name_lines = size.width, size.name_lines
    inner = width - 4
    border = glyphs.borders[place.step.mark]
    style = _LINE_STYLE[place.step.mark]
    lines = [Text(part, "bold") for part in wrap(place.name, inner, name_lines, glyphs)]
    lines += [Text()] * (name_lines - len(lines))
    lines += [bar(place.share / size.strongest if size.strongest else 0, inner, glyphs)]
    hints = _hints(place, inner, glyphs)
    lines += [_figure(place), *hints, *[Text()] * (size.hint_lines - len(hints))]
    number = f" {place.number} "
    top = border.top_left + border.across + number
    top += border.across * (width - cell_len(top) - 1) + border.top_right
    drawn = [Text(top, style)]
    for line in lines:
        padded = line.copy()
        padded.truncate(inner, pad=True)
        drawn.append(Text.assemble((f"{border.down} ", style), padded, (f" {border.down}", style)))
    bottom = border.bottom_left + border.across * (width - 2) + border.bottom_right
    return [*drawn, Text(bottom, style)]


def _figure(place: Place) -> Text:
    if place.step.mark != "observed":
        return Text(place.step.mark, "italic")
    return Text.assemble((percent(place.share), "bold"), (f"  {place.step.contacts:,}", "dim"))


def _hints(place: Place, inner: int, glyphs: Glyphs) -> list[Text]:
    """What goes wrong and who comes back; for a step that nobody saw, what implies it."""
    if place.step.mark != "observed":
        return [Text(fact, "dim") for fact in place.facts]
    hints = []
    if place.failing:
        told = f"{glyphs.warning} {place.failing}"
        words = (told + word for word in (" failure", " fail", ""))
        fitting = next((text for text in words if cell_len(text) <= inner), told)
        hints.append(Text(fitting, VERMILION))
    if place.step.repeats:
        hints.append(Text.assemble((glyphs.again, ORANGE), f" {place.step.repeats:,} again"))
    return hints


def bar(share: float, width: int, glyphs: Glyphs, style: str = SKY) -> Text:
    """Return a bar of `width` cells, filled to `share` (0 to 1) in eighths of a cell."""
    eighths = round(max(0.0, min(share, 1.0)) * width * 8)
    if not glyphs.parts:
        eighths = round(eighths / 8) * 8
    whole, part = divmod(eighths, 8)
    if share > 0 and not whole and not part:
        whole, part = (0, 1) if glyphs.parts else (1, 0)
    filled = glyphs.full * whole + (glyphs.parts[part - 1] if part else "")
    return Text.assemble((filled, style), (glyphs.empty * (width - len(filled)), "dim"))


def wrap(text: str, width: int, most: int, glyphs: Glyphs) -> list[str]:
    """Break text at spaces into at most `most` lines of `width` cells; the rest is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(line, width, glyphs) for line in lines]


def cut(text: str, width: int, glyphs: Glyphs) -> str:
    """Return the text in at most `width` cells, with an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + glyphs.ellipsis
