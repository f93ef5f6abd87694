"""Files in, the workspace filled: read, identify, redact, store; count what was left out.

Pages are read before contacts, so that products are known by the time customers name them.
Every batch is stored as a whole or not at all, and ingesting twice adds nothing: killing the
work in the middle costs no more than doing the last batch again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from corpora.catalogue import Catalogue
from corpora.cleaning import CleanContact, clean
from corpora.freshness import Freshness
from corpora.ids import customer_key
from corpora.options import IngestOptions, read_options
from corpora.protocols import Progress
from corpora.readers.detect import Detected, read
from corpora.readers.raw import RawContact, RawEvent, RawPage, RawRecord
from corpora.records import Event, Page, Passage, Product, Reject
from corpora.redact import Redactor
from corpora.store import contacts as contact_store
from corpora.store import decisions, history, pages, runs
from corpora.store.contacts import Stored
from corpora.store.workspace import Connection, Workspace, key_of

__all__ = ["IngestOptions", "IngestReport", "ingest"]

_STORE_EVERY = 10_000
_SMALL = 500


@dataclass(slots=True)
class IngestReport:
    """What came in, and what did not.

    Attributes:
        contacts: New, changed, same, forgotten.
        turns: Turns of the new and changed contacts' batches.
        products: New products.
        pages: New page versions.
        events: New events.
        rejects: What could not be read.
        set_aside: Contacts that count apart, by reason.
        languages: Contacts by language.
        flags: What readers noticed, by kind.
        replaced: Pieces of personal data that were replaced, by kind.
        noticed: What each file was taken for, in the order of reading.
    """

    contacts: Stored = field(default_factory=Stored)
    turns: int = 0
    products: int = 0
    pages: int = 0
    events: int = 0
    rejects: list[Reject] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    noticed: list[Detected] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Return the counts that a run keeps."""
        return {
            "contacts_new": self.contacts.new,
            "contacts_changed": self.contacts.changed,
            "contacts_same": self.contacts.same,
            "contacts_forgotten": self.contacts.forgotten,
            "products": self.products,
            "pages": self.pages,
            "events": self.events,
            "rejects": len(self.rejects),
        }


def ingest(
    workspace: Workspace,
    paths: Sequence[Path],
    options: IngestOptions,
    *,
    now: datetime,
    progress: Progress,
) -> IngestReport:
    """Read files and folders into the workspace.

    Args:
        workspace: Where to store.
        paths: Files, folders, packed or not.
        options: What the user says about them.
        now: The time of this run, UTC.
        progress: Told how many records were read.

    Returns:
        What came in; nothing is raised for a file that can't be read, it is among the rejects.

    Raises:
        WorkspaceBusy: Another process holds the workspace.
        SettingsError: `mapping` names a column that no file has.
    """
    settings = workspace.settings
    run = _Run(workspace, options, now)
    stream = read(
        paths,
        replace(read_options(options.parameters(), settings.zone), facts=run.freshness.learn),
        noticed=run.notice,
    )
    records = run.set_apart(_counted(stream, progress))
    early = list(islice(records, _SMALL))
    redactor = Redactor(options.redact, keep=run.catalogue.public_words, region=settings.region)
    workers = options.workers if len(early) >= _SMALL and options.redact != "off" else 0
    for batch in clean(
        chain(early, records),
        redactor=redactor,
        catalogue=run.catalogue,
        key=run.key,
        freshness=run.freshness,
        workers=workers,
    ):
        run.keep(batch)
    return run.finish()


class _Run:
    """One ingest under way: what is waiting to be stored, and the counts so far."""

    def __init__(self, workspace: Workspace, options: IngestOptions, now: datetime) -> None:
        self._workspace = workspace
        self._now = now
        self._report = IngestReport()
        self._contacts: dict[str, CleanContact] = {}
        self._older: dict[tuple[str, str], CleanContact] = {}
        self.freshness = Freshness(now)
        self._events: list[Event] = []
        self._products: dict[str, Product] = {}
        self._pages: list[Page] = []
        self._passages: list[Passage] = []
        with workspace.writing() as db:
            self.key = key_of(db)
            self._run_id = runs.begin_run(db, "ingest", now, options.parameters())
            self.catalogue = Catalogue(pages.all_products(db), pages.live_pages(db))

    def notice(self, detected: Detected) -> None:
        """Keep what a file was taken for."""
        self._report.noticed.append(detected)

    def set_apart(self, records: Iterable[RawRecord | Reject]) -> Iterator[RawContact]:
        """Pass contacts on; keep pages, events and rejects here."""
        for record in records:
            if isinstance(record, RawContact):
                yield record
            elif isinstance(record, RawPage):
                self._take_page(record)
            elif isinstance(record, RawEvent):
                self._take_event(record)
            else:
                self._report.rejects.append(record)

    def keep(self, batch: Sequence[CleanContact]) -> None:
        """Take cleaned contacts, and store when enough have come together."""
        report = self._report
        for each in batch:
            if (other := self._contacts.setdefault(each.contact.id, each)) is not each:
                self._choose(other, each)
            report.turns += len(each.turns)
            report.languages[each.contact.language] += 1
            if each.contact.flags:
                report.flags.update(each.contact.flags)
            if each.replaced:
                report.replaced.update(each.replaced)
            if each.contact.set_aside:
                report.set_aside[each.contact.set_aside] += 1
        if len(self._contacts) >= _STORE_EVERY:
            self._store()

    def _choose(self, *states: CleanContact) -> None:
        """Of two states of one contact in a batch, keep the newer one for the store."""
        older, newer = sorted(states, key=_rank)
        self._contacts[newer.contact.id] = newer
        self._report.contacts += Stored(same=1)
        if older.contact.content_hash != newer.contact.content_hash:
            self._older[older.contact.id, older.contact.content_hash] = older

    def finish(self) -> IngestReport:
        """Store the rest, apply the rules to what is new, and close the run."""
        with self._workspace.writing() as db:
            self._put(db)
            decisions.refresh_decided(db)
            runs.put_rejects(db, self._run_id, self._report.rejects)
            runs.finish_run(db, self._run_id, self._now, self._report.summary())
        return self._report

    def _take_page(self, raw: RawPage) -> None:
        products, page, passages = self.catalogue.take(raw)
        self._products.update({product.id: product for product in products})
        self._pages.append(page)
        self._passages += passages

    def _take_event(self, raw: RawEvent) -> None:
        attributes = dict(raw.attributes)
        if raw.contact_ref:
            attributes["contact"] = raw.contact_ref
        self._events.append(
            Event(
                at=raw.at,
                activity=raw.activity,
                lane=raw.lane,
                customer_key=customer_key(raw.case, self.key) if raw.case else None,
                duration_s=raw.duration_s,
                attributes=attributes,
            )
        )
        if len(self._events) >= _STORE_EVERY:
            self._store()

    def _store(self) -> None:
        with self._workspace.writing() as db:
            self._put(db)

    def _put(self, db: Connection) -> None:
        waiting = list(self._contacts.values())
        report = self._report
        report.products += pages.put_products(db, list(self._products.values()))
        report.pages += pages.put_pages(db, self._pages, self._passages, self._now)
        report.contacts += contact_store.put_contacts(
            db,
            [each.contact for each in waiting],
            [turn for each in waiting for turn in each.turns],
            self._now,
        )
        history.put_older(
            db,
            [each.contact for each in self._older.values()],
            {key: [turn.text for turn in each.turns] for key, each in self._older.items()},
            self._now,
        )
        report.events += contact_store.put_events(db, self._events)
        for store in (
            self._contacts,
            self._older,
            self._events,
            self._products,
            self._pages,
            self._passages,
        ):
            store.clear()


def _rank(each: CleanContact) -> tuple[datetime, datetime, str]:
    """Order the states of one contact as the store does."""
    contact = each.contact
    assert contact.as_of is not None and contact.file_at is not None  # noqa: PT018, S101
    return contact.as_of, contact.file_at, contact.content_hash


def _counted(
    records: Iterable[RawRecord | Reject], progress: Progress
) -> Iterator[RawRecord | Reject]:
    done = 0
    for done, record in enumerate(records, 1):
        yield record
        if done % 1_000 == 0:
            progress(done, None, "reading")
    progress(done, done, "reading")
