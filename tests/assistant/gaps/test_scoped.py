"""Filters narrow gaps without a formula of their own: with nothing left out, nothing changes."""

from __future__ import annotations

from assistant.gaps.cards import read_shelf
from assistant.gaps.scoped import askers, customers_left, narrowed
from assistant.session import Session


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
