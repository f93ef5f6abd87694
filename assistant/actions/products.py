"""Which products there are, and how many contacts are about each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Data, Table
from assistant.session import Session
from assistant.wording import count

_SHOWN = 40


class ProductsParams(Filters):
    """Of which contacts, and how many products."""

    top: Annotated[int, Field(ge=1, le=10_000, description="How many to show.")] = _SHOWN


class ProductRow(Data):
    """One product; `contacts` are about it, `page`: whether a page of it was read."""

    product_id: str
    title: str
    sku: str | None
    contacts: int
    page: bool


class ProductsData(Data):
    """The products, those with most contacts first; `total` is how many there are."""

    total: int
    products: tuple[ProductRow, ...]


def products(session: Session, params: ProductsParams) -> Answer:
    """List the products, with the contacts that are about each."""
    from corpora.store.pages import all_products, contacts_by_product, live_pages

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        known = all_products(db)
        contacts = contacts_by_product(db, scope)
        with_page = {each for page in live_pages(db) for each in page.product_ids}
    meant = [each for each in known if not scope.product_ids or each.id in scope.product_ids]
    ranked = sorted(meant, key=lambda each: (-contacts.get(each.id, 0), each.title))
    rows = tuple(
        ProductRow(
            product_id=each.id,
            title=each.title,
            sku=each.sku,
            contacts=contacts.get(each.id, 0),
            page=each.id in with_page,
        )
        for each in ranked[: params.top]
    )
    return Answer(
        headline=_headline(len(meant), sum(each.id in with_page for each in meant)),
        data=ProductsData(total=len(meant), products=rows),
        blocks=(_table(rows),) if rows else (),
        scope=told,
        notes=("A contact may be about several products.",) if rows else (),
        follow_ups=("pain_points", *(f"show_gaps product={each.product_id}" for each in rows[:2])),
    )


def _headline(number: int, with_page: int) -> str:
    if not number:
        return "No products yet: they are read from product pages and feeds."
    if with_page == number:
        return f"{count(number, 'product')}, each with a page."
    return f"{count(number, 'product')}, {with_page:,} of them with a page."


def _table(rows: tuple[ProductRow, ...]) -> Table:
    return Table(
        ("product", "number", "contacts", "page"),
        tuple(
            (each.title, each.sku or "", f"{each.contacts:,}", "" if each.page else "none")
            for each in rows
        ),
        right=frozenset({"contacts"}),
    )


PRODUCTS = Action(
    "products",
    ProductsParams,
    products,
    ProductsData,
    examples=("list the products", "which products do you know"),
)
