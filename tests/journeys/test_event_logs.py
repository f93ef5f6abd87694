"""Event logs that leave are read back by r4pm with the same graph that was discovered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import r4pm

from corpora.errors import SourceError
from corpora.records import Stage
from journeys.discover import discover
from journeys.event_logs import write_log

STAGES = (
    Stage("ask", 'Asking "why" <now>', "…"),
    Stage("buy", "Buying & paying", "…"),
    Stage("get", "Receiving", "…"),
)
DAY = datetime(2026, 4, 6, 9, tzinfo=UTC)
PATHS = {"k1": ("ask", "buy", "get"), "k2": ("ask", "buy"), "k3": ("buy", "get", "buy")}
EVENTS: dict[str, list[Any]] = {
    "case": [name for name, path in PATHS.items() for _ in path],
    "contact_id": [f"c-{name}-{i}" for name, path in PATHS.items() for i, _ in enumerate(path)],
    "stage_id": [stage for path in PATHS.values() for stage in path],
    "at": [DAY + timedelta(days=i) for path in PATHS.values() for i, _ in enumerate(path)],
    "lane": ["sales" for path in PATHS.values() for _ in path],
    "channel": ["call" for path in PATHS.values() for _ in path],
}


def binding(name: str, **arguments: object) -> Any:  # noqa: ANN401 - JSON
    full = next(
        each["id"]
        for each in r4pm.list_bindings()
        if each["name"] == name and set(each["required_arguments"]) == set(arguments)
    )
    found = r4pm.call_binding(full, json.dumps(arguments))
    return json.loads(found) if isinstance(found, str) else found


@pytest.mark.parametrize("ending", [".xes", ".xes.gz"])
def test_xes_is_read_back_with_the_same_paths(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"log{ending}"
    assert write_log(EVENTS, file, "xes", stages=STAGES).events == 8
    item = r4pm.import_item("EventLog", str(file))
    seen = r4pm.convert_item(item, "EventLogActivityProjection")
    names = binding("get_projection_activities", projection=seen)
    assert set(names) == {stage.name for stage in STAGES}
    assert binding("get_num_cases", projection=seen) == 3


@pytest.mark.parametrize("ending", [".json", ".xml", ".sqlite"])
def test_ocel_is_read_back_in_every_form(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"log{ending}"
    assert write_log(EVENTS, file, "ocel", stages=STAGES).events == 8
    item = r4pm.convert_item(r4pm.import_item("OCEL", str(file)), "SlimLinkedOCEL")
    assert binding("num_events", ocel=item) == 8
    assert binding("num_objects", ocel=item) == 3 + 8


def test_the_graph_of_the_log_is_that_of_the_drawing(tmp_path: Path) -> None:
    file = tmp_path / "log.xes"
    write_log(EVENTS, file, "xes", stages=STAGES)
    names = {stage.name: stage.id for stage in STAGES}
    graph = binding("discover_dfg", event_log=r4pm.import_item("EventLog", str(file)))
    follows = {
        (names[source], names[target]): count
        for (source, target), count in graph["directly_follows_relations"]
    }
    journey = discover(EVENTS, stages=STAGES)
    assert follows == {(t.source, t.target): t.count for t in journey.transitions}


def test_undated_visits_are_counted_out_of_ocel(tmp_path: Path) -> None:
    events = {"contact_id": ["a", "b"], "stage_id": ["ask", "buy"], "at": [DAY, None]}
    written = write_log(events, tmp_path / "log.json", "ocel", stages=STAGES)
    assert (written.events, written.left_out) == (1, 1)
    assert write_log(events, tmp_path / "log.xes", "xes", stages=STAGES).events == 2


def test_the_ending_must_fit(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no form of XES; end it with \.xes or \.xes\.gz"):
        write_log(EVENTS, tmp_path / "log.csv", "xes", stages=STAGES)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be written"):
        write_log(EVENTS, tmp_path / "none" / "log.xes", "xes", stages=STAGES)
