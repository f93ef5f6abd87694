"""Description gaps: finding them, listing them, and which pages they make costly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from assistant.actions.action import Action, Filters, NoParams
from assistant.answers import Answer, Block, Data, Line, Quotes
from assistant.gaps.cards import GapShelf, read_shelf
from assistant.gaps.gap_card import GapCard
from assistant.gaps.page_changes import answered_since, page_then, told_then
from assistant.gaps.sizes import GapSize, size_words, sizes_of
from assistant.session import Session
from assistant.wording import between, clipped, count

if TYPE_CHECKING:
    from classifiers.answerability.judging import PageJudge
    from corpora.records import Contact, Gap, Turn

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
    """The gaps shown, each with its size, and what was counted on the way."""

    open_gaps: int
    counts: dict[str, int]
    gaps: tuple[GapCard, ...]
    sizes: tuple[GapSize, ...] = ()


def find_gaps(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Find what customers wanted to know, and which product pages leave it open.

    Each question about a product's facts is held against the pages of that product; those that
    stay open are grouped by topic. Gaps keep their ids from run to run, and what people decided
    about them.
    """
    counts = compute_gaps(session)
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    return _listed(session, shelf, shelf.open_gaps(), top=5, counts=counts)


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
        runs.keep_pages_judged(db, run_id)
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
    from assistant.gaps.scoped import askers, on_topic, same_rank, scoped_shelf

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
        headline = _headline(gaps, shelf, name, page_then(product_ids, shelf))
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
        _listed(session, shelf, gaps, top=params.top),
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
    session: Session,
    shelf: GapShelf,
    gaps: Sequence[Gap],
    *,
    top: int,
    counts: dict[str, int] | None = None,
) -> Answer:
    from assistant.gaps.scoped import askers, told_left

    left = told_left(shelf.open_gaps(), shelf) if counts else ""
    cards = tuple(shelf.card(gap) for gap in gaps[:top])
    sizes = sizes_of(session, shelf, gaps[:top]) if cards else ()
    currency = session.workspace.settings.currency
    return Answer(
        headline=_headline(gaps, shelf, "all products"),
        data=GapsData(open_gaps=len(gaps), counts=counts or {}, gaps=cards, sizes=sizes),
        blocks=tuple(
            block
            for card, size in zip(cards, sizes, strict=True)
            for block in gap_blocks(card, size_words(size, currency))
        ),
        scope="all contacts that ask about a product's facts",
        n=askers(shelf),
        notes=(*gap_notes(counts or {}, left), *shelf.notes(), *answered_since(shelf)),
        follow_ups=(
            "pain_points",
            "frontstage report",
            *(f"frontstage check-page PAGE --gap {card.id}" for card in cards[:1]),
        ),
    )


def _headline(gaps: Sequence[Gap], shelf: GapShelf, title: str, unchanged: str = "") -> str:
    """Say how many gaps there are, in numbers of customers only where several asked."""
    from assistant.gaps.scoped import customers_left

    if not shelf.looked:
        return NOT_YET
    shared = [gap for gap in gaps if shelf.counts(gap)]
    once = len(gaps) - len(shared)
    if not shared:
        each = ", each heard from one customer only" if once > 1 else ", heard from one customer"
        found = f"{count(once, 'open description gap')} in {title}"
        return f"{found}{each if once else ''}{unchanged if once else ''}."
    size = customers_left(shared, shelf)
    more = f"; {count(once, 'more question')} from one customer each" if once else ""
    return (
        f"{count(len(shared), 'open description gap')} in {title}: "
        f"{count(size.customers, 'customer')} asked, {between(size.low, size.high)} left without "
        f"an answer{unchanged}{more}."
    )


def gap_blocks(card: GapCard, costs: str = "") -> tuple[Block, ...]:
    """Return a gap as blocks: what, how many, what it costs, whose words, and where on the page."""
    size = (
        ("one customer" if card.customers == 1 else "heard once or twice")
        if card.heard_once_or_twice
        else f"{count(card.customers, 'customer')} ({between(card.low, card.high)} left open)"
    )
    nearest = (
        Line(f"{card.nearest}: “{clipped(card.passage.text, 160)}”", "quiet")
        if card.passage
        else Line("Nothing on the page comes near.", "quiet")
    )
    since = count(card.contacts_since_change or 0, "contact")
    return (
        Line(f"{card.heading} · {clipped(card.product, 60)}", "heading"),
        Line(f"{size} · {card.verdict} · {card.id}"),
        *((Line(costs, "quiet"),) if costs else ()),
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
        Quotes(card.more_quotes[:_QUOTES]),
        *((Line(f"{card.looking}.", "quiet"),) if card.looking else ()),
        nearest,
    )


def gap_notes(counts: dict[str, int], left: str = "") -> tuple[str, ...]:
    """Return what was found and counted, in sentences; `left`: what is known of the open gaps."""
    if not counts.get("needs"):
        return ()
    told = [
        f"{counts.get('needs', 0):,} needs: {counts.get('product_fact', 0):,} about product facts, "
        f"{counts.get('order', 0):,} about orders, {counts.get('fault', 0):,} about faults, "
        f"{counts.get('opinion', 0):,} opinions.",
    ]
    if counts.get("judged"):
        told.append(f"{counts['judged']:,} of them were held against a page. {left}".rstrip())
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
