"""Reads OCEL as JSON: version 2.0 (ocel-standard.org/specification, section 8), and 1.0."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from corpora.errors import SourceError
from corpora.readers.logs.ocel import OcelEvent, OcelEvents
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.readers.sources import Source
from corpora.readers.tables.flatten import cell
from corpora.readers.tables.objects import elements_of
from corpora.records import Reject

_LONGEST = 256 << 20


def read_ocel_json(source: Source, options: ReadOptions) -> Iterator[RawEvent | Reject]:
    """Read the events of `source`, in two passes: objects may stand after the events.

    Raises:
        SourceError: It holds no events.
    """
    if b'"ocel:' in source.head():
        yield from _first_version(source, options)
        return
    kinds = {
        str(item[1].get("id")): str(item[1].get("type", ""))
        for item in elements_of(source, "objects")
        if not isinstance(item, Reject)
    }
    event = OcelEvents(source.name, kinds, options)
    for item in elements_of(source, "events"):
        yield item if isinstance(item, Reject) else event(item[0], _event(item[1]))
    event.finish()


def _event(record: Mapping[str, object]) -> OcelEvent:
    objects = [str(each.get("objectId", "")) for each in _objects(record.get("relationships"))]
    values = {
        str(each.get("name")): str(cell(each.get("value")))
        for each in _objects(record.get("attributes"))
    }
    return OcelEvent(
        str(record.get("id", "")),
        str(record.get("type") or "").strip(),
        str(record.get("time") or ""),
        tuple(dict.fromkeys(name for name in objects if name)),
        values,
    )


def _first_version(source: Source, options: ReadOptions) -> Iterator[RawEvent | Reject]:
    """Read version 1.0, whose events are an object by id and have to be held as a whole."""
    with source.text() as stream:
        text = stream.read(_LONGEST + 1)
    try:
        log = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        log = None
    if not isinstance(log, dict) or not isinstance(log.get("ocel:events"), dict):
        raise SourceError("is no whole OCEL log", where=source.name, remedy="export it as OCEL 2.0")
    named = log.get("ocel:objects")
    kinds = {
        str(name): str(each.get("ocel:type", ""))
        for name, each in (named.items() if isinstance(named, dict) else ())
        if isinstance(each, dict)
    }
    event = OcelEvents(source.name, kinds, options)
    for number, (ident, each) in enumerate(log["ocel:events"].items(), 1):
        record = each if isinstance(each, dict) else {}
        values = record.get("ocel:vmap")
        named = record.get("ocel:omap")
        yield event(
            number,
            OcelEvent(
                str(ident),
                str(record.get("ocel:activity") or "").strip(),
                str(record.get("ocel:timestamp") or ""),
                tuple(map(str, named)) if isinstance(named, list) else (),
                {str(k): str(cell(v)) for k, v in values.items()}
                if isinstance(values, dict)
                else {},
            ),
        )
    event.finish()


def _objects(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
