"""Customers' words that show a stage."""

from __future__ import annotations

import re

from corpora.records import Evidence
from corpora.store.queries import THEIR_TURNS
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection

_GREETING = re.compile(
    r"(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|to whom)\b[\w ,.'<>!-]{0,40}",
    re.IGNORECASE,
)
_LOOKED_UP = 5
"""So many words are looked up for each that is wanted: salutations lie together."""


def stage_quotes(
    db: Connection, stage_id: str, scope: Scope = EVERYTHING, *, limit: int = 5
) -> list[Evidence]:
    """Return the words that show a stage best, one quote a customer, the surest first.

    A salutation may decide where a contact counts, and tells a reader nothing: it comes last.
    """
    where, parameters = scope.where()
    ranked = db.sql(
        f"""
        SELECT effective_labels.contact_id, turn_index, start, "end",
               coalesce(customer_key, contacts.id) AS customer
        FROM effective_labels JOIN contacts ON contacts.id = effective_labels.contact_id
        WHERE {where} AND stage_id = ? AND turn_index IS NOT NULL
        ORDER BY probability DESC, contacts.id
        """,
        params=[*parameters, stage_id],
    ).to_arrow_table()
    # Only their texts are read: joined to all of these contacts every text would be.
    rows = list(
        zip(*(each.to_pylist() for each in ranked[: _LOOKED_UP * limit].columns), strict=True)
    )
    texts = _texts(db, [row[0] for row in rows])
    quotes: dict[str, Evidence] = {}
    greetings: dict[str, Evidence] = {}
    for contact, turn, start, end, customer in rows:
        if len(quotes) >= limit:
            break
        text = texts.get((contact, turn))
        if customer in quotes or text is None:
            continue
        quote = Evidence(contact, turn, start, end, text[start:end])
        (greetings if _GREETING.fullmatch(quote.quote.strip()) else quotes)[customer] = quote
    return [*quotes.values(), *greetings.values()][:limit]


def _texts(db: Connection, contact_ids: list[str]) -> dict[tuple[str, int], str]:
    """Return the visible turns of some contacts, by contact and index."""
    rows = db.execute(
        f"SELECT contact_id, index, text FROM turns WHERE {THEIR_TURNS} AND visible", [contact_ids]
    )
    return {(contact, index): text for contact, index, text in rows.fetchall()}
