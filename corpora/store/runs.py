"""Runs and their results: labels, needs, gaps, findings and rejects, kept per run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import pyarrow as pa

from corpora.records import Demand, Evidence, Gap, Label, Need, Reject, Run
from corpora.records.runs import RunKind
from corpora.store.arrow import columns_of, from_table, insert, select, to_table
from corpora.store.workspace import Connection, first_row

Result = TypeVar("Result", Need, Gap, Reject, Demand)


def begin_run(
    db: Connection, kind: RunKind, now: datetime, parameters: Mapping[str, str] | None = None
) -> int:
    """Write down that a run begins; return its id. Its results count once it is finished."""
    row = first_row(db, "SELECT coalesce(max(id), 0) + 1 FROM runs")
    run = Run(
        id=int(row[0]) if row else 1, kind=kind, started_at=now, parameters=dict(parameters or {})
    )
    insert(db, "runs", to_table([run], Run))
    return run.id


def finish_run(db: Connection, run_id: int, now: datetime, summary: Mapping[str, float]) -> None:
    """Write down that a run finished, and what came out."""
    figures = {key: float(value) for key, value in summary.items()}
    db.execute(
        "UPDATE runs SET finished_at = ?, summary = map(?, ?) WHERE id = ?",
        [now.replace(tzinfo=None), list(figures), list(figures.values()), run_id],
    )


def latest_run(db: Connection, kind: RunKind) -> Run | None:
    """Return the last finished run of a kind."""
    runs = select(
        db,
        Run,
        f"SELECT {columns_of(Run)} FROM runs WHERE kind = ? AND finished_at IS NOT NULL "
        "ORDER BY id DESC LIMIT 1",
        [kind],
    )
    return runs[0] if runs else None


def finished_runs(db: Connection, kind: RunKind) -> list[Run]:
    """Return the finished runs of a kind, the latest first."""
    return select(
        db,
        Run,
        f"SELECT {columns_of(Run)} FROM runs WHERE kind = ? AND finished_at IS NOT NULL "
        "ORDER BY id DESC",
        [kind],
    )


def put_labels(db: Connection, run_id: int, labels: Sequence[Label] | pa.RecordBatch) -> None:
    """Store labels under a run; an Arrow batch must have the columns of a `Label`."""
    if isinstance(labels, pa.RecordBatch):
        rows = pa.Table.from_batches([labels])
        rows = rows.add_column(0, "run_id", pa.repeat(pa.scalar(run_id, pa.int64()), len(rows)))
    else:
        rows = to_table(labels, Label, {"run_id": run_id})
    insert(db, "labels", rows)


def put_demands(db: Connection, run_id: int, demands: Sequence[Demand]) -> None:
    """Store what caused contacts, and how they ended, under a run of `classify`."""
    insert(db, "demands", to_table(demands, Demand, {"run_id": run_id}))


def put_needs(db: Connection, run_id: int, needs: Sequence[Need]) -> None:
    """Store needs under a run."""
    insert(db, "needs", to_table(needs, Need, {"run_id": run_id}))


def put_gaps(db: Connection, run_id: int, gaps: Sequence[Gap]) -> None:
    """Store gaps under a run."""
    insert(db, "gaps", to_table(gaps, Gap, {"run_id": run_id}))


def keep_pages_judged(db: Connection, run_id: int) -> None:
    """Write down which version of each page is live as a run of `gaps` begins."""
    db.execute("INSERT INTO pages_judged SELECT ?, id, version FROM live_pages", [run_id])


def pages_judged(db: Connection, run_id: int) -> dict[str, str]:
    """Return the version of each page that a run of `gaps` judged; empty: it is not known."""
    rows = db.execute("SELECT page_id, version FROM pages_judged WHERE run_id = ?", [run_id])
    return dict(rows.fetchall())


def put_rejects(db: Connection, run_id: int, rejects: Sequence[Reject]) -> None:
    """Store what could not be read under a run."""
    insert(db, "rejects", to_table(rejects, Reject, {"run_id": run_id}))


def latest_demands(db: Connection) -> list[Demand]:
    """Return cause and outcome of the contacts, by the latest finished run."""
    run = latest_run(db, "classify")
    return [] if run is None else _of_run(db, Demand, "demands", run.id)


def latest_needs(db: Connection) -> list[Need]:
    """Return the needs of the latest finished run."""
    run = latest_run(db, "gaps")
    return [] if run is None else _of_run(db, Need, "needs", run.id)


def latest_gaps(db: Connection) -> list[Gap]:
    """Return the gaps of the latest finished run, the largest first as they were ranked."""
    return [gap for gap in all_gaps(db) if gap.successor is None]


def all_gaps(db: Connection) -> list[Gap]:
    """Return the gaps of the latest finished run, with those that earlier runs found."""
    run = latest_run(db, "gaps")
    if run is None:
        return []
    rows = db.sql(
        f"SELECT {columns_of(Gap)} FROM gaps WHERE run_id = ? ORDER BY rowid", params=[run.id]
    )
    return from_table(rows.to_arrow_table(), Gap)


def latest_rejects(db: Connection) -> list[Reject]:
    """Return what the latest finished ingest could not read."""
    run = latest_run(db, "ingest")
    return [] if run is None else _of_run(db, Reject, "rejects", run.id)


def labels_of_contact(db: Connection, contact_id: str) -> list[Label]:
    """Return the latest model's labels of one contact: its stages, then its turns."""
    run = latest_run(db, "classify")
    if run is None:
        return []
    return select(
        db,
        Label,
        f"SELECT {columns_of(Label)} FROM labels WHERE run_id = ? AND contact_id = ? "
        "ORDER BY level, rank, turn_index",
        [run.id, contact_id],
    )


def latest_stages(db: Connection) -> dict[str, str | None]:
    """Return contact id -> stage by the latest run, whatever people decided; None: unsure."""
    rows = db.execute(
        """
        SELECT labels.contact_id, coalesce(stage_aliases.stage_id, labels.stage_id)
        FROM labels JOIN contacts ON contacts.id = labels.contact_id AND set_aside IS NULL
        LEFT JOIN stage_aliases ON stage_aliases.alias = labels.stage_id
        WHERE level = 'contact' AND rank = 0 AND run_id = (
            SELECT max(id) FROM runs WHERE kind = 'classify' AND finished_at IS NOT NULL)
        ORDER BY labels.contact_id
        """
    ).fetchall()
    return dict(rows)


def people_decided(db: Connection) -> set[str]:
    """Return the contacts whose stage a person decided, one by one or by a rule or an answer."""
    return {row[0] for row in db.execute("SELECT DISTINCT contact_id FROM decided").fetchall()}


def quote(db: Connection, contact_id: str, turn_index: int, start: int, end: int) -> Evidence:
    """Return the words at a span of a visible turn as evidence; empty where it is not visible."""
    row = first_row(
        db,
        "SELECT text FROM turns WHERE contact_id = ? AND index = ? AND visible",
        [contact_id, turn_index],
    )
    words = row[0][start:end] if row else ""
    return Evidence(contact_id, turn_index, start, end, words)


def drop_old_results(db: Connection, kind: RunKind, keep: int) -> None:
    """Delete results older than the newest `keep` finished runs of a kind; the runs stay listed.

    A run that never finished takes nobody's place; what it left goes when it is older than those.
    """
    tables = {
        "classify": ("labels", "demands"),
        "gaps": ("needs", "gaps", "pages_judged"),
        "ingest": ("rejects",),
    }[kind]
    for table in tables:
        db.execute(
            f"""
            DELETE FROM {table} WHERE run_id IN (
                SELECT id FROM runs WHERE kind = ? AND id <= (
                    SELECT id FROM runs WHERE kind = ? AND finished_at IS NOT NULL
                    ORDER BY id DESC LIMIT 1 OFFSET ?
                )
            )
            """,
            [kind, kind, keep],
        )


def drop_labels(db: Connection, run_id: int) -> None:
    """Delete what one run of `classify` said; the run stays listed."""
    for table in ("labels", "demands"):
        db.execute(f"DELETE FROM {table} WHERE run_id = ?", [run_id])


def _of_run(db: Connection, record_type: type[Result], table: str, run_id: int) -> list[Result]:
    return select(
        db,
        record_type,
        f"SELECT {columns_of(record_type)} FROM {table} WHERE run_id = ? ORDER BY rowid",
        [run_id],
    )
