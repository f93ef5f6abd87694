"""What a report says, before anything is laid out: the same for every form of it."""

from __future__ import annotations

from datetime import datetime

from assistant.actions.gaps import KIND_WORDS, gap_notes
from assistant.actions.journeying import JourneyData, discover_journey, journey_data
from assistant.actions.overview import OverviewData, measure, notes
from assistant.actions.pain_points import PainPoint, rank_pages
from assistant.answers import Data
from assistant.gap_cards import GapCard, read_shelf
from assistant.session import Session
from journeys.model import Journey

_DECISIONS = 5


class ReportContent(Data):
    """Everything that a report says.

    `pages` are all pages with open gaps, those that leave most customers without an answer
    first; `not_computed` and `method` say what the figures rest on.
    """

    company: str
    made_at: datetime
    overview: OverviewData
    pages: tuple[PainPoint, ...]
    counts: dict[str, int]
    journey: JourneyData
    thin_pages: tuple[str, ...]
    without_page: tuple[str, ...]
    not_computed: tuple[str, ...]
    method: tuple[str, ...]

    @property
    def decisions(self) -> tuple[PainPoint, ...]:
        """The pages to change first."""
        return self.pages[:_DECISIONS]

    @property
    def gaps(self) -> tuple[GapCard, ...]:
        """All open gaps, page by page."""
        return tuple(gap for page in self.pages for gap in page.gaps)


def report_content(session: Session) -> tuple[ReportContent, Journey]:
    """Read everything that the report says from the workspace."""
    from corpora.store import runs

    overview = measure(session)
    journey = discover_journey(session)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
        run = runs.latest_run(db, "gaps")
    counts = {name: int(value) for name, value in run.summary.items()} if run else {}
    pages = tuple(rank_pages(shelf, gaps_each=len(shelf.gaps)))
    with_words: dict[str, int] = {}
    for passage in shelf.passages.values():
        with_words[passage.page_id] = with_words.get(passage.page_id, 0) + 1
    content = ReportContent(
        company=session.workspace.settings.company,
        made_at=session.now(),
        overview=overview,
        pages=pages,
        counts=counts,
        journey=journey_data(journey, "customer"),
        thin_pages=tuple(
            sorted(
                shelf.products[product].title
                for product, page in shelf.pages.items()
                if with_words.get(page.id, 0) <= 1 and product in shelf.products
            )
        ),
        without_page=tuple(
            sorted(each.title for each in shelf.products.values() if each.id not in shelf.pages)
        ),
        not_computed=(*notes(overview), *gap_notes(counts)),
        method=_METHOD,
    )
    return content, journey


_METHOD = (
    "Contacts are read from the files that were given; personal data is replaced before anything "
    "is stored. Contacts set aside are counted apart.",
    "Each contact is held against the stages of the journey by the likeness of its words to the "
    "stages' descriptions and examples; where the model is not sure it says so.",
    "Needs are the questions, complaints and disappointed expectations in customers' words. Only "
    "those about a product's facts are held against that product's pages and the shared pages.",
    "A need is open when no passage is likely to answer it. Intervals (95 %) carry that "
    "likelihood, not the sampling of contacts.",
    *(f"“{kind.replace('_', ' ')}”: {words}." for kind, words in KIND_WORDS.items()),
)
