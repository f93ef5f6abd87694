"""The journey as BPMN 2.0 XML with diagram coordinates, for the modelling tools of the field.

Two pools: the customer on top, the company beneath with a lane for everybody who is met. What
passes between pools is a message flow, and the space between them is the line of visibility.
(OMG, Business Process Model and Notation 2.0.2, chapters 9, 10 and 12.)
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from journeys.draw.scene import Place, Row, Scene, Way, counts, many, percent, scene_of
from journeys.model import Journey, View

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_LEFT, _TOP, _LABEL = 160, 80, 30
_WIDE, _HIGH, _GAP = 120, 80, 60
_CELL_HIGH, _LANE_HIGH = 50, 90
_TRACK = 14
_Point = tuple[int, int]

for _prefix, _uri in (("bpmn", _BPMN), ("bpmndi", _DI), ("dc", _DC), ("di", _DD)):
    ET.register_namespace(_prefix, _uri)


def draw_bpmn(journey: Journey, *, view: View = "departments") -> str:
    """Return a BPMN 2.0 document with pools, lanes and coordinates.

    Args:
        journey: What to draw.
        view: `departments`: a lane for each department; `customer`: one for each channel.
    """
    scene = scene_of(journey, view, most_ways=14, most_rows=10)
    return _Document(scene).write()


class _Document:
    """Builds the model and, element by element, the plane that shows it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._root = ET.Element(
            f"{{{_BPMN}}}definitions",
            {"id": "definitions", "targetNamespace": "urn:frontstage:journey"},
        )
        self._meeting = _add(self._root, "collaboration", id="meeting", name=scene.title)
        self._plane = ET.Element(f"{{{_DI}}}BPMNPlane", {"id": "plane", "bpmnElement": "meeting"})
        tracks = max((abs(w.target - w.source) for w in scene.ways), default=1)
        self._box_top = _TOP + 30 + _TRACK * tracks
        self._pool_bottom = self._box_top + _HIGH + 30 + _TRACK * tracks
        self._lanes_top = self._pool_bottom + 60
        self._width = _LABEL * 2 + 40 + max(len(scene.places), 1) * (_WIDE + _GAP)

    def write(self) -> str:
        scene = self._scene
        _note(self._meeting, ". ".join((scene.subtitle, *scene.notes)))
        height = max(len(scene.rows), 1) * _LANE_HIGH
        self._pool("customer", "Customer", (_TOP, self._pool_bottom - _TOP))
        self._pool("company", "The company", (self._lanes_top, height))
        self._steps(_add(self._root, "process", id="customer-process", isExecutable="false"))
        self._lanes(_add(self._root, "process", id="company-process", isExecutable="false"))
        diagram = ET.SubElement(self._root, f"{{{_DI}}}BPMNDiagram", {"id": "diagram"})
        diagram.append(self._plane)
        ET.indent(self._root, "  ")
        text = ET.tostring(self._root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'

    def _pool(self, name: str, shown: str, place: tuple[int, int]) -> None:
        top, height = place
        process = f"{name}-process"
        _add(self._meeting, "participant", id=name, name=shown, processRef=process)
        self._shape(name, (_LEFT, top, self._width, height), lane=True)

    def _steps(self, process: ET.Element) -> None:
        for index, place in enumerate(self._scene.places):
            step = _add(process, "task", id=f"step{place.number}", name=place.name)
            _note(step, _told(self._scene, place))
            self._shape(f"step{place.number}", (self._x(index), self._box_top, _WIDE, _HIGH))
        for way in self._scene.ways:
            source, target = f"step{way.source + 1}", f"step{way.target + 1}"
            name = f"{way.transition.count:,}"
            flow = _add(
                process,
                "sequenceFlow",
                id=f"way-{source}-{target}",
                name=name,
                sourceRef=source,
                targetRef=target,
            )
            _note(flow, way.transition.mark)
            self._edge(f"way-{source}-{target}", self._route(way))

    def _lanes(self, process: ET.Element) -> None:
        lanes = _add(process, "laneSet", id="lanes")
        for number, row in enumerate(self._scene.rows):
            lane = _add(lanes, "lane", id=f"lane{number + 1}", name=row.name)
            top = self._lanes_top + number * _LANE_HIGH
            bounds = (_LEFT + _LABEL, top, self._width - _LABEL, _LANE_HIGH)
            self._shape(f"lane{number + 1}", bounds, lane=True)
            for index, contacts in enumerate(row.cells):
                if contacts or index in row.assigned:
                    cell = self._cell(process, (number, index), row)
                    _add(lane, "flowNodeRef").text = cell
                    self._message(cell, (number, index), contacts)

    def _cell(self, process: ET.Element, spot: tuple[int, int], row: Row) -> str:
        number, index = spot
        cell = f"lane{number + 1}-step{index + 1}"
        name = f"{self._scene.places[index].name}: {row.cells[index]:,}"
        name += " (assigned)" if index in row.assigned else ""
        _add(process, "task", id=cell, name=name)
        top = self._lanes_top + number * _LANE_HIGH + (_LANE_HIGH - _CELL_HIGH) // 2
        self._shape(cell, (self._x(index), top, _WIDE, _CELL_HIGH))
        return cell

    def _message(self, cell: str, spot: tuple[int, int], contacts: int) -> None:
        """A message goes down beside its column, so that it runs over no other task."""
        number, index = spot
        step = f"step{index + 1}"
        told = many(contacts, self._scene.unit)
        flow = f"meets-{cell}"
        _add(self._meeting, "messageFlow", id=flow, sourceRef=step, targetRef=cell)
        _note(self._meeting[-1], told)
        leave = self._x(index) + _WIDE // 2
        beside = self._x(index) + _WIDE + 10 + 5 * (number % 8)
        middle = self._lanes_top + number * _LANE_HIGH + _LANE_HIGH // 2
        turn = self._pool_bottom + 20
        self._edge(
            flow,
            [
                (leave, self._box_top + _HIGH),
                (leave, turn),
                (beside, turn),
                (beside, middle),
                (self._x(index) + _WIDE, middle),
            ],
        )

    def _route(self, way: Way) -> list[_Point]:
        """To the next step straight; onward over the steps, back beneath them."""
        y = self._box_top + _HIGH // 2
        if way.target == way.source + 1:
            return [(self._x(way.source) + _WIDE, y), (self._x(way.target), y)]
        onward = way.target > way.source
        edge = self._box_top if onward else self._box_top + _HIGH
        rise = _TRACK * abs(way.target - way.source) + 6
        level = edge - rise if onward else edge + rise
        leave = self._x(way.source) + (_WIDE * 3 // 4 if onward else _WIDE // 4)
        arrive = self._x(way.target) + (_WIDE // 4 if onward else _WIDE * 3 // 4)
        return [(leave, edge), (leave, level), (arrive, level), (arrive, edge)]

    def _x(self, index: int) -> int:
        return _LEFT + 2 * _LABEL + 20 + index * (_WIDE + _GAP)

    def _shape(
        self, element: str, bounds: tuple[int, int, int, int], *, lane: bool = False
    ) -> None:
        shape = ET.SubElement(
            self._plane, f"{{{_DI}}}BPMNShape", {"id": f"{element}-shape", "bpmnElement": element}
        )
        if lane:
            shape.set("isHorizontal", "true")
        sides = zip(("x", "y", "width", "height"), map(str, bounds), strict=True)
        ET.SubElement(shape, f"{{{_DC}}}Bounds", dict(sides))

    def _edge(self, element: str, points: Sequence[_Point]) -> None:
        edge = ET.SubElement(
            self._plane, f"{{{_DI}}}BPMNEdge", {"id": f"{element}-edge", "bpmnElement": element}
        )
        for x, y in points:
            ET.SubElement(edge, f"{{{_DD}}}waypoint", {"x": str(x), "y": str(y)})


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_BPMN}}}{tag}", attributes)


def _note(parent: ET.Element, text: str) -> None:
    _add(parent, "documentation").text = text


def _told(scene: Scene, place: Place) -> str:
    step = place.step
    told = f"{step.mark}: {counts(scene, step)}"
    if step.contacts:
        told += f", {percent(place.share)} of all {scene.unit}s"
    if place.failing:
        told += f", {place.failing} caused by something that went wrong"
    return told
