"""The journal in the workspace, and what it means for each contact's label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from corpora.decisions import DECISIONS
from corpora.journal import (
    REDO,
    REVERT,
    UNDO,
    Entry,
    History,
    Kinds,
    check_steering,
    is_steering,
    read_history,
)
from corpora.store.arrow import utc
from corpora.store.drivers import contacts_coded
from corpora.store.workspace import Connection, first_row

_LONGEST_PATTERN = 50_000
_ORIGINS = {
    "relabel": "relabel",
    "relabel_several": "relabel",
    "teach": "teach",
    "relabel_matching": "rule",
    "map_driver": "rule",
    "map_drivers": "rule",
}


def entries(db: Connection) -> list[Entry]:
    """Return the whole journal, in order."""
    rows = db.execute('SELECT seq, "at", kind, payload FROM journal ORDER BY seq').fetchall()
    return [Entry(seq, utc(at), kind, json.loads(payload)) for seq, at, kind, payload in rows]


def history(db: Connection) -> History:
    """Return what is in force, and what undo and redo would move."""
    return read_history(entries(db))


def decide(
    db: Connection,
    kind: str,
    payload: Mapping[str, Any],
    now: datetime,
    kinds: Kinds = DECISIONS,
) -> Entry:
    """Append a decision and bring the labels in line with it.

    Raises:
        JournalError: The payload does not fit its kind.
    """
    return _append(db, kind, kinds.check(kind, payload), now)


def undo(db: Connection, now: datetime) -> Entry:
    """Take back the last decision in force; return the entry that was taken back.

    Raises:
        JournalError: There is nothing to undo.
    """
    before = history(db)
    check_steering(UNDO, {}, before, DECISIONS)
    _append(db, UNDO, {}, now)
    return before.done[-1]


def redo(db: Connection, now: datetime) -> Entry:
    """Bring back what was undone last; return the entry that was brought back.

    Raises:
        JournalError: There is nothing to redo.
    """
    before = history(db)
    check_steering(REDO, {}, before, DECISIONS)
    _append(db, REDO, {}, now)
    return before.undone[-1]


def revert(db: Connection, seq: int, now: datetime, kinds: Kinds = DECISIONS) -> Entry:
    """Take entry `seq` out of the middle.

    Raises:
        JournalError: It is not in force, or a later entry rests on it.
    """
    check_steering(REVERT, {"seq": seq}, history(db), kinds)
    return _append(db, REVERT, {"seq": seq}, now)


def gap_marks(db: Connection) -> dict[str, Mapping[str, Any]]:
    """Return the last mark in force of each gap that has one: `status`, `on`, `owner`, `due`."""
    return {
        entry.payload["gap_id"]: entry.payload
        for entry in history(db).in_force
        if entry.kind == "mark_gap"
    }


def gaps_marked_at(db: Connection) -> dict[str, datetime]:
    """Return when the last mark in force of each gap was written, UTC."""
    return {
        entry.payload["gap_id"]: entry.at
        for entry in history(db).in_force
        if entry.kind == "mark_gap"
    }


def refresh_decided(db: Connection, in_force: Iterable[Entry] | None = None) -> None:
    """Work out anew which contacts the decisions in force speak of.

    Called after every entry, and after contacts arrived: rules hold for future contacts too.
    """
    said = decided_by(db, history(db).in_force if in_force is None else tuple(in_force))
    db.execute("DELETE FROM decided")
    if said.num_rows:
        db.register("words_of_people", said)
        db.execute("INSERT INTO decided SELECT contact, origin, stage, seq FROM words_of_people")
        db.unregister("words_of_people")


def decided_by(db: Connection, current: Sequence[Entry]) -> pa.Table:
    """Return what decisions say of contacts; nothing is written.

    Columns: contact, origin (`relabel`, `rule` or `teach`), stage, seq, the entry's number.
    """
    said: dict[str, list[Any]] = {name: [] for name in ("contact", "origin", "stage", "seq")}
    rules = [entry for entry in current if entry.kind == "relabel_matching"]
    for entry in current:
        if entry.kind == "relabel":
            _add(said, [entry.payload["contact_id"]], entry)
        elif entry.kind == "relabel_several":
            _add(said, entry.payload["contact_ids"], entry)
        elif entry.kind == "map_driver":
            _add(said, contacts_coded(db, entry.payload["column"], entry.payload["code"]), entry)
        elif entry.kind == "map_drivers":
            for each in entry.payload["codes"]:
                coded = contacts_coded(db, each["column"], each["code"])
                _add(said, coded, entry, each["stage_id"])
        elif entry.kind == "teach" and entry.payload["stage_id"] is not None:
            _add(said, entry.payload["contact_ids"], entry)
    for at, contacts in _saying(db, [entry.payload["text"] for entry in rules]).items():
        _add(said, contacts, rules[at])
    texts = [(name, pa.string()) for name in ("contact", "origin", "stage")]
    return pa.table(said, schema=pa.schema([*texts, ("seq", pa.int64())]))


def contacts_saying(db: Connection, text: str) -> list[str]:
    """Return ids of contacts in which a customer says `text`, blind to case."""
    return _saying(db, [text]).get(0, [])


def _saying(db: Connection, texts: Sequence[str]) -> dict[int, list[str]]:
    """Return, by place in `texts`, ids of contacts in which a customer says it; sorted."""
    found: dict[int, list[str]] = {}
    if texts:
        small = [row[0] for row in db.execute("SELECT lower(unnest(?))", [list(texts)]).fetchall()]
        rules = pa.table({"place": range(len(small)), "phrase": small})
        any_of = "|".join(map(re.escape, small))
        any_of = any_of if len(any_of) <= _LONGEST_PATTERN else ""
        db.register("rules", rules)
        # One look for all phrases at once spares most turns the look for each of them.
        rows = db.execute(
            """
            WITH said AS MATERIALIZED (
                SELECT contact_id, lower(text) AS said FROM turns
                WHERE speaker = 'customer' AND visible AND regexp_matches(lower(text), ?)
            )
            SELECT DISTINCT place, contact_id FROM said JOIN rules ON contains(said, phrase)
            ORDER BY place, contact_id
            """,
            [any_of],
        ).fetchall()
        db.unregister("rules")
        for place, contact in rows:
            found.setdefault(place, []).append(contact)
    return found


def _add(
    said: dict[str, list[Any]], contacts: Sequence[str], entry: Entry, stage: str | None = None
) -> None:
    said["contact"] += contacts
    said["origin"] += [_ORIGINS[entry.kind]] * len(contacts)
    said["stage"] += [stage or entry.payload["stage_id"]] * len(contacts)
    said["seq"] += [entry.seq] * len(contacts)


def _append(db: Connection, kind: str, payload: Mapping[str, Any], now: datetime) -> Entry:
    row = first_row(db, "SELECT coalesce(max(seq), 0) + 1 FROM journal")
    entry = Entry(int(row[0]) if row else 1, now, kind, payload)
    db.execute(
        "INSERT INTO journal VALUES (?, ?, ?, ?)",
        [entry.seq, now.replace(tzinfo=None), kind, json.dumps(payload)],
    )
    if is_steering(kind) or kind in _ORIGINS:
        refresh_decided(db)
    return entry


def put_stage_aliases(db: Connection, successors: Mapping[str, str]) -> None:
    """Say as which stages those that are no more are read from now on.

    Args:
        db: A connection that may write.
        successors: Stage id that is no more -> the stage that counts for it.
    """
    db.execute("DELETE FROM stage_aliases")
    db.execute(
        "INSERT INTO stage_aliases SELECT unnest(?), unnest(?)",
        [list(successors), list(successors.values())],
    )


def stage_aliases(db: Connection) -> dict[str, str]:
    """Return stage id that is no more -> the stage that counts for it."""
    return dict(db.execute("SELECT alias, stage_id FROM stage_aliases").fetchall())
