"""Description gaps of some contacts only: filters narrow the needs, and sizes follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.actions.action import Filters
from assistant.actions.asking import scope_of
from assistant.gaps.cards import GapShelf, known_shelf
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.wording import between, count, listing
from classifiers.text import stem, words
from corpora.records import Gap, Need

if TYPE_CHECKING:
    from classifiers.gaps.sizing import LeftOpen


def scoped_shelf(
    session: Session, filters: Filters, stage: str | None = None
) -> tuple[GapShelf, str, tuple[str, ...]]:
    """Return the gaps of the contacts within filters, the scope in words, and the products meant.

    Products choose pages, not contacts: a gap belongs to one product, its needs all ask about it.

    Raises:
        UnknownName: No product, stage, imported column or segment is called like that.
        BadInput: A `where` or `without` is not of the form column=value.
    """
    from corpora.store.queries import contacts_within
    from corpora.store.scope import EVERYTHING

    found = resolve_stage(stage, session.stages) if stage else None
    with session.workspace.reading() as db:
        scope, told = scope_of(session, filters, db)
        everything = shelf = known_shelf(session, db)
        of_contacts = replace(scope, product_ids=())
        at_stage = found.id if found else None
        if at_stage is not None or of_contacts != EVERYTHING:
            shelf = session.memory.recall(
                session.path,
                ("gaps of", repr(of_contacts), at_stage),
                lambda: narrowed(everything, contacts_within(db, of_contacts, at_stage)),
            )
    told = f"{told}, stage {found.name}" if found else told
    return shelf, told, scope.product_ids


def narrowed(shelf: GapShelf, contacts: Collection[str]) -> GapShelf:
    """Return the gaps as far as these contacts made them, most customers left first."""
    needs = shelf.columns.within(contacts)
    sized = [
        _resized(gap, own, shelf.customers)
        for gap in shelf.gaps
        if (own := [needs[each] for each in gap.need_ids if each in needs.at_hand])
    ]
    sized.sort(key=lambda pair: (pair[0].customers < 2, -pair[1], pair[0].id))
    return replace(shelf, gaps=tuple(gap for gap, _ in sized), needs=needs)


def askers(shelf: GapShelf, product_ids: Collection[str] = ()) -> int:
    """Return how many contacts ask for a fact about these products, or about any."""
    key = ("askers", *sorted(product_ids))
    return shelf.once(key, lambda: shelf.columns.askers(product_ids))


def on_topic(gap: Gap, topic: str | None, shelf: GapShelf) -> bool:
    """Whether every word of a topic is in the gap's topic, or in the words of one who asked."""
    if topic is None:
        return True
    wanted = _stems(topic)
    said = (gap.topic, *(shelf.needs[each].text for each in gap.need_ids))
    return any(wanted <= _stems(text) for text in said)


@lru_cache(maxsize=100_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, words(text)))


def customers_left(gaps: Sequence[Gap], shelf: GapShelf) -> LeftOpen:
    """Return how many customers asked about any of these gaps, and were left without an answer."""
    from classifiers.gaps.sizing import left_open

    def sized() -> LeftOpen:
        asked = ((shelf.needs[each], gap.kind) for gap in gaps for each in gap.need_ids)
        return left_open(asked, shelf.customers)

    return shelf.once(("left", *(gap.id for gap in gaps)), sized)


def told_left(gaps: Sequence[Gap], shelf: GapShelf) -> str:
    """Return what is known of some gaps: those of several customers in numbers, the rest counted.

    What one customer alone asked is often no question that a page could answer, so no number of
    customers left without an answer is told of it.
    """
    shared = [gap for gap in gaps if shelf.counts(gap)]
    once = len(gaps) - len(shared)
    told = []
    if shared:
        size = customers_left(shared, shelf)
        many = "was" if len(shared) == 1 else "were"
        told.append(
            f"{count(len(shared), 'gap')} {many} heard from two customers or more: of the "
            f"{size.customers:,} customers who asked, about {size.expected:,.0f} "
            f"({between(size.low, size.high)}, 95 %) were left without an answer."
        )
    if once:
        told.append(
            f"{count(once, 'more question' if shared else 'question')} came from one customer "
            f"{'each' if once > 1 else 'alone'}: heard once, not counted."
        )
    return " ".join(told)


def same_rank(
    ranked: Sequence[Sequence[Gap]], shelf: GapShelf, shown: int, what: str
) -> tuple[str, ...]:
    """Say which of the places shown are interchangeable.

    Args:
        ranked: The gaps of each place, in order.
        shelf: Where their needs are.
        shown: How many places are shown; one more is looked at.
        what: What is ranked, one of them: "gap", "page".
    """
    held = ranked[: shown + 1]
    key = ("rank", *(tuple(gap.id for gap in gaps) for gaps in held))
    runs = shelf.once(key, lambda: _same_places(held, shelf))
    told = [
        f"{first} to {last}" if last > first + 1 else f"{first} and {last}" for first, last in runs
    ]
    if not told:
        return ()
    return (
        f"{what.capitalize()}s {listing(told)} are interchangeable: who happened to call, and how "
        "surely questions were judged, could turn their order round.",
    )


def _same_places(ranked: Sequence[Sequence[Gap]], shelf: GapShelf) -> list[tuple[int, int]]:
    import numpy as np

    from classifiers.gaps.ranking import interchangeable
    from classifiers.gaps.sizing import open_chances

    chances = [
        open_chances(
            ((shelf.needs[each], gap.kind) for gap in gaps for each in gap.need_ids),
            shelf.customers,
        )
        for gaps in ranked
    ]
    # The same gaps must be told the same way each time: the draws begin anew.
    return interchangeable(chances, np.random.default_rng(0))


def _resized(gap: Gap, needs: list[Need], customers: Mapping[str, str]) -> tuple[Gap, float]:
    """Return a gap of fewer needs, sized as the gap pipeline does it, and whom it leaves open."""
    from classifiers.gaps.sizing import left_open

    size = left_open(((need, gap.kind) for need in needs), customers)
    resized = replace(
        gap,
        need_ids=tuple(need.id for need in needs),
        contacts=size.contacts,
        customers=size.customers,
        customers_low=size.low,
        customers_high=size.high,
    )
    return resized, size.expected
