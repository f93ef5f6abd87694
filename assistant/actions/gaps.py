"""Description gaps: finding them, listing them, and which pages they make costly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Filters, NoParams
from assistant.answers import Answer, Block, Data, Line, Quotes
from assistant.gaps.cards import GapCard, GapShelf, read_shelf
from assistant.gaps.page_changes import answered_since, page_then, told_then
from assistant.session import Session
from assistant.wording import between, clipped, count

if TYPE_CHECKING:
    from classifiers.answerability.judging import PageJudge
    from corpora.records import Contact, Gap, Turn

KIND_WORDS = {
    "missing": "the page does not say",
    "unclear": "the page says it, and people still ask",
    "contradicted": "the page says one thing, agents or the product another",
    "not_found": "not found in what could be read of the page",
}
"""What each kind of gap means, in words."""

NOT_YET = "Nobody has looked for gaps yet; `frontstage gaps` does."
"""What is said before the first run."""

_UNREADABLE = {
    "empty_pages": "with nothing to read but menus and titles (save it as the browser shows it)",
    "foreign_pages": "not in English, the only language that questions are judged in yet",
}
_SLICE = 2_000
_WORTH_A_POOL = 8_000
_KEPT_RUNS = 3
_QUOTES = 2


class GapsData(Data):
    """The gaps shown, and what was counted on the way."""

    open_gaps: int
    counts: dict[str, int]
    gaps: tuple[GapCard, ...]


def find_gaps(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Find what customers wanted to know, and which product pages leave it open.

    Each question about a product's facts is held against the pages of that product; those that
    stay open are grouped by topic. Gaps keep their ids from run to run, and what people decided
    about them.
    """
    counts = compute_gaps(session)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    return _listed(shelf, shelf.open_gaps(), top=5, counts=counts)


def compute_gaps(session: Session, judge: PageJudge | None = None) -> dict[str, int]:
    """Run the gap pipeline over all contacts and store its results as a new run.

    Args:
        session: Whose workspace to read and write.
        judge: Says whether a page answers; None: the shipped cascade.
    """
    from classifiers.gaps.pipeline import find_description_gaps
    from corpora.store import contacts, pages, runs

    workspace = session.workspace
    with workspace.writing() as db:
        run_id = runs.begin_run(db, "gaps", session.now())
        products, live = pages.all_products(db), pages.live_pages(db)
        passages, previous = pages.live_passages(db), runs.all_gaps(db)
        past = pages.past_pages(db), pages.past_passages(db)
        several = contacts.number(db) > _WORTH_A_POOL
    report = find_description_gaps(
        _contacts(session),
        products,
        live,
        passages,
        past=past,
        static=session.static_encoder,
        bi_encoder=session.bi_encoder if passages else None,
        cross_encoder=session.cross_encoder if passages else None,
        judge=judge,
        previous=previous,
        progress=session.progress,
        processes=session.workers if several else 1,
    )
    counts = dict(report.counts)
    with workspace.writing() as db:
        runs.put_needs(db, run_id, report.needs)
        runs.put_gaps(db, run_id, (*report.gaps, *report.past))
        runs.finish_run(db, run_id, session.now(), counts)
        runs.drop_old_results(db, "gaps", _KEPT_RUNS)
    return counts


def _contacts(session: Session) -> Iterator[tuple[Contact, tuple[Turn, ...]]]:
    """Read one slice at a time, so that the workspace is closed while the models work."""
    from corpora.store import contacts

    with session.workspace.reading() as db:
        slices = contacts.contact_slices(db, _SLICE)
    for ids in slices:
        with session.workspace.reading() as db:
            found = contacts.get_contacts(db, ids)
            turns = dict(contacts.turns_by_contact(contacts.get_turns(db, ids)))
        for contact in found:
            yield contact, turns.get(contact.id, ())


class ShowGapsParams(Filters):
    """Which gaps, and whose contacts count."""

    topic: Annotated[str | None, Field(description="Words of the topic.")] = None
    kind: Annotated[
        Literal["missing", "unclear", "contradicted", "not_found"] | None,
        Field(description="A kind of gap."),
    ] = None
    top: Annotated[int, Field(ge=1, le=1000, description="How many to show.")] = 5


def show_gaps(session: Session, params: ShowGapsParams) -> Answer:
    """List the description gaps, the one that leaves most customers without an answer first."""
    from assistant.gaps.scoped import askers, customers_left, on_topic, same_rank, scoped_shelf

    shelf, told, product_ids = scoped_shelf(session, params)
    gaps = [
        gap
        for gap in shelf.open_gaps(product_ids or None)
        if params.kind in (None, gap.kind) and on_topic(gap, params.topic, shelf)
    ]
    name = told.removeprefix("all contacts, ") if told != "all contacts" else "all products"
    if not gaps and shelf.looked:
        about = f" about {params.topic}" if params.topic else ""
        headline = f"No open description gap{about}: {name}."
    else:
        headline = _headline(len(gaps), name, looked=shelf.looked)
        if gaps:
            size = customers_left(gaps, shelf)
            left = f"{between(size.low, size.high)} left without an answer"
            unchanged = page_then(product_ids, shelf)
            headline = (
                f"{headline[:-1]}: {count(size.customers, 'customer')} asked, {left}{unchanged}."
            )
    follow = (
        (
            f"evidence of={gaps[0].id}",
            f"suggest_text gap={gaps[0].id}",
            f"show_page product={gaps[0].product_ids[0]}",
        )
        if gaps
        else ()
    )
    return replace(
        _listed(shelf, gaps, top=params.top),
        headline=headline,
        scope=f"{told} that ask about a product's facts",
        n=askers(shelf, product_ids),
        notes=(
            *same_rank([[gap] for gap in gaps], shelf, params.top, "gap"),
            *shelf.notes(),
            *answered_since(shelf, product_ids),
            *(then for gap in gaps[: params.top] if (then := told_then(gap, shelf))),
        ),
        follow_ups=(*follow, "pain_points"),
    )


def _listed(
    shelf: GapShelf, gaps: Sequence[Gap], *, top: int, counts: dict[str, int] | None = None
) -> Answer:
    from assistant.gaps.scoped import askers

    cards = tuple(shelf.card(gap) for gap in gaps[:top])
    return Answer(
        headline=_headline(len(gaps), "all products", looked=shelf.looked),
        data=GapsData(open_gaps=len(gaps), counts=counts or {}, gaps=cards),
        blocks=tuple(block for card in cards for block in gap_blocks(card)),
        scope="all contacts that ask about a product's facts",
        n=askers(shelf),
        notes=(*gap_notes(counts or {}), *shelf.notes(), *answered_since(shelf)),
        follow_ups=(
            "pain_points",
            "frontstage report",
            *(f"frontstage check-page PAGE --gap {card.id}" for card in cards[:1]),
        ),
    )


def _headline(shown: int, title: str, *, looked: bool) -> str:
    if not looked:
        return NOT_YET
    return f"{count(shown, 'open description gap')} in {title}."


def gap_blocks(card: GapCard) -> tuple[Block, ...]:
    """Return a gap as blocks: what, how many, whose words, and where on the page."""
    size = (
        ("one customer" if card.customers == 1 else "heard once or twice")
        if card.heard_once_or_twice
        else f"{count(card.customers, 'customer')} ({between(card.low, card.high)} left open)"
    )
    nearest = (
        Line(f"Nearest on the page: “{clipped(card.passage.text, 160)}”", "quiet")
        if card.passage
        else Line("Nothing on the page comes near.", "quiet")
    )
    since = count(card.contacts_since_change or 0, "contact")
    return (
        Line(f"{card.topic} · {clipped(card.product, 60)}", "heading"),
        Line(f"{size} · {_kind(card)} · {card.id}"),
        *(
            (Line(f"Marked fixed on {card.reopened}; people asked again after it.", "warning"),)
            if card.reopened
            else ()
        ),
        *(
            (Line(f"The page changed on {card.page_changed}; {since} since then.", "quiet"),)
            if card.page_changed
            else ()
        ),
        Quotes(card.quotes[:_QUOTES]),
        nearest,
    )


def _kind(card: GapCard) -> str:
    words = KIND_WORDS[card.kind]
    return f"{words} ({card.reading})" if card.reading else words


def gap_notes(counts: dict[str, int]) -> tuple[str, ...]:
    """Return what was found and counted, but is no gap, in sentences."""
    if not counts.get("needs"):
        return ()
    told = [
        f"{counts.get('needs', 0):,} needs: {counts.get('product_fact', 0):,} about product facts, "
        f"{counts.get('order', 0):,} about orders, {counts.get('fault', 0):,} about faults, "
        f"{counts.get('opinion', 0):,} opinions.",
    ]
    if counts.get("judged"):
        told.append(
            f"Of {counts['judged']:,} held against a page, it answers {counts.get('answered', 0):,}"
            f" and leaves {counts.get('open', 0):,} open."
        )
    if counts.get("no_product"):
        told.append(f"{count(counts['no_product'], 'need')} about a product that nobody named.")
    if counts.get("no_page"):
        told.append(f"{count(counts['no_page'], 'need')} about products that have no page here.")
    for name, what in _UNREADABLE.items():
        if counts.get(name):
            told.append(f"{count(counts[name], 'page')} {what}: nothing is called missing there.")
    return tuple(told)


FIND_GAPS = Action(
    "find_gaps",
    NoParams,
    find_gaps,
    GapsData,
    examples=("look for description gaps", "find gaps again"),
    command="gaps",
    local_only=True,
)
SHOW_GAPS = Action(
    "show_gaps",
    ShowGapsParams,
    show_gaps,
    GapsData,
    examples=("what do the pages leave open", "gaps of the kettle", "why do people call about it"),
)
