"""Where a quote can be read in full: the ticket's number, its day, and its address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import quote as quoted_for_url

from assistant.answers import Data

if TYPE_CHECKING:
    from corpora.settings import Settings
    from corpora.store.workspace import Connection


class Ticket(Data):
    """Where a quote can be read in full: the contact's number elsewhere, its day, its address."""

    source_id: str | None
    day: date | None
    url: str | None

    @classmethod
    def of(
        cls, source_id: str | None, opened: datetime | None, zone: tzinfo, template: str | None
    ) -> Ticket:
        """Return the ticket of a contact; the day is the company's."""
        return cls(
            source_id=source_id,
            day=opened.astimezone(zone).date() if opened else None,
            url=ticket_url(template, source_id),
        )


def tickets_of(db: Connection, contact_ids: Iterable[str], settings: Settings) -> dict[str, Ticket]:
    """Return the tickets of contacts, by contact id."""
    from corpora.store.contacts import get_contacts

    return {
        each.id: Ticket.of(each.source_id, each.opened_at, settings.zone, settings.link_template)
        for each in get_contacts(db, sorted(set(contact_ids)))
    }


def ticket_url(template: str | None, source_id: str | None) -> str | None:
    """Return a ticket's address; None without a number, or a template that is no web address.

    Only http and https are linked: a template is typed by a person, and numbers come from files.
    """
    if not template or not source_id or not template.startswith(("https://", "http://")):
        return None
    return template.replace("{source_id}", quoted_for_url(source_id, safe=""))
