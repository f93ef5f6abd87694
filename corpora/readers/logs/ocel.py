"""What all ways to write an OCEL log share: from one event and its objects to a raw event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpora.readers.dates import DateOrder, Dates
from corpora.readers.logs.ownership import Ownership
from corpora.readers.raw import RawEvent, ReadOptions
from corpora.records import Reject

_SHOWN = 3
_LANES = ("department", "team", "group", "role", "lane", "queue", "resource", "employees")


@dataclass(frozen=True, slots=True)
class OcelEvent:
    """One event as it stands in the log.

    Attributes:
        ident: Its id.
        activity: Its type.
        time: When, as written.
        objects: The ids of the objects it names.
        values: Its attributes.
    """

    ident: str
    activity: str
    time: str
    objects: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


class OcelEvents:
    """Makes raw events of one log.

    Args:
        file: The log's name.
        kinds: The type of each object, by its id.
        options: What the user says about the file.
    """

    def __init__(self, file: str, kinds: Mapping[str, str], options: ReadOptions) -> None:
        self._file = file
        self._kinds = kinds
        self._remark = options.remark
        self._missing: dict[str, int] = {}
        self._dates = Dates(DateOrder("year", ""), options.timezone)
        self._ownership = Ownership()

    def __call__(self, number: int, event: OcelEvent) -> RawEvent | Reject:
        """Make event `number`, or say why there is none."""
        moment, _ = self._dates.read(event.time)
        if moment is None:
            remedy = "no time that can be read; write it as 2026-01-31T10:00:00Z"
            return Reject(self._file, number, "no-date", remedy)
        if not event.activity:
            remedy = "no type; it says what happened, so export it, too"
            return Reject(self._file, number, "no-activity", remedy)
        for name in event.objects:
            if name not in self._kinds:
                self._missing[name] = self._missing.get(name, 0) + 1
        objects = [(self._kinds.get(name, ""), name) for name in event.objects]
        values = {key: value for key, value in event.values.items() if value}
        lane = next((values.pop(key) for key in _LANES if values.get(key)), "company")
        return RawEvent(
            at=moment,
            activity=event.activity,
            lane=lane,
            case=self._ownership.owner(objects),
            attributes={"event": event.ident, **values, **_listed(objects)},
            origin=f"{self._file}:{number}",
        )

    def finish(self, astray: int = 0) -> None:
        """Remark on references that lead nowhere, when all events are made.

        Args:
            astray: How many references stand beside the events and name none of them.
        """
        if self._missing:
            times, objects = sum(self._missing.values()), len(self._missing)
            shown = ", ".join(list(self._missing)[:_SHOWN]) + (", …" if objects > _SHOWN else "")
            self._remark(
                f"{self._file}: references from events to objects that the log does not "
                f"describe: {times:,} ({shown}); the events are kept"
            )
        if astray:
            self._remark(
                f"{self._file}: references to objects from events that are not in the log: "
                f"{astray:,}; left out"
            )


def _listed(objects: Iterable[tuple[str, str]]) -> dict[str, str]:
    by_kind: dict[str, list[str]] = {}
    for kind, name in objects:
        by_kind.setdefault(kind or "object", []).append(name)
    return {kind: ", ".join(names) for kind, names in by_kind.items()}
