"""Products are listed with the contacts that are about them."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answers import Answer
from assistant.session import Session
from corpora.store.scope import Scope

Ask = Callable[..., Answer]


def test_products_are_listed_with_their_contacts(ask: Ask, session: Session) -> None:
    from corpora.store import queries

    told = ask("products")
    rows = told.data.products  # type: ignore[attr-defined]
    assert len(rows) == told.data.total == 7  # type: ignore[attr-defined]
    assert told.headline == "7 products, each with a page."
    assert [each.contacts for each in rows] == sorted((e.contacts for e in rows), reverse=True)
    with session.workspace.reading() as db:
        for each in rows[:2]:
            own = queries.contacts_within(db, Scope(product_ids=(each.product_id,)))
            assert len(own) == each.contacts > 0


def test_filters_narrow_what_is_counted(ask: Ask) -> None:
    everything = {e.product_id: e.contacts for e in ask("products").data.products}  # type: ignore[attr-defined]
    calls = {e.product_id: e.contacts for e in ask("products", channel="call").data.products}  # type: ignore[attr-defined]
    assert all(calls[each] <= everything[each] for each in everything)
    assert sum(calls.values()) < sum(everything.values())
    assert len(ask("products", top=2).data.products) == 2  # type: ignore[attr-defined]
