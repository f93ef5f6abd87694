"""Filters narrow gaps without a formula of their own: with nothing left out, nothing changes."""

from __future__ import annotations

import pytest

from assistant.gaps.cards import GapShelf, read_shelf
from assistant.gaps.scoped import askers, customers_left, narrowed
from assistant.session import Session
from corpora.store.needs import Needs


def test_narrowing_to_all_contacts_changes_no_size(session: Session) -> None:
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    everyone = {need.contact_id for need in shelf.needs.values()}
    sizes = {gap.id: gap for gap in shelf.gaps}
    assert sizes, "the sample must have gaps"
    for gap in narrowed(shelf, everyone).gaps:
        assert gap == sizes[gap.id]


def test_fewer_contacts_never_make_more_customers(session: Session) -> None:
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    some = set(sorted({need.contact_id for need in shelf.needs.values()})[::2])
    sizes = {gap.id: gap.customers for gap in shelf.gaps}
    inside = narrowed(shelf, some)
    assert all(gap.customers <= sizes[gap.id] for gap in inside.gaps)
    assert customers_left(inside.gaps, inside).customers <= askers(inside) <= askers(shelf)


def test_askers_are_counted_once_in_whatever_order_products_come(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    counted: list[object] = []
    count = Needs.askers
    monkeypatch.setattr(
        Needs, "askers", lambda needs, ids=(): counted.append(ids) or count(needs, ids)
    )
    products = sorted(shelf.products)[:2]
    assert askers(shelf, products) == askers(shelf, products[::-1]) <= askers(shelf)
    assert counted == [products, ()]


def test_what_another_thread_empties_is_worked_out_all_the_same() -> None:
    class Emptied(dict[object, object]):
        """Emptied whenever something was put in."""

        def __setitem__(self, key: object, value: object) -> None:
            super().__setitem__(key, value)
            self.clear()

    shelf = GapShelf((), {}, {}, {}, {}, {}, {})
    shelf.__dict__["_worked_out"] = Emptied()
    worked_out: list[int] = []
    for place in range(2):
        assert shelf.once("key", lambda: worked_out.append(place) or place) == place  # noqa: B023 - called at once
    assert worked_out == [0, 1]
