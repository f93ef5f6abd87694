"""Tells event logs apart by the beginning of the file, and reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from corpora.readers.logs.ocel_json import read_ocel_json
from corpora.readers.logs.ocel_sqlite import read_ocel_sqlite
from corpora.readers.logs.ocel_xml import read_ocel_xml
from corpora.readers.logs.xes import read_xes
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.readers.sources import Source
from corpora.records import Reject

LogFormat = Literal["xes", "ocel-json", "ocel-xml", "ocel-sqlite"]

LOG_READERS: Mapping[str, Callable[[Source, ReadOptions], Iterator[RawEvent | Reject]]] = {
    "xes": read_xes,
    "ocel-json": read_ocel_json,
    "ocel-xml": read_ocel_xml,
    "ocel-sqlite": read_ocel_sqlite,
}
"""What reads each; raises SourceError where the rest of the file can't be read."""

_ROOT = re.compile(r"<(?:\w+:)?log\b[^>]*>")
_OCEL_XML = re.compile(r"<(?:\w+:)?(?:object-types|event-types|objects|events)\b")
_XES = re.compile(r"<(?:\w+:)?(?:trace|extension|global|classifier|event|string|date|int)\b")
_OCEL_JSON = re.compile(
    r'"(?:eventTypes|objectTypes)"\s*:\s*\[.*"(?:eventTypes|objectTypes|objects|events)"\s*:\s*\['
    r'|"ocel:(?:global-log|events|objects)"\s*:\s*\{',
    re.DOTALL,
)


def log_format(head: str) -> LogFormat | None:
    """Tell by the beginning of a file, as text, whether it is an event log, and of which kind."""
    if head.startswith("SQLite format 3"):
        return "ocel-sqlite"
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return "ocel-json" if _OCEL_JSON.search(start) else None
    root = _ROOT.search(start) if start.startswith("<") else None
    if root is None:
        return None
    inside = start[root.end() :]
    first_ocel, first_xes = _OCEL_XML.search(inside), _XES.search(inside)
    if first_ocel and (not first_xes or first_ocel.start() < first_xes.start()):
        return "ocel-xml"
    return "xes" if first_xes or "xes" in root.group().lower() else None
