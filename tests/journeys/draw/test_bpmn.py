from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from journeys.draw.bpmn import draw_bpmn
from journeys.model import Journey, Lane, Step, Touch, Transition, View

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"


def journey() -> Journey:
    touches = (Touch("sales", 3), Touch("returns", 1))
    return Journey(
        name="Shoes & <boots>",
        steps=(
            Step(stage_id="ask", name="Asking", mark="observed", contacts=4, departments=touches),
            Step(stage_id="get", name="Receiving", mark="implied", passed_unseen=2),
            Step(stage_id="back", name='"Back"', mark="observed", contacts=2, departments=touches),
        ),
        transitions=(
            Transition(source="ask", target="back", count=3),
            Transition(source="back", target="ask", count=1),
            Transition(source="get", target="back", mark="implied", count=2),
        ),
        departments=(
            Lane("sales", "Sales", "department", 6),
            Lane("returns", "Returns", "department", 2),
        ),
        contacts=5,
    )


@pytest.fixture(params=["departments", "customer"])
def document(request: pytest.FixtureRequest) -> ET.Element:
    view: View = request.param
    return ET.fromstring(draw_bpmn(journey(), view=view))  # noqa: S314 - our own output


def test_every_reference_leads_somewhere(document: ET.Element) -> None:
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in document.iter():
        for name in ("sourceRef", "targetRef", "processRef", "bpmnElement"):
            assert element.get(name) in {None, *ids}
    assert all(ref.text in ids for ref in document.iter(f"{MODEL}flowNodeRef"))


def test_everything_that_is_drawn_has_a_place(document: ET.Element) -> None:
    placed = {
        shape.get("bpmnElement")
        for kind in ("BPMNShape", "BPMNEdge")
        for shape in document.iter(f"{DI}{kind}")
    }
    for tag in ("participant", "lane", "task", "sequenceFlow", "messageFlow"):
        for element in document.iter(f"{MODEL}{tag}"):
            assert element.get("id") in placed
    for edge in document.iter(f"{DI}BPMNEdge"):
        assert len(edge.findall(f"{DD}waypoint")) >= 2


def test_the_customer_is_on_top_and_everything_lies_in_its_pool(document: ET.Element) -> None:
    boxes = {
        shape.get("bpmnElement"): [
            int(shape[0].get(side, "")) for side in ("x", "y", "width", "height")
        ]
        for shape in document.iter(f"{DI}BPMNShape")
    }
    customer, company = boxes["customer"], boxes["company"]
    assert customer[1] + customer[3] < company[1]
    for name, (x, y, width, height) in boxes.items():
        pool = customer if str(name).startswith(("step", "customer")) else company
        assert pool[0] <= x
        assert pool[1] <= y
        assert x + width <= pool[0] + pool[2]
        assert y + height <= pool[1] + pool[3]


def test_nobody_is_met_at_a_step_that_is_only_implied() -> None:
    text = draw_bpmn(journey())
    document = ET.fromstring(text)  # noqa: S314 - our own output
    flows = {flow.get("sourceRef") for flow in document.iter(f"{MODEL}messageFlow")}
    assert flows == {"step1", "step3"}
    names = {flow.get("id"): flow.get("name") for flow in document.iter(f"{MODEL}sequenceFlow")}
    assert names == {"way-step1-step3": "3", "way-step3-step1": "1", "way-step2-step3": "2"}


def test_an_empty_journey_has_its_pools() -> None:
    document = ET.fromstring(draw_bpmn(Journey(name="", steps=())))  # noqa: S314 - our own output
    assert len(list(document.iter(f"{MODEL}participant"))) == 2
