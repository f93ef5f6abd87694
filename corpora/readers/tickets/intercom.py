"""Reads Intercom conversations (developers.intercom.com/docs/references/rest-api)."""

from __future__ import annotations

from corpora.readers.tables.values import channel_of
from corpora.readers.tickets.draft import (
    Draft,
    Json,
    Message,
    custom,
    products_among,
    records_at,
    text_at,
    true_at,
)
from corpora.records import Channel, Direction, Speaker

_SPEAKERS: dict[str, Speaker] = {
    "user": "customer", "lead": "customer", "contact": "customer", "visitor": "customer",
    "admin": "agent", "team": "agent", "bot": "bot", "fin": "bot",
}  # fmt: skip
_OURS = frozenset(("admin_initiated", "campaigns_initiated"))
_PASSING = frozenset(("updated_at", "waiting_since", "snoozed_until", "read", "statistics"))


def read_intercom(record: Json, page: Json) -> Draft | None:
    """Read one conversation with its parts; what has no words, such as assigning, is left out."""
    ident = text_at(record, "id")
    if not ident:
        return None
    parts = records_at(record, "conversation_parts", "conversation_parts")
    parts = parts or records_at(record, "conversation_parts")
    first = record.get("source") or record.get("conversation_message")
    opening = [_message(first, text_at(record, "created_at"))] if isinstance(first, dict) else []
    own = record.get("custom_attributes")
    fields = custom(own.items()) if isinstance(own, dict) else {}
    tags = records_at(record, "tags", "tags") or records_at(record, "tags")
    teams = {text_at(team, "id"): text_at(team, "name") for team in records_at(page, "teams")}
    title = text_at(record, "title") or text_at(first, "subject")
    return Draft(
        record={key: value for key, value in record.items() if key not in _PASSING},
        source_id=ident,
        subject=title,
        messages=[*opening, *(_message(part, text_at(part, "created_at")) for part in parts)],
        customer=_customer(record, first),
        product_refs=tuple(dict.fromkeys(fields.values())),
        named=products_among(fields),
        channel=_channel(text_at(first, "type")),
        direction=_direction(text_at(first, "delivered_as")),
        opened=text_at(record, "created_at"),
        closed=text_at(record, "statistics", "last_close_at"),
        updated=text_at(record, "updated_at"),
        department=teams.get(text_at(record, "team_assignee_id")) or None,
        outcome=text_at(record, "state") or None,
        attributes={
            "tags": ", ".join(text_at(tag, "name") for tag in tags),
            "priority": text_at(record, "priority"),
            "csat": text_at(record, "conversation_rating", "rating"),
            "url": text_at(first, "url"),
            **fields,
        },
    )


def _message(part: Json, at: str) -> Message:
    author = text_at(part, "author", "type").lower()
    machine = isinstance(who := part.get("author"), dict) and (
        true_at(who, "from_ai_agent", otherwise=False)
        or true_at(who, "is_ai_answer", otherwise=False)
    )
    note = "note" in text_at(part, "part_type")
    return Message(
        "bot" if machine else _SPEAKERS.get(author, "agent"),
        text_at(part, "body"),
        at,
        visible=not note,
    )


def _customer(record: Json, first: object) -> str | None:
    people = records_at(record, "contacts", "contacts") or records_at(record, "contacts")
    author = first.get("author") if isinstance(first, dict) else None
    if isinstance(author, dict) and _SPEAKERS.get(text_at(author, "type")) == "customer":
        people = [*people, author]
    user = record.get("user")
    people = [*people, user] if isinstance(user, dict) else people
    keys = ("external_id", "user_id", "email", "id")
    return next((t for key in keys for one in people if (t := text_at(one, key))), None)


def _channel(kind: str) -> Channel:
    return (
        "chat" if kind in ("", "conversation", "push", "facebook") else channel_of(kind) or "chat"
    )


def _direction(delivered: str) -> Direction | None:
    return "outbound" if delivered in _OURS else "inbound" if delivered else None
