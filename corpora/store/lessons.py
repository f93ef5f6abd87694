"""What contacts said beside the stage that counts for them: what other models learn from."""

from __future__ import annotations

import pyarrow as pa

from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection


def labelled_contacts(db: Connection) -> pa.Table:
    """Return every contact that is labelled, with what its customer said.

    Returns:
        A table of contact_id, stage_id (null: unsure), probability, reason, origin (`model`,
        `relabel`, `rule`, `teach`) and said (`list<string>`: the visible turns of the customer,
        in order; empty where there are none), in the order in which contacts came.
    """
    return db.sql("""
        SELECT contact_id, stage_id, probability, reason, effective_labels.origin,
               coalesce(said, []) AS said
        FROM effective_labels
        JOIN contacts ON contacts.id = contact_id
        LEFT JOIN (
            SELECT contact_id AS id, list(text ORDER BY index) AS said FROM turns
            WHERE speaker = 'customer' AND visible GROUP BY contact_id
        ) AS words ON words.id = contact_id
        WHERE effective_labels.origin IS NOT NULL ORDER BY contacts.rowid
    """).to_arrow_table()


def unsure_turns(db: Connection, scope: Scope = EVERYTHING) -> list[tuple[str, str, int, str]]:
    """Return contact, customer, turn and words of contacts that nothing fits, in their order.

    A contact without a customer key counts as a customer of its own.
    """
    where, parameters = scope.where()
    return db.execute(
        f"""
        SELECT contacts.id, coalesce(customer_key, contacts.id), turns.index, turns.text
        FROM effective_labels JOIN contacts ON contacts.id = contact_id
        JOIN turns ON turns.contact_id = contacts.id AND speaker = 'customer' AND visible
        WHERE {where} AND effective_labels.origin IS NOT NULL AND stage_id IS NULL
              AND coalesce(reason, 'nothing fits') = 'nothing fits'
        ORDER BY contacts.rowid, turns.index
        """,
        parameters,
    ).fetchall()
