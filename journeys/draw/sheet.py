"""Where everything stands on the SVG sheet, and how it looks in light and in dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeys.draw.palette import BLUE, ORANGE, SKY
from journeys.draw.scene import Scene, Way

MARGIN = 36.0
GUTTER = 168.0
BOX_WIDTH = 144.0
BOX_HEIGHT = 148.0
GAP = 44.0
ROW_HEIGHT = 66.0
HEADER = 96.0
ARC_FOOT = 20.0
LEGEND_LINE = 22.0
HANDOFF_ROOM = 124.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one drawing, in pixels.

    Attributes:
        width: Of the whole.
        height: Of the whole.
        boxes_top: Upper edge of the boxes.
        sight: The line of visibility.
        rows_top: Upper edge of the first lane beneath it.
        legend_top: Upper edge of the legend.
    """

    width: float
    height: float
    boxes_top: float
    sight: float
    rows_top: float
    legend_top: float

    @property
    def boxes_bottom(self) -> float:
        """Lower edge of the boxes."""
        return self.boxes_top + BOX_HEIGHT

    @property
    def right(self) -> float:
        """Where lanes end."""
        return self.width - MARGIN

    def left_of(self, place: int) -> float:
        """Left edge of a box, by index from 0."""
        return MARGIN + GUTTER + place * (BOX_WIDTH + GAP)

    def middle_of(self, place: int) -> float:
        """Middle of a box."""
        return self.left_of(place) + BOX_WIDTH / 2

    def row_middle(self, row: int) -> float:
        """Middle of a lane beneath the line of visibility."""
        return self.rows_top + row * ROW_HEIGHT + ROW_HEIGHT / 2


def sheet_of(scene: Scene, legend_lines: int, *, handoffs: bool) -> Sheet:
    """Measure the sheet that a scene needs."""
    places = max(len(scene.places), 3)
    width = 2 * MARGIN + GUTTER + places * (BOX_WIDTH + GAP) - GAP + GAP / 2
    if handoffs:
        width += HANDOFF_ROOM
    above = max((arc_height(way) for way in scene.ways if way.target > way.source + 1), default=0)
    below = max((arc_height(way) for way in scene.ways if way.target < way.source), default=0)
    boxes_top = HEADER + 28 + above
    sight = boxes_top + BOX_HEIGHT + 34 + below
    rows_top = sight + 26
    legend_top = rows_top + len(scene.rows) * ROW_HEIGHT + 26
    height = legend_top + legend_lines * LEGEND_LINE + MARGIN
    return Sheet(width, height, boxes_top, sight, rows_top, legend_top)


def arc_height(way: Way) -> float:
    """How far the arc of a way rises over the boxes, or hangs under them."""
    return 24.0 + 15.0 * (abs(way.target - way.source) - 1)


@dataclass(frozen=True, slots=True)
class _Ink:
    light: str
    dark: str


_INKS: Mapping[str, _Ink] = {
    "paper": _Ink("#fbfaf6", "#11171d"),
    "card": _Ink("#ffffff", "#1b242d"),
    "ink": _Ink("#17212b", "#edf2f6"),
    "soft": _Ink("#5b6875", "#9fb0bf"),
    "hair": _Ink("#d9dee3", "#33404c"),
    "front": _Ink("#e6f3ee", "#12302a"),
    "band": _Ink("#f2f2ec", "#161e26"),
    "blue": _Ink(BLUE, SKY),
    "fill": _Ink("#a9d3ef", "#2b6690"),
    "green": _Ink("#00785a", "#35c49c"),
    "trouble": _Ink("#b84d00", "#ff8a3d"),
    "warm": _Ink(ORANGE, ORANGE),
}
# What each class paints with which ink; written out so that viewers without CSS variables, such
# as office programs and converters, show the colours too.
_PAINT: Mapping[str, str] = {
    ".paper": "fill:{paper}",
    ".front": "fill:{front}",
    ".band": "fill:{band}",
    ".card": "fill:{card};stroke:{blue}",
    ".title,.name,.figure": "fill:{ink}",
    ".lane": "fill:{ink}",
    ".small,.sub": "fill:{soft}",
    ".actor,.seen": "fill:{green}",
    ".sight": "stroke:{green}",
    ".stem": "stroke:{hair}",
    ".track": "fill:{hair}",
    ".fill": "fill:{blue}",
    ".badge": "fill:{blue}",
    ".digit": "fill:{card}",
    ".dot": "fill:{fill};stroke:{blue}",
    ".none": "fill:{hair}",
    ".trouble": "fill:{trouble}",
    ".way": "stroke:{blue}",
    ".head": "fill:{blue}",
    ".again": "stroke:{warm}",
    ".againhead": "fill:{warm}",
    ".own": "stroke:{warm}",
    ".hand": "stroke:{soft}",
    ".handhead": "fill:{soft}",
    ".count": "fill:{ink};stroke:{paper}",
}
_SHAPES = """
.frontstage-journey{font-family:Inter,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
.frontstage-journey .title{font-size:26px;font-weight:700}
.frontstage-journey .sub{font-size:15px}
.frontstage-journey .name{font-size:14px;font-weight:600}
.frontstage-journey .figure{font-size:22px;font-weight:700}
.frontstage-journey .small{font-size:12px}
.frontstage-journey .trouble{font-size:12px;font-weight:600}
.frontstage-journey .lane{font-size:15px;font-weight:600}
.frontstage-journey .actor{font-size:17px;font-weight:700}
.frontstage-journey .seen{font-size:14px;font-style:italic}
.frontstage-journey .digit{font-size:12px;font-weight:700}
.frontstage-journey .count{font-size:12px;font-weight:600;stroke-width:4px;paint-order:stroke;\
stroke-linejoin:round}
.frontstage-journey .card{stroke-width:1.8px}
.frontstage-journey .implied{stroke-dasharray:7 5}
.frontstage-journey .assumed{stroke-dasharray:1.5 4;stroke-linecap:round}
.frontstage-journey .sight{stroke-width:2.5px;stroke-dasharray:14 7}
.frontstage-journey .stem{stroke-width:1.5px}
.frontstage-journey .dot{stroke-width:1.2px}
.frontstage-journey .own{fill:none;stroke-width:2px}
.frontstage-journey .way,.frontstage-journey .again,.frontstage-journey .hand{fill:none;\
stroke-linecap:butt;stroke-opacity:.78}
"""


def style() -> str:
    """Return the style sheet: shapes once, paint for light and for dark."""
    light = {name: ink.light for name, ink in _INKS.items()}
    dark = {name: ink.dark for name, ink in _INKS.items()}
    return f"{_SHAPES}{_paint(light)}@media (prefers-color-scheme:dark){{\n{_paint(dark)}}}\n"


def _paint(inks: Mapping[str, str]) -> str:
    return "".join(
        f"{','.join(f'.frontstage-journey {one}' for one in names.split(','))}"
        f"{{{paint.format(**inks)}}}\n"
        for names, paint in _PAINT.items()
    )
