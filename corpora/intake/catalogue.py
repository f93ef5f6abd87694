"""The products that are known so far: from what a source calls a product to its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpora.ids import content_hash, mint
from corpora.intake.called import folded, hidden, loose
from corpora.language import detect_language
from corpora.readers.raw import UNIT, RawPage, RawProduct
from corpora.records import Page, Passage, Product

# How telling a name is; of two products that share one, the one for which it tells more has it.
_ID, _NUMBER, _ADDRESS, _TITLE, _ALIAS, _HEADING, _ONCE = range(7)
_SPELLED_LOOSELY = frozenset((_NUMBER, _TITLE, _ALIAS, _HEADING, _ONCE))
_Named = tuple[int, tuple[str, ...]]


class Catalogue:
    """Resolves SKU, GTIN, part number, title or address to product ids.

    Where several products have a name in the same way, as two of one title, all of them are
    meant: which, the contact's words may tell. Products that only contacts name come last.

    Args:
        products: Products that the workspace knows already.
        pages: Their pages, for addresses and headings.
        past: What these pages were before: a product that was renamed is still known.
    """

    def __init__(
        self,
        products: Iterable[Product] = (),
        pages: Iterable[Page] = (),
        past: Iterable[Page] = (),
    ) -> None:
        self._names: dict[str, _Named] = {}
        self._loosely: dict[str, _Named] = {}
        self._by_contacts: dict[str, str] = {}
        self._page_of: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._brands: set[str] = set()
        self._resolved: dict[str, tuple[str, ...]] = {}
        for product in products:
            self.learn(product)
        for page in pages:
            self._learn_page(page)
        for page in past:
            if len(page.product_ids) == 1 and not page.by_title:
                self._put(_ONCE, page.title, page.product_ids[0])

    def __len__(self) -> int:
        """Return how many names are known."""
        return len(self._names) + len(self._by_contacts)

    def learn(self, product: Product) -> None:
        """Make a product known by all of its names."""
        self._resolved.clear()
        self._put(_ID, product.id, product.id)
        numbers = [name for name in (product.sku, product.gtin, product.mpn) if name]
        if product.origin == "contacts":
            for name in (product.title, *numbers, *product.aliases):
                self._by_contacts.setdefault(loose(name), product.id)
            return
        for number in numbers:
            self._put(_NUMBER, number, product.id)
        self._put(_TITLE, product.title, product.id)
        for alias in product.aliases:
            self._put(_ALIAS, alias, product.id)
        self._numbers.update(numbers)
        self._brands.update([product.brand] if product.brand else [])

    def find(self, name: str) -> tuple[str, ...]:
        """Return the products of pages and feeds that have this name; several: ambiguous."""
        found = self._names.get(folded(name)) or self._loosely.get(loose(name))
        if found is None:
            return ()
        ids = found[1]
        # Of the variants on one page, any stands for all.
        apart = {self._page_of.get(each, each): each for each in reversed(ids)}
        return tuple(sorted(apart.values()))

    def hidden(self, key: bytes) -> dict[str, tuple[str, ...]]:
        """Return the products that each name means, by the hash that is kept of the name.

        Args:
            key: The workspace's key.
        """
        names = {loose(name): name for name in self._names}
        return {hidden(name, key): self.find(name) for name in (*names.values(), *self._loosely)}

    def resolve(self, references: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the products referred to, without repeats; unknown ones are left.

        Args:
            references: Names; of several for one product, joined by `UNIT`, the first counts that
                is known.
        """
        found: dict[str, None] = {}
        for reference in references:
            if reference not in self._resolved:
                self._resolved[reference] = self._of(reference.split(UNIT))
            found.update(dict.fromkeys(self._resolved[reference]))
        return tuple(found)

    @property
    def public_words(self) -> frozenset[str]:
        """Numbers and brands that a redactor must leave alone."""
        return frozenset(self._numbers | self._brands)

    def take(self, raw: RawPage) -> tuple[list[Product], Page, list[Passage]]:
        """Return the records of a page as it was read, and learn its products."""
        products = [_product(each, raw.url) for each in raw.products]
        for product in products:
            self.learn(product)
        page, passages = _page(raw, tuple(product.id for product in products))
        self._learn_page(page)
        return products, page, passages

    def _learn_page(self, page: Page) -> None:
        if page.by_title:
            return
        if len(page.product_ids) != 1:
            self._page_of |= dict.fromkeys(page.product_ids, page.id)
            return
        (own,) = page.product_ids
        if page.url:
            self._put(_ADDRESS, page.url, own)
        for name in (page.title, *page.also):
            self._put(_HEADING, name, own)

    def _of(self, names: Sequence[str]) -> tuple[str, ...]:
        known = next((ids for name in names if (ids := self.find(name))), ())
        if known:
            return known
        called = (self._by_contacts.get(loose(name)) for name in names)
        return tuple(filter(None, called))[:1]

    def _put(self, kind: int, name: str, product_id: str) -> None:
        _keep(self._names, kind, folded(name), product_id)
        if kind in _SPELLED_LOOSELY:
            _keep(self._loosely, kind, loose(name), product_id)


def _keep(names: dict[str, _Named], kind: int, name: str, product_id: str) -> None:
    known = names.get(name)
    if not name or (known is not None and known[0] < kind):
        return
    if known is None or kind < known[0]:
        names[name] = kind, (product_id,)
    elif product_id not in known[1]:
        names[name] = kind, tuple(sorted((*known[1], product_id)))


def _product(raw: RawProduct, url: str | None) -> Product:
    sku = raw.sku or raw.ref
    aliases = (*raw.aliases, raw.ref) if raw.ref and raw.ref != sku else raw.aliases
    return Product(
        id=mint("p", sku or raw.gtin or raw.mpn or url or raw.title),
        title=raw.title,
        sku=sku,
        gtin=raw.gtin,
        mpn=raw.mpn,
        brand=raw.brand,
        family=raw.family,
        aliases=tuple(alias for alias in aliases if alias),
    )


def _page(raw: RawPage, product_ids: tuple[str, ...]) -> tuple[Page, list[Passage]]:
    page_id = mint("page", raw.url or " ".join(product_ids) or raw.title)
    version = content_hash(*(f"{piece.kind}:{piece.text}" for piece in raw.passages))
    words = " ".join(piece.text for piece in raw.passages)
    page = Page(
        id=page_id,
        version=version,
        product_ids=product_ids,
        title=raw.title,
        url=raw.url,
        valid_from=raw.valid_from,
        language=raw.language or detect_language(words),
        unread=raw.unread,
        origin=raw.origin,
        also=raw.also,
    )
    passages = [
        Passage(
            mint("passage", page_id, piece.kind, piece.text),
            page_id,
            version,
            index,
            piece.kind,
            piece.text,
        )
        for index, piece in enumerate(raw.passages)
    ]
    return page, passages
