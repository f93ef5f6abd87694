"""Turns the rows of a feed or catalogue into raw pages; the variants of a product into one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from corpora.readers.dates import Dates
from corpora.readers.raw import RawPage, RawPassage, RawProduct, ReadOptions
from corpora.readers.tables.cells import items_of, passages_of, plain_text, said, specs_of
from corpora.readers.tables.columns import Columns
from corpora.readers.tables.facts import (
    NOTHING,
    add,
    details_of,
    fact_name,
    family_of,
    is_fact,
    once,
    options_of,
    specs,
    values_of,
)
from corpora.readers.tables.names import plain
from corpora.readers.tables.table import Cell, Numbered, Row, Table, filled
from corpora.readers.tables.times import date_notes, decided_order
from corpora.readers.tables.values import language_of
from corpora.records import Reject

_DETAILS = ("product_detail", "product_details")
_NO_TITLE = "the row names no product; see --map title=COLUMN"


@dataclass(slots=True)
class _Draft:
    """A page in the making; variants add to it."""

    number: int
    title: str
    ref: str | None
    product: RawProduct
    prose: list[RawPassage]
    facts: dict[str, list[str]] = field(default_factory=dict)
    options: dict[int, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    url: str | None = None
    language: str | None = None
    valid_from: datetime | None = None


class PageRows:
    """Makes pages of the rows of one table."""

    def __init__(self, table: Table, columns: Columns, options: ReadOptions) -> None:
        self._file = table.file
        self._columns = columns
        self._facts = [
            (fact_name(columns.names[c]), c)
            for c in columns.rest
            if is_fact(columns.names[c], columns.profiles[c])
        ]
        self._options = options_of(columns.names)
        price = [c for c in columns.rest if plain(columns.names[c]) == "variant_price"]
        self._price = price[0] if price else None
        self._dates: Dates | None = None
        self.notes: tuple[str, ...] = ()
        if (column := columns.first("valid_from")) is not None:
            order = decided_order(table, column)
            self._dates = Dates(order, options.timezone)
            self.notes = tuple(date_notes(table, column, order))

    def read(self, rows: Iterable[Numbered | Reject]) -> Iterator[RawPage | Reject]:
        """Yield the pages of the rows; rows that follow with the same product join its page."""
        draft: _Draft | None = None
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            number, cells = row
            group = self._text(cells, "group")
            ref, title = group or self._text(cells, "ref"), self._text(cells, "title")
            same = draft is not None and ref is not None and ref == draft.ref
            # The variants of a feed's group have titles of their own.
            if draft and same and (group or not title or title == draft.title):
                self._variant(draft, cells)
                continue
            if draft:
                yield self._page(draft)
            draft = self._draft(number, cells, ref, title) if title else None
            if draft is None and filled(cells):
                yield Reject(self._file, number, "no-title", _NO_TITLE)
        if draft:
            yield self._page(draft)

    def _text(self, row: Row, role: str) -> str | None:
        column = self._columns.first(role)
        if column is None:
            return None
        text = said(plain_text(row[column]))
        return None if text.lower() in NOTHING else text

    def _draft(self, number: int, row: Row, ref: str | None, title: str) -> _Draft:
        product = RawProduct(
            title=title,
            ref=ref,
            sku=self._text(row, "sku"),
            gtin=self._text(row, "gtin"),
            mpn=self._text(row, "mpn"),
            brand=self._text(row, "brand"),
            family=family_of(self._text(row, "family")),
            aliases=tuple(self._items(row, "aliases")),
        )
        draft = _Draft(number, title, ref, product, self._prose(row))
        draft.url = self._text(row, "url")
        language = self._text(row, "language")
        draft.language = language_of(language) if language else None
        column = self._columns.first("valid_from")
        if self._dates and column is not None:
            draft.valid_from = self._dates.read(plain_text(row[column]))[0]
        self._variant(draft, row)
        return draft

    def _items(self, row: Row, role: str) -> list[str]:
        return [text for c in self._columns.roles.get(role, ()) for text in items_of(row[c])]

    def _prose(self, row: Row) -> list[RawPassage]:
        roles = self._columns.roles
        passages: list[RawPassage] = []
        for column in roles.get("bullets", ()):
            items = items_of(row[column])
            several = len(items) > 1
            passages += (
                [RawPassage("bullet", t) for t in items] if several else _bullets(row[column])
            )
        for column in roles.get("text", ()):
            passages += passages_of(row[column])
        for column in roles.get("specs", ()):
            detailed = plain(self._columns.names[column]) in _DETAILS
            passages += details_of(row[column]) if detailed else specs_of(row[column])
        for column in roles.get("faq", ()):
            passages += [RawPassage("faq", p.text) for p in passages_of(row[column])]
        return passages

    def _variant(self, draft: _Draft, row: Row) -> None:
        for name, column in self._facts:
            for value in values_of(row[column]):
                add(draft.facts, name, value)
        for name_column, value_column in self._options:
            # Only the first variant's row names the options.
            if name := said(plain_text(row[name_column])):
                draft.options[value_column] = name
            for value in values_of(row[value_column]):
                add(draft.facts, draft.options.get(value_column, "option"), value)
        if self._price is not None:
            for value in values_of(row[self._price]):
                add(draft.facts, "price", value)
        if title := self._text(row, "title"):
            draft.titles.append(title)
        for role in ("sku", "gtin", "ref"):
            number = self._text(row, role)
            if number and number not in draft.numbers:
                draft.numbers.append(number)

    def _page(self, draft: _Draft) -> RawPage:
        product = draft.product
        own = (product.sku, product.gtin, product.ref)
        others = tuple(number for number in draft.numbers if number not in own)
        title = _common(draft.titles) or draft.title
        known = [
            RawPassage("spec", f"{fact_name(self._columns.named(role))}: {value}")
            for role, value in (("brand", product.brand), ("family", product.family))
            if value
        ]
        return RawPage(
            title=title,
            passages=once([RawPassage("title", title), *draft.prose, *known, *specs(draft.facts)]),
            products=(replace(product, title=title, aliases=product.aliases + others),),
            url=draft.url,
            valid_from=draft.valid_from,
            language=draft.language,
            origin=f"{self._file}:{draft.number}",
        )


def _common(titles: list[str]) -> str:
    """Return the words that all titles begin with: `Hook lamp` of `Hook lamp, red`, `…, blue`."""
    if len(set(titles)) < 2:
        return titles[0] if titles else ""
    words = [title.split() for title in titles]
    shared = [group[0] for group in zip(*words, strict=False) if len(set(group)) == 1]
    start = " ".join(words[0][: len(shared)]) if words[0][: len(shared)] == shared else ""
    return start.rstrip(" ,;:|/(–—-")


def _bullets(cell: Cell) -> list[RawPassage]:
    """Read a cell of features: every line or list item of it is a bullet."""
    return [RawPassage("bullet", passage.text) for passage in passages_of(cell)]
