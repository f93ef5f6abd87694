"""Reads Zendesk tickets: the account's JSON export, API pages, incremental exports.

Schema: developer.zendesk.com/api-reference/ticketing (tickets, ticket_comments,
incremental_exports, side-loading).
"""

from __future__ import annotations

from collections.abc import Mapping

from corpora.readers.tables.values import channel_of
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
from corpora.records import Speaker

_SPEAKERS: dict[str, Speaker] = {"end-user": "customer", "agent": "agent", "admin": "agent"}
_TEXT = ("plain_body", "body", "html_body", "value")
# Change by themselves, or are told elsewhere; they make no ticket a new one.
_PASSING = frozenset(("generated_timestamp", "updated_at", "url", "comments", "encoded_id"))
_ASIDE = {"deleted": "deleted", "spam": "spam"}


def read_zendesk(record: Json, page: Json) -> Draft | None:
    """Read one ticket; users, groups and comments may lie beside it on its page."""
    whole = record.get("ticket")
    ticket: Json = whole if isinstance(whole, Mapping) else record
    ident = text_at(ticket, "id")
    if not ident:
        return None
    comments = records_at(ticket, "comments") or _beside(record, page, ident)
    requester = text_at(ticket, "requester_id") or text_at(ticket, "requester", "id")
    users = {text_at(user, "id"): user for user in _all(record, page, "users")}
    messages = [_message(comment, requester, users) for comment in comments]
    if not messages and (body := text_at(ticket, "description")):
        messages = [Message("customer", body, text_at(ticket, "created_at"))]
    rel = text_at(ticket, "via", "source", "rel")
    values = [(text_at(f, "id"), f.get("value")) for f in records_at(ticket, "custom_fields")]
    own = custom(values)
    tags = listed(ticket, "tags")
    status = text_at(ticket, "status")
    follows = text_at(ticket, "via", "source", "from", "ticket_id")
    follows = follows or text_at(ticket, "via_followup_source_id")
    return Draft(
        record=[{k: v for k, v in ticket.items() if k not in _PASSING}, comments],
        source_id=ident,
        subject=text_at(ticket, "raw_subject") or text_at(ticket, "subject"),
        messages=messages,
        customer=_customer(ticket, users.get(requester, {})) or requester or None,
        # Which of the own fields is the product, only the account knows; the catalogue tells.
        product_refs=tuple(dict.fromkeys(own.values())),
        named=products_among(own),
        channel=channel_of(text_at(ticket, "via", "channel")) or "ticket",
        direction="outbound" if rel == "outbound" else None,
        opened=text_at(ticket, "created_at"),
        closed=_closed(ticket),
        updated=text_at(ticket, "updated_at"),
        department=_group(ticket, _all(record, page, "groups")),
        outcome=status or None,
        set_aside="merged" if "closed_by_merge" in tags else _ASIDE.get(status),
        flags=("follow-up",) if follows or rel == "follow_up" else (),
        attributes={
            "tags": tags,
            "priority": text_at(ticket, "priority"),
            "type": text_at(ticket, "type"),
            "csat": text_at(ticket, "satisfaction_rating", "score"),
            "follows": follows,
            **own,
        },
    )


def _all(record: Json, page: Json, key: str) -> list[Json]:
    return [*records_at(record, key), *records_at(page, key)]


def _beside(record: Json, page: Json, ident: str) -> list[Json]:
    """Return the comments that stand on the page, of this ticket; or beside the only ticket."""
    if "ticket" in record:
        return records_at(record, "comments")
    return [c for c in records_at(page, "comments") if text_at(c, "ticket_id") == ident]


def _message(comment: Json, requester: str, users: Mapping[str, Json]) -> Message:
    author = text_at(comment, "author_id") or text_at(comment, "author", "id")
    role = text_at(users.get(author, {}), "role") or text_at(comment, "author", "role")
    known: Speaker = "customer" if author == requester else "agent"
    return Message(
        "system" if author == "-1" else _SPEAKERS.get(role, known),
        next((text for key in _TEXT if (text := text_at(comment, key)).strip()), ""),
        text_at(comment, "created_at"),
        visible=true_at(comment, "public", otherwise=True),
    )


def _customer(ticket: Json, user: Json) -> str | None:
    """Return what identifies the customer in other systems, too: their own number, or mail."""
    inside = ticket.get("requester")
    people: tuple[Json, ...] = (inside if isinstance(inside, Mapping) else {}, user)
    keys = ("external_id", "email", "phone")
    return next((t for key in keys for one in people if (t := text_at(one, key))), None)


def _closed(ticket: Json) -> str:
    solved = text_at(ticket, "metric_set", "solved_at") or text_at(ticket, "dates", "solved_at")
    return solved or text_at(ticket, "solved_at")


def _group(ticket: Json, groups: list[Json]) -> str | None:
    ident = text_at(ticket, "group_id")
    named = {text_at(group, "id"): text_at(group, "name") for group in groups}
    return text_at(ticket, "group", "name") or named.get(ident) or None
