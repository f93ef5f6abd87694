"""Reads Freshdesk tickets (developers.freshdesk.com/api: tickets, conversations)."""

from __future__ import annotations

from collections.abc import Mapping

from corpora.readers.tickets.draft import (
    Draft,
    Json,
    Message,
    custom,
    listed,
    products_among,
    records_at,
    text_at,
    true_at,
)
from corpora.records import Channel

_CHANNELS: dict[str, Channel] = {
    "1": "email", "2": "web", "3": "call", "5": "chat", "6": "chat", "7": "chat", "9": "web",
    "10": "email",
}  # fmt: skip
_OUTBOUND = "10"
_STATUS = {"2": "open", "3": "pending", "4": "resolved", "5": "closed"}
_PASSING = frozenset(("updated_at", "due_by", "fr_due_by", "is_escalated", "fr_escalated"))


def read_freshdesk(record: Json, page: Json) -> Draft | None:
    """Read one ticket with its conversations, which may lie beside it on its page."""
    whole = record.get("helpdesk_ticket") or record.get("ticket")
    ticket: Json = whole if isinstance(whole, Mapping) else record
    ident = text_at(ticket, "display_id") or text_at(ticket, "id")
    if not ident:
        return None
    replies = _replies(ticket, ident, page)
    source = text_at(ticket, "source")
    opening = Message(
        "agent" if source == _OUTBOUND else "customer",
        text_at(ticket, "description_text") or text_at(ticket, "description"),
        text_at(ticket, "created_at"),
    )
    own = ticket.get("custom_fields")
    fields = custom(own.items()) if isinstance(own, Mapping) else {}
    status = text_at(ticket, "status")
    return Draft(
        record=[{k: v for k, v in ticket.items() if k not in _PASSING}, replies],
        source_id=ident,
        subject=text_at(ticket, "subject"),
        messages=[opening, *(_message(reply) for reply in _in_order(replies))],
        customer=_customer(ticket),
        product_refs=tuple(dict.fromkeys(fields.values())),
        named=products_among(fields),
        channel=_CHANNELS.get(source, "ticket"),
        direction="outbound" if source == _OUTBOUND else None,
        opened=text_at(ticket, "created_at"),
        closed=text_at(ticket, "stats", "resolved_at") or text_at(ticket, "stats", "closed_at"),
        updated=text_at(ticket, "updated_at"),
        department=text_at(ticket, "group", "name") or text_at(ticket, "group_name") or None,
        outcome=_STATUS.get(status, status) or None,
        set_aside=_aside(ticket),
        attributes={
            "tags": listed(ticket, "tags"),
            "priority": text_at(ticket, "priority"),
            "type": text_at(ticket, "type"),
            **fields,
        },
    )


def _replies(ticket: Json, ident: str, page: Json) -> list[Json]:
    return records_at(ticket, "conversations") or [
        each for each in records_at(page, "conversations") if text_at(each, "ticket_id") == ident
    ]


def _message(reply: Json) -> Message:
    return Message(
        "customer" if true_at(reply, "incoming", otherwise=False) else "agent",
        text_at(reply, "body_text") or text_at(reply, "body"),
        text_at(reply, "created_at"),
        visible=not true_at(reply, "private", otherwise=False),
    )


def _in_order(replies: list[Json]) -> list[Json]:
    return sorted(replies, key=lambda reply: text_at(reply, "created_at"))


def _customer(ticket: Json) -> str | None:
    keys = ("external_id", "unique_external_id", "email", "phone", "mobile")
    named = next((t for key in keys if (t := text_at(ticket, "requester", key))), None)
    return named or text_at(ticket, "email") or text_at(ticket, "requester_id") or None


def _aside(ticket: Json) -> str | None:
    if true_at(ticket, "spam", otherwise=False):
        return "spam"
    return "deleted" if true_at(ticket, "deleted", otherwise=False) else None
