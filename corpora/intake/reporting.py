"""What an ingest tells of itself in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from corpora.intake.cleaning import Clean
from corpora.intake.named import Links
from corpora.intake.pending import Put
from corpora.readers.detect import Detected
from corpora.readers.raw import RawPage
from corpora.records import Reject
from corpora.store.contacts import Stored
from corpora.store.twins import Twins

_SHOWN_REJECTS = 1_000


@dataclass(slots=True)
class IngestReport:
    """What came in, and what did not.

    Attributes:
        contacts: New, changed, same, forgotten.
        repeated: Contacts that are new and came once more, in whatever state; they count for
            nothing else.
        turns: Turns of the contacts that came in, new or not.
        products: New products.
        pages: New page versions.
        events: New events.
        rows: Everything that was read or rejected, new or not.
        rejects: The first of what could not be read; the store has all of it.
        rejected: How many rows and files could not be read.
        rejected_files: How many of them are whole files.
        set_aside: Contacts that count apart, by reason.
        languages: Contacts by language.
        flags: What readers noticed, by kind.
        replaced: Pieces of personal data that were replaced, by kind; contacts that were stored
            already in this state are not looked at again.
        noticed: What each file was taken for, in the order of reading.
        twins: Sources that share contacts, where something new came in.
        remarks: What is amiss in files that were read all the same, a line each.
        unread: Pages, as file or `file:row`, of which something may be unread, by reason: `empty`
            where there is nothing but a title, else as `Page.unread` has it.
        linked: What contacts call their products, and which of these have no page.
    """

    contacts: Stored = field(default_factory=Stored)
    repeated: int = 0
    turns: int = 0
    products: int = 0
    pages: int = 0
    events: int = 0
    rows: int = 0
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0
    rejected_files: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    noticed: list[Detected] = field(default_factory=list)
    twins: list[Twins] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unread: dict[str, list[str]] = field(default_factory=dict)
    linked: Links = field(default_factory=Links)

    def summary(self) -> dict[str, float]:
        """Return the counts that a run keeps."""
        return {
            "contacts_new": self.contacts.new,
            "contacts_changed": self.contacts.changed,
            "contacts_same": self.contacts.same,
            "contacts_repeated": self.repeated,
            "contacts_forgotten": self.contacts.forgotten,
            "products": self.products,
            "pages": self.pages,
            "events": self.events,
            "rejects": self.rejected,
        }

    def take(self, clean: Clean) -> None:
        """Count contacts that were cleaned."""
        counts = clean.counts
        self.turns += clean.turns.num_rows
        self.languages.update(counts.languages)
        self.flags.update(counts.flags)
        self.replaced.update(counts.replaced)
        self.set_aside.update(counts.set_aside)

    def take_page(self, page: RawPage) -> None:
        """Notice what may be unread of a page."""
        bare = all(passage.kind == "title" for passage in page.passages)
        reasons = page.unread or (("empty",) if bare else ())
        for reason in reasons:
            self.unread.setdefault(reason, []).append(page.origin)

    def reject(self, reject: Reject) -> None:
        """Count what could not be read, and keep the first of it."""
        self.rejected += 1
        self.rejected_files += reject.row is None
        if len(self.rejects) < _SHOWN_REJECTS:
            self.rejects.append(reject)

    def tell_repeats(self, number: int) -> None:
        """Count apart what the store took for contacts that it had: new ones that came again."""
        same = max(self.contacts.same - number, 0)
        # In a later batch than the first, another state of a new contact changes it.
        changed = max(self.contacts.changed - max(number - self.contacts.same, 0), 0)
        self.contacts = replace(self.contacts, same=same, changed=changed)
        self.repeated = number

    def count(self, put: Put) -> None:
        """Count what was stored."""
        self.contacts += put.contacts
        self.products += put.products
        self.pages += put.pages
        self.events += put.events
        self.turns += put.held.turns
        self.languages.update(put.held.languages)
        self.flags.update(put.held.flags)
        self.set_aside.update(put.held.set_aside)
