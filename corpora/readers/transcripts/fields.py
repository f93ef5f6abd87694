"""The `Key: value` lines above a conversation, and the fields that they fill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from corpora.readers.raw import ReadOptions
from corpora.readers.transcripts.clock import LEADING_STAMP, clock_seconds, read_moment
from corpora.readers.transcripts.labels import read_label, word_set
from corpora.readers.transcripts.stage_directions import is_direction, is_title
from corpora.records import Channel, Speaker

_KEYS = {
    "contact": "id", "contact id": "id", "call id": "id", "conversation id": "id", "id": "id",
    "ticket": "id", "ticket id": "id", "case": "id", "case id": "id", "case number": "id",
    "chat id": "id", "session id": "id", "interaction id": "id", "conversation": "id",
    "customer": "customer", "customer id": "customer", "customer number": "customer",
    "caller": "customer", "client": "customer", "account": "customer", "account id": "customer",
    "customer email": "customer", "customer phone": "customer", "caller id": "customer",
    "date": "date", "opened": "date", "start": "date", "start time": "date", "started": "date",
    "opened at": "date", "date and time": "date", "datetime": "date", "call date": "date",
    "time": "time", "end": "end", "end time": "end", "closed": "end", "closed at": "end",
    "department": "department", "queue": "department", "team": "department", "skill": "department",
    "handle time": "handle", "aht": "handle", "duration": "duration", "call duration": "duration",
    "wait": "wait", "wait time": "wait", "transfers": "transfers", "channel": "channel",
    "product": "product", "products": "product", "sku": "product", "item": "product",
    "outcome": "outcome", "resolution": "outcome", "disposition": "outcome",
    "language": "language", "direction": "direction", "participants": "participants",
    "speakers": "participants", "agent": "agent", "agent name": "agent", "subject": "attribute",
    "topic": "attribute", "region": "attribute", "tags": "attribute", "csat": "attribute",
    "reason": "attribute", "recording": "attribute", "location": "attribute",
}  # fmt: skip
_PAIR = re.compile(
    r"[\s*_>#\-•]*(?P<key>[^\W_][\w /\-]{0,30}?)[*_]*\s*[:：][*_]*\s*(?P<value>.*?)[\s*_]*"
)
_NAMED = re.compile(
    r"\b(agent|representative|advisor|customer|caller|client)\s+([A-Z][\w'’-]+)", re.IGNORECASE
)
_WITH_ROLE = re.compile(
    r"\b([A-Z][\w'’-]+)\s*\((agent|customer|caller|client|representative|advisor)\)", re.IGNORECASE
)
_ROLE: dict[str, Speaker] = {"customer": "customer", "caller": "customer", "client": "customer"}
_NO_NAMES = word_set("service support care and with from interaction agent customer id name")
_GREETINGS = word_set("hello hi hey yes no ok okay thanks sure bye goodbye please help")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a conversation: pairs of key and value, and whose name has which role."""

    pairs: tuple[tuple[str, str], ...] = ()
    roles: Mapping[str, Speaker] = field(default_factory=dict)

    def get(self, what: str) -> str | None:
        """The first value given for a field, None where the head has none."""
        return next((v for k, v in self.pairs if _KEYS.get(k) == what and v), None)

    def every(self, what: str) -> tuple[str, ...]:
        """All values given for a field, commas and semicolons taken apart."""
        values = (v for k, v in self.pairs if _KEYS.get(k) == what)
        return tuple(p.strip() for v in values for p in re.split(r"[;,]", v) if p.strip())


def split_head(lines: Sequence[str]) -> tuple[Head, int]:
    """Read the head of a conversation.

    Returns:
        The head, and the index of the first line that belongs to the conversation.
    """
    pairs: list[tuple[str, str]] = []
    roles: dict[str, Speaker] = {}
    for index, line in enumerate(lines):
        if LEADING_STAMP.match(line):
            return Head(tuple(pairs), roles), index
        if not line.strip() or is_direction(line):
            continue
        pair = read_pair(line)
        if pair is None:
            if not is_title(line):
                return Head(tuple(pairs), roles), index
            roles.update(names_with_roles(line))
            continue
        key, value = pair
        if _KEYS[key] in ("customer", "agent"):
            if not _is_reference(value):
                return Head(tuple(pairs), roles), index
            label = read_label(value)
            if label and label.role is None and label.name:
                roles[label.name] = _ROLE.get(key, "agent")
        roles.update(names_with_roles(value))
        pairs.append((key, value))
    return Head(tuple(pairs), roles), len(lines)


def head_of_notes(lines: Sequence[str]) -> Head:
    """Read known pairs wherever they stand among other notes."""
    pairs = tuple(pair for line in lines if (pair := read_pair(line)) is not None)
    roles = {name: role for _, value in pairs for name, role in names_with_roles(value).items()}
    return Head(pairs, roles)


def read_pair(line: str) -> tuple[str, str] | None:
    """Read `Handle time: 340` into a known key, lower case, and its value."""
    found = _PAIR.fullmatch(line[:400])
    if not found:
        return None
    key = " ".join(found["key"].lower().replace("_", " ").split())
    return (key, found["value"]) if key in _KEYS else None


def names_with_roles(text: str) -> dict[str, Speaker]:
    """Whose role a title tells: `between Agent Ben and Clara (Customer)`."""
    roles: dict[str, Speaker] = {}
    for role, name in _NAMED.findall(text):
        roles[name.lower()] = _ROLE.get(role.lower(), "agent")
    for name, role in _WITH_ROLE.findall(text):
        roles[name.lower()] = _ROLE.get(role.lower(), "agent")
    return {name: role for name, role in roles.items() if name not in _NO_NAMES}


def _is_reference(value: str) -> bool:
    """Tell an id or a name (a head line) from words (an utterance)."""
    words = value.split()
    if not words or len(words) > 3 or value[-1] in ".?!,":
        return False
    if any(c.isdigit() or c == "@" for c in value):
        return True
    return all(w[0].isupper() and w.lower() not in _GREETINGS for w in words)


def read_seconds(text: str) -> float | None:
    """Seconds of `340`, `340 s`, `05:40`, `00:05:40`, `5m 40s`, `4 minutes and 27 seconds`."""
    text = text.strip().lower()
    if ":" in text:
        return clock_seconds(text)
    parts = re.findall(r"(\d{1,9}(?:[.,]\d{1,6})?)\s*([hms]?)", text)
    if not parts or not text[0].isdigit():
        return None
    scale = {"h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0}
    return sum(float(number.replace(",", ".")) * scale[unit] for number, unit in parts)


def contact_fields(head: Head, options: ReadOptions) -> dict[str, Any]:
    """Turn a head into the fields of a `RawContact` that it fills, by name."""
    opened, flags = _moment(head, "date", options)
    closed, closing_flags = _moment(head, "end", options)
    handle = head.get("handle")
    duration = None if handle else head.get("duration")
    if duration:
        flags += ("handle-from-duration",)
    channel = options.channel or _channel(head.get("channel")) or "call"
    transfers = head.get("transfers")
    direction = (head.get("direction") or "").lower()
    return {
        "source_id": head.get("id"),
        "customer": head.get("customer"),
        "product_refs": head.every("product"),
        "named": head.every("product"),
        "channel": channel,
        "direction": "outbound" if direction.startswith("out") else "inbound",
        "opened_at": opened,
        "closed_at": closed,
        "handle_s": read_seconds(handle or duration or ""),
        "wait_s": read_seconds(head.get("wait") or ""),
        "transfers": int(transfers) if transfers and transfers.isdecimal() else None,
        "department": head.get("department"),
        "outcome": head.get("outcome"),
        "language": head.get("language"),
        "flags": tuple(dict.fromkeys(flags + closing_flags)),
        "attributes": {k: v for k, v in head.pairs if _KEYS[k] == "attribute" and v},
    }


def _moment(head: Head, what: str, options: ReadOptions) -> tuple[datetime | None, tuple[str, ...]]:
    text = head.get(what)
    if not text:
        return None, ()
    time = head.get("time")
    if what == "date" and time:
        moment, flags = read_moment(f"{text.rstrip(',')} {time}", options.timezone)
        if moment:
            return moment, flags
    return read_moment(text, options.timezone)


def _channel(text: str | None) -> Channel | None:
    lowered = (text or "").strip().lower()
    named = {"phone": "call", "voice": "call", "telephone": "call", "e-mail": "email"}
    lowered = named.get(lowered, lowered)
    return next((channel for channel in get_args(Channel) if channel == lowered), None)
