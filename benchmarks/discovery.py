"""The directly-follows graph of a real log: Frontstage beside r4pm and pandas, same log, same run.

`python -m benchmarks.discovery [--data FILE.xes.gz] [--copies N] [--runs N]`

All three count the same relations of the same log, and the counts are compared. Reading the XML
is r4pm's own; Frontstage and pandas start from one table in memory, read once and not timed, and
r4pm from its log in memory, so each times the graph alone. Frontstage's time holds everything
that `discover` does besides (lanes, variants, medians, evidence, hand-offs); drawing is timed on
its own. Best of the runs, one process, one thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import r4pm
from lxml import etree

from benchmarks.data import data_file
from journeys.discover import discover
from journeys.draw.svg import draw_svg
from journeys.draw.terminal import draw_terminal

Result = TypeVar("Result")
Pairs = dict[tuple[str, str], int]
DFG = "process_mining::discovery::case_centric::dfg::discover_dfg"


def read(path: Path, copies: int) -> pa.Table:
    """Return case, stage_id and at of every event, repeated under other case ids."""
    cases: list[str] = []
    names: list[str] = []
    times: list[str] = []
    with gzip.open(path) as file:
        for number, (_, trace) in enumerate(etree.iterparse(file, tag="{*}trace")):
            for event in trace.iter("{*}event"):
                told = {each.get("key"): each.get("value") for each in event}
                cases.append(str(number))
                names.append(named(told))
                times.append(told["time:timestamp"])
            trace.clear()
    at = pa.array([datetime.fromisoformat(each) for each in times], pa.timestamp("us", tz="UTC"))
    place = pa.array(range(len(names)), pa.int64())
    return pa.concat_tables(
        pa.table({
            "case": [f"{case}-{copy}" for case in cases],
            "stage_id": names, "at": at, "order": place,
        })
        for copy in range(copies)
    )  # fmt: skip


def repeated(path: Path, copies: int, folder: Path) -> Path:
    """Return a log with the traces of `path` so many times over; one copy: the file itself."""
    if copies == 1:
        return path
    head, first, rest = gzip.decompress(path.read_bytes()).partition(b"<trace")
    traces, end, tail = rest.rpartition(b"</trace>")
    whole = folder / "log.xes"
    with whole.open("wb") as file:
        file.write(head)
        for _ in range(copies):
            file.write(first + traces + end)
        file.write(tail)
    return whole


def named(told: dict[Any, Any]) -> str:
    """Return the activity: the name alone, as r4pm's default classifier takes it."""
    return str(told["concept:name"])


def of_pandas(frame: Any) -> Pairs:  # noqa: ANN401 - a DataFrame; pandas comes with `bench` alone
    """Count the relations as people do in pandas."""
    ordered = frame.sort_values(["case", "at", "order"], kind="stable")
    following = ordered.groupby("case", sort=False)["stage_id"].shift(-1)
    pairs = ordered[["stage_id"]].assign(following=following).dropna()
    return {(a, b): int(n) for (a, b), n in pairs.value_counts().items()}


def best(runs: int, work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the best time in seconds, and the result."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - begun)
    return min(times), result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    path = given.data or data_file("events/bpic2013_incidents.xes.gz")
    table = read(path, given.copies)
    frame = table.to_pandas()
    seconds, journey = best(given.runs, lambda: discover(table, collapse=False))
    ours = {(way.source, way.target): way.count for way in journey.transitions}
    pandas_s, theirs = best(given.runs, lambda: of_pandas(frame))
    print(f"{path.name}, {table.num_rows:,} events, {len(ours)} relations")
    print(f"{'Frontstage: discover, all of it':34} {seconds:8.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        log = r4pm.import_item("EventLog", str(repeated(path, given.copies, Path(folder))))
        arguments = json.dumps({"event_log": log})
        r4pm_s, told = best(given.runs, lambda: json.loads(r4pm.call_binding(DFG, arguments)))
        rust = {(a, b): n for (a, b), n in told["directly_follows_relations"]}
        print(f"{'r4pm: the graph alone':34} {r4pm_s:8.3f} s  same graph: {rust == ours}")
    print(f"{'pandas: the graph alone':34} {pandas_s:8.3f} s  same graph: {theirs == ours}")
    terminal_s, _ = best(given.runs, lambda: draw_terminal(journey, 120, colour=False))
    svg_s, _ = best(given.runs, lambda: draw_svg(journey))
    print(f"{'drawing, terminal':34} {terminal_s:8.3f} s\n{'drawing, SVG':34} {svg_s:8.3f} s")


if __name__ == "__main__":
    main()
