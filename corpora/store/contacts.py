"""Contacts, turns and events in the workspace: stored once, replaced when they changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from corpora.records import Contact, Event, Turn
from corpora.store import history
from corpora.store.arrow import arrow_schema, columns_of, select, to_table
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection, first_row


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch of contacts.

    Attributes:
        new: Contacts that were not there.
        changed: Contacts that were there in an older state, whose words went to history; or that
            were redacted or read otherwise.
        same: Contacts that were there already, in this state or a newer one; with what they call
            their products, which earlier versions did not keep, or without.
        forgotten: Contacts of customers who asked to be forgotten: not stored.
        unlike: Those of the changed whose new words have hardly any of the old ones: perhaps
            contacts of another system, whose ids are the same.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    forgotten: int = 0
    unlike: int = 0

    def __add__(self, other: Stored) -> Stored:
        """Return the sums."""
        return Stored(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.forgotten + other.forgotten,
            self.unlike + other.unlike,
        )


def put_contacts(
    db: Connection,
    contacts: Sequence[Contact] | pa.Table,
    turns: Sequence[Turn] | pa.Table,
    now: datetime,
    treatment: str = "",
) -> Stored:
    """Store a batch of contacts with their turns; each id may occur in it once.

    Of two states of a contact, the newer one counts, in whatever order they come: by `as_of`,
    then by `file_at` (both `now` where the contact does not know them), then by hash. The other
    goes to history. What is already there in the same state only learns that it still holds,
    unless it was treated otherwise or calls its products otherwise: then it is stored anew, and
    its older states that were treated otherwise lose their words.

    Args:
        db: An open `writing()` connection.
        contacts: The contacts, as records or as a table with the columns of a `Contact`.
        turns: Their turns, as records or as a table with the columns of a `Turn`.
        now: When replaced words are said to have been replaced.
        treatment: What was done to these contacts, as `IngestOptions.treatment` tells it.
    """
    if not len(contacts):
        return Stored()
    _arrive(db, contacts, turns, now, treatment)
    counts = _fates(db)
    unlike = history.number_unlike(db) if counts.get("changed") else 0
    if counts.keys() & {"changed", "older", "treated", "anew"}:
        history.keep_other_states(db, now)
    if counts.get("same"):
        _still_holds(db)
    _store_arrived(db, everything=counts.keys() == {"new"})
    db.unregister("arrived")
    db.unregister("arrived_turns")
    counts["changed"] = counts.get("changed", 0) + counts.pop("treated", 0)
    counts["same"] = counts.get("same", 0) + counts.pop("older", 0) + counts.pop("anew", 0)
    return Stored(**counts, unlike=unlike)


_AS_OF = arrow_schema(Contact).get_field_index("as_of")
_FILE_AT = arrow_schema(Contact).get_field_index("file_at")
_RANK = (
    "row(coalesce({0}.as_of, TIMESTAMP '1970-01-01'),"
    " coalesce({0}.file_at, TIMESTAMP '1970-01-01'), {0}.content_hash)"
)


def _arrive(
    db: Connection,
    contacts: Sequence[Contact] | pa.Table,
    turns: Sequence[Turn] | pa.Table,
    now: datetime,
    treatment: str,
) -> None:
    """Make a batch known as the tables `arrived` and `arrived_turns`, complete."""
    arrived = contacts if isinstance(contacts, pa.Table) else to_table(contacts, Contact)
    for place in (_AS_OF, _FILE_AT):
        name = arrived.schema.names[place]
        moment = pa.scalar(now.replace(tzinfo=None), arrived.schema.field(place).type)
        arrived = arrived.set_column(place, name, arrived.column(place).fill_null(moment))
    stamp = pa.repeat(pa.scalar(treatment, pa.string()), arrived.num_rows)
    db.register("arrived", arrived.append_column("treatment", stamp))
    said = turns if isinstance(turns, pa.Table) else to_table(turns, Turn)
    db.register("arrived_turns", said)


def _fates(db: Connection) -> dict[str, int]:
    """Decide what becomes of each contact that arrived, in the table `fate`; count the fates."""
    # First who is here at all, by ids alone: of a million contacts the other columns would be read
    # into memory, most of the time for nothing.
    db.execute("""
        CREATE OR REPLACE TEMP TABLE here AS
        SELECT rowid AS place FROM contacts WHERE id IN (SELECT id FROM arrived)
    """)
    db.sql(f"""
        CREATE OR REPLACE TEMP TABLE fate AS
        -- Materialized, or all that is stored would be held in memory for the join.
        WITH stored AS MATERIALIZED (
            SELECT id, content_hash, as_of, file_at, treatment, product_refs FROM contacts
            WHERE rowid IN (SELECT place FROM here)
        )
        SELECT arrived.id, {_RANK.format("arrived")} > {_RANK.format("stored")} AS newer, CASE
            WHEN arrived.customer_key IN (SELECT customer_key FROM tombstones) THEN 'forgotten'
            WHEN stored.id IS NULL THEN 'new'
            WHEN stored.content_hash = arrived.content_hash THEN
                CASE WHEN stored.treatment IS DISTINCT FROM arrived.treatment THEN 'treated'
                     WHEN stored.product_refs IS DISTINCT FROM arrived.product_refs THEN 'anew'
                     ELSE 'same' END
            WHEN newer THEN 'changed' ELSE 'older' END AS what
        FROM arrived LEFT JOIN stored ON stored.id = arrived.id
    """)
    return dict(db.execute("SELECT what, count(*) FROM fate GROUP BY what").fetchall())


def _store_arrived(db: Connection, *, everything: bool) -> None:
    """Store what arrived: `everything`, in its order, or what has won."""
    won = "WHERE {} IN (SELECT id FROM fate WHERE what IN ('new', 'changed', 'treated', 'anew'))"
    db.execute(f"""
        INSERT INTO contacts ({columns_of(Contact)}, treatment)
        SELECT {columns_of(Contact)}, treatment FROM arrived
        {"" if everything else won.format("id")}
    """)
    db.execute(f"""
        INSERT INTO turns SELECT {columns_of(Turn)} FROM arrived_turns
        {"" if everything else won.format("contact_id")}
    """)


def _still_holds(db: Connection) -> None:
    """Let contacts that came again unchanged know the newest file that has them."""
    db.execute("""
        UPDATE contacts SET as_of = arrived.as_of, file_at = arrived.file_at,
                            origin = arrived.origin
        FROM arrived JOIN fate ON fate.id = arrived.id
        WHERE contacts.id = arrived.id AND fate.what = 'same' AND fate.newer
    """)


def put_events(db: Connection, events: Sequence[Event]) -> int:
    """Store events that are not there yet, in their order; return how many were new.

    Of equal events with one `occurrence` the first is stored; those of customers who asked to be
    forgotten are not. Among events of one moment, the order of rows is the order of their files.
    """
    if not events:
        return 0
    before = _count(db, "events")
    columns = columns_of(Event)
    rows = to_table(events, Event)
    same = " AND ".join(
        f'events."{name}" IS NOT DISTINCT FROM arrived."{name}"' for name in rows.column_names
    )
    db.register("arrived", rows.append_column("position", pa.array(range(len(events)))))
    db.execute(f"""
        INSERT INTO events ({columns}) SELECT {columns} FROM arrived
        WHERE NOT EXISTS (SELECT 1 FROM events WHERE {same}) AND NOT EXISTS (
            SELECT 1 FROM tombstones WHERE tombstones.customer_key = arrived.customer_key)
        QUALIFY row_number() OVER (PARTITION BY {columns} ORDER BY position) = 1
        ORDER BY position
    """)
    db.unregister("arrived")
    return _count(db, "events") - before


def _count(db: Connection, table: str) -> int:
    row = first_row(db, f"SELECT count(*) FROM {table}")
    return int(row[0]) if row else 0


def get_contacts(db: Connection, ids: Sequence[str]) -> list[Contact]:
    """Return the contacts with these ids, in the order of the ids."""
    found = {
        contact.id: contact
        for contact in select(
            db,
            Contact,
            f"SELECT {columns_of(Contact)} FROM contacts WHERE id IN (SELECT unnest(?))",
            [list(ids)],
        )
    }
    return [found[contact] for contact in ids if contact in found]


def get_turns(db: Connection, contact_ids: Sequence[str]) -> list[Turn]:
    """Return the turns of these contacts, in order within each contact."""
    return select(
        db,
        Turn,
        f"SELECT {columns_of(Turn)} FROM turns WHERE contact_id IN (SELECT unnest(?)) "
        "ORDER BY contact_id, index",
        [list(contact_ids)],
    )


def find_by_prefix(db: Connection, prefix: str, limit: int = 5) -> list[str]:
    """Return ids of contacts that begin with `prefix`, or whose source id is `prefix`."""
    rows = db.execute(
        "SELECT id FROM contacts WHERE starts_with(id, ?) OR source_id = ? ORDER BY id LIMIT ?",
        [prefix, prefix, limit],
    ).fetchall()
    return [row[0] for row in rows]


def number(db: Connection) -> int:
    """Return how many contacts the workspace holds."""
    return _count(db, "contacts")


def contact_slices(
    db: Connection, size: int = 5_000, scope: Scope = EVERYTHING
) -> list[tuple[str, ...]]:
    """Return the ids of all contacts that count, in slices that can be read one at a time.

    Long work reads a slice, closes the workspace, computes, and opens it again.
    """
    where, parameters = scope.where()
    rows = db.execute(
        f"SELECT id FROM contacts WHERE {where} ORDER BY rowid",
        parameters,
    ).fetchall()
    ids = [row[0] for row in rows]
    return [tuple(ids[start : start + size]) for start in range(0, len(ids), size)]


def turn_batch(db: Connection, contact_ids: Sequence[str]) -> pa.RecordBatch:
    """Return contact_id, turn_index, speaker, text, visible of these contacts, in order."""
    table = db.sql(
        """
        SELECT contact_id, index AS turn_index, speaker, text, visible FROM turns
        WHERE contact_id IN (SELECT unnest(?)) ORDER BY contact_id, index
        """,
        params=[list(contact_ids)],
    ).to_arrow_table()
    columns = [column.combine_chunks() for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def ids_saying(db: Connection, speaker: str, pattern: str, before: int | None = None) -> list[str]:
    """Return the contacts in which a speaker says what a pattern finds, in visible turns.

    Args:
        db: An open connection.
        speaker: Whose turns.
        pattern: A regular expression, without regard to case.
        before: Only turns with a smaller index; None: all.
    """
    rows = db.execute(
        """
        SELECT DISTINCT contact_id FROM turns
        WHERE speaker = ? AND visible AND index < coalesce(?, 1e9)
              AND regexp_matches(text, ?, 'i')
        ORDER BY contact_id
        """,
        [speaker, before, pattern],
    ).fetchall()
    return [row[0] for row in rows]


def turns_by_contact(turns: Sequence[Turn]) -> Iterator[tuple[str, tuple[Turn, ...]]]:
    """Group turns that are in order by their contact."""
    group: list[Turn] = []
    for turn in turns:
        if group and group[0].contact_id != turn.contact_id:
            yield group[0].contact_id, tuple(group)
            group = []
        group.append(turn)
    if group:
        yield group[0].contact_id, tuple(group)
