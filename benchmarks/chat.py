"""How fast the chat answers on a large workspace: `python -m benchmarks.chat [--contacts 100000]`.

The sample company is analyzed once; its contacts are then repeated in the workspace itself, each
time as other customers on other days, with labels, needs and demands, until there are as many as
asked for; gaps are repeated up to `--gaps`, each copy with needs of its own. What is measured:
process start to the first paint of the chat in a terminal (a process of its own), and until the
screen has settled; what is read ahead behind it; each question of the first hour and its like from
the typed words to the answer; and a table of all gaps by keys. The first time that each question is
asked stands apart: imports happen then, and what nobody has asked for yet is read. Processor time
(of all threads, without waiting) is told beside the time on the clock, which other work on the
machine lengthens. `--from FILE` takes a workspace that is analyzed already, `--ready FILE` one that
`--keep FILE` has kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.chat_painting import painting
from benchmarks.chat_scrolling import scrolling

if TYPE_CHECKING:
    from assistant.chat.desk import Desk

QUESTIONS = (
    "what do people contact us about",
    "only kettles, phone",
    "which five pages should we change first",
    "quotes for the second one",
    "show the gaps of the air fryer",
    "why do people call about the stand mixer",
    "what changed since last Monday",
    "trend of returns by month",
    "how many contacts per week",
    "show the journey",
    "the journey by department",
    "open the returns stage",
    "what do customers say when they return things",
    "find contacts about limescale",
    "find calls that mention the lid since September",
    "open the first one",
    "where does the process fail",
    "where could we save steps",
    "what is inside our own tag delivery",
    "how accurate are the labels",
    "pain points on the phone",
    "show the page of the bread bin",
    "did the fix of the air fryer page help since 1 October",
    "what have people decided",
)
_PAINT = """
import asyncio, os, sys, time
from pathlib import Path
from assistant.chat.app import ChatApp
from assistant.chat.desk import Desk
app = ChatApp(Desk(Path(sys.argv[1])), "frontstage-night")
async def main():
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause()
        print(time.time(), time.process_time(), flush=True)
        os._exit(0)  # what the chat loads behind its first picture is not waited for
asyncio.run(main())
"""


def repeat(path: Path, contacts: int, gaps: int) -> None:
    """Repeat an analyzed workspace's contacts until there are `contacts`, and gaps until `gaps`."""
    from assistant.session import Session

    workspace = Session(path).workspace
    with workspace.writing() as db:
        counted = db.execute("SELECT count(*) FROM contacts").fetchone()
        copies = max(1, -(-contacts // max(counted[0] if counted else 1, 1)))
        db.execute("CREATE TEMP TABLE copies AS SELECT range AS n FROM range(1, ?)", [copies])
        for table, changed in _COPIED.items():
            replaced = f"SELECT t.* REPLACE ({changed}) FROM {table} t, copies"  # noqa: S608 - ours
            db.execute(f"INSERT INTO {table} {replaced}")
        found = db.execute("SELECT count(*) FROM gaps").fetchone()
        times = -(-gaps // max(found[0] if found else 1, 1))
        db.execute(
            "INSERT INTO gaps SELECT t.* REPLACE (t.id || '-' || n AS id, "
            "t.topic || ' ' || n AS topic, [each || '-' || own FOR each IN t.need_ids] AS need_ids)"
            " FROM gaps t, (SELECT n, 1 + (n - 1) % ? AS own FROM range(1, ?) AS r(n))",
            [max(copies - 1, 1), max(times, 1)],
        )


_SHIFT = "- to_days(cast(n % 60 AS INTEGER))"
_COPIED = {
    "contacts": "'c-' || left(md5(t.id || n), 12) AS id, t.source_id || '-' || n AS source_id, "
    f"t.customer_key || '-' || n AS customer_key, t.opened_at {_SHIFT} AS opened_at, "
    f"t.closed_at {_SHIFT} AS closed_at",
    # Each copy's words differ a little, or the file would hold every text once only.
    "turns": "'c-' || left(md5(t.contact_id || n), 12) AS contact_id, t.text || ' ' || n AS text",
    "labels": "'c-' || left(md5(t.contact_id || n), 12) AS contact_id",
    "demands": "'c-' || left(md5(t.contact_id || n), 12) AS contact_id",
    "needs": "'c-' || left(md5(t.contact_id || n), 12) AS contact_id, t.id || '-' || n AS id, "
    "t.gap_id || '-' || n AS gap_id",
    "events": "'c-' || left(md5(t.contact_id || n), 12) AS contact_id, "
    "t.customer_key || '-' || n AS customer_key, "
    f't."at" {_SHIFT} AS "at"',
}


def settled(path: Path, times: int = 3) -> tuple[float, float]:
    """Return the median seconds until nothing is left to draw, and of the processor."""
    took, used = [], []
    for _ in range(times):
        started = time.time()
        done = subprocess.run(
            [sys.executable, "-c", _PAINT, str(path)], check=True, capture_output=True, text=True
        )
        at, processor = map(float, done.stdout.split())
        took.append(at - started)
        used.append(processor)
    return statistics.median(took), statistics.median(used)


@dataclass(frozen=True)
class Took:
    """What one answer took, in milliseconds: on the clock, and of the processors."""

    question: str
    actions: str
    round: int
    wall: float
    processor: float


def answers(path: Path, rounds: int) -> list[Took]:
    """Return what each question took; in round 0 nothing was loaded."""
    from assistant.chat.desk import Desk
    from corpora.errors import FrontstageError

    desk = Desk(path)
    desk.prepare()
    for step in desk.warming():  # as the chat does behind its first picture
        began, used = time.perf_counter(), time.process_time()
        step()
        wall, processor = time.perf_counter() - began, time.process_time() - used
        print(
            f"read ahead: {1000 * wall:.0f} ms, {1000 * processor:.0f} of processor",
            file=sys.stderr,
        )
    took: list[Took] = []
    for turn in range(rounds + 1):
        for question in QUESTIONS:
            started, used = time.perf_counter(), time.process_time()
            try:
                actions = _answer(desk, question)
            except FrontstageError as error:
                actions = "refused"
                print(f"{question}: {error}", file=sys.stderr)
            wall, processor = time.perf_counter() - started, time.process_time() - used
            took.append(Took(question, actions, turn, 1000 * wall, 1000 * processor))
            print(f"{turn} {1000 * wall:6.0f} ms  {question}", file=sys.stderr, flush=True)
    return took


def _answer(desk: Desk, question: str) -> str:
    """Answer a question; return the actions that did it."""
    calls = desk.understand(question).calls
    for call in calls:
        desk.tell(call)
    return ", ".join(call.name for call in calls) or "not understood"


def _p95(values: list[float]) -> float:
    return (
        statistics.quantiles(values, n=20, method="inclusive")[-1]
        if len(values) > 1
        else max(values, default=0.0)
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--gaps", type=int, default=10_000)
    parser.add_argument("--from", dest="made", type=Path, help="an analyzed workspace")
    parser.add_argument("--ready", type=Path, help="a workspace that was made large already")
    parser.add_argument("--keep", type=Path, help="keep the workspace made large as this file")
    parser.add_argument("--rounds", type=int, default=2, help="how often to ask once loaded")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ready or _made(Path(folder), given.made, given.contacts, given.gaps)
        if given.keep:
            shutil.copy(path, given.keep)
        figures, took = _measured(path, given.rounds)
    figures = {"contacts": given.contacts, **figures}
    if given.json:
        print(json.dumps({**figures, "answers": [asdict(each) for each in took]}, indent=2))
        return
    _table(took)
    for name, value in figures.items():
        print(f"{name:<32}{value}")


def _measured(path: Path, rounds: int) -> tuple[dict[str, float], list[Took]]:
    """Return the figures of a workspace by name, and what each question took."""
    painted = painting(path)
    settling, used = settled(path)
    took = answers(path, rounds)
    scrolled = asyncio.run(scrolling(path))
    figures = {
        "first_paint_s": round(painted.box, 2),
        "first_word_s": round(painted.word, 2),
        "settled_s": round(settling, 2),
        "settled_processor_s": round(used, 2),
        **_summed("first_asked", [each for each in took if not each.round]),
        **_summed("loaded", [each for each in took if each.round]),
        "rows": scrolled.rows,
        "first_rows_ms": round(scrolled.first),
        "every_row_ms": round(scrolled.every),
        "key_median_ms": round(statistics.median(scrolled.keys), 1),
        "key_p95_ms": round(_p95(scrolled.keys), 1),
        "press_median_processor_ms": round(statistics.median(scrolled.used), 1),
        "press_p95_processor_ms": round(_p95(scrolled.used), 1),
        "page_down_median_ms": round(statistics.median(scrolled.pages), 1),
        "page_down_p95_ms": round(_p95(scrolled.pages), 1),
    }
    return figures, took


def _summed(name: str, took: list[Took]) -> dict[str, int]:
    wall, processor = [each.wall for each in took], [each.processor for each in took]
    return {
        f"{name}_median_ms": round(statistics.median(wall)),
        f"{name}_p95_ms": round(_p95(wall)),
        f"{name}_median_processor_ms": round(statistics.median(processor)),
        f"{name}_p95_processor_ms": round(_p95(processor)),
    }


def _table(took: list[Took]) -> None:
    """Print what each question took, by the actions that answered it."""
    print("processor ms, first asked and loaded; ms on the clock, loaded")
    for question, own in groupby(sorted(took, key=_order), key=lambda each: each.question):
        told = list(own)
        first = next(each for each in told if not each.round)
        again = [each for each in told if each.round] or [first]
        processor = statistics.median(each.processor for each in again)
        wall = statistics.median(each.wall for each in again)
        print(
            f"{first.processor:8.0f} {processor:6.0f} {wall:6.0f}  {first.actions:<20} {question}"
        )


def _order(took: Took) -> tuple[str, str, int]:
    return took.actions, took.question, took.round


def _made(folder: Path, made: Path | None, contacts: int, gaps: int) -> Path:
    from assistant.actions.analyzing import ANALYZE
    from assistant.session import Session
    from corpora.samples import sample_paths

    path = folder / "frontstage.duckdb"
    if made is not None:
        shutil.copy(made, path)
    else:
        session = Session(path)
        ANALYZE.run(session, ANALYZE.parse({"paths": list(map(str, sample_paths()))}))
    repeat(path, contacts, gaps)
    return path


if __name__ == "__main__":
    main()
