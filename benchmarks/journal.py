"""How long a journal of 1,000 edits takes to replay on 100,000 contacts.

`python -m benchmarks.journal [--contacts N] [--edits N]`

What is timed is what happens when a workspace is opened after an undo: the stages are worked out
from all changes of the journey, and every contact that somebody decided on is found again, rules
by their words included. Then the share of every stage is read once. The workspace is made up; a
contact has one turn of twelve words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from assistant.session import Session
from corpora.records import Contact, Label, Turn
from corpora.store import decisions, runs
from corpora.store.contacts import put_contacts
from corpora.store.queries import stage_shares
from corpora.store.workspace import Connection

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SLICE = 20_000


def made_up(session: Session, contacts: int) -> None:
    """Fill the workspace with labelled contacts of made-up words."""
    rng = np.random.default_rng(7)
    session.create_workspace()
    names = [stage.id for stage in session.first_stages]
    with session.workspace.writing() as db:
        run = runs.begin_run(db, "classify", NOW)
        for begin in range(0, contacts, SLICE):
            ids = [f"c-{i}" for i in range(begin, min(begin + SLICE, contacts))]
            said = rng.integers(0, 5_000, (len(ids), 12))
            at = rng.integers(0, len(names), len(ids))
            put_contacts(
                db,
                [Contact(id=name, source="t", content_hash=name) for name in ids],
                [
                    Turn(name, 0, "customer", " ".join(f"word{w}" for w in row))
                    for name, row in zip(ids, said.tolist(), strict=True)
                ],
                NOW,
            )
            runs.put_labels(
                db,
                run,
                [
                    Label(contact_id=name, level="contact", stage_id=names[k], probability=0.9)
                    for name, k in zip(ids, at.tolist(), strict=True)
                ],
            )
        runs.finish_run(db, run, NOW, {})


def edits(stages: list[str], contacts: int, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield changes of the journey, relabels and rules, as people make them."""
    rng = np.random.default_rng(8)
    for n in range(number):
        stage, other = (stages[i] for i in rng.choice(len(stages), 2, replace=False))
        kind = n % 10
        if kind < 2:
            yield "rename_stage", {"stage_id": stage, "name": f"Name {n}"}
        elif kind < 4:
            yield "move_stage", {"stage_id": stage, "after": other}
        elif kind == 4:
            yield "assign_department", {"stage_id": stage, "department": f"Team {n}"}
        elif kind == 5:
            rule = {"text": f"word{int(rng.integers(5_000))} ", "stage_id": stage}
            yield "relabel_matching", rule
        else:
            contact = f"c-{int(rng.integers(contacts))}"
            yield "relabel", {"contact_id": contact, "stage_id": stage}


def write(db: Connection, journal: Iterator[tuple[str, dict[str, Any]]]) -> None:
    """Store a journal as it is, so that nothing of it is worked out yet."""
    rows = [(n, NOW.replace(tzinfo=None), k, json.dumps(p)) for n, (k, p) in enumerate(journal, 1)]
    db.executemany("INSERT INTO journal VALUES (?, ?, ?, ?)", rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--edits", type=int, default=1_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder) / "journal.duckdb")
        made_up(session, given.contacts)
        names = [stage.id for stage in session.first_stages]
        with session.workspace.writing() as db:
            write(db, edits(names, given.contacts, given.edits))
        begun, used = time.perf_counter(), time.process_time()
        with session.workspace.writing() as db:
            session.keep_in_line(db)
            stages_s = time.perf_counter() - begun
            decisions.refresh_decided(db)
        replayed_s = time.perf_counter() - begun
        with session.workspace.reading() as db:
            shares = stage_shares(db)
        seconds, processor = time.perf_counter() - begun, time.process_time() - used
    kept = sum(each.contacts for each in shares)
    print(f"{given.edits:,} edits, {given.contacts:,} contacts, {kept:,} of them at a stage after")
    print(f"{'stages':34} {stages_s:8.3f} s")
    print(f"{'stages, and who was decided on':34} {replayed_s:8.3f} s")
    print(f"{'and the share of every stage':34} {seconds:8.3f} s  ({processor:.3f} processor s)")


if __name__ == "__main__":
    main()
