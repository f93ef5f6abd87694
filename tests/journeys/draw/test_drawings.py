"""What all drawings promise: nothing hostile gets out, nothing is left out silently."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from journeys.default import load_journey, load_requirements
from journeys.discover import discover
from journeys.draw.bpmn import draw_bpmn
from journeys.draw.mermaid import draw_mermaid
from journeys.draw.svg import draw_svg
from journeys.draw.terminal import draw_terminal
from journeys.model import Journey, Lane, Step, Touch, Transition, View
from tests.conftest import examples

VIEWS: tuple[View, View] = ("customer", "departments")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def journey() -> Journey:
    path = ["research", "place_order", "use", "get_support", "exchange_or_return", "pay"]
    lanes = ["sales", "web", "technical", "technical", "returns", "billing"]
    rows = [
        (f"u{u}", f"c{u}-{n}", path[(u + n) % 6], n, lanes[(u + n) % 6])
        for u in range(30)
        for n in range(2 + u % 4)
    ]
    case, contact, stage, order, lane = zip(*rows, strict=True)
    return discover(
        {
            "case": case,
            "contact_id": contact,
            "stage_id": stage,
            "order": order,
            "at": [1_780_000_000_000_000 + n * 86_400_000_000 for n in order],
            "lane": lane,
            "channel": ["call" if n % 2 else "chat" for n in order],
            "failed": [n == 1 for n in order],
        },
        stages=load_journey(),
        requires=load_requirements(),
    )


def hostile(name: str) -> Journey:
    steps = tuple(
        Step(
            stage_id=f"s{n}",
            name=name,
            mark="observed",
            contacts=5 - n,
            customers=5 - n,
            departments=(Touch("lane", 2),),
            failures=1,
            repeats=n,
        )
        for n in range(4)
    )
    ways = (
        Transition(source="s0", target="s2", count=4),
        Transition(source="s3", target="s0", count=2),
    )
    return Journey(
        name=name,
        steps=steps,
        transitions=ways,
        departments=(Lane("lane", name, "department", 4),),
        contacts=9,
        customers=9,
        notes=(name,),
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_terminal_drawing_keeps_to_its_width(journey: Journey, view: View, width: int) -> None:
    lines = draw_terminal(journey, width, view=view).plain.split("\n")
    assert max(map(cell_len, lines)) <= width
    text = " ".join(lines)
    for word in ("Researching", "line of visibility", "implied", "assumed", "▲", "→"):
        assert word in text


@pytest.mark.parametrize(("contacts", "told"), [(2, "2 of 2"), (9, "2 of 9"), (20, "10 %")])
def test_too_few_contacts_for_a_share_are_told_as_they_are(contacts: int, told: str) -> None:
    few = hostile("Returning")
    steps = tuple(replace(step, contacts=contacts, failures=2) for step in few.steps)
    few = replace(few, steps=steps)
    for width in (60, 80, 200):
        # The narrowest box has no room for more than the sign, which the legend explains.
        assert f"▲ {told}" in draw_terminal(few, width).plain
    assert f"{told} failure" in draw_svg(few)
    assert f"{told} failure" in draw_mermaid(few)
    assert f"{told} caused by something that went wrong" in draw_bpmn(few)


def test_contacts_at_no_step_are_not_called_unsure(journey: Journey) -> None:
    # Elsewhere "unsure" counts contacts whose main reason is; most of these mention some step.
    for drawn in (
        draw_terminal(replace(journey, unsure=3), 100).plain,
        draw_svg(replace(journey, unsure=3)),
    ):
        assert "3 at no step" in drawn
        assert "unsure" not in drawn


def test_the_customer_is_on_top_and_who_is_met_beneath(journey: Journey) -> None:
    text = draw_terminal(journey, 100, view="departments").plain
    sight = text.index("line of visibility")
    assert text.index("CUSTOMER") < text.index("Researching") < sight < text.index("Technical")


def test_a_wide_screen_shows_lanes_under_their_steps(journey: Journey) -> None:
    text = draw_terminal(journey, 200, view="departments").plain
    boxes = next(line for line in text.split("\n") if "─ 3 ─" in line)
    lane = next(line for line in text.split("\n") if line.startswith("Website"))
    assert lane.index("█") == boxes.index("╭─ 3 ─")


def test_plain_ascii_and_no_colour_say_the_same(journey: Journey) -> None:
    for width in (60, 200):
        plain = draw_terminal(journey, width, ascii_only=True, colour=False)
        assert plain.plain.isascii()
        assert not plain.spans
        assert "line of visibility" in plain.plain
        assert (
            draw_terminal(journey, width, colour=False).plain == draw_terminal(journey, width).plain
        )


@pytest.mark.parametrize("view", VIEWS)
def test_the_svg_is_self_contained_titled_and_repeatable(journey: Journey, view: View) -> None:
    drawing = draw_svg(journey, view=view)
    assert drawing == draw_svg(journey, view=view)
    root = ET.fromstring(drawing)  # noqa: S314 - our own output
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert [root.find(f".//*[@id='{label}']") is not None for label in labels] == [True, True]
    assert "prefers-color-scheme:dark" in drawing
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import|href|<script", drawing)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert "Researching" in texts
    assert "line of visibility" in texts


def test_nothing_lies_outside_the_sheet(journey: Journey) -> None:
    root = ET.fromstring(draw_svg(journey, view="departments"))  # noqa: S314 - our own output
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for element in root.iter():
        for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.get(name, 0)) <= most


def test_marks_are_told_by_line_styles_and_words(journey: Journey) -> None:
    drawing = draw_svg(journey)
    assert 'class="card implied"' in drawing
    assert 'class="card assumed"' in drawing
    assert ">implied<" in drawing


def test_mermaid_holds_steps_ways_and_lanes(journey: Journey) -> None:
    text = draw_mermaid(journey, view="departments")
    assert text.count("subgraph") == 2
    assert 'step1(["1. Researching<br/>' in text
    assert "Technical<br/>" in text
    assert re.search(r'step\d+ -- "[\d,]+" --> step\d+', text)
    assert re.search(r'step\d+ -\. "\d+" \.-> step\d+', text)


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_journey_is_drawn_all_the_same(view: View) -> None:
    empty = Journey(name="Nothing", steps=())
    assert "no step is known yet" in draw_terminal(empty, 80, view=view).plain
    ET.fromstring(draw_svg(empty, view=view))  # noqa: S314 - our own output
    assert "flowchart" in draw_mermaid(empty, view=view)


@pytest.mark.parametrize("view", VIEWS)
def test_two_thousand_activities_leave_the_frequent_ones_and_say_so(view: View) -> None:
    names = [f"activity {n}" for n in range(2000)]
    stage = [*names, *names[:9] * 3]
    many = discover({"case": list(map(str, range(len(stage)))), "stage_id": stage})
    text = draw_terminal(many, 120, view=view).plain
    assert "activity 8 " in text
    assert "activity 1999" not in text
    assert "Not drawn: 1,986 rarer steps" in text
    assert len(draw_svg(many, view=view)) < 100_000


HOSTILE = [
    '"]; click step1 href "javascript:alert(1)"',
    "<script>alert(1)</script> & ]]> --",
    "\x1b[31mred\x1b[0m \x07 \u202eevil",
    "[bold]not markup[/bold]",
    "収納ボックスの返品について問い合わせる",
    "a-very-long-word-without-any-space-that-does-not-fit-in-any-box",
    "%% comment\n---\nend",
    "",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    bad = hostile(name)
    terminal = draw_terminal(bad, 80, view="departments")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", terminal.plain)
    root = ET.fromstring(draw_svg(bad, view="departments"))  # noqa: S314 - our own output
    assert not list(root.iter("script")) + list(root.iter(f"{SVG}script"))
    body = draw_mermaid(bad, view="departments").split("flowchart TB")[1]
    assert "<script" not in body
    # Every quote is one of ours: a name can't end its label.
    assert all(line.count('"') in {0, 2} for line in body.split("\n"))
    assert "javascript:" not in body.split("%%", maxsplit=1)[0]


@examples(60)
@example(name="\x1b \x1b", width=20)
@given(name=st.text(max_size=40), width=st.integers(20, 220))
def test_any_name_fits_any_width(name: str, width: int) -> None:
    bad = hostile(name)
    for ascii_only in (False, True):
        drawn = draw_terminal(bad, width, view="departments", ascii_only=ascii_only).plain
        assert max(map(cell_len, drawn.split("\n"))) <= max(width, 40)
    ET.fromstring(draw_svg(bad, view="departments"))  # noqa: S314 - our own output
