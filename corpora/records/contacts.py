"""What customers said and did: contacts, their turns, and events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Channel = Literal["call", "chat", "email", "ticket", "web", "review"]
Direction = Literal["inbound", "outbound"]
Speaker = Literal["customer", "agent", "bot", "ivr", "community", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One call, ticket, chat or e-mail thread.

    Attributes:
        id: `c-…`, from source and source id, or an HMAC of the raw record.
        source: The system or export that it came from; with `source_id` its identity.
        source_id: The id in that system; None where it has none.
        content_hash: Hash of the raw record, to notice that it changed.
        customer_key: HMAC of the raw customer identifier, so that repeats link without it.
        channel: How the customer made contact.
        direction: Who began it.
        opened_at: Begin, UTC; None where the source has no date.
        closed_at: End, UTC.
        handle_s: Handle time in seconds.
        wait_s: Seconds that the customer waited for an agent.
        transfers: How often the contact was handed on.
        department: Who handled it.
        outcome: What came of it, in the source's words.
        language: ISO 639-1 code, or "und" where nobody can tell.
        product_ids: Products that the source itself names.
        product_refs: What the source calls them, without personal data: as `corpora.intake.called`
            keeps it, one for each that it names, a keyed hash for what may not be read, and "" for
            what has no letter or digit.
        set_aside: Why it is counted apart (outbound, spam, test, merged); None: it counts.
        flags: What readers noticed, such as `naive-time`.
        origin: File and row that it was read from.
        attributes: Every other imported column.
        as_of: The moment that this state is known to hold, UTC: when the source last changed
            the record, else the latest moment that its file tells of, else `file_at`.
        file_at: When the file that it was read from was written, UTC.
    """

    id: str
    source: str
    content_hash: str
    source_id: str | None = None
    customer_key: str | None = None
    channel: Channel = "ticket"
    direction: Direction = "inbound"
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    handle_s: float | None = None
    wait_s: float | None = None
    transfers: int | None = None
    department: str | None = None
    outcome: str | None = None
    language: str = "und"
    product_ids: tuple[str, ...] = ()
    product_refs: tuple[str, ...] = ()
    set_aside: str | None = None
    flags: tuple[str, ...] = ()
    origin: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    file_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance in a contact.

    Attributes:
        contact_id: The contact that it belongs to.
        index: Position in the contact, from 0.
        speaker: Who speaks.
        text: What is said, after redaction; evidence spans point into this text.
        started_at: Seconds from the beginning of the contact.
        ended_at: Seconds from the beginning of the contact.
        visible: False for internal notes, which are never quoted and never suggested.
    """

    contact_id: str
    index: int
    speaker: Speaker
    text: str
    started_at: float | None = None
    ended_at: float | None = None
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a customer outside of words: a menu choice, a transfer, a wait.

    Attributes:
        contact_id: The contact that it happened in, where there is one.
        customer_key: HMAC of the customer identifier, or of the case id of an imported log.
        at: When, UTC.
        activity: What, in the source's words.
        lane: Who the customer meets there: `ivr`, `web`, or a department.
        duration_s: How long it took, in seconds.
        attributes: Everything else that the log says.
        occurrence: Which of the equal events of its file it is; from 1.
    """

    at: datetime
    activity: str
    lane: str
    contact_id: str | None = None
    customer_key: str | None = None
    duration_s: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    occurrence: int = 1
