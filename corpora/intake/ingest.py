"""Files in, the workspace filled: read, identify, redact, store; count what was left out.

Pages are read before contacts, so that products are known by the time customers name them.
Every batch is stored as a whole or not at all, and ingesting twice adds nothing: killing the
work in the middle costs no more than doing the last batch again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path

from corpora.ids import customer_key
from corpora.intake.background import Background, background, no_pauses
from corpora.intake.batches import Batch, Done, Laundry
from corpora.intake.cleaning import Treatment
from corpora.intake.crew import crew, preloaded
from corpora.intake.departments import full_names, never_met
from corpora.intake.drafts import Drafting
from corpora.intake.due import Due
from corpora.intake.file_names import FileNames
from corpora.intake.freshness import Freshness
from corpora.intake.identity import Identified
from corpora.intake.incoming import Incoming
from corpora.intake.known import Known
from corpora.intake.named import link_products, stored_catalogue
from corpora.intake.options import IngestOptions, read_options
from corpora.intake.particulars import CONTACT, Occurrences, Particulars
from corpora.intake.pending import Pending
from corpora.intake.repeats import Repeats
from corpora.intake.reporting import IngestReport
from corpora.intake.spared import without_pandas
from corpora.intake.washing import washer
from corpora.protocols import Progress
from corpora.readers.detect import Detected, read
from corpora.readers.raw import RawContact, RawEvent, RawPage, RawRecord, RawRows
from corpora.records import Event, Reject
from corpora.redact import Redactor
from corpora.store import decisions, names, pages, runs
from corpora.store.twins import twins
from corpora.store.workspace import Workspace, key_of

__all__ = ["IngestOptions", "IngestReport", "ingest"]

_EVENTS_TOGETHER = 2_000
_TELL_EVERY = 1_000


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
    workers = crew(paths, options.redact, options.workers)
    without_pandas()
    preload = preloaded(options.redact)
    with no_pauses(), background("store") as store, washer(workers, preload) as washing:
        run = _Run(workspace, options, store, now)
        if not len(run.known):
            washing.get_ready()
        settings = workspace.settings
        reading = replace(
            read_options(options.parameters(), settings.zone), facts=run.freshness.learn
        )
        stream = read(paths, replace(reading, remark=run.remark, in_bulk=True), noticed=run.notice)
        contacts = run.set_apart(_counted(stream, progress))
        first = list(islice(contacts, 1))  # all pages are read by then, and their numbers known
        for done in washing.wash(run.batches(chain(first, contacts))):
            run.keep(done)
        if astray := run.astray():
            again = (record for record in read(paths, reading) if isinstance(record, RawContact))
            for done in washing.wash(run.incoming.those(astray, again)):
                run.keep(done)
        return run.finish(paths)


class _Run:
    """One ingest under way: what is waiting to be stored, and the counts so far."""

    def __init__(
        self, workspace: Workspace, options: IngestOptions, store: Background, now: datetime
    ) -> None:
        self._workspace = workspace
        self._options = options
        self._background = store
        self._now = now
        self._report = IngestReport()
        self._due = Due(options.store_every, options.store_after_s)
        settings = workspace.settings
        self._treatment = options.treatment(settings.region, settings.timezone)
        self._pending = Pending(self._treatment)
        self._events: list[tuple[Event, str]] = []
        self._occurrences = Occurrences()
        self.freshness = Freshness(now)
        self._astray: Counter[str] = Counter()
        self._repeats = Repeats()
        self._files = FileNames(options.redact, workspace.settings.region)
        with workspace.writing() as db:
            self.key = key_of(db)
            self._run_id = runs.begin_run(db, "ingest", now, options.parameters())
        with workspace.reading() as db:
            self.catalogue = stored_catalogue(db, pages.all_products(db))
            self.known = Known(db, self._treatment)

    @cached_property
    def particulars(self) -> Particulars:
        """What redacts beside the turns; asked for when the pages have been read."""
        return Particulars(
            self._options.redact,
            keep=self.catalogue.public_words,
            region=self._workspace.settings.region,
            key=self.key,
        )

    def notice(self, detected: Detected) -> None:
        """Keep what a file was taken for."""
        self._report.noticed.append(detected)

    def remark(self, remark: str) -> None:
        """Keep what is amiss in a file."""
        self._report.remarks.append(remark)

    def set_apart(self, records: Iterable[RawRecord | Reject]) -> Iterator[RawContact | RawRows]:
        """Pass contacts on; keep pages, events and rejects here."""
        for record in records:
            if isinstance(record, RawRows):
                yield record
                continue
            self._report.rows += 1
            if isinstance(record, RawContact):
                yield record
            elif isinstance(record, RawPage):
                self._take_page(record)
            elif isinstance(record, RawEvent):
                self._take_event(record)
            else:
                self._take_reject(record)

    @cached_property
    def incoming(self) -> Incoming:
        """What makes batches; asked for when the pages have been read."""
        redactor = Redactor(
            self._options.redact,
            keep=self.catalogue.public_words,
            region=self._workspace.settings.region,
        )
        treatment = Treatment(redactor, self.particulars)
        return Incoming(
            self.key,
            self.freshness,
            self.known,
            Laundry(Drafting(self.catalogue, self.key), treatment, self.key, self.freshness),
            rows_apart=lambda rows: (
                not (len(self.known) or (rows.name_products and len(self.catalogue)))
            ),
            same=self._take_same,
        )

    def batches(self, contacts: Iterable[RawContact | RawRows]) -> Iterator[Batch]:
        """Yield batches of work on contacts that are not stored yet in this state."""
        return self.incoming.batches(contacts, self._contacts_of)

    def keep(self, done: Done) -> None:
        """Take what became of a batch, and store when enough has come together."""
        for reject in done.rejects:
            self._take_reject(reject)
        if done.clean is not None:
            self._pending.clean.append(done.clean)
            self._report.take(done.clean)
            ids = done.clean.contacts.column("id").to_pylist()
            self._repeats.add(self.known.strangers(ids))
        self._store_if_many()
        self._report.rows += done.rows
        if done.nameless:
            self.keep(self.incoming.of_nameless(done.nameless).work())

    def astray(self) -> Collection[str]:
        """Return contacts taken for stored that another process has stored otherwise meanwhile.

        Whatever waits to be stored is stored for that, if anything was known.
        """
        self._background.wait()
        if len(self.known):
            full, self._pending = self._pending, Pending(self._treatment)
            self._store(full)
        return self._astray

    def finish(self, paths: Sequence[Path]) -> IngestReport:
        """Store what is left, apply the rules to what is new, and close the run."""
        self._clean_events()
        self._background.wait()
        with self._workspace.writing() as db:
            self._report.count(self._pending.put(db, self._now, self._run_id))
            self._report.tell_repeats(self._repeats.number())
            names.put_departments(db, full_names(paths, self._report.noticed))
            names.put_never_met(db, never_met(paths, self._report.noticed))
            self._report.linked = link_products(db)
            decisions.refresh_decided(db)
            runs.finish_run(db, self._run_id, self._now, self._report.summary())
        if self._report.contacts.new:
            with self._workspace.reading() as db:
                self._report.twins = twins(db)
        return self._report

    def _contacts_of(self, rows: RawRows) -> Iterator[RawContact]:
        for record in rows.reader.read(rows.rows):
            self._report.rows += 1
            if isinstance(record, Reject):
                self._take_reject(record)
            else:
                yield record

    def _take_same(self, contacts: list[Identified]) -> None:
        self._pending.add_same(contacts, self._files.origin)
        self._store_if_many()

    def _take_reject(self, reject: Reject) -> None:
        self._pending.rejects.append(self._files.reject(reject))
        self._report.reject(reject)
        self._store_if_many()

    def _take_page(self, raw: RawPage) -> None:
        self._report.take_page(raw)
        products, page, passages = self.catalogue.take(raw)
        self._pending.products.update({product.id: product for product in products})
        self._pending.pages.append(page)
        self._pending.passages += passages
        self._store_if_many()

    def _take_event(self, raw: RawEvent) -> None:
        attributes = dict(raw.attributes)
        if raw.contact_ref:
            attributes[CONTACT] = raw.contact_ref
        event = Event(
            at=raw.at,
            activity=raw.activity,
            lane=raw.lane,
            customer_key=customer_key(raw.case, self.key) if raw.case else None,
            duration_s=raw.duration_s,
            attributes=attributes,
        )
        self._events.append((event, raw.origin))
        if len(self._events) >= _EVENTS_TOGETHER:
            self._clean_events()
            self._store_if_many()

    def _clean_events(self) -> None:
        """Redact the events that wait; number them after that, since it can make some equal."""
        waiting, self._events = self._events, []
        cleaned = self.particulars.events([event for event, _ in waiting])
        for event, (_, origin) in zip(cleaned, waiting, strict=True):
            occurrence = self._occurrences.of(event, origin)
            self._pending.events.append(replace(event, occurrence=occurrence))

    def _store_if_many(self) -> None:
        """Store what waits while reading goes on."""
        if self._due(len(self._pending)):
            full, self._pending = self._pending, Pending(self._treatment)
            self._background.run(partial(self._store, full))

    def _store(self, full: Pending) -> None:
        with self._workspace.writing() as db:
            put = full.put(db, self._now, self._run_id)
        self._report.count(put)
        self._astray |= put.held.astray


def _counted(
    records: Iterable[RawRecord | Reject], progress: Progress
) -> Iterator[RawRecord | Reject]:
    done = told = 0
    for record in records:
        yield record
        done += len(record.rows) if isinstance(record, RawRows) else 1
        if done - told >= _TELL_EVERY:
            told = done
            progress(done, None, "reading")
    progress(done, done, "reading")
