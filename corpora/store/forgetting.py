"""Forgetting a customer: everything of theirs deleted, and the file written anew without it.

DuckDB leaves deleted rows in its file until their place is needed, so what remains is copied to a
new file, which takes the old one's place. A tombstone keeps later exports from bringing them back.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpora.errors import UnknownName
from corpora.ids import customer_key
from corpora.store.named import drop_unnamed
from corpora.store.workspace import Connection, Workspace, first_row, key_of

_OF_CONTACTS = ("turns", "contact_history", "labels", "demands", "needs", "decided")
GONE = "c-forgotten"
"""What stands in the journal where a forgotten contact was named."""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer, as far as the workspace knows them.

    Attributes:
        keys: The keys by which they are known; none where a contact came without a customer.
        contacts: The ids of their contacts.
        sources: What these contacts are called where they come from.
    """

    keys: tuple[str, ...]
    contacts: tuple[str, ...]
    sources: tuple[str, ...]


def find_person(db: Connection, named: str) -> Person:
    """Return the customer called `named`: a key, a raw identifier, or one of their contacts.

    Raises:
        UnknownName: Nobody is known by it.
    """
    keys = {named.strip(), customer_key(named, key_of(db))}
    row = first_row(
        db, "SELECT id, customer_key FROM contacts WHERE id = ? OR source_id = ?", [named, named]
    )
    alone = [row[0]] if row and row[1] is None else []
    keys |= {row[1]} if row and row[1] else set()
    contacts = db.execute(
        "SELECT id, source_id, customer_key FROM contacts "
        "WHERE customer_key IN (SELECT unnest(?)) OR id IN (SELECT unnest(?::VARCHAR[])) "
        "ORDER BY id",
        [list(keys), alone],
    ).fetchall()
    known = {key for _, _, key in contacts if key}
    known |= {
        each[0]
        for each in db.execute(
            "SELECT DISTINCT customer_key FROM events WHERE customer_key IN (SELECT unnest(?))",
            [list(keys)],
        ).fetchall()
    }
    if not contacts and not known:
        raise UnknownName(
            f"no customer and no contact is known as {named!r}",
            where="forget",
            remedy="write their number or address as the export has it, or a contact's id",
        )
    return Person(
        tuple(sorted(known)),
        tuple(contact for contact, _, _ in contacts),
        tuple(source for _, source, _ in contacts if source),
    )


def count_of(db: Connection, person: Person) -> dict[str, int]:
    """Return how many rows of each kind would be deleted: contacts, turns, events, needs, gaps."""
    contacts = list(person.contacts)
    told = {"contacts": len(contacts)}
    for table in ("turns", "needs"):
        told[table] = _one(
            db, f"SELECT count(*) FROM {table} WHERE contact_id IN (SELECT unnest(?::VARCHAR[]))",
            contacts,
        )  # fmt: skip
    told["events"] = _one(
        db,
        "SELECT count(*) FROM events WHERE contact_id IN (SELECT unnest(?::VARCHAR[])) "
        "OR customer_key IN (SELECT unnest(?::VARCHAR[]))",
        contacts,
        list(person.keys),
    )
    told["gaps"] = len(_own_gaps(db, contacts))
    return told


def forget(workspace: Workspace, person: Person, now: datetime) -> None:
    """Delete everything of a customer, and write the file anew without it.

    Copies of older versions beside the file, made by migrations, hold them too and are deleted.

    Raises:
        WorkspaceBusy: Another process or thread holds it.
    """
    with workspace.replacing() as (db, fresh):
        db.begin()
        _delete(db, person, now)
        db.commit()
        row = first_row(db, "SELECT current_database()")
        db.execute(f"ATTACH {_quoted(str(fresh))} AS fresh")
        db.execute(f'COPY FROM DATABASE "{row[0] if row else ""}" TO fresh')
        db.execute("DETACH fresh")
    for backup in workspace.path.parent.glob(f"{workspace.path.name}.v*.bak"):
        backup.unlink()


def _delete(db: Connection, person: Person, now: datetime) -> None:
    contacts, keys = list(person.contacts), list(person.keys)
    for key in keys:
        db.execute("INSERT INTO tombstones VALUES (?, ?)", [key, now.replace(tzinfo=None)])
    for run, gap in _own_gaps(db, contacts):
        db.execute("DELETE FROM gaps WHERE run_id = ? AND id = ?", [run, gap])
    for table in _OF_CONTACTS:
        db.execute(
            f"DELETE FROM {table} WHERE contact_id IN (SELECT unnest(?::VARCHAR[]))", [contacts]
        )
    db.execute("DELETE FROM contacts WHERE id IN (SELECT unnest(?::VARCHAR[]))", [contacts])
    db.execute(
        "DELETE FROM events WHERE contact_id IN (SELECT unnest(?::VARCHAR[])) "
        "OR customer_key IN (SELECT unnest(?::VARCHAR[]))",
        [contacts, keys],
    )
    drop_unnamed(db)
    # Findings are worked out anew; vectors are kept by the words, not by who said them.
    db.execute("DELETE FROM findings")
    db.execute("DELETE FROM vectors")
    _rewrite_journal(db, {*contacts, *keys, *person.sources})


def _own_gaps(db: Connection, contacts: list[str]) -> list[tuple[int, str]]:
    """Return run and id of the gaps that rest on these contacts alone: they are called by them."""
    return db.execute(
        """
        WITH asked AS (SELECT run_id, id, unnest(need_ids) AS need FROM gaps)
        SELECT asked.run_id, asked.id FROM asked
        JOIN needs ON needs.id = need AND needs.run_id = asked.run_id
        GROUP BY ALL HAVING bool_and(contact_id IN (SELECT unnest(?::VARCHAR[])))
        """,
        [contacts],
    ).fetchall()


def _rewrite_journal(db: Connection, names: Collection[str]) -> None:
    """Take a customer's ids out of what people decided; the decisions stay."""
    for seq, payload in db.execute("SELECT seq, payload FROM journal").fetchall():
        told = json.dumps(_without(json.loads(payload), names), ensure_ascii=False)
        if json.loads(told) != json.loads(payload):
            db.execute("UPDATE journal SET payload = ? WHERE seq = ?", [told, seq])


def _without(value: object, names: Collection[str]) -> object:
    if isinstance(value, str):
        return GONE if value in names else value
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items()}
    return value


def _one(db: Connection, sql: str, *parameters: list[str]) -> int:
    row = first_row(db, sql, list(parameters))
    return int(row[0]) if row else 0


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"


def forget_lines(history: Path, names: Collection[str]) -> int:
    """Delete the lines of a chat's history that name any of these; return how many they were."""
    try:
        lines = history.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return 0
    low = [name.casefold() for name in names if name]
    kept = [line for line in lines if not any(name in line.casefold() for name in low)]
    if len(kept) < len(lines):
        history.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return len(lines) - len(kept)
