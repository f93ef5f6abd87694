"""The products that are known so far: from what a source calls a product to its id."""

from __future__ import annotations

from collections.abc import Iterable

from corpora.ids import content_hash, mint
from corpora.language import detect_language
from corpora.readers.raw import RawPage, RawProduct
from corpora.records import Page, Passage, Product


class Catalogue:
    """Resolves SKU, GTIN, part number, title or address to product ids.

    Args:
        products: Products that the workspace knows already.
        pages: Their pages, for the addresses.
    """

    def __init__(self, products: Iterable[Product] = (), pages: Iterable[Page] = ()) -> None:
        self._by_name: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._brands: set[str] = set()
        for product in products:
            self.learn(product)
        for page in pages:
            if page.url and len(page.product_ids) == 1:
                self._by_name.setdefault(_fold(page.url), page.product_ids[0])

    def __len__(self) -> int:
        """Return how many names are known."""
        return len(self._by_name)

    def learn(self, product: Product) -> None:
        """Make a product known by all of its names; the first to claim a name keeps it."""
        numbers = [name for name in (product.sku, product.gtin, product.mpn) if name]
        for name in (product.id, *numbers, product.title, *product.aliases):
            self._by_name.setdefault(_fold(name), product.id)
        self._numbers.update(numbers)
        self._brands.update([product.brand] if product.brand else [])

    def resolve(self, references: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the products referred to, without repeats; unknown ones are left."""
        found = (self._by_name.get(_fold(reference)) for reference in references)
        return tuple(dict.fromkeys(product for product in found if product))

    @property
    def public_words(self) -> frozenset[str]:
        """Numbers and brands that a redactor must leave alone."""
        return frozenset(self._numbers | self._brands)

    def take(self, raw: RawPage) -> tuple[list[Product], Page, list[Passage]]:
        """Return the records of a page as it was read, and learn its products."""
        products = [_product(each, raw.url) for each in raw.products]
        for product in products:
            self.learn(product)
        if raw.url and len(products) == 1:
            self._by_name.setdefault(_fold(raw.url), products[0].id)
        page, passages = _page(raw, tuple(product.id for product in products))
        return products, page, passages


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


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold().rstrip("/")
