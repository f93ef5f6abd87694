"""What Amazon Connect Contact Lens writes for calls and chats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from corpora.readers.transcripts.fields import Head
from corpora.readers.transcripts.labels import Label
from corpora.readers.transcripts.plain import Conversation, Line, converse
from corpora.readers.transcripts.segments import seconds_of, well_formed
from corpora.records import Speaker

Json = Mapping[str, object]

_ROLES: dict[str, Speaker] = {
    "CUSTOMER": "customer", "AGENT": "agent", "SUPERVISOR": "agent", "SYSTEM": "system",
    "CUSTOM_BOT": "bot", "BOT": "bot", "LEX_BOT": "bot",
}  # fmt: skip
_CHANNELS = {"VOICE": "call", "CHAT": "chat", "EMAIL": "email", "TASK": "ticket"}


def read_contact_lens(data: Json) -> Conversation | None:
    """Read `Participants` and `Transcript`, in whatever order the participants stand.

    The redacted edition reads the same: its placeholders are words.
    """
    roles = {
        str(p.get("ParticipantId")): _ROLES.get(str(p.get("ParticipantRole", "")).upper())
        for p in _objects(data.get("Participants"))
    }
    items = list(_items(data))
    began = next((t for item in items if (t := _moment(item)) is not None), None)
    lines = [line for item in items if (line := _line(item, roles, began)) is not None]
    return converse(lines, Head(tuple(_pairs(data, began))))


_NAMED = re.compile(
    r"(?P<id>[\w-]{8,80}?)_(?:analysis|call_recording|transcript)(?:_redacted)?_"
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d)[:_.-]?(?P<minute>\d\d)[:_.-]?(?P<second>\d\d)"
    r"(?:\.\d+)?Z"
)


def name_and_moment(stem: str) -> tuple[str, datetime] | None:
    """Return the contact's id and when it was, UTC, from the name that Amazon gives the file.

    `<id>_analysis_2026-08-03T09:14:22Z.json`, or with `_` where file systems allow no colon, and
    `_analysis_redacted_`; the analysis of a call holds no date itself.
    """
    found = _NAMED.match(stem)
    if found is None:
        return None
    try:
        day = datetime.fromisoformat(found["day"])
        moment = day.replace(
            hour=int(found["hour"]), minute=int(found["minute"]), second=int(found["second"])
        )
    except ValueError:
        return None
    return found["id"], moment.replace(tzinfo=UTC)


def _items(data: Json) -> Iterator[Json]:
    yield from _objects(data.get("Transcript"))
    for segment in _objects(data.get("Segments")):  # as the real-time interface gives them
        inner = segment.get("Transcript")
        if isinstance(inner, Mapping):
            yield inner


def _line(item: Json, roles: Mapping[str, Speaker | None], began: datetime | None) -> Line | None:
    text = item.get("Content")
    kind = str(item.get("ContentType") or "text/plain")
    if not isinstance(text, str) or not kind.startswith("text/") or not text.strip():
        return None
    who = str(item.get("ParticipantId"))
    role = _ROLES.get(str(item.get("ParticipantRole") or who).upper()) or roles.get(who)
    said = well_formed(text)
    start, end = seconds_of(item.get("BeginOffsetMillis")), seconds_of(item.get("EndOffsetMillis"))
    at = _moment(item)
    begin = _since(at, began) if start is None and at and began else _milli(start)
    return Line(said, said, Label(role, who), certain=True, started_at=begin, ended_at=_milli(end))


def _pairs(data: Json, began: datetime | None) -> Iterator[tuple[str, str]]:
    about = data.get("CustomerMetadata")
    if isinstance(about, Mapping) and about.get("ContactId"):
        yield "id", str(about["ContactId"])
    channel = str(data.get("Channel", "")).upper()
    yield "channel", _CHANNELS.get(channel, "")
    configured = data.get("Configuration")
    locale = configured.get("LanguageLocale") if isinstance(configured, Mapping) else None
    language = re.match(r"[a-z]{2}", str(data.get("LanguageCode") or locale or ""))
    yield "language", language[0] if language else ""
    yield from _contact_record(data.get("ContactMetadata"))
    if began:
        yield "date", began.isoformat()
    measured = data.get("ConversationCharacteristics")
    if isinstance(measured, Mapping):
        length = seconds_of(measured.get("TotalConversationDurationMillis"))
        if length:
            yield "duration", f"{length / 1000:.1f}"
    matched = data.get("Categories")
    names = matched.get("MatchedCategories") if isinstance(matched, Mapping) else None
    if isinstance(names, list) and names:
        yield "tags", ", ".join(str(name) for name in names)


def _contact_record(about: object) -> Iterator[tuple[str, str]]:
    """Read the contact's record where an export puts it beside the analysis."""
    if not isinstance(about, Mapping):
        return
    queue, agent, own = (_inside(about, key) for key in ("Queue", "Agent", "Attributes"))
    yield "id", str(about.get("ContactId") or "")
    yield "date", str(about.get("InitiationTimestamp") or "")
    yield "end", str(about.get("DisconnectTimestamp") or "")
    yield "department", str(queue.get("Name") or "")
    yield "wait", str(queue.get("Duration") or "")
    spent = [seconds_of(agent.get(key)) for key in _HANDLING]
    if any(spent):
        yield "handle time", f"{sum(part for part in spent if part):.0f}"
    yield "transfers", str(about.get("TransferCount") or 0)
    caller = _inside(about, "CustomerEndpoint").get("Address")
    yield "customer", str(own.get("CustomerId") or caller or "")


_HANDLING = ("AgentInteractionDuration", "CustomerHoldDuration", "AfterContactWorkDuration")


def _inside(record: Json, key: str) -> Json:
    value = record.get(key)
    return value if isinstance(value, Mapping) else {}


def _objects(value: object) -> list[Json]:
    return [x for x in value if isinstance(x, Mapping)] if isinstance(value, list) else []


def _moment(item: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(item.get("AbsoluteTime", "")))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _since(at: datetime, began: datetime) -> float:
    return max(0.0, round((at - began).total_seconds(), 3))


def _milli(value: float | None) -> float | None:
    return None if value is None else value / 1000
