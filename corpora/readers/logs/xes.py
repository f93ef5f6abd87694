"""Reads XES, the IEEE standard 1849 for event logs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from corpora.readers.dates import DateOrder, Dates
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.readers.sources import Source
from corpora.readers.xml import elements, local
from corpora.records import Reject

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ATTRIBUTES = frozenset(("string", "date", "int", "float", "boolean", "id"))
_LANES = (
    "org:group", "org:role", "department", "workgroup", "support_section", "team", "queue",
    "org:resource",
)  # fmt: skip
_CASE, _ACTIVITY, _AT = "concept:name", "concept:name", "time:timestamp"
_STEP = "lifecycle:transition"
_INSTANCE = "concept:instance"
_YEAR_FIRST = DateOrder("year", "")


def read_xes(source: Source, options: ReadOptions) -> Iterator[RawEvent | Reject]:
    """Read the events of `source`, trace by trace.

    The lane is the group or role that did it, where the log tells, else the resource. Where an
    activity has a `start` and a `complete`, the second one knows how long it took.

    Raises:
        SourceError: It is no XML from some place on.
    """
    dates = Dates(_YEAR_FIRST, options.timezone)
    parent: Element | None = None
    trace = _Trace(None)
    events = elements(source, frozenset(("event",)), passing=frozenset(("trace",)))
    for number, element in enumerate(events, 1):
        if element.getparent() is not parent:
            parent = element.getparent()
            trace = _Trace(_attributes(parent).get(_CASE) if parent is not None else None)
        values = _attributes(element)
        moment, _ = dates.read(values.pop(_AT, ""))
        activity = values.pop(_ACTIVITY, "").strip()
        if moment is None:
            remedy = "no time:timestamp that can be read; write it as 2026-01-31T10:00:00Z"
            yield Reject(source.name, number, "no-date", remedy)
        elif not activity:
            remedy = "no concept:name; it says what happened, so export it, too"
            yield Reject(source.name, number, "no-activity", remedy)
        else:
            yield trace.event(moment, activity, values, f"{source.name}:{number}")


class _Trace:
    """One case under way: what has begun in it, and what was the same twice."""

    def __init__(self, case: str | None) -> None:
        self._case = case
        self._begun: dict[tuple[str, str], datetime] = {}
        self._seen: Counter[tuple[object, ...]] = Counter()

    def event(
        self, moment: datetime, activity: str, values: dict[str, str], origin: str
    ) -> RawEvent:
        lane = next((values.pop(key) for key in _LANES if values.get(key)), "company")
        key = (moment, activity, *values.items())
        self._seen[key] += 1
        if self._seen[key] > 1:  # twice the same in the same second, and both are real
            values["occurrence"] = str(self._seen[key])
        return RawEvent(
            at=moment,
            activity=activity,
            lane=lane,
            case=self._case,
            duration_s=self._duration(moment, activity, values),
            attributes=values,
            origin=origin,
        )

    def _duration(self, moment: datetime, activity: str, values: dict[str, str]) -> float | None:
        step = values.get(_STEP, "").lower()
        instance = (activity, values.get(_INSTANCE, ""))
        if step == "start":
            self._begun[instance] = moment
        elif step == "complete" and (begun := self._begun.pop(instance, None)) is not None:
            return max((moment - begun).total_seconds(), 0.0)
        return None


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of a trace or event; those nested in others are left out."""
    return {
        key: value
        for child in element
        if local(child) in _ATTRIBUTES
        and (key := child.get("key"))
        and (value := child.get("value"))
    }
