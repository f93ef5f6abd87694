"""All of it in one command: read, classify, find gaps, and show what came out."""

from __future__ import annotations

from assistant.actions.action import TAXONOMY, Action
from assistant.actions.classifying import label_contacts
from assistant.actions.gaps import compute_gaps, gap_notes
from assistant.actions.ingesting import IngestData, IngestParams, ingest
from assistant.actions.journeying import TWO_COUNTS, JourneyData, discover_journey, journey_data
from assistant.actions.overview import OverviewData, measure, notes
from assistant.actions.pain_points import (
    COUNTED,
    PainPoint,
    headline,
    pain_blocks,
    rank_pages,
    telling,
)
from assistant.answers import Answer, Block, Data, Drawing, Line
from assistant.audits.accuracy import accuracy_note
from assistant.gaps.cards import read_shelf
from assistant.gaps.gap_card import HEARD_ONCE_OR_TWICE
from assistant.gaps.scoped import told_left
from assistant.session import Session
from assistant.taxonomies import adopt, map_codes
from assistant.wording import count, share

_PAGES = 3


class AnalyzeParams(IngestParams):
    """What to read, how, and against which stages."""

    taxonomy: TAXONOMY = None


class AnalysisData(Data):
    """Everything that `analyze` found."""

    read: IngestData
    overview: OverviewData
    journey: JourneyData
    pages: tuple[PainPoint, ...]
    counts: dict[str, int]


def analyze(session: Session, params: AnalyzeParams) -> Answer:
    """Read files, classify, find description gaps, and show which pages to change first.

    The same as `ingest`, `classify`, `gaps` and `journey`, one after the other.
    """
    session.create_workspace()
    adopt(session, params.taxonomy)
    read = ingest(session, params)
    mapped = map_codes(session, params.taxonomy)
    label_contacts(session)
    counts = compute_gaps(session)
    overview = measure(session)
    journey = discover_journey(session)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    points = rank_pages(shelf)
    shown = tuple(telling(points)[:_PAGES])
    data = AnalysisData(
        read=_read_data(read),
        overview=overview,
        journey=journey_data(journey, "customer"),
        pages=shown,
        counts=counts,
    )
    drawing: tuple[Block, ...] = (Drawing(journey, "customer"),) if journey.contacts else ()
    return Answer(
        headline=headline(points, shelf) if overview.contacts else "No contacts to analyze yet.",
        data=data,
        blocks=(
            Line(" ".join((read.headline, *_held(overview))), "quiet"),
            *(block for block in read.blocks if isinstance(block, Line)),
            *drawing,
            *_changes(shown),
        ),
        scope="all contacts",
        n=overview.contacts,
        notes=(
            *((TWO_COUNTS,) if journey.contacts else ()),
            *notes(overview),
            *mapped,
            *((accuracy_note(session),) if overview.contacts else ()),
            *((COUNTED,) if shown else ()),
            *gap_notes(counts, told_left(shelf.open_gaps(), shelf)),
        ),
        follow_ups=_next(shown) if overview.contacts else ("frontstage formats",),
        problems=read.problems,
    )


def _read_data(answer: Answer) -> IngestData:
    if not isinstance(answer.data, IngestData):
        raise TypeError("ingest returns IngestData")
    return answer.data


def _held(overview: OverviewData) -> tuple[str, ...]:
    if not overview.contacts:
        return ()
    sure = overview.contacts - overview.unsure
    return (
        f"{count(overview.contacts, 'contact')} in all; the main reason of "
        f"{share(sure, overview.contacts)} is sure.",
    )


def _changes(points: tuple[PainPoint, ...]) -> tuple[Block, ...]:
    if not points:
        return ()
    heard = [point for point in points if point.counted and point.customers >= HEARD_ONCE_OR_TWICE]
    if not heard:
        title = "Heard once or twice"
    else:
        title = "The page to change first" if len(heard) == 1 else "The pages to change first"
    return (Line(title, "heading"), *pain_blocks(tuple(heard) or points))


def _next(points: tuple[PainPoint, ...]) -> tuple[str, ...]:
    asking = tuple(f"frontstage ask show_gaps product={point.product_id}" for point in points[:1])
    return (*asking, "frontstage report", "frontstage ask help")


ANALYZE = Action(
    "analyze",
    AnalyzeParams,
    analyze,
    AnalysisData,
    examples=("analyze these files", "do everything"),
    command="analyze",
)
