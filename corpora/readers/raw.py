"""What readers hand over: raw records, before identity, redaction and storage.

A raw record keeps the customer's identifier and the unredacted words; it never leaves the
ingest. Readers only read: they decide what a field means, never what happens to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from corpora.records import Channel, Direction, PassageKind, Reject, Speaker

UNIT = "\x1f"
"""Stands between the number and the title by which a record calls one product."""


class RawTurn(NamedTuple):
    """One utterance as it stands in the source; times in seconds from the contact's beginning.

    A tuple, because that is made more than twice as fast, and there are millions of them.
    """

    speaker: Speaker
    text: str
    started_at: float | None = None
    ended_at: float | None = None
    visible: bool = True


class RawContact(NamedTuple):
    """One contact as it stands in the source; a tuple, as a turn is.

    Attributes:
        source: Names the system, not the file: overlapping exports of one system share it.
            For tables `table:` and a short hash of the columns that carry id, text and date.
        raw: The whole raw record; its hash tells whether the contact changed, and identifies
            contacts that have no `source_id`.
        turns: At least one.
        source_id: The id in that system.
        customer: The raw customer identifier (e-mail, phone, number), before any redaction.
        product_refs: SKU, GTIN, product id, URL or title, as the source gives it; where a number
            and a title stand side by side, both, joined by `UNIT`.
        named: Those of `product_refs` that stand in a field for products.
        opened_at: Aware and UTC; naive input was taken in the workspace's timezone and
            `naive-time` put into `flags`.
        origin: `file:row`.
        attributes: Every column that no other field took.
        as_of: When the source last changed the record, UTC; None: the reader does not know.

    The other fields are those of `corpora.records.Contact`.
    """

    source: str
    raw: str
    turns: tuple[RawTurn, ...]
    source_id: str | None = None
    customer: str | None = None
    product_refs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    channel: Channel = "ticket"
    direction: Direction = "inbound"
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    handle_s: float | None = None
    wait_s: float | None = None
    transfers: int | None = None
    department: str | None = None
    outcome: str | None = None
    language: str | None = None
    set_aside: str | None = None
    flags: tuple[str, ...] = ()
    origin: str = ""
    attributes: Mapping[str, str] = {}
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class RawPassage:
    """A piece of a page."""

    kind: PassageKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawProduct:
    """A product as a page or feed names it; `ref` is the source's own id for it."""

    title: str
    ref: str | None = None
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    brand: str | None = None
    family: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One page as it stands in the source; `products` is empty for shared pages.

    `also` are its other titles.
    """

    title: str
    passages: tuple[RawPassage, ...]
    products: tuple[RawProduct, ...] = ()
    url: str | None = None
    valid_from: datetime | None = None
    language: str | None = None
    unread: tuple[str, ...] = ()
    origin: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEvent:
    """One event as it stands in the source; `case` is the customer or case identifier."""

    at: datetime
    activity: str
    lane: str
    contact_ref: str | None = None
    case: str | None = None
    duration_s: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


TOGETHER = 2_000
"""Contacts, or rows, that are worked on together."""


class ContactReader(Protocol):
    """Makes contacts of the rows of one table; can be sent to another process."""

    def read(self, rows: Iterable[Any]) -> Iterator[RawContact | Reject]:
        """Yield a contact for each row, and every reject among the rows as it is."""


@dataclass(frozen=True, slots=True)
class RawRows:
    """Rows of a table of contacts, not yet made into contacts: any process can do that.

    Attributes:
        rows: Numbered rows and rejects, as `reader` takes them.
        reader: Makes contacts of them.
        file: The table's file, as in `origin`.
        name_products: Whether contacts of this table refer to products.
    """

    rows: list[Any]
    reader: ContactReader
    file: str
    name_products: bool


RawRecord = RawContact | RawPage | RawEvent | RawRows
"""What a reader yields; `RawRows` only where `ReadOptions.in_bulk` asks for them."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """From when the contacts of a table are, so that an older export overwrites no newer one.

    Attributes:
        file: As in `origin`.
        latest: The latest moment among its dates, UTC; None: it has none.
        updated: The attribute that tells when a record was last changed.
        read: Reads that attribute: the moment in UTC, and a flag where something is odd.
    """

    file: str
    latest: datetime | None = None
    updated: str | None = None
    read: Callable[[str], tuple[datetime | None, str | None]] | None = None


def no_one(facts: FileFacts) -> None:
    """Listen to nothing."""


def unheard(remark: str) -> None:
    """Let nobody know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user says about the files, where detection should not decide alone, and who listens.

    Attributes:
        timezone: Where naive times are taken.
        mapping: Column of each role, from `--map text=body id=ticket_no`.
        source: Name of the system, from `--source`.
        channel: Channel of every contact, from `--channel`.
        facts: Told about each table of contacts before its rows are read.
        remark: Told in one line what is amiss in a file that is read all the same.
        words_only: Of the rows of a table only id, place and what customers say is wanted.
        in_bulk: Tables of contacts with ids may be given as `RawRows`.
    """

    timezone: tzinfo
    mapping: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    channel: Channel | None = None
    facts: Callable[[FileFacts], None] = no_one
    remark: Callable[[str], None] = unheard
    words_only: bool = False
    in_bulk: bool = False


class Reader(Protocol):
    """Reads one detected file; yields records and rejects in the file's order, as a stream."""

    def __call__(self, path: Path, options: ReadOptions) -> Iterator[RawRecord | Reject]:
        """Read `path`.

        Raises:
            SourceError: Nothing in the file can be read at all.
        """
