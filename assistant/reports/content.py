"""What a report says, before anything is laid out: the same for every form of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.actions.journeying import JourneyData, discover_journey, journey_data
from assistant.actions.overview import OverviewData, measure
from assistant.actions.pain_points import PainPoint, rank_pages, same_pages, telling
from assistant.answers import Data
from assistant.audits.accuracy import accuracy_note, gap_accuracy_note
from assistant.changes_data import ChangesData
from assistant.counting.volumes import Volumes
from assistant.counting.weeks import Week
from assistant.gaps.agent_knowledge import AgentFault, read_agent_faults
from assistant.gaps.cards import GapShelf, read_shelf
from assistant.gaps.fixes import Fix, read_fixes
from assistant.gaps.gap_card import HEARD_ONCE_OR_TWICE
from assistant.gaps.scoped import told_left
from assistant.gaps.sizes import read_measures, topic_shares, volumes_of
from assistant.reports.caveats import Caveats, Grounds, caveats
from assistant.reports.gaps import Desk, ReportGap, report_gap
from assistant.reports.method import METHOD
from assistant.reports.places import passages_by_page
from assistant.reports.process import Process, read_process
from assistant.reports.tickets import Ticket, tickets_of
from assistant.run_changes import compare_runs
from assistant.session import Session
from journeys.model import Journey

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

_DECISIONS = 5
_RANKED = 10
_MANY = 100
_TOLD_UNPAGED = 20


class ReportPage(Data):
    """A page with its open gaps, the one that weighs most first; figures as of a `PainPoint`."""

    product_id: str
    product: str
    url: str | None
    customers: int
    contacts: int
    expected: float
    low: float
    high: float
    counted: bool
    heard_once: int
    gaps: tuple[ReportGap, ...]

    @property
    def cards(self) -> tuple[ReportGap, ...]:
        """The gaps that more than one customer asked about, or that somebody accepted."""
        return tuple(gap for gap in self.gaps if _is_carded(gap))

    @property
    def listing(self) -> str:
        """The command that lists all of the gaps, those of one customer too."""
        return f"frontstage ask show_gaps product={self.product_id} top={_MANY}"


class Unread(Data):
    """A product whose page says nothing, or that has none; with the contacts that ask about it.

    `named` contacts are about it, whether they ask something or not.
    """

    product_id: str
    title: str
    contacts: int
    named: int


class ReportContent(Data):
    """Everything that a report says.

    `decisions` are the gaps whose closing pays most; `pages` are all pages with open gaps, those
    that leave most customers without an answer first; `weeks` are the weeks of every trend.
    """

    company: str
    currency: str
    made_at: datetime
    overview: OverviewData
    caveats: Caveats
    decisions: tuple[str, ...]
    changes: ChangesData | None
    fixes: tuple[Fix, ...]
    pages: tuple[ReportPage, ...]
    weeks: tuple[Week, ...]
    counts: dict[str, int]
    agent_faults: tuple[AgentFault, ...]
    agent_tickets: dict[str, Ticket]
    thin_pages: tuple[Unread, ...]
    without_page: tuple[Unread, ...]
    process: Process
    journey: JourneyData
    method: tuple[str, ...]

    @property
    def gaps(self) -> tuple[ReportGap, ...]:
        """All open gaps, page by page."""
        return tuple(gap for page in self.pages for gap in page.gaps)

    @property
    def carded(self) -> tuple[ReportPage, ...]:
        """The pages that are told of: with a gap that more than one customer asked about."""
        return tuple(page for page in self.pages if page.cards)

    @property
    def unpaged(self) -> tuple[Unread, ...]:
        """The products without a page that are told of, those that most ask about."""
        return self.without_page[:_TOLD_UNPAGED]

    @property
    def heard_once(self) -> tuple[ReportPage, ...]:
        """The other pages: what one customer each asked about them is counted, not told."""
        return tuple(page for page in self.pages if not page.cards)

    @property
    def decided(self) -> tuple[ReportGap, ...]:
        """The gaps to close first, the one that pays most first."""
        by_id = {gap.card.id: gap for gap in self.gaps}
        return tuple(by_id[each] for each in self.decisions)


def report_content(session: Session) -> tuple[ReportContent, Journey]:
    """Read everything that the report says from the workspace."""
    from corpora.store import figures, runs
    from corpora.store.pages import contacts_by_product

    settings = session.workspace.settings
    overview = measure(session)
    journey = discover_journey(session)
    volumes = volumes_of(session)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
        run = runs.latest_run(db, "gaps")
        timed = figures.contacts_with_handle_time(db)
        desk = _desk(session, db, shelf, volumes or Volumes())
        fixes = read_fixes(db, settings.zone)
        faults = read_agent_faults(db)
        about = contacts_by_product(db)
        quoted = [each for fault in faults for each in (*fault.wrong, *fault.right)]
        tickets = tickets_of(db, (each.contact_id for each in quoted), settings)
    changed = compare_runs(session)
    counts = {name: int(value) for name, value in run.summary.items()} if run else {}
    ranked = rank_pages(shelf, gaps_each=0)
    pages = tuple(_page(point, shelf, desk) for point in ranked)
    thin, without = _unread(shelf, about)
    content = ReportContent(
        company=settings.company,
        currency=settings.currency,
        made_at=session.now(),
        overview=overview,
        caveats=caveats(
            Grounds(
                overview=overview,
                counts=counts,
                settings=settings,
                volumes=volumes,
                timed=timed,
                gaps=sum(len(page.gaps) for page in pages),
                accuracy=accuracy_note(session),
                gap_accuracy=gap_accuracy_note(session),
                left=told_left(shelf.open_gaps(), shelf),
                age=(*same_pages(telling(ranked), shelf, _RANKED), *shelf.notes()),
            )
        ),
        decisions=_decisions(pages),
        changes=changed if changed.earlier_run is not None else None,
        fixes=fixes,
        pages=pages,
        weeks=desk.measures.weeks,
        counts=counts,
        agent_faults=faults,
        agent_tickets=tickets,
        thin_pages=thin,
        without_page=without,
        process=read_process(session),
        journey=journey_data(journey, "customer"),
        method=METHOD,
    )
    return content, journey


def _desk(session: Session, db: Connection, shelf: GapShelf, volumes: Volumes) -> Desk:
    from corpora.store import contacts, decisions
    from corpora.store.pages import live_pages, page_changes

    settings = session.workspace.settings
    wanted = {
        shelf.needs[need_id].contact_id
        for gap in shelf.open_gaps()
        if gap.contacts > 1
        for need_id in gap.need_ids
    }
    return Desk(
        shelf=shelf,
        shares=topic_shares(shelf.needs),
        measures=read_measures(
            session, db, {need.contact_id for need in shelf.needs.values()}, volumes
        ),
        passages=passages_by_page(shelf),
        marks=decisions.gap_marks(db),
        titles={page.id: page.title for page in live_pages(db)},
        turns=dict(contacts.turns_by_contact(contacts.get_turns(db, sorted(wanted)))),
        link_template=settings.link_template,
        changed={
            product: change.at for change in page_changes(db) for product in change.product_ids
        },
        home=session.path.resolve().parent,
    )


def _page(point: PainPoint, shelf: GapShelf, desk: Desk) -> ReportPage:
    gaps = [report_gap(gap, desk) for gap in shelf.gaps_of_page(point.product_id)]
    gaps.sort(key=lambda gap: (gap.card.customers < HEARD_ONCE_OR_TWICE, *_falling(gap)))
    return ReportPage(**point.model_dump(exclude={"gaps"}), gaps=tuple(gaps))


def _falling(gap: ReportGap) -> tuple[float, float, str]:
    avoidable, left_open = gap.weight
    return -avoidable, -left_open, gap.card.id


def _is_carded(gap: ReportGap) -> bool:
    return gap.card.customers > 1 or gap.card.status == "accepted"


def _decisions(pages: tuple[ReportPage, ...]) -> tuple[str, ...]:
    """Return the ids of the gaps that pay most, among those that were heard often enough.

    Left out are those that nobody asked about since the page changed: it may be mended already.
    """
    heard = [
        gap
        for page in pages
        for gap in page.gaps
        if gap.card.customers >= HEARD_ONCE_OR_TWICE and not gap.overtaken
    ]
    return tuple(gap.card.id for gap in sorted(heard, key=_falling)[:_DECISIONS])


def _unread(
    shelf: GapShelf, about: Mapping[str, int]
) -> tuple[tuple[Unread, ...], tuple[Unread, ...]]:
    contacts: dict[str, set[str]] = defaultdict(set)
    for need in shelf.needs.values():
        for product in need.product_ids[:1]:
            contacts[product].add(need.contact_id)
    passages = passages_by_page(shelf)

    def unread(product_id: str) -> Unread:
        return Unread(
            product_id=product_id,
            title=shelf.products[product_id].title,
            contacts=len(contacts[product_id]),
            named=about.get(product_id, 0),
        )

    thin = [
        unread(product)
        for product, page in shelf.pages.items()
        if product in shelf.products and len(passages.get(page.id, ())) <= 1
    ]
    without = [unread(product) for product in shelf.products if product not in shelf.pages]
    return tuple(sorted(thin, key=_asked)), tuple(sorted(without, key=_asked))


def _asked(product: Unread) -> tuple[int, int, str]:
    return -product.contacts, -product.named, product.title
