"""Contacts that came again as they are stored: nothing of them changes but where they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from corpora.store.workspace import Connection, first_row

SAME = pa.schema(
    [
        ("id", pa.string()),
        ("content_hash", pa.string()),
        ("as_of", pa.timestamp("us")),
        ("file_at", pa.timestamp("us")),
        ("origin", pa.string()),
    ]
)
"""What is needed of a contact that came again."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the workspace holds of contacts that came again.

    Attributes:
        turns: How many turns they have.
        languages: Contacts by language.
        set_aside: Contacts that count apart, by reason.
        flags: What was noticed of them, by kind.
        astray: How often each contact came that is not stored in this state and treatment any
            more, because another process has stored it meanwhile.
    """

    turns: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    astray: Counter[str] = field(default_factory=Counter)


def put_same(db: Connection, same: pa.Table, now: datetime, treatment: str) -> Held:
    """Let stored contacts know the newest file that still has them; return what they are.

    Args:
        db: An open `writing()` connection.
        same: Columns `SAME`; a contact may come more than once. One that is stored otherwise, or
            no more, is left as it is, and told.
        now: The moment of states and files that know none.
        treatment: As for `contacts.put_contacts`.
    """
    if not same.num_rows:
        return Held()
    db.register("came", same)
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE again AS
        SELECT id, content_hash, coalesce(as_of, $now) AS as_of, coalesce(file_at, $now) AS file_at,
               origin, count(*) OVER (PARTITION BY id) AS times
        FROM came QUALIFY row_number() OVER (
            PARTITION BY id ORDER BY as_of DESC, file_at DESC, origin DESC) = 1
        """,
        {"now": now.replace(tzinfo=None)},
    )
    db.unregister("came")
    astray = db.execute(
        """
        DELETE FROM again WHERE (id, content_hash) NOT IN (
            SELECT (id, content_hash) FROM contacts
            WHERE treatment = ? AND id IN (SELECT id FROM again)
        ) RETURNING id, times
        """,
        [treatment],
    ).fetchall()
    db.execute("""
        UPDATE contacts SET as_of = again.as_of, file_at = again.file_at, origin = again.origin
        FROM again
        WHERE contacts.id = again.id AND contacts.content_hash = again.content_hash
              AND row(again.as_of, again.file_at)
                  > row(coalesce(contacts.as_of, TIMESTAMP '1970-01-01'),
                        coalesce(contacts.file_at, TIMESTAMP '1970-01-01'))
    """)
    turns = first_row(
        db,
        """
        SELECT coalesce(sum(times), 0) FROM turns JOIN again ON again.id = contact_id
        """,
    )
    return Held(
        turns=int(turns[0]) if turns else 0,
        languages=_counted(db, "language"),
        set_aside=_counted(db, "set_aside"),
        flags=_counted(db, "unnest(flags)"),
        astray=Counter(dict(astray)),
    )


def _counted(db: Connection, what: str) -> Counter[str]:
    rows = db.execute(f"""
        SELECT what, sum(times) FROM (
            SELECT {what} AS what, times FROM contacts
            JOIN again ON again.id = contacts.id AND again.content_hash = contacts.content_hash
        ) WHERE what IS NOT NULL GROUP BY what
    """).fetchall()
    return Counter({what: int(times) for what, times in rows})
