"""Arrows of the SVG sheet: ways over and under the boxes, loops, hand-offs, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from journeys.draw.canvas import Canvas, text_width
from journeys.draw.scene import Scene, Way, many, span
from journeys.draw.sheet import (
    ARC_FOOT,
    BOX_HEIGHT,
    BOX_WIDTH,
    GAP,
    HANDOFF_ROOM,
    ROW_HEIGHT,
    Sheet,
    arc_height,
)
from journeys.model import Handoff

_THINNEST, _WIDEST = 1.4, 9.0
_INFERRED = 2.2
_HEAD = 9.0
_Point = tuple[float, float]


@dataclass
class Labels:
    """Numbers on arrows, placed where none covers another, written last so that none is hidden."""

    _placed: list[tuple[float, float, str]] = field(default_factory=list)

    def place(self, text: str, spots: Sequence[_Point]) -> None:
        """Put a text on the first spot that is free; on the first if none is."""
        free = (spot for spot in spots if not self._covered(spot, text))
        x, y = next(free, spots[0])
        self._placed.append((x, y, text))

    def _covered(self, spot: _Point, text: str) -> bool:
        return any(
            abs(x - spot[0]) < (text_width(text, 12) + text_width(other, 12)) / 2 + 4
            and abs(y - spot[1]) < 14
            for x, y, other in self._placed
        )

    def write(self, canvas: Canvas) -> None:
        """Write them all."""
        for x, y, text in self._placed:
            canvas.text(x, y + 4, text, "count", "middle")


def draw_ways(canvas: Canvas, scene: Scene, sheet: Sheet, labels: Labels) -> None:
    """Draw the ways: to the next box straight, onward above the boxes, back beneath them."""
    counts = [way.transition.count for way in scene.ways if way.transition.mark == "observed"]
    most = max([*counts, *(count for _, count in _loops(scene))], default=0)
    for way in scene.ways:
        observed = way.transition.mark == "observed"
        wide = _width(way.transition.count, most) if observed else _INFERRED
        group = canvas.group(title=_told(scene, way))
        if way.target == way.source + 1:
            _straight(group, way, wide, sheet, labels)
        else:
            _arc(group, way, wide, sheet, labels)
    for index, count in _loops(scene):
        corner = (sheet.left_of(index) + BOX_WIDTH, sheet.boxes_top)
        _loop(canvas, corner, count, min(_width(count, most), 5), labels)


def _loops(scene: Scene) -> list[tuple[int, int]]:
    return [
        (index, place.step.repeats)
        for index, place in enumerate(scene.places)
        if place.step.repeats
    ]


def _width(count: int, most: int) -> float:
    return _THINNEST + (_WIDEST - _THINNEST) * count / most if most else _THINNEST


def _told(scene: Scene, way: Way) -> str:
    transition = way.transition
    names = f"{scene.places[way.source].name} → {scene.places[way.target].name}"
    who = "case" if scene.unit == "case" else "customer"
    told = f"{names}: {transition.count:,} times, {many(transition.customers, who)}"
    if transition.mark != "observed":
        return f"{told}, {transition.mark}"
    if transition.median_s is not None:
        told += f", after {span(transition.median_s)} (median)"
    return told


def _line(group: Canvas, way: Way, path: str, wide: float) -> None:
    mark = way.transition.mark
    class_ = "way" if mark == "observed" else f"way {mark}"
    group.put("path", d=path, class_=class_, stroke_width=wide)


def _straight(group: Canvas, way: Way, wide: float, sheet: Sheet, labels: Labels) -> None:
    x = sheet.left_of(way.source) + BOX_WIDTH
    y = sheet.boxes_top + BOX_HEIGHT / 2
    tip = x + GAP - 1
    head = _HEAD + wide / 2
    _line(group, way, f"M{x:.1f},{y:.1f} H{tip - head + 1:.1f}", wide)
    _head(group, (tip, y), (1, 0), wide, "head")
    labels.place(f"{way.transition.count:,}", [(x + GAP / 2 - 2, y - wide / 2 - 12)])


def _arc(group: Canvas, way: Way, wide: float, sheet: Sheet, labels: Labels) -> None:
    onward = way.target > way.source
    side = 1 if onward else -1
    start = sheet.middle_of(way.source) + side * ARC_FOOT
    end = sheet.middle_of(way.target) - side * ARC_FOOT
    base = sheet.boxes_top if onward else sheet.boxes_bottom
    up = -1 if onward else 1
    head = _HEAD + wide / 2
    reach = base + up * arc_height(way) / 0.75
    foot = base + up * (head - 1)
    _line(
        group,
        way,
        _cubic((start, base), (start, reach), (end, reach), (end, foot)),
        wide,
    )
    _head(group, (end, base), (0, -up), wide, "head")
    curve = ((start, base), (start, reach), (end, reach), (end, base))
    spots = [_on_curve(curve, t) for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)]
    labels.place(f"{way.transition.count:,}", spots)


def _cubic(start: _Point, out: _Point, back: _Point, end: _Point) -> str:
    spots = (f"{x:.1f},{y:.1f}" for x, y in (out, back, end))
    return f"M{start[0]:.1f},{start[1]:.1f} C{' '.join(spots)}"


def _on_curve(curve: tuple[_Point, _Point, _Point, _Point], t: float) -> _Point:
    """A point of a cubic Bézier curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x = sum(weight * point[0] for weight, point in zip(weights, curve, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, curve, strict=True))
    return x, y


def _head(group: Canvas, tip: _Point, to: _Point, wide: float, class_: str) -> None:
    """An arrow head whose tip is here and points there."""
    long, half = _HEAD + wide / 2, 4.5 + wide / 2
    x, y = tip
    dx, dy = to
    back = (x - dx * long, y - dy * long)
    left = (back[0] - dy * half, back[1] + dx * half)
    right = (back[0] + dy * half, back[1] - dx * half)
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in (tip, left, right))
    group.put("polygon", points=points, class_=class_)


def _loop(canvas: Canvas, corner: _Point, count: int, wide: float, labels: Labels) -> None:
    """An ear at the box's upper right corner: the same customer again at the same step."""
    x, y = corner
    group = canvas.group(title=f"{many(count, 'contact')} of customers who had been here before")
    path = f"M{x - 22:.1f},{y:.1f} c0,-24 44,-24 40,4 c-1,9 -4,14 -7,17"
    group.put("path", d=path, class_="again", stroke_width=wide)
    _head(group, (x, y + 28), (-0.75, 0.66), wide, "againhead")
    labels.place(f"↻ {count:,}", [(x + 4, y - 22), (x + 4, y - 30)])


def draw_handoffs(
    canvas: Canvas, handoffs: Sequence[Handoff], lanes: Sequence[str], sheet: Sheet
) -> None:
    """Draw the most frequent hand-offs between lanes as arcs at the right."""
    index = {lane: number for number, lane in enumerate(lanes)}
    shown = [h for h in handoffs if h.source in index and h.target in index][:6]
    if not shown:
        return
    canvas.text(sheet.right - 14, sheet.rows_top - 7, "hand-offs", "seen", "end")
    ports = _ports([(index[h.source], index[h.target]) for h in shown])
    most = max(h.count + h.between_contacts for h in shown)
    labels = Labels()
    for handoff, (leave, arrive) in zip(shown, ports, strict=True):
        times = handoff.count + handoff.between_contacts
        wide = min(_width(times, most), 5)
        start = sheet.row_middle(index[handoff.source]) + leave
        end = sheet.row_middle(index[handoff.target]) + arrive
        x = sheet.right - HANDOFF_ROOM
        bulge = x + 34 + 13 * abs(index[handoff.target] - index[handoff.source])
        group = canvas.group(
            title=f"{handoff.source} → {handoff.target}: {handoff.count:,} within a contact, "
            f"{handoff.between_contacts:,} from one contact to the next"
        )
        head = _HEAD + wide / 2
        path = _cubic((x, start), (bulge, start), (bulge, end), (x + head - 1, end))
        group.put("path", d=path, class_="hand", stroke_width=wide)
        _head(group, (x, end), (-1, 0), wide, "handhead")
        curve = ((x, start), (bulge, start), (bulge, end), (x, end))
        labels.place(f"{times:,}", [_on_curve(curve, t) for t in (0.5, 0.4, 0.6, 0.3, 0.7)])
    labels.write(canvas)


def _ports(pairs: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Where in its lane each arc leaves and arrives, so that none runs over another.

    In each lane, from the top: arcs upwards from the nearest to the farthest, then arcs
    downwards from the farthest to the nearest. So the long ones go round the short ones.
    """
    at_lane: dict[int, list[tuple[int, int, int]]] = {}
    for number, (source, target) in enumerate(pairs):
        at_lane.setdefault(source, []).append((target, number, 0))
        at_lane.setdefault(target, []).append((source, number, 1))
    spots = [[0.0, 0.0] for _ in pairs]
    for lane, arcs in at_lane.items():
        # Two lanes that hand to each other both ways: the order turns round at the other end.
        arcs.sort(key=lambda arc: (arc[0] > lane, -arc[0], arc[1] if arc[0] > lane else -arc[1]))
        step = min(13.0, (ROW_HEIGHT - 18) / max(len(arcs) - 1, 1))
        for place, (_, number, which) in enumerate(arcs):
            spots[number][which] = (place - (len(arcs) - 1) / 2) * step
    return [(leave, arrive) for leave, arrive in spots]
