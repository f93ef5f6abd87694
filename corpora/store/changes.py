"""What two runs say of the same contacts, so that news can be told from restating."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from corpora.records import Run
from corpora.records.runs import RunKind
from corpora.store.arrow import columns_of, select, utc
from corpora.store.workspace import Connection, first_row


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a contact counted at the time of a run.

    Attributes:
        stage_id: The stage, or None: unsure.
        by_person: Whether a person's word put it there.
        opened_at: When it was opened, UTC; None: no date.
    """

    stage_id: str | None
    by_person: bool
    opened_at: datetime | None


def kept_runs(db: Connection, kind: RunKind) -> list[Run]:
    """Return the finished runs of a kind whose results are still kept, the newest first."""
    table = {"classify": "labels", "gaps": "needs"}[kind]
    return select(
        db,
        Run,
        f"""
        SELECT {columns_of(Run)} FROM runs
        WHERE kind = ? AND finished_at IS NOT NULL
          AND (id IN (SELECT DISTINCT run_id FROM {table}) OR id = (
              SELECT max(id) FROM runs WHERE kind = ? AND finished_at IS NOT NULL))
        ORDER BY id DESC
        """,
        [kind, kind],
    )


def placed(db: Connection, run_id: int, decided_before: datetime | None) -> dict[str, Placed]:
    """Return where each contact that a run labelled counted, by contact id.

    Args:
        db: An open connection.
        run_id: A run that classified.
        decided_before: Only what people decided before counts, UTC; None: all that is in force.
    """
    rows = db.execute(
        """
        WITH word AS (
            SELECT contact_id, stage_id FROM decided JOIN journal USING (seq)
            WHERE ?::TIMESTAMP IS NULL OR journal."at" <= ?::TIMESTAMP
            QUALIFY row_number() OVER (
                PARTITION BY contact_id
                ORDER BY CASE origin WHEN 'relabel' THEN 0 WHEN 'rule' THEN 1 ELSE 2 END, seq DESC
            ) = 1
        )
        SELECT labels.contact_id, coalesce(word.stage_id, labels.stage_id),
               word.stage_id IS NOT NULL, contacts.opened_at
        FROM labels JOIN contacts ON contacts.id = labels.contact_id AND set_aside IS NULL
        LEFT JOIN word ON word.contact_id = labels.contact_id
        WHERE run_id = ? AND level = 'contact' AND rank = 0
        """,
        [*[decided_before.replace(tzinfo=None) if decided_before else None] * 2, run_id],
    ).fetchall()
    return {
        contact: Placed(stage, by_person, utc(at) if at else None)
        for contact, stage, by_person, at in rows
    }


def rewritten(db: Connection, since: datetime | None) -> set[str]:
    """Return the contacts of which other words came after a moment, UTC; None: nothing is known."""
    if since is None:
        return set()
    rows = db.execute(
        "SELECT DISTINCT contact_id FROM contact_history WHERE replaced_at > ?",
        [since.replace(tzinfo=None)],
    ).fetchall()
    return {row[0] for row in rows}


def contacts_of_gaps(db: Connection, run_id: int) -> dict[str, set[str]]:
    """Return the contacts of each gap as a run grouped them, by gap id."""
    rows = db.execute(
        """
        SELECT DISTINCT gaps.id, needs.contact_id FROM gaps
        JOIN needs ON needs.run_id = gaps.run_id AND needs.gap_id = gaps.id
        WHERE gaps.run_id = ?
        """,
        [run_id],
    ).fetchall()
    found: dict[str, set[str]] = defaultdict(set)
    for gap, contact in rows:
        found[gap].add(contact)
    return dict(found)


def topics_of_gaps(db: Connection, run_id: int) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return topic and products of each gap of a run, by gap id."""
    rows = db.execute(
        "SELECT id, topic, product_ids FROM gaps WHERE run_id = ?", [run_id]
    ).fetchall()
    return {gap: (topic, tuple(products)) for gap, topic, products in rows}


def last_decision(db: Connection) -> datetime | None:
    """Return when a person last decided something, UTC; None: never."""
    row = first_row(db, 'SELECT max("at") FROM journal')
    return utc(row[0]) if row and row[0] else None


def last_arrival(db: Connection) -> datetime | None:
    """Return when the last ingest that brought something began, UTC; None: none did."""
    row = first_row(
        db,
        """
        SELECT max(started_at) FROM runs WHERE kind = 'ingest' AND (
            finished_at IS NULL
            OR summary['contacts_new'] + summary['contacts_changed'] + summary['products']
               + summary['pages'] + summary['events'] > 0
        )
        """,
    )
    return utc(row[0]) if row and row[0] else None
