"""Reads OCEL 2.0 as an SQLite file (ocel-standard.org/specification, section 6)."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from corpora.errors import SourceError
from corpora.readers.logs.ocel import OcelEvent, OcelEvents
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.readers.sources import Source
from corpora.readers.tables.flatten import cell
from corpora.records import Reject

_TABLES = frozenset(("event", "object", "event_object", "event_map_type"))


def read_ocel_sqlite(source: Source, options: ReadOptions) -> Iterator[RawEvent | Reject]:
    """Read the events of `source`, type by type.

    Raises:
        SourceError: It is another SQLite database, or a damaged one.
    """
    with source.on_disk() as path:
        try:
            with closing(_open(path)) as db:
                yield from _events(db, source.name, options)
        except sqlite3.Error as error:
            raise SourceError(
                "the SQLite file is damaged, or no OCEL log",
                where=source.name,
                remedy="export it as OCEL 2.0, or its tables as CSV",
            ) from error


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    # Views and triggers of a stranger's file must not run functions of ours.
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    return db


def _events(db: sqlite3.Connection, name: str, options: ReadOptions) -> Iterator[RawEvent | Reject]:
    tables = {
        str(row[0]) for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    if not tables >= _TABLES:
        raise SourceError(
            "is a SQLite database, not an OCEL log",
            where=name,
            remedy="export its tables as CSV",
        )
    kinds = {str(i): str(kind) for i, kind in db.execute("SELECT ocel_id, ocel_type FROM object")}
    event = OcelEvents(name, kinds, options)
    objects: dict[str, list[str]] = {}
    for ident, other in db.execute("SELECT ocel_event_id, ocel_object_id FROM event_object"):
        objects.setdefault(str(ident), []).append(str(other))
    maps = db.execute("SELECT ocel_type, ocel_type_map FROM event_map_type").fetchall()
    for kind, table in maps:
        if f"event_{table}" not in tables:
            options.remark(
                f"{name}: the log has no table of its events {kind!r}; they are left out"
            )
    streams = [_typed(db, str(kind), f"event_{m}") for kind, m in maps if f"event_{m}" in tables]
    met: set[str] = set()
    # Whose journey an event belongs to depends on what came before, of whatever type.
    for number, each in enumerate(heapq.merge(*streams, key=lambda e: (e.time, e.ident)), 1):
        named = tuple(dict.fromkeys(objects.get(each.ident, ())))
        met.add(each.ident)
        yield event(number, replace(each, objects=named))
    event.finish(astray=sum(len(named) for ident, named in objects.items() if ident not in met))


def _typed(db: sqlite3.Connection, kind: str, table: str) -> Iterator[OcelEvent]:
    quoted = '"' + table.replace('"', '""') + '"'
    rows = db.execute(f"SELECT * FROM {quoted} ORDER BY ocel_time, ocel_id")  # noqa: S608
    columns = [str(column[0]) for column in rows.description]
    for row in rows:
        values = {name: str(cell(value)) for name, value in zip(columns, row, strict=True)}
        yield OcelEvent(values.pop("ocel_id", ""), kind, values.pop("ocel_time", ""), (), values)
