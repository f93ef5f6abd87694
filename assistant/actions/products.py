"""Which products there are, and how many contacts are about each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Data, Table
from assistant.session import Session
from assistant.wording import count
from corpora.records import Product
from corpora.records.pages import ProductOrigin

_SHOWN = 40


class ProductsParams(Filters):
    """Of which contacts, and how many products."""

    without_page: Annotated[bool, Field(description="Only those that no page was read of.")] = False
    top: Annotated[int, Field(ge=1, le=10_000, description="How many to show.")] = _SHOWN


class ProductRow(Data):
    """One product; `contacts` are about it, `page`: whether a page of it was read.

    `needs` is what customers wanted to know of it. `origin`: whether a page or feed tells of it, or
    nobody but contacts, in a column of theirs.
    """

    product_id: str
    title: str
    sku: str | None
    contacts: int
    needs: int
    page: bool
    origin: ProductOrigin


class ProductsData(Data):
    """The products, those with most contacts first; `total` is how many there are.

    `without_page` of them have no page.
    """

    total: int
    without_page: int
    products: tuple[ProductRow, ...]


def products(session: Session, params: ProductsParams) -> Answer:
    """List the products, with the contacts that are about each."""
    from corpora.store import pages

    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        known = pages.all_products(db)
        contacts = pages.contacts_by_product(db, scope)
        needs = pages.needs_by_product(db, scope)
        with_page = pages.paged_products(db)
    meant = [each for each in known if not scope.product_ids or each.id in scope.product_ids]
    without = [each for each in meant if each.id not in with_page]
    ranked = sorted(
        without if params.without_page else meant,
        key=lambda each: (-contacts.get(each.id, 0), each.title),
    )
    rows = tuple(
        ProductRow(
            product_id=each.id,
            title=each.title,
            sku=each.sku,
            contacts=contacts.get(each.id, 0),
            needs=needs.get(each.id, 0),
            page=each.id in with_page,
            origin=each.origin,
        )
        for each in ranked[: params.top]
    )
    return Answer(
        headline=_headline(meant, without),
        data=ProductsData(total=len(meant), without_page=len(without), products=rows),
        blocks=(_table(rows),) if rows else (),
        scope=told,
        notes=_notes(rows, without),
        follow_ups=("pain_points", *(f"show_gaps product={each.product_id}" for each in rows[:2])),
    )


def _headline(products: Sequence[Product], without: Sequence[Product]) -> str:
    number, bare = len(products), len(without)
    if not number:
        return (
            "No products yet: they are read from product pages and feeds, and from a column "
            "`product` or `sku` of your contacts."
        )
    if not bare:
        return f"{count(number, 'product')}, each with a page."
    if bare == number:
        return f"{count(number, 'product')}, none with a page."
    return f"{count(number, 'product')}, {number - bare:,} of them with a page."


def _notes(rows: tuple[ProductRow, ...], without: Sequence[Product]) -> tuple[str, ...]:
    told = ["A contact may be about several products."] if rows else []
    named = sum(each.origin == "contacts" for each in without)
    if named:
        told.append(
            f"{count(named, 'product')} without a page {'are' if named > 1 else 'is'} known from "
            "contacts alone, which name them in a column; nothing is called missing there. "
            "Read their pages with `frontstage ingest`."
        )
    return tuple(told)


def _table(rows: tuple[ProductRow, ...]) -> Table:
    return Table(
        ("product", "number", "contacts", "questions", "page"),
        tuple(
            (
                each.title,
                each.sku or "",
                f"{each.contacts:,}",
                f"{each.needs:,}",
                "" if each.page else "none",
            )
            for each in rows
        ),
        right=frozenset({"contacts", "questions"}),
    )


PRODUCTS = Action(
    "products",
    ProductsParams,
    products,
    ProductsData,
    examples=("list the products", "which products do you know", "products without pages"),
)
