"""Figures of contacts that reports count with: when, how long, over which channel, which ticket."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from corpora.store.arrow import utc
from corpora.store.runs import latest_run
from corpora.store.workspace import Connection, first_row


@dataclass(frozen=True, slots=True)
class ContactFigures:
    """What a report needs to know of one contact.

    Attributes:
        id: The contact.
        source_id: Its ticket number in the system that it came from.
        channel: How the customer made contact.
        opened_at: When, UTC; None: no date.
        handle_s: Handle time in seconds; None: not known.
    """

    id: str
    source_id: str | None
    channel: str
    opened_at: datetime | None
    handle_s: float | None


def figures_of_needs(db: Connection) -> dict[str, ContactFigures]:
    """Return the figures of every contact that has a need in the latest run, by id."""
    run = latest_run(db, "gaps")
    rows = db.execute(
        """
        SELECT id, source_id, channel, opened_at, handle_s FROM contacts
        WHERE id IN (SELECT contact_id FROM needs WHERE run_id = ?)
        """,
        [run.id if run else 0],
    ).fetchall()
    return {
        row[0]: ContactFigures(row[0], row[1], row[2], utc(row[3]) if row[3] else None, row[4])
        for row in rows
    }


def contacts_by_day(db: Connection, zone: tzinfo) -> dict[date, int]:
    """Return how many contacts that count were opened on each day of a timezone, in order."""
    rows = db.execute(
        """
        SELECT time_bucket(INTERVAL 15 MINUTES, opened_at) AS quarter, count(*) FROM contacts
        WHERE set_aside IS NULL AND opened_at IS NOT NULL GROUP BY quarter ORDER BY quarter
        """
    ).fetchall()
    days: Counter[date] = Counter()
    for quarter, contacts in rows:
        days[utc(quarter).astimezone(zone).date()] += contacts
    return dict(days)


def contacts_with_handle_time(db: Connection) -> int:
    """Return how many contacts that count have a handle time."""
    row = first_row(db, "SELECT count(handle_s) FROM contacts WHERE set_aside IS NULL")
    return int(row[0]) if row else 0
