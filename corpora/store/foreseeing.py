"""Where contacts would count if other decisions held: read, never written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from corpora.journal import Entry
from corpora.store.decisions import decided_by
from corpora.store.runs import latest_run
from corpora.store.workspace import Connection

Move = tuple[str | None, str | None, int]


def moves_if(
    db: Connection, in_force: Sequence[Entry], successors: Mapping[str, str]
) -> tuple[Move, ...]:
    """Return (stage now, stage then, contacts) of the contacts that would move, most first.

    The model's labels are those of now; None: unsure.

    Args:
        db: An open connection; it may be read-only.
        in_force: The decisions that would hold.
        successors: Stage id that would be no more -> the stage that would count for it.
    """
    run = latest_run(db, "classify")
    names = {"alias": list(successors), "stage_id": list(successors.values())}
    texts = pa.schema([("alias", pa.string()), ("stage_id", pa.string())])
    db.register("words_then", decided_by(db, in_force))
    db.register("aliases_then", pa.table(names, schema=texts))
    # Whose word counts is as in the view effective_labels.
    rows = db.execute(
        """
        WITH word AS (
            SELECT contact AS contact_id, stage FROM words_then
            QUALIFY row_number() OVER (PARTITION BY contact ORDER BY
                CASE origin WHEN 'relabel' THEN 0 WHEN 'rule' THEN 1 ELSE 2 END, seq DESC) = 1
        ), model AS (
            SELECT contact_id, stage_id FROM labels
            WHERE level = 'contact' AND rank = 0 AND run_id = ?
        ), foreseen AS (
            SELECT effective.stage_id AS now,
                   coalesce(aliases_then.stage_id, word.stage, model.stage_id) AS later
            FROM effective_labels AS effective
            LEFT JOIN word ON word.contact_id = effective.contact_id
            LEFT JOIN model ON model.contact_id = effective.contact_id
            LEFT JOIN aliases_then ON aliases_then.alias = coalesce(word.stage, model.stage_id)
        )
        SELECT now, later, count(*) FROM foreseen WHERE now IS DISTINCT FROM later
        GROUP BY now, later ORDER BY count(*) DESC, now, later
        """,
        [run.id if run else 0],
    ).fetchall()
    db.unregister("words_then")
    db.unregister("aliases_then")
    return tuple((now, later, int(number)) for now, later, number in rows)
