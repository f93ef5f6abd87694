"""Products that contacts name in a field of their own, and no page or feed tells of.

Whether a field names products is decided for each source, by all of its contacts together: at
least half of the values that say something must come more than once, or be known from a page or
feed. Of fewer than ten values none may come twice, so there it is enough that half of them are
written as titles are. Words that differ from row to row found nothing.

Everything here follows from what the workspace holds, in whatever order it came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from corpora.ids import mint
from corpora.intake.called import (
    FREE_TEXT,
    HINT,
    hidden_in,
    is_titled,
    loose,
    may_name,
    parts_of,
)
from corpora.intake.catalogue import Catalogue
from corpora.records import Page, Product
from corpora.store import named, pages
from corpora.store.workspace import Connection, key_of

_FEW = 10


@dataclass(frozen=True, slots=True)
class Links:
    """What changed.

    Attributes:
        named: Products that only contacts name, and that have no page.
        contacts: Contacts that have other products than before.
        pages: Pages that are another product's than before.
    """

    named: int = 0
    contacts: int = 0
    pages: int = 0


def link_products(db: Connection) -> Links:
    """Store the products that contacts name, and link contacts and pages to their products.

    Args:
        db: An open `writing()` connection.
    """
    known = pages.all_products(db)
    if not named.any_references(db) and not any(each.origin == "contacts" for each in known):
        return Links(pages=named.give_pages(db, {}))
    catalogue = stored_catalogue(db, [each for each in known if each.origin == "page"])
    told = _Told(catalogue.hidden(key_of(db)))
    for source, reference, contacts in named.references(db):
        told.add(source, reference, contacts)
    unowned = named.pages_of_none(db)
    meaning = _Meaning(told, catalogue, {name for page in unowned for name in _titles(page)})
    moved = named.put_links(db, meaning.products, meaning.linked)
    owners = {page.id: ids for page in unowned if (ids := meaning.owner(page))}
    given = named.give_pages(db, owners)
    with_page = {each for ids in owners.values() for each in ids}
    without = sum(each.id not in with_page for each in meaning.products)
    return Links(without, moved, given)


def stored_catalogue(db: Connection, products: Sequence[Product]) -> Catalogue:
    """Return what the stored pages tell of these products."""
    return Catalogue(products, pages.live_pages(db), pages.past_pages(db))


@dataclass(slots=True)
class _Told:
    """What contacts call their products, counted.

    Attributes:
        hidden: Products by the hashes of their names.
        references: All references that may mean a product.
        said: Source -> spelling without variants -> contacts, of fields for products.
        spelled: Spelling without variants -> how it is written -> contacts.
        titles: Spelling without variants of a number -> those of the titles beside it.
        numbers: The same the other way round.
    """

    hidden: Mapping[str, tuple[str, ...]]
    references: set[str] = field(default_factory=set)
    said: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spelled: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    titles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, source: str, reference: str, contacts: int) -> None:
        """Take one reference."""
        spelled = [(key, part) for part in parts_of(reference) if (key := self.key(part))]
        if any(key != FREE_TEXT for key, _ in spelled):
            self.references.add(reference)
        if not spelled or reference.startswith(HINT):
            return
        for key, part in spelled:
            self.spelled[key][FREE_TEXT if key in self.hidden else part] += contacts
        *numbers, title = (key for key, _ in spelled)
        self.said[source][title] += contacts
        for number in numbers:
            self.titles[number].add(title)
            self.numbers[title].add(number)

    def key(self, part: str) -> str:
        """Return what the spellings of a name share; of hashes, only those of known names count."""
        if part == FREE_TEXT or (concealed := hidden_in(part)) is None:
            return part if part == FREE_TEXT else loose(part)
        if concealed in self.hidden:
            return concealed
        return FREE_TEXT if part.startswith(FREE_TEXT) else ""

    def written(self, key: str) -> str:
        """Return how most contacts write a name; the first in the alphabet of several."""
        return min(self.spelled[key].items(), key=lambda each: (-each[1], each[0]))[0]


class _Meaning:
    """Which product each reference means.

    Args:
        told: What contacts say.
        catalogue: What pages and feeds say.
        titles: Spellings without variants of the titles of pages of no product.
    """

    def __init__(self, told: _Told, catalogue: Catalogue, titles: set[str]) -> None:
        self._told = told
        self._catalogue = catalogue
        self._known = dict(self._found(told))
        self._own = {mint("p", "named", key): key for key in self._accepted(titles)}
        self._ids = {key: product_id for product_id, key in self._own.items()}
        self.linked = {each: ids for each in sorted(told.references) if (ids := self._of(each))}
        used = {each for ids in self.linked.values() for each in ids}
        self.products = [
            self._product(product_id, key)
            for product_id, key in sorted(self._own.items())
            if product_id in used
        ]

    def owner(self, page: Page) -> tuple[str, ...]:
        """Return the one product that contacts call by a title of this page."""
        for name in _titles(page):
            if name in self._told.spelled and (found := self._by_name(name)):
                return found if len(found) == 1 else ()
        return ()

    def _found(self, told: _Told) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the names that pages and feeds know, with their products."""
        for key, written in told.spelled.items():
            if found := told.hidden.get(key) or _first(map(self._catalogue.find, sorted(written))):
                yield key, found

    def _accepted(self, titles: set[str]) -> Iterator[str]:
        """Yield the names of products that only contacts name."""
        for counts in self._told.said.values():
            known = {key for key in counts if self._by_known(key) or key in titles}
            for key in _naming(counts, known, self._told):
                if not self._by_known(key):
                    yield key

    def _by_known(self, key: str) -> tuple[str, ...]:
        """Return the products of pages and feeds that a name means, or a number beside it."""
        if found := self._known.get(key):
            return found
        beside = self._told.numbers.get(key, set()) | self._told.titles.get(key, set())
        ids = {ids for each in beside if (ids := self._known.get(each))}
        return ids.pop() if len(ids) == 1 else ()

    def _by_name(self, key: str) -> tuple[str, ...]:
        if found := self._by_known(key):
            return found
        if own := self._ids.get(key):
            return (own,)
        titles = self._told.titles.get(key, set()) & self._ids.keys()
        return (self._ids[titles.pop()],) if len(titles) == 1 else ()

    def _of(self, reference: str) -> tuple[str, ...]:
        parts = parts_of(reference)
        keys = [key for part in parts if (key := self._told.key(part)) not in ("", FREE_TEXT)]
        if reference.startswith(HINT):
            hidden = (self._told.hidden.get(key, ()) for key in keys)
            known = _first(chain(hidden, map(self._catalogue.find, parts)))
            return known or _first((self._ids[key],) for key in keys if key in self._ids)
        known = _first(self._known.get(key, ()) for key in keys)
        return known or _first(map(self._by_name, reversed(keys)))

    def _product(self, product_id: str, key: str) -> Product:
        beside = self._told.numbers.get(key, set()) - {FREE_TEXT}
        readable = (each for each in beside if each not in self._told.hidden)
        numbers = sorted(map(self._told.written, readable))
        return Product(
            id=product_id,
            title=self._told.written(key),
            sku=numbers[0] if len(numbers) == 1 else None,
            aliases=tuple(numbers) if len(numbers) > 1 else (),
            origin="contacts",
        )


def _naming(counts: Mapping[str, int], known: set[str], told: _Told) -> list[str]:
    """Return those of a field's values that name products; `known`: are known otherwise."""
    every = sum(counts.values())
    names = [key for key in counts if key != FREE_TEXT and may_name(told.written(key))]
    if 2 * sum(n for key, n in counts.items() if key in known or (n > 1 and key in names)) >= every:
        return names
    titled = [key for key in names if is_titled(told.written(key))]
    if every < _FEW and 2 * sum(counts[key] for key in titled) >= every:
        return titled
    return [key for key in names if key in known]


def _first(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next(filter(None, found), ())


def _titles(page: Page) -> tuple[str, ...]:
    return tuple(dict.fromkeys(loose(name) for name in (page.title, *page.also) if name))
