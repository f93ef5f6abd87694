"""Customers' words that show a stage."""

from __future__ import annotations

import re

from corpora.records import Evidence
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection, first_row

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
    # Texts are looked up one by one: joined to all of these contacts they would all be read.
    quotes: dict[str, Evidence] = {}
    greetings: dict[str, Evidence] = {}
    for row in range(min(ranked.num_rows, _LOOKED_UP * limit)):
        if len(quotes) >= limit:
            break
        contact, turn, start, end, customer = (column[row].as_py() for column in ranked.columns)
        if customer in quotes:
            continue
        told = first_row(
            db,
            "SELECT text FROM turns WHERE contact_id = ? AND index = ? AND visible",
            [contact, turn],
        )
        if told is not None:
            quote = Evidence(contact, turn, start, end, told[0][start:end])
            (greetings if _GREETING.fullmatch(quote.quote.strip()) else quotes)[customer] = quote
    return [*quotes.values(), *greetings.values()][:limit]
