"""Figures of contacts that reports count with: when, how long, over which channel, which ticket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from corpora.store.arrow import utc
from corpora.store.runs import latest_run
from corpora.store.scope import EVERYTHING, Scope
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


def figures_of(db: Connection, contact_ids: Collection[str]) -> dict[str, ContactFigures]:
    """Return the figures of these contacts, by id."""
    rows = db.execute(
        """
        SELECT id, source_id, channel, opened_at, handle_s FROM contacts
        WHERE id IN (SELECT unnest(?::VARCHAR[]))
        """,
        [list(contact_ids)],
    ).fetchall()
    return {
        row[0]: ContactFigures(row[0], row[1], row[2], utc(row[3]) if row[3] else None, row[4])
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Followed:
    """What came after a contact, of the same customer.

    Attributes:
        again: Whether they made contact again soon.
        returned: Whether goods were returned or exchanged after it.
    """

    again: bool
    returned: bool


def followed_contacts(
    db: Connection,
    contact_ids: Collection[str],
    returning: Collection[str],
    *,
    again_days: int,
    return_days: int,
) -> dict[str, Followed]:
    """Return what followed each of these contacts that has a date and a customer key, by id.

    Args:
        db: An open connection.
        contact_ids: The contacts.
        returning: Ids of the stages at which goods go back.
        again_days: Within so many days another contact is one made again.
        return_days: Within so many days goods that go back go back after it; at least as many.
    """
    rows = db.execute(
        """
        SELECT asked.id,
               coalesce(bool_or(after.opened_at <= asked.opened_at + to_days(?)),
                        false),
               coalesce(bool_or(list_contains(?::VARCHAR[], label.stage_id)), false)
        FROM contacts AS asked
        LEFT JOIN contacts AS after
            ON after.customer_key = asked.customer_key AND after.opened_at > asked.opened_at
            AND after.opened_at <= asked.opened_at + to_days(?)
            AND after.set_aside IS NULL
        LEFT JOIN effective_labels AS label ON label.contact_id = after.id
        WHERE asked.customer_key IS NOT NULL AND asked.opened_at IS NOT NULL
        AND asked.id IN (SELECT unnest(?::VARCHAR[])) GROUP BY asked.id
        """,
        [again_days, list(returning), return_days, list(contact_ids)],
    ).fetchall()
    return {row[0]: Followed(bool(row[1]), bool(row[2])) for row in rows}


def contacts_by_day(db: Connection, zone: tzinfo) -> dict[date, int]:
    """Return how many contacts that count were opened on each day of a timezone, in order."""
    return days_within(db, zone)[0]


def days_within(
    db: Connection,
    zone: tzinfo,
    scope: Scope = EVERYTHING,
    *,
    stage_id: str | None = None,
    among: Collection[str] | None = None,
) -> tuple[dict[date, int], int]:
    """Return the contacts of a scope by day of a timezone, and how many have no date.

    Args:
        db: An open connection.
        zone: Whose days.
        scope: The filter.
        stage_id: The stage at which they count.
        among: Ids; only these contacts are counted.
    """
    where, parameters = scope.where()
    if stage_id is not None:
        where += " AND contacts.id IN (SELECT contact_id FROM effective_labels WHERE stage_id = ?)"
        parameters.append(stage_id)
    if among is not None:
        where += " AND contacts.id IN (SELECT unnest(?::VARCHAR[]))"
        parameters.append(list(among))
    rows = db.execute(
        f"""
        SELECT time_bucket(INTERVAL 15 MINUTES, opened_at) AS quarter, count(*) FROM contacts
        WHERE {where} GROUP BY quarter ORDER BY quarter
        """,
        parameters,
    ).fetchall()
    days: Counter[date] = Counter()
    undated = 0
    for quarter, contacts in rows:
        if quarter is None:
            undated = contacts
        else:
            days[utc(quarter).astimezone(zone).date()] += contacts
    return dict(days), undated


def contacts_with_handle_time(db: Connection) -> int:
    """Return how many contacts that count have a handle time."""
    row = first_row(db, "SELECT count(handle_s) FROM contacts WHERE set_aside IS NULL")
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class AskedDays:
    """Contacts that ask for product facts, before and since a moment, and over how many days."""

    days_before: float
    days_after: float
    fixed_before: int
    fixed_after: int
    others_before: int
    others_after: int


def asked_days(db: Connection, product_ids: Sequence[str], since: datetime) -> AskedDays:
    """Return how many contacts ask for facts about these products and about others.

    The days are those between the first or last contact of all and `since`, UTC.
    """
    run = latest_run(db, "gaps")
    moment = since.replace(tzinfo=None)
    row = first_row(
        db,
        """
        WITH asked AS (
            SELECT contacts.id, contacts.opened_at >= ?::TIMESTAMP AS later,
                   bool_or(list_has_any(needs.product_ids, ?::VARCHAR[])) AS fixed
            FROM needs JOIN contacts ON contacts.id = needs.contact_id
            WHERE needs.run_id = ? AND needs.kind = 'product_fact' AND len(needs.product_ids) > 0
            AND contacts.opened_at IS NOT NULL AND contacts.set_aside IS NULL GROUP BY ALL
        ), span AS (
            SELECT min(opened_at) AS first, max(opened_at) AS last FROM contacts
            WHERE set_aside IS NULL
        )
        SELECT (SELECT epoch(?::TIMESTAMP - first) / 86400 FROM span),
               (SELECT epoch(last - ?::TIMESTAMP) / 86400 FROM span),
               count(*) FILTER (fixed AND NOT later), count(*) FILTER (fixed AND later),
               count(*) FILTER (NOT fixed AND NOT later), count(*) FILTER (NOT fixed AND later)
        FROM asked
        """,
        [moment, list(product_ids), run.id if run else 0, moment, moment],
    )
    if row is None or row[0] is None:
        return AskedDays(0.0, 0.0, 0, 0, 0, 0)
    before, after = max(float(row[0]), 0.0), max(float(row[1]), 0.0)
    return AskedDays(before, after, *(int(each) for each in row[2:]))


def asked_contacts(db: Connection) -> dict[str, int]:
    """Return how many contacts ask for facts about each product, by the latest run."""
    run = latest_run(db, "gaps")
    rows = db.execute(
        """
        SELECT product, count(DISTINCT needs.contact_id)
        FROM needs JOIN contacts ON contacts.id = needs.contact_id,
             unnest(needs.product_ids) AS _(product)
        WHERE run_id = ? AND kind = 'product_fact' AND set_aside IS NULL GROUP BY product
        """,
        [run.id if run else 0],
    ).fetchall()
    return {product: int(contacts) for product, contacts in rows}
