"""Questions to the workspace: counts, shares and lists, each within a scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from corpora.store.arrow import utc
from corpora.store.said import SHORTEST, Said
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection, first_row

THEIR_TURNS = "rowid IN (SELECT rowid FROM turns WHERE contact_id IN (SELECT unnest(?)))"
"""The turns of some contacts: found by their ids alone, so that no other text is read."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the workspace holds within a scope.

    Attributes:
        contacts: Contacts that count.
        customers: Distinct customers; contacts without a customer key count one each.
        known_customers: Contacts that have a customer key.
        first: When the first contact was opened, UTC; None: no dates.
        last: When the last one was opened.
        dated: Contacts that have a date.
        channels: Contacts by channel, the largest first.
        languages: Contacts by language, the largest first.
        departments: Contacts by department, the largest first.
        set_aside: Contacts that are counted apart, by reason.
        products: Products, whatever the scope.
        unpaged: Those of them that have no page.
        pages: Live pages, whatever the scope.
        events: Events, whatever the scope.
    """

    contacts: int
    customers: int
    known_customers: int
    first: datetime | None
    last: datetime | None
    dated: int
    channels: dict[str, int]
    languages: dict[str, int]
    departments: dict[str, int]
    set_aside: dict[str, int]
    products: int
    unpaged: int
    pages: int
    events: int


def holdings(db: Connection, scope: Scope = EVERYTHING) -> Holdings:
    """Count what is there."""
    where, parameters = scope.where()
    row = first_row(
        db,
        f"""
        SELECT count(*), count(DISTINCT coalesce(customer_key, id)), count(customer_key),
               min(opened_at), max(opened_at), count(opened_at)
        FROM contacts WHERE {where}
        """,
        parameters,
    )
    contacts, customers, known, first, last, dated = row or (0, 0, 0, None, None, 0)
    return Holdings(
        contacts=contacts,
        customers=customers,
        known_customers=known,
        first=utc(first) if first else None,
        last=utc(last) if last else None,
        dated=dated,
        channels=_by(db, "channel", where, parameters),
        languages=_by(db, "language", where, parameters),
        departments=_by(db, "department", where, parameters),
        set_aside=_by(db, "set_aside", "set_aside IS NOT NULL", []),
        products=_count(db, "products"),
        unpaged=_count(db, "products WHERE id NOT IN (SELECT unnest(product_ids) FROM live_pages)"),
        pages=_count(db, "live_pages"),
        events=_count(db, "events"),
    )


def _by(db: Connection, column: str, where: str, parameters: list[Any]) -> dict[str, int]:
    rows = db.execute(
        f"SELECT {column}, count(*) AS n FROM contacts WHERE {where} AND {column} IS NOT NULL "
        f"GROUP BY {column} ORDER BY n DESC, {column}",
        parameters,
    ).fetchall()
    return dict(rows)


def _count(db: Connection, table: str) -> int:
    row = first_row(db, f"SELECT count(*) FROM {table}")
    return int(row[0]) if row else 0


def attribute_names(db: Connection) -> list[str]:
    """Return the imported columns that contacts carry, sorted."""
    rows = db.execute(
        "SELECT DISTINCT unnest(map_keys(attributes)) AS name FROM contacts ORDER BY name"
    ).fetchall()
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class StageShare:
    """How many contacts are at a stage; `stage_id` None: unsure.

    `decided` of them were labelled by a person or a person's rule.
    """

    stage_id: str | None
    contacts: int
    customers: int
    decided: int


def stage_shares(db: Connection, scope: Scope = EVERYTHING) -> list[StageShare]:
    """Return contacts by effective stage, the largest first, unsure last."""
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        SELECT stage_id, count(*) AS n, count(DISTINCT coalesce(customer_key, id)),
               count(*) FILTER (effective_labels.origin <> 'model')
        FROM effective_labels JOIN contacts ON contacts.id = contact_id
        WHERE {where} AND effective_labels.origin IS NOT NULL GROUP BY stage_id
        ORDER BY stage_id IS NULL, n DESC, stage_id
        """,
        parameters,
    ).fetchall()
    return [StageShare(*row) for row in rows]


def unsure_reasons(db: Connection, scope: Scope = EVERYTHING) -> dict[str, int]:
    """Return why contacts are unsure, the most frequent reason first."""
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        SELECT coalesce(reason, 'nothing fits') AS why, count(*) AS n
        FROM effective_labels JOIN contacts ON contacts.id = contact_id
        WHERE {where} AND effective_labels.origin = 'model' AND stage_id IS NULL
        GROUP BY why ORDER BY n DESC, why
        """,
        parameters,
    ).fetchall()
    return dict(rows)


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact in a list."""

    id: str
    source_id: str | None
    opened_at: datetime | None
    channel: str
    department: str | None
    stage_id: str | None
    opening: str


def find_contacts(
    db: Connection,
    scope: Scope = EVERYTHING,
    *,
    text: str | None = None,
    stage_id: str | None = None,
    limit: int = 5,
    said: Said | None = None,
) -> tuple[int, list[FoundContact]]:
    """Return how many contacts match, and the newest of them.

    Args:
        db: An open connection.
        scope: The filter.
        text: Words that somebody says in it, blind to case.
        stage_id: The effective stage.
        limit: How many to return.
        said: What everybody said, where it is held in memory.
    """
    where, parameters = scope.where()
    if text is not None and said is not None and len(text) >= SHORTEST:
        where += " AND contacts.id IN (SELECT contact_id FROM saying)"
        row = first_row(db, "SELECT lower(?)", [text])
        db.register("saying", pa.table({"contact_id": said.contacts_saying(row[0] if row else "")}))
    elif text is not None:
        where += (
            " AND contacts.id IN (SELECT contact_id FROM turns"
            " WHERE visible AND contains(lower(text), lower(?)))"
        )
        parameters.append(text)
    if stage_id is not None:
        where += " AND effective_labels.stage_id = ?"
        parameters.append(stage_id)
    rows = db.execute(
        f"""
        SELECT contacts.id, source_id, opened_at, channel, department, stage_id, count(*) OVER ()
        FROM contacts JOIN effective_labels ON effective_labels.contact_id = contacts.id
        WHERE {where} ORDER BY opened_at DESC NULLS LAST, contacts.id LIMIT ?
        """,
        [*parameters, limit],
    ).fetchall()
    openings = _openings(db, [row[0] for row in rows])
    found = [
        FoundContact(
            contact, ref, utc(at) if at else None, channel, lane, stage, openings.get(contact, "")
        )
        for contact, ref, at, channel, lane, stage, _ in rows
    ]
    return (rows[0][6] if rows else 0), found


def _openings(db: Connection, contact_ids: Sequence[str]) -> dict[str, str]:
    """Return contact id -> the beginning of what its customer said first."""
    return _first_words(db, contact_ids, "left(text, 300)", "speaker = 'customer'")


def turns_saying(db: Connection, contact_ids: Sequence[str], text: str) -> dict[str, str]:
    """Return contact id -> the first of its turns in which somebody says `text`, blind to case."""
    return _first_words(db, contact_ids, "text", "contains(lower(text), lower(?))", text)


def _first_words(
    db: Connection, contact_ids: Sequence[str], what: str, which: str, *parameters: str
) -> dict[str, str]:
    rows = db.execute(
        f"SELECT contact_id, arg_min({what}, index) FROM turns "
        f"WHERE {THEIR_TURNS} AND visible AND {which} GROUP BY contact_id",
        [list(contact_ids), *parameters],
    )
    return dict(rows.fetchall())


def contacts_within(db: Connection, scope: Scope, stage_id: str | None = None) -> set[str]:
    """Return the ids of the contacts within a scope, at a stage where one is given."""
    where, parameters = scope.where()
    if stage_id is not None:
        where += " AND effective_labels.stage_id = ?"
        parameters.append(stage_id)
    rows = db.execute(
        "SELECT contacts.id FROM contacts "
        "LEFT JOIN effective_labels ON effective_labels.contact_id = contacts.id "
        f"WHERE {where}",
        parameters,
    ).fetchall()
    return {row[0] for row in rows}


@dataclass(frozen=True, slots=True)
class EffectiveLabel:
    """Where a contact counts, and on whose word: `relabel`, `rule`, `teach`, `model`, None."""

    stage_id: str | None
    origin: str | None
    probability: float | None


def effective_label(db: Connection, contact_id: str) -> EffectiveLabel:
    """Return where one contact counts; nothing where it is set aside or not labelled."""
    row = first_row(
        db,
        "SELECT stage_id, origin, probability FROM effective_labels WHERE contact_id = ?",
        [contact_id],
    )
    return EffectiveLabel(*row) if row else EffectiveLabel(None, None, None)


def effective_stages(db: Connection) -> dict[str, str | None]:
    """Return contact id -> stage of every contact that is labelled; None: unsure."""
    rows = db.execute(
        "SELECT contact_id, stage_id FROM effective_labels WHERE origin IS NOT NULL"
        " ORDER BY contact_id"
    ).fetchall()
    return dict(rows)


def moving(db: Connection, contact_ids: Sequence[str], stage_id: str) -> list[str]:
    """Return those of these contacts that do not count at `stage_id` now."""
    wanted = "contact_id IN (SELECT unnest(?)) AND stage_id IS DISTINCT FROM ?"
    query = f"SELECT contact_id FROM effective_labels WHERE {wanted}"
    return [row[0] for row in db.execute(query, [list(contact_ids), stage_id]).fetchall()]


def moves(db: Connection, contact_ids: Sequence[str], stage_id: str) -> dict[str | None, int]:
    """Return how many of these contacts would move to `stage_id`, by where they count now."""
    rows = db.execute(
        """
        SELECT stage_id, count(*) FROM effective_labels
        WHERE contact_id IN (SELECT unnest(?)) AND stage_id IS DISTINCT FROM ?
        GROUP BY stage_id ORDER BY count(*) DESC
        """,
        [list(contact_ids), stage_id],
    ).fetchall()
    return dict(rows)
