"""Tickets as files: Zendesk's incremental export as JSON Lines, and CSV exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tools.sample_company.calls import known_product
from tools.sample_company.threads import Comment, Ticket
from tools.sample_company.written import Company

COLUMNS = (
    "Ticket ID",
    "Created",
    "Updated",
    "Subject",
    "Description",
    "Requester",
    "Requester email",
    "Customer ID",
    "Group",
    "Status",
    "Tags",
    "Product SKU",
    "Satisfaction",
    "Conversation",
)
_PRODUCT_FIELD, _CUSTOMER_FIELD = 360011, 360012
_FIRST_PERSON, _FIRST_GROUP = 900100000, 4100


def by_mail(company: Company, ticket: Ticket) -> bool:
    """Tell whether a ticket came by mail, which Zendesk holds; the rest came by the web form."""
    return bool(company.rng(ticket.contact.slot, 6).random() < 0.5)


def as_zendesk(
    company: Company, tickets: Iterable[Ticket], moment: datetime, zone: ZoneInfo
) -> str:
    """Return tickets as JSON Lines in the shape of Zendesk's incremental ticket export.

    Comments are joined in, as export tools do; times are UTC.
    """
    return "".join(
        json.dumps(_zendesk(company, ticket.at(moment), moment, zone), ensure_ascii=False) + "\n"
        for ticket in tickets
    )


def as_csv(company: Company, tickets: Iterable[Ticket], moment: datetime) -> str:
    """Return tickets as the CSV export of `moment`: local times, no internal notes."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for ticket in tickets:
        writer.writerow(_row(company, ticket.at(moment), moment))
    return out.getvalue()


def tags(ticket: Ticket) -> list[str]:
    """Return the tags that a help desk's own rules set."""
    replies = [c for c in ticket.comments[1:] if c.turn.speaker == "customer"]
    found = [ticket.contact.department]
    found += ["customer_replied"] if replies else []
    found += ["passed_on"] if ticket.contact.transfers else []
    found += ["closed_by_merge"] if ticket.merged_into else []
    return found


def satisfaction(company: Company, ticket: Ticket, moment: datetime) -> str | None:
    """Return the mark that one customer in four gives: good or bad."""
    rng = company.rng(ticket.contact.slot, 7)
    finished = ticket.status(moment) in {"solved", "closed"} and not ticket.merged_into
    if rng.random() > 0.25 or not finished:
        return None
    return "good" if rng.random() < 0.85 else "bad"


def _zendesk(company: Company, ticket: Ticket, moment: datetime, zone: ZoneInfo) -> dict[str, Any]:
    contact = ticket.contact
    rng = company.rng(contact.slot, 8)
    mark = satisfaction(company, ticket, moment)
    return {
        "id": int(contact.number),
        "external_id": None,
        "via": {
            "channel": "email",
            "source": {"from": {"address": contact.email, "name": contact.name}, "rel": None},
        },
        "created_at": _utc(ticket.created, zone),
        "updated_at": _utc(ticket.updated(moment), zone),
        "type": ("question", "problem", "incident")[int(rng.integers(3))],
        "subject": contact.subject,
        "raw_subject": contact.subject,
        "description": ticket.comments[0].turn.text,
        "priority": ("low", "normal", "normal", "normal", "high")[int(rng.integers(5))],
        "status": ticket.status(moment),
        "recipient": f"help@{company.key}.example",
        **_people(company, ticket),
        "tags": tags(ticket),
        "custom_fields": [
            {"id": _PRODUCT_FIELD, "value": known_product(company, contact)},
            {"id": _CUSTOMER_FIELD, "value": contact.customer},
        ],
        "satisfaction_rating": {"score": mark or "unoffered"},
        "comments": [
            _comment(company, n, ticket, comment, zone) for n, comment in enumerate(ticket.comments)
        ],
    }


def _people(company: Company, ticket: Ticket) -> dict[str, Any]:
    contact = ticket.contact
    requester = _FIRST_PERSON + int(contact.customer[1:])
    group = _FIRST_GROUP + [d.key for d in company.departments].index(ticket.group)
    return {
        "requester_id": requester,
        "requester": {
            "id": requester,
            "name": contact.name,
            "email": contact.email,
            "external_id": contact.customer,
        },
        "group_id": group,
        "group": {"id": group, "name": company.department(ticket.group).name},
    }


def _comment(
    company: Company, index: int, ticket: Ticket, comment: Comment, zone: ZoneInfo
) -> dict[str, Any]:
    names = [name for department in company.departments for name in department.agents]
    if comment.turn.name is None:
        author = _FIRST_PERSON + int(ticket.contact.customer[1:])
    else:
        author = _FIRST_PERSON + 90000 + names.index(comment.turn.name)
    return {
        "id": int(ticket.contact.number) * 100 + index,
        "type": "Comment",
        "author_id": author,
        "public": comment.public,
        "plain_body": comment.turn.text,
        "created_at": _utc(comment.at, zone),
    }


def _row(company: Company, ticket: Ticket, moment: datetime) -> dict[str, str | None]:
    contact = ticket.contact
    return {
        "Ticket ID": contact.number,
        "Created": _local(ticket.created),
        "Updated": _local(ticket.updated(moment)),
        "Subject": contact.subject,
        "Description": ticket.comments[0].turn.text,
        "Requester": contact.name,
        "Requester email": contact.email,
        "Customer ID": contact.customer,
        "Group": company.department(ticket.group).name,
        "Status": ticket.status(moment),
        "Tags": " ".join(tags(ticket)),
        "Product SKU": known_product(company, contact),
        "Satisfaction": satisfaction(company, ticket, moment),
        "Conversation": "\n\n".join(_said(c) for c in ticket.comments if c.public),
    }


def _said(comment: Comment) -> str:
    name = "Customer" if comment.turn.name is None else f"{comment.turn.name} (Agent)"
    return f"[{comment.at:%Y-%m-%d %H:%M}] {name}: {comment.turn.text}"


def _local(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}"


def _utc(at: datetime, zone: ZoneInfo) -> str:
    return at.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
