"""Which product a need is about: what the source says, else what the customer's words name."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from classifiers.text import STOP_WORDS, pieces, stem, words
from corpora.records import Page, Product

_URL = re.compile(r"(?:https?://|www\.|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/)[^\s<>\"')\]]+", re.IGNORECASE)
MOST = 5
"""More candidates than this are no ambiguity but `unknown`."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a need is about.

    Attributes:
        product_ids: The likeliest first; several: ambiguous; empty: unknown.
        probability: That the first is right, 0 to 1.
        how: `source`, `url`, `number`, `alias`, `title`, or `unknown`.
    """

    product_ids: tuple[str, ...] = ()
    probability: float = 0.0
    how: str = "unknown"


class ProductLinker:
    """Links texts to products.

    Args:
        products: All that the workspace knows.
        pages: Their pages, for addresses.
    """

    def __init__(self, products: Iterable[Product], pages: Iterable[Page] = ()) -> None:
        self._products = {product.id: product for product in products}
        self._urls: dict[str, tuple[str, ...]] = {}
        for page in pages:
            if page.url and page.product_ids:
                self._urls[_address(page.url)] = page.product_ids
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._aliases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._titles: dict[str, frozenset[str]] = {}
        self._having: dict[str, set[str]] = defaultdict(set)
        for product in self._products.values():
            self._add(product)
        total = len(self._products)
        self._weight = {word: math.log(1 + total / len(ids)) for word, ids in self._having.items()}

    def _add(self, product: Product) -> None:
        for number in (product.sku, product.gtin, product.mpn):
            if number and len(_joined(number)) >= 3:
                self._numbers[_joined(number)].add(product.id)
        for word in words(product.title):
            joined = _joined(word)
            if len(joined) >= 4 and any(c.isdigit() for c in joined) and not joined.isdigit():
                self._numbers[joined].add(product.id)
        for alias in product.aliases:
            if key := tuple(pieces(alias)):
                self._aliases[key].add(product.id)
        title = frozenset(_title_stems(f"{product.title} {product.brand or ''}"))
        self._titles[product.id] = title
        for word in title:
            self._having[word].add(product.id)

    def link(self, text: str, *, context: str = "", known: Sequence[str] = ()) -> Link:
        """Say what `text` is about.

        Args:
            text: The need's words.
            context: What else the customer said in the contact.
            known: Product ids that the source itself names.
        """
        sourced = [product_id for product_id in known if product_id in self._products]
        if len(sourced) == 1:
            return Link((sourced[0],), 0.98, "source")
        allowed = set(sourced) if sourced else None
        for scope, trust in ((text, 1.0), (f"{text}\n{context}", 0.9)):
            for finder in (self._by_url, self._by_number, self._by_alias, self._by_title):
                link = finder(scope, allowed)
                if link.product_ids:
                    return Link(link.product_ids, round(link.probability * trust, 4), link.how)
        if sourced and len(sourced) <= MOST:
            return Link(tuple(sourced), round(1 / len(sourced), 4), "source")
        return Link()

    def _by_url(self, text: str, allowed: set[str] | None) -> Link:
        for match in _URL.finditer(text):
            ids = self._urls.get(_address(match.group()), ())
            if kept := [i for i in ids if allowed is None or i in allowed]:
                return _shared(kept, 0.97, "url")
        return Link()

    def _by_number(self, text: str, allowed: set[str] | None) -> Link:
        found: Counter[str] = Counter()
        spoken = [_joined(word) for word in words(text)]
        # "WH 1000" and "wh-1000" are one number: neighbours are tried joined as well.
        for token in {*spoken, *(a + b for a, b in pairwise(spoken))}:
            if token in self._numbers:
                found.update(self._numbers[token])
        kept = {i: n for i, n in found.items() if allowed is None or i in allowed}
        if not kept:
            return Link()
        most = max(kept.values())
        return _shared(sorted(i for i, n in kept.items() if n == most), 0.95, "number")

    def _by_alias(self, text: str, allowed: set[str] | None) -> Link:
        spoken = tuple(pieces(text))
        best: tuple[int, set[str]] = (0, set())
        for alias, ids in self._aliases.items():
            size = len(alias)
            if size > best[0] and any(
                spoken[i : i + size] == alias for i in range(len(spoken) - size + 1)
            ):
                best = (size, ids)
        kept = sorted(i for i in best[1] if allowed is None or i in allowed)
        return _shared(kept, 0.9, "alias") if kept else Link()

    def _by_title(self, text: str, allowed: set[str] | None) -> Link:
        spoken = set(_title_stems(text))
        scores: dict[str, float] = defaultdict(float)
        for word in spoken & self._weight.keys():
            for product_id in self._having[word]:
                if allowed is None or product_id in allowed:
                    scores[product_id] += self._weight[word]
        if not scores:
            return Link()
        best = max(scores.values())
        close = sorted(
            (i for i, s in scores.items() if s >= 0.85 * best), key=lambda i: (-scores[i], i)
        )
        if len(close) > MOST or best < self._least():
            return Link()
        # One common word of a long title is weak; two rare ones are nearly a name.
        sure = min(0.95, 0.35 + 0.6 * best / (best + self._least()))
        return _shared(close, sure, "title")

    def _least(self) -> float:
        """Return the weight of a word that about one product in eight has in its title."""
        return math.log(1 + min(8, len(self._products)))


def _shared(ids: Sequence[str], probability: float, how: str) -> Link:
    if len(ids) > MOST:
        return Link()
    return Link(tuple(ids), round(probability / len(ids), 4), how)


def _joined(number: str) -> str:
    return "".join(pieces(number))


def _title_stems(text: str) -> list[str]:
    return [stem(word) for word in pieces(text) if len(word) > 1 and word not in STOP_WORDS]


def _address(url: str) -> str:
    parts = urlsplit(url if "://" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/.,;:!?')}".lower()
