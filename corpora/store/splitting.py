"""Labels of a stage that comes apart: the words they rest on, and a run with them told apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from corpora.store import runs
from corpora.store.workspace import Connection


@dataclass(frozen=True, slots=True)
class StageLabel:
    """A label of the latest model at the stage, and the words it rests on.

    Attributes:
        row: The label's number in the labels' table; holds as long as the connection.
        contact_id: Whose label it is.
        words: The words; empty where there are none.
        main: It says where the contact counts: nobody has said otherwise.
    """

    row: int
    contact_id: str
    words: str
    main: bool


def labels_at(db: Connection, stage_id: str, but: Collection[str] = ()) -> list[StageLabel]:
    """Return the labels of the latest run that are read as `stage_id`.

    Args:
        db: An open connection.
        stage_id: A stage.
        but: Stages that were merged into it, whose labels are left out.
    """
    run = runs.latest_run(db, "classify")
    if run is None:
        return []
    rows = db.execute(
        """
        SELECT labels.rowid, labels.contact_id,
               coalesce(substring(turns.text, labels.start + 1, labels."end" - labels.start), ''),
               labels.level = 'contact' AND labels.rank = 0
                   AND coalesce(effective_labels.origin = 'model', false)
        FROM labels
        LEFT JOIN stage_aliases ON stage_aliases.alias = labels.stage_id
        LEFT JOIN turns ON turns.contact_id = labels.contact_id
                       AND turns.index = labels.turn_index AND turns.visible
        LEFT JOIN effective_labels ON effective_labels.contact_id = labels.contact_id
        WHERE labels.run_id = ? AND coalesce(stage_aliases.stage_id, labels.stage_id) = ?
              AND NOT list_contains(?::VARCHAR[], labels.stage_id)
        ORDER BY labels.contact_id, labels.level, labels.rank, labels.turn_index
        """,
        [run.id, stage_id, list(but)],
    ).fetchall()
    return [StageLabel(*row) for row in rows]


def store_parts(db: Connection, parts: Mapping[int, str], now: datetime) -> None:
    """Store the latest run's labels as a new run in which some are at parts of their stage.

    Args:
        db: A connection that may write, since `labels_at` was read.
        parts: Number of a label -> the part that it is at.
        now: UTC.
    """
    before = runs.latest_run(db, "classify")
    if before is None or not parts:
        return
    told = {**before.parameters, "lesson": "yes"}
    run = runs.begin_run(db, "classify", now, told)
    placed = pa.table({"row": list(parts), "part": list(parts.values())})
    db.register("placed_parts", placed)
    db.execute(
        """
        INSERT INTO labels
        SELECT labels.* REPLACE (? AS run_id, coalesce(part, stage_id) AS stage_id)
        FROM labels LEFT JOIN placed_parts ON placed_parts.row = labels.rowid
        WHERE run_id = ?
        """,
        [run, before.id],
    )
    db.unregister("placed_parts")
    db.execute(
        "INSERT INTO demands SELECT * REPLACE (? AS run_id) FROM demands WHERE run_id = ?",
        [run, before.id],
    )
    runs.finish_run(db, run, now, before.summary)
    if "lesson" in before.parameters:
        runs.drop_labels(db, before.id)
