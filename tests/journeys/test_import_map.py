"""Maps that people drew, read from TOML and BPMN, and held against the evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.errors import SourceError
from corpora.records import Stage
from journeys.contrast import contrast
from journeys.discover import discover
from journeys.draw.bpmn import draw_bpmn
from journeys.import_map import read_map
from journeys.model import Journey

STAGES = tuple(Stage(name, name.title(), "…") for name in ("ask", "buy", "get", "pay"))
BPMN = """<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">
 <bpmn:process id="p">
  <bpmn:task id="t2" name="Buy"/><bpmn:userTask id="t1" name="  ask
  "/><bpmn:task id="t3" name="Dream"/>
  <bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g"/>
  <bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="t1"/>
  <bpmn:sequenceFlow id="f1" sourceRef="t1" targetRef="g"/>
  <bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="t2"/>
  <bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="t3"/>
 </bpmn:process>
</bpmn:definitions>"""


def journey(*paths: str) -> Journey:
    """Discover the journey of customers who go through stages by their first letters."""
    stages = {"a": "ask", "b": "buy", "g": "get", "p": "pay"}
    rows = [
        (f"k{i}", i, stages[letter], place)
        for i, path in enumerate(paths)
        for place, letter in enumerate(path)
    ]
    return discover(
        {
            "contact_id": [row[0] for row in rows],
            "stage_id": [row[2] for row in rows],
            "order": [float(row[3]) for row in rows],
        },
        stages=STAGES,
    )


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(
        '[journey]\nname = "Ours"\n'
        '[[stage]]\nid = "buy"\n[[stage]]\nname = "ASK"\n'
        '[[stage]]\nid = "pay"\n[[stage]]\nname = "Unboxing"\n'
    )
    return path


def test_a_map_in_toml_is_matched_by_id_and_name(toml: Path) -> None:
    drawn = read_map(toml, STAGES)
    assert drawn.name == "Ours"
    assert [step.stage_id for step in drawn.steps] == ["buy", "ask", "pay", None]
    assert drawn.follows[0] == ("buy", "ASK")


def test_a_map_in_bpmn_is_followed_through_gateways(tmp_path: Path) -> None:
    path = tmp_path / "map.bpmn"
    path.write_text(BPMN)
    drawn = read_map(path, STAGES)
    assert [(step.name, step.stage_id) for step in drawn.steps] == [
        ("ask", "ask"),
        ("Buy", "buy"),
        ("Dream", None),
    ]
    assert set(drawn.follows) == {("t1", "t2"), ("t1", "t3")}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["", ' encoding="UTF-8"', ' encoding="UTF-16"'])
def test_a_map_in_any_encoding_is_read(tmp_path: Path, encoding: str, declared: str) -> None:
    if encoding == "utf-8-sig" and "16" in declared:
        return
    path = tmp_path / "map.bpmn"
    path.write_bytes(BPMN.replace("?>", f"{declared}?>", 1).encode(encoding))
    assert [step.name for step in read_map(path, STAGES).steps] == ["ask", "Buy", "Dream"]
    toml = tmp_path / "map.toml"
    toml.write_bytes('[[stage]]\nname = "buy"\n'.encode(encoding))
    assert [step.stage_id for step in read_map(toml, STAGES).steps] == ["buy"]


def test_what_frontstage_draws_can_be_read_as_a_map(tmp_path: Path) -> None:
    path = tmp_path / "own.bpmn"
    path.write_text(draw_bpmn(journey("abg", "abgp")), encoding="utf-8")
    drawn = read_map(path, STAGES)
    assert {"ask", "buy", "get", "pay"} <= {step.stage_id for step in drawn.steps}


def test_a_stage_that_was_merged_away_is_still_known(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[[stage]]\nid = "old"\n')
    merged = (Stage("buy", "Buying", "…", aliases=("old",)),)
    assert read_map(path, merged).steps[0].stage_id == "buy"


def test_a_stage_is_known_by_what_it_was_called_before(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_text('[[stage]]\nname = "Browsing"\n[[stage]]\nname = "Ordering"\n')
    stages = [Stage(id="ask", name="Asking", description="", aliases=("browse",))]
    former = {"browsing": "browse", "asking": "elsewhere", "ordering": "gone"}
    drawn = read_map(path, stages, former)
    assert [step.stage_id for step in drawn.steps] == ["ask", None]


def test_the_difference_is_what_was_assumed_and_what_was_seen(toml: Path) -> None:
    found = contrast(read_map(toml, STAGES), journey(*["abg"] * 5, "ba"))
    assert [step.stage_id for step in found.never_mentioned] == ["pay"]
    assert [step.name for step in found.unknown] == ["Unboxing"]
    assert [(step.stage_id, step.contacts) for step in found.not_drawn] == [("get", 5)]
    (order,) = found.other_orders
    assert (order.first, order.second, order.as_drawn, order.against) == ("buy", "ask", 1, 5)
    assert found.differs


def test_a_map_that_fits_differs_in_nothing(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[[stage]]\nid = "ask"\n[[stage]]\nid = "buy"\n')
    assert not contrast(read_map(path, STAGES), journey(*["ab"] * 5)).differs


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[stage", "neither TOML nor BPMN"),
        ("", "there is no step"),
        ("stage = 3", r"every stage must be a \[\[stage\]\] table"),
        ("[[stage]]\nlane = 'x'", "stage 1: id and name are missing"),
        ("[[stage]]\nid = 'x'\n[[stage]]\nid = 'x'", "stage 2: the step 'x' is given twice"),
        ("<html/>", "begins with html"),
        ("<a><b></a>", "this XML can't be read"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', "declares XML entities"),
        ("<definitions/>", "there is no step"),
    ],
)
def test_what_can_not_be_used_is_said_in_a_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "map"
    path.write_text(text)
    with pytest.raises(SourceError, match=says):
        read_map(path, STAGES)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read"):
        read_map(tmp_path / "none", STAGES)


def test_of_a_map_of_two_sides_the_customers_pool_is_read(tmp_path: Path) -> None:
    path = tmp_path / "journey.bpmn"
    drawn = journey(*["abg"] * 5, "ba")
    path.write_text(draw_bpmn(drawn, view="departments"), encoding="utf-8")
    read = read_map(path, STAGES)
    assert sorted(step.name for step in read.steps) == ["Ask", "Buy", "Get", "Pay"]
