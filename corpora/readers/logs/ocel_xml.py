"""Reads OCEL 2.0 as XML (ocel-standard.org/specification, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpora.readers.logs.ocel import OcelEvent, OcelEvents
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.readers.sources import Source
from corpora.readers.xml import elements, local, text_of
from corpora.records import Reject

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_EVENT = frozenset(("event",))
_OBJECT = frozenset(("object",))


def read_ocel_xml(source: Source, options: ReadOptions) -> Iterator[RawEvent | Reject]:
    """Read the events of `source`, in two passes: objects may stand after the events.

    Raises:
        SourceError: It is no XML from some place on.
    """
    event = OcelEvents(source.name, _kinds(source), options)
    for number, element in enumerate(elements(source, _EVENT, passing=_OBJECT), 1):
        yield event(number, _event(element))
    event.finish()


def _kinds(source: Source) -> dict[str, str]:
    return {
        ident: element.get("type") or ""
        for element in elements(source, _OBJECT, passing=_EVENT)
        # Some writers call a relationship `object`, too; it has no type.
        if (ident := element.get("id")) and element.get("type")
    }


def _event(element: Element) -> OcelEvent:
    objects: list[str] = []
    values: dict[str, str] = {}
    for part in element.iter():
        if local(part) in ("relationship", "relobj", "object"):
            if name := part.get("object-id") or part.get("objectId") or part.get("id"):
                objects.append(name)
        elif local(part) == "attribute" and (name := part.get("name")):
            values[name] = (part.get("value") or text_of(part)).strip()
    return OcelEvent(
        element.get("id") or "",
        (element.get("type") or "").strip(),
        element.get("time") or "",
        tuple(dict.fromkeys(objects)),
        values,
    )
