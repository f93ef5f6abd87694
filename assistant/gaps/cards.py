"""A description gap with everything that a person needs to judge it, read from the workspace.

The gap's needs, the customers' own words, the page that leaves them open and the passage that
comes nearest: the chat, the command line and the report all show this.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.answers import Quoted
from assistant.gaps.evidence import may_say, who_looked
from assistant.gaps.gap_card import HEARD_ONCE_OR_TWICE, GapCard, NearestPassage, Reading
from assistant.gaps.headings import Told, tell
from assistant.gaps.marks import inherited, reopened_gaps
from assistant.gaps.page_changes import contacts_since, days_of_change
from corpora.records import Gap, Need, Page, Passage, Product

if TYPE_CHECKING:
    from assistant.session import Session
    from corpora.store.needs import Needs
    from corpora.store.workspace import Connection

STALE = "Contacts or pages arrived since gaps were looked for: `frontstage gaps` looks again."
_MOST_WORKED_OUT = 5_000
_MISSING: Any = object()
_SETTLED = ("dismissed", "fixed")


Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class GapShelf:
    """The latest run's gaps with all that belongs to them, read in one go.

    Attributes:
        gaps: As they were ranked, the largest first.
        needs: Every need of the run whose words still stand, by id.
        products: By id.
        pages: Page of each product id that has one.
        passages: Of the live pages, by id.
        marks: Status that people gave, by gap id.
        customers: Customer key of each contact that has a need in a gap.
        stale: Whether contacts or pages arrived since the gaps were found.
        reopened: Day of the fix, of each gap that people asked about again after it.
        changed: Day of the last change of each product's page that was changed.
        days: Day of each contact that has a date and a need in a gap or near a passage; empty
            where no page changed and no gap was marked fixed.
        looked: Whether gaps were ever looked for.
    """

    gaps: tuple[Gap, ...]
    needs: Mapping[str, Need]
    products: Mapping[str, Product]
    pages: Mapping[str, Page]
    passages: Mapping[str, Passage]
    marks: Mapping[str, str]
    customers: Mapping[str, str]
    stale: bool = False
    reopened: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, date] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    looked: bool = True

    @cached_property
    def columns(self) -> Needs:
        """The needs as columns, for what is asked of all of them."""
        from corpora.store.needs import Needs

        return self.needs if isinstance(self.needs, Needs) else Needs.of(self.needs)

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, work_out: Callable[[], Outcome]) -> Outcome:
        """Return what follows from this shelf and the key alone, worked out the first time."""
        # In one look each: another thread may empty it at any time.
        found: Outcome = self._worked_out.get(key, _MISSING)
        if found is _MISSING:
            if len(self._worked_out) > _MOST_WORKED_OUT:
                self._worked_out.clear()
            found = self._worked_out[key] = work_out()
        return found

    @property
    def judged(self) -> int:
        """How many needs were held against a page."""
        return self.columns.judged

    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know about the age of the gaps."""
        return (STALE,) if self.stale else ()

    def open_gaps(self, product_ids: Sequence[str] | None = None) -> list[Gap]:
        """Return the gaps that nobody dismissed or marked fixed, of these products or of all."""
        if product_ids is None:
            return list(self._open)
        wanted = frozenset(product_ids)
        return [gap for gap in self._open if not wanted.isdisjoint(gap.product_ids)]

    @cached_property
    def _open(self) -> tuple[Gap, ...]:
        settled = {gap for gap, mark in self.marks.items() if mark in _SETTLED}
        return tuple(gap for gap in self.gaps if gap.id not in settled)

    @cached_property
    def _open_by_page(self) -> Mapping[str, Sequence[Gap]]:
        pages: dict[str, list[Gap]] = {}
        for gap in self._open:
            pages.setdefault(gap.product_ids[0], []).append(gap)
        return pages

    def gaps_of_page(self, product_id: str) -> list[Gap]:
        """Return the open gaps that are told with this product's page.

        A family's gap is told once, with the page of the product that most people ask about.
        """
        return list(self._open_by_page.get(product_id, ()))

    def counts(self, gap: Gap) -> bool:
        """Whether more than one customer asked, or somebody accepted it: else it may be no gap."""
        return gap.customers > 1 or self.marks.get(gap.id) == "accepted"

    def card(self, gap: Gap, quotes: int = 3) -> GapCard:
        """Return the card of a gap with up to `quotes` quotes, each of another customer."""
        product = self.products.get(gap.product_ids[0]) if gap.product_ids else None
        page = self.pages.get(gap.product_ids[0]) if gap.product_ids else None
        passage = self.passages.get(gap.passage_id or "")
        change = contacts_since(gap, self)
        told = self._told(gap)
        needs = [self.needs[need_id] for need_id in gap.need_ids]
        looked, looked_quote = who_looked(needs, self.customers)
        return GapCard(
            id=gap.id,
            topic=gap.topic,
            question=told.question,
            kind=gap.kind,
            status=self.marks.get(gap.id, "open"),
            product_ids=gap.product_ids,
            product=product.title if product else "unknown product",
            page=page.title if page else None,
            url=page.url if page else None,
            customers=gap.customers,
            low=gap.customers_low,
            high=gap.customers_high,
            contacts=gap.contacts,
            open_probability=gap.open_probability,
            heard_once_or_twice=gap.customers < HEARD_ONCE_OR_TWICE,
            passage=NearestPassage(id=passage.id, kind=passage.kind, text=passage.text)
            if passage
            else None,
            quotes=tuple(map(self._quoted, told.need_ids[:quotes])),
            reading=_reading(gap, needs),
            reopened=self.reopened.get(gap.id),
            page_changed=change[0].isoformat() if change else None,
            contacts_since_change=change[1] if change else None,
            may_say=may_say(gap, needs, passage, product.title if product else ""),
            looked=looked,
            looked_quote=looked_quote,
        )

    def _told(self, gap: Gap) -> Told:
        product = self.products.get(gap.product_ids[0]) if gap.product_ids else None
        title = product.title if product else ""
        key = ("told", gap.id, gap.need_ids)
        return self.once(key, lambda: tell(gap, self.needs, self.customers, title))

    def _quoted(self, need_id: str) -> Quoted:
        need = self.needs[need_id]
        return Quoted(
            contact_id=need.contact_id,
            turn_index=need.turn_index,
            start=need.start,
            end=need.end,
            text=need.text,
        )


def _reading(gap: Gap, needs: Sequence[Need]) -> Reading | None:
    """Say why people ask for what the page says, by what they say of having looked."""
    if gap.kind != "unclear":
        return None
    from classifiers.needs.claims import says_silent

    if not any(need.looked == "looked" for need in needs):
        return "no sign that they looked"
    missed = sum(says_silent(need.text) for need in needs)
    return "hard to find" if 2 * missed >= len(needs) else "wording"


def read_shelf(db: Connection) -> GapShelf:
    """Read the latest run's gaps with all that belongs to them.

    Needs whose words a contact no longer holds, because it changed since, are left out, and so
    are gaps that rest on nothing else: nothing is claimed without evidence.
    """
    from corpora.store import changes, decisions, pages, runs
    from corpora.store.needs import customers_in_gaps, days_of_needs, standing_needs

    live = pages.live_pages(db)
    everything = runs.all_gaps(db)
    today = [gap for gap in everything if gap.successor is None]
    needs = standing_needs(db, {each for gap in today for each in gap.need_ids})
    gaps = tuple(_standing(today, needs.at_hand))
    marks = inherited(decisions.gap_marks(db), everything)
    written = inherited(decisions.gaps_marked_at(db), everything)
    run, arrived = runs.latest_run(db, "gaps"), changes.last_arrival(db)
    # A mark is believed until a later run finds that people ask all the same.
    looked_again = {
        gap: mark
        for gap, mark in marks.items()
        if run is not None and run.started_at > written.get(gap, run.started_at)
    }
    changed = days_of_change(db)
    fixed = any(mark.get("status") == "fixed" for mark in looked_again.values())
    days = days_of_needs(db) if changed or fixed else {}
    reopened = reopened_gaps(gaps, looked_again, needs, days)
    return GapShelf(
        gaps=gaps,
        needs=needs,
        stale=run is not None and arrived is not None and arrived > run.started_at,
        products={product.id: product for product in pages.all_products(db)},
        pages={product: page for page in live for product in page.product_ids},
        passages={passage.id: passage for passage in pages.live_passages(db)},
        marks={
            gap: "open" if gap in reopened else str(mark["status"]) for gap, mark in marks.items()
        },
        customers=customers_in_gaps(db),
        reopened=reopened,
        changed=changed,
        days=days,
        looked=run is not None,
    )


def _standing(gaps: Sequence[Gap], needs: frozenset[str]) -> Iterator[Gap]:
    """Return gaps with those of their needs that stand; those that have none are left out."""
    for gap in gaps:
        if needs.issuperset(gap.need_ids):
            own = gap
        else:
            own = replace(gap, need_ids=tuple(each for each in gap.need_ids if each in needs))
        if own.need_ids:
            yield own


def known_shelf(session: Session, db: Connection) -> GapShelf:
    """Return the gaps as `read_shelf` does; until the workspace changes they are read once.

    Args:
        session: Whose memory to use.
        db: Its workspace, open for reading.
    """
    return session.memory.recall(session.path, "gaps", lambda: read_shelf(db))
