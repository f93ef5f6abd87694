"""What all help desks have in common: a ticket in the making, and the contact that it becomes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpora.readers.dates import DateOrder, Dates
from corpora.readers.raw import RawContact, RawTurn, ReadOptions
from corpora.readers.tables.cells import said
from corpora.readers.tables.contacts import with_subject
from corpora.readers.tables.flatten import sound
from corpora.readers.tables.names import CONTACT_ROLES, plain
from corpora.records import Channel, Direction, Speaker

Json = Mapping[str, object]

_YEAR_FIRST = DateOrder("year", "")
# What help desks write into tickets that were merged, in the one that ends and the one that stays.
_INTO_OTHER = re.compile(
    r"^\W*this (?:request|ticket|case|issue|conversation) (?:was|is|has been) (?:closed and )?"
    r"merged (?:in)?to (?!this\b)",
    re.IGNORECASE,
)
_INTO_THIS = re.compile(
    r"(?:was|is|has been) (?:closed and )?merged (?:in)?to this"
    r" (?:request|ticket|case|issue|conversation)",
    re.IGNORECASE,
)
_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a ticket; `text` may hold HTML."""

    speaker: Speaker
    text: str
    at: str = ""
    visible: bool = True


@dataclass(slots=True, kw_only=True)
class Draft:
    """A ticket as a help desk gives it; the fields are those of `RawContact`.

    Attributes:
        record: All that makes it up, for its hash: not what changes by itself.
        messages: In the order in which they were written.
        opened, closed: Moments as written.
        updated: When it was last changed, as written.
    """

    record: object
    source_id: str | None
    subject: str = ""
    messages: list[Message] = field(default_factory=list)
    customer: str | None = None
    product_refs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    channel: Channel = "ticket"
    direction: Direction | None = None
    opened: str = ""
    closed: str = ""
    updated: str = ""
    department: str | None = None
    outcome: str | None = None
    language: str | None = None
    set_aside: str | None = None
    flags: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)

    def contact(self, source: str, origin: str, options: ReadOptions) -> RawContact | None:
        """Return the contact, or None where nobody says anything in it."""
        dates = Dates(_YEAR_FIRST, options.timezone)
        opened, flag = dates.read(self.opened)
        turns = with_subject(said(sound(self.subject)), self._turns(opened, dates))
        if not turns:
            return None
        spoken = any(turn.speaker == "customer" for turn in turns)
        if not any(said(sound(message.text)) for message in self.messages):
            self.flags += ("subject-only",)
        return RawContact(
            source=options.source or source,
            raw=json.dumps(self.record, sort_keys=True, ensure_ascii=True, default=str),
            turns=tuple(turns),
            source_id=self.source_id,
            customer=self.customer,
            product_refs=tuple(ref for ref in self.product_refs if ref != self.customer),
            named=tuple(ref for ref in self.named if ref != self.customer),
            channel=options.channel or self.channel,
            direction=self.direction or ("inbound" if spoken else "outbound"),
            opened_at=opened,
            closed_at=dates.read(self.closed)[0],
            as_of=dates.read(self.updated)[0],
            department=self.department,
            outcome=self.outcome,
            language=self.language,
            set_aside=self.set_aside or self._merged(),
            flags=self.flags + ((flag,) if flag else ()),
            origin=origin,
            attributes={
                # The customer's own number may be among a help desk's fields; it is not kept.
                key: value
                for key, value in self.attributes.items()
                if value and value != self.customer
            },
        )

    def _turns(self, opened: datetime | None, dates: Dates) -> list[RawTurn]:
        turns = []
        for message in self.messages:
            text = said(sound(message.text))
            if not text:
                continue
            at, _ = dates.read(message.at)
            since = max((at - opened).total_seconds(), 0.0) if at and opened else None
            # What the help desk itself wrote about merging is nobody's words.
            if message.speaker != "customer" and tells_of_merging(text):
                turns.append(RawTurn("system", text, since, visible=False))
            else:
                turns.append(RawTurn(message.speaker, text, since, visible=message.visible))
        return turns

    def _merged(self) -> str | None:
        last = [m.text for m in self.messages if m.speaker != "customer"][-2:]
        return (
            "merged" if any(_INTO_OTHER.match(said(text)[:_LOOKED_AT]) for text in last) else None
        )


def tells_of_merging(text: str) -> bool:
    """Tell the sentence that a help desk puts into a ticket when two are merged."""
    start = text[:_LOOKED_AT]
    return _INTO_OTHER.match(start) is not None or _INTO_THIS.search(start) is not None


def text_at(record: object, *path: str) -> str:
    """Return the text or number at a path of keys; '' where there is none."""
    for key in path:
        record = record.get(key) if isinstance(record, Mapping) else None
    if isinstance(record, str):
        return sound(record)
    return str(record) if isinstance(record, (int, float)) and not isinstance(record, bool) else ""


def records_at(record: object, *path: str) -> list[Json]:
    """Return the objects in the list at a path of keys."""
    for key in path:
        record = record.get(key) if isinstance(record, Mapping) else None
    return (
        [each for each in record if isinstance(each, Mapping)] if isinstance(record, list) else []
    )


def true_at(record: Json, key: str, *, otherwise: bool) -> bool:
    """Return a switch, which some exports write as text."""
    value = record.get(key)
    if isinstance(value, bool):
        return value
    return str(value).lower() in ("true", "1") if value is not None else otherwise


def listed(record: Json, key: str) -> str:
    """Return a list of names as one text."""
    value = record.get(key)
    if not isinstance(value, Sequence) or isinstance(value, str):
        return sound(value) if isinstance(value, str) else ""
    names = [each if isinstance(each, str) else text_at(each, "name") for each in value]
    return ", ".join(sound(name) for name in names if name)


def products_among(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values of those of a help desk's own fields that are called after products."""
    called = {name: plain(name.removeprefix("custom.")).removeprefix("cf_") for name in fields}
    return tuple(
        dict.fromkeys(
            fields[name] for name, known in called.items() if known in CONTACT_ROLES["product"]
        )
    )


def custom(fields: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the filled ones of a help desk's own fields as text, under `custom.<name>`."""
    result = {}
    for name, value in fields:
        text = listed({"": value}, "") if isinstance(value, list) else text_at({"": value}, "")
        if name and text:
            result[f"custom.{name}"] = text
    return result
