"""Description gaps of some contacts only: filters narrow the needs, and sizes follow."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from assistant.actions.action import Filters
from assistant.actions.asking import scope_of
from assistant.gap_cards import GapShelf, read_shelf
from assistant.naming import resolve_stage
from assistant.session import Session
from classifiers.text import stem, words
from corpora.records import Gap, Need


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
        shelf = read_shelf(db)
        of_contacts = replace(scope, product_ids=())
        if found is not None or of_contacts != EVERYTHING:
            inside = contacts_within(db, of_contacts, found.id if found else None)
            shelf = narrowed(shelf, inside)
    told = f"{told}, stage {found.name}" if found else told
    return shelf, told, scope.product_ids


def narrowed(shelf: GapShelf, contacts: Container[str]) -> GapShelf:
    """Return the gaps as far as these contacts made them, the largest first, sizes anew."""
    needs = {key: need for key, need in shelf.needs.items() if need.contact_id in contacts}
    gaps = [
        _resized(gap, own, shelf.customers)
        for gap in shelf.gaps
        if (own := [needs[each] for each in gap.need_ids if each in needs])
    ]
    gaps.sort(key=lambda gap: -gap.customers)
    return replace(shelf, gaps=tuple(gaps), needs=needs)


def on_topic(gap: Gap, topic: str | None, shelf: GapShelf) -> bool:
    """Whether every word of a topic is in the gap's topic, or in the words of one who asked."""
    if topic is None:
        return True
    wanted = [stem(word) for word in words(topic)]
    said = (gap.topic, *(shelf.needs[each].text for each in gap.need_ids))
    return any(all(any(stem(w) == each for w in words(text)) for each in wanted) for text in said)


def customers_left(gaps: Sequence[Gap], shelf: GapShelf) -> tuple[int, float, float]:
    """Return how many customers asked, and the 95 % interval of those left without an answer."""
    from classifiers.intervals import count_interval

    left_open: dict[str, float] = {}
    for gap in gaps:
        for need in (shelf.needs[each] for each in gap.need_ids):
            key = shelf.customers.get(need.contact_id, need.contact_id)
            opened = 1.0 if gap.kind == "unclear" else 1.0 - (need.answer_probability or 0.0)
            chance = min(opened * need.kind_probability * max(need.link_probability, 1e-9), 1.0)
            left_open[key] = max(left_open.get(key, 0.0), chance)
    low, high = count_interval(list(left_open.values()))
    return len(left_open), low, high


def _resized(gap: Gap, needs: list[Need], customers: Mapping[str, str]) -> Gap:
    """Return a gap of fewer needs; its interval as the gap pipeline makes it."""
    from classifiers.intervals import count_interval

    left_open: dict[str, float] = {}
    asked: dict[str, float] = {}
    for need in needs:
        key = customers.get(need.contact_id, need.contact_id)
        chance = min(need.kind_probability * max(need.link_probability, 1e-9), 1.0)
        opened = 1.0 if gap.kind == "unclear" else 1.0 - (need.answer_probability or 0.0)
        left_open[key] = max(left_open.get(key, 0.0), opened * chance)
        asked[key] = max(asked.get(key, 0.0), chance)
    low, _ = count_interval(list(left_open.values()))
    _, high = count_interval(list(asked.values()))
    return replace(
        gap,
        need_ids=tuple(need.id for need in needs),
        contacts=len({need.contact_id for need in needs}),
        customers=len(asked),
        customers_low=low,
        customers_high=max(high, float(len(asked))),
    )
