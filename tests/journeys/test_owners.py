"""Whose step it is by somebody's word is drawn, and changes no count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpora.records import Stage
from journeys.discover import discover
from journeys.draw.bpmn import draw_bpmn
from journeys.draw.mermaid import draw_mermaid
from journeys.draw.scene import scene_of
from journeys.draw.svg import draw_svg
from journeys.draw.terminal import draw_terminal
from journeys.model import Journey

STAGES = (Stage("ask", "Asking", "…"), Stage("pay", "Paying", "…"))
EVENTS = {
    "contact_id": ["a", "b", "c", "d"],
    "stage_id": ["ask", "ask", "pay", "pay"],
    "lane": ["Sales", "Sales", "Billing & payments", "Sales"],
}


def assigned(department: str) -> Journey:
    return discover(EVENTS, stages=(STAGES[0], replace(STAGES[1], lane=department)))


def test_an_assignment_shows_in_the_departments_view_of_every_form() -> None:
    journey = assigned("Cashiers")
    step = journey.step("pay")
    assert step is not None
    assert (step.assigned, step.contacts) == ("Cashiers", 2)
    assert [lane.id for lane in journey.departments] == ["Sales", "Billing & payments", "Cashiers"]
    assert "Paying is assigned to Cashiers, which 0 of its 2 contacts met." in journey.notes
    for width in (70, 200):
        wide = draw_terminal(journey, width, view="departments").plain
        assert "◆" in next(line for line in wide.splitlines() if line.startswith("Cashiers"))
        assert "◆ assigned to this department" in wide
    plain = draw_terminal(journey, 70, view="departments", ascii_only=True).plain
    assert plain.isascii()
    assert "Paying is assigned to Cashiers" in draw_svg(journey, view="departments")
    assert 'class="own"' in draw_svg(journey, view="departments")
    assert 'name="Paying: 0 (assigned)"' in draw_bpmn(journey)
    assert "at 2: 0 (assigned)" in draw_mermaid(journey, view="departments")


def test_the_customers_view_and_the_counts_stay_as_they_were() -> None:
    before, after = discover(EVENTS, stages=STAGES), assigned("Cashiers")
    assert scene_of(before).rows == scene_of(after).rows
    assert [s.departments for s in before.steps] == [s.departments for s in after.steps]


@pytest.mark.parametrize("name", ["sales", "billing", "Billing & Payments"])
def test_a_department_that_is_known_is_not_drawn_twice(name: str) -> None:
    assert len(assigned(name).departments) == 2


def test_a_lane_with_a_step_of_its_own_is_never_left_out_for_busier_ones() -> None:
    shown = scene_of(assigned("Cashiers"), "departments", most_rows=2).rows
    assert [row.name for row in shown] == ["Sales", "Cashiers"]
