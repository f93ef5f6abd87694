"""Where texts name products: addresses, numbers, aliases, and the words of titles.

A title is a name ("Ember"), a thing ("frying pan") and particulars ("28 cm", "with lid"). Names
and things may tell what a text is about, particulars only which of several it is. A word is a
name where the company's own pages always write it with a capital.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from urllib.parse import urlsplit

from classifiers.text import GENERIC_STEMS, STOP_WORDS, pieces, stem, title_front, words
from corpora.records import Page, Product

MentionKind = Literal["url", "number", "alias", "word", "page"]

_URL = re.compile(r"(?:https?://|www\.|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/)[^\s<>\"')\]]+", re.IGNORECASE)
_ALNUM = re.compile(r"[^\W_]+")
_UNITS = frozenset("cm mm m l ml kg g w kw v mah inch in oz lb pack piec set tier cup slic".split())
_SHORTEST_NUMBER = 3
_SHORTEST_MODEL = 4
_NOTHING = ""
LOWER_SHARE = 0.1
"""A word that pages write without a capital more often than this is no name."""
SEEN = 3
"""From so many contacts whose product is known a word's own record decides whether it tells."""
RELIABLE = 0.5
"""... and it tells where the product was meant in at least this share of them."""

LARGEST_FAMILY = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text may name a product.

    Attributes:
        turn_index: In which turn.
        start: First character in it.
        kind: What was found.
        key: The address, joined number, alias or stem.
        by_customer: Whether the customer says it.
    """

    turn_index: int
    start: int
    kind: MentionKind
    key: str
    by_customer: bool = True


class Vocabulary:
    """All by which the products of a catalogue can be called.

    Args:
        products: The catalogue.
        pages: Their pages, for addresses.
        prose: Texts of the pages, which show what is a name.
        own: Product id -> all that its own pages say.
    """

    def __init__(
        self,
        products: Iterable[Product],
        pages: Sequence[Page] = (),
        prose: Iterable[str] = (),
        own: Mapping[str, str] | None = None,
    ) -> None:
        self.urls: dict[str, tuple[str, ...]] = {
            _address(page.url): page.product_ids for page in pages if page.url and page.product_ids
        }
        self.numbers: dict[str, set[str]] = defaultdict(set)
        self.aliases: dict[str, set[str]] = defaultdict(set)
        self.having: dict[str, set[str]] = defaultdict(set)
        self.core: dict[str, frozenset[str]] = {}
        self.heads: dict[str, str] = {}
        self._beginnings: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._telling: dict[str, str] = {}
        brands: set[str] = set()
        self.products: set[str] = set()
        self.unpaged: dict[str, frozenset[str]] = {}
        with_page = {product_id for page in pages for product_id in page.product_ids}
        for product in products:
            self.products.add(product.id)
            if product.origin == "contacts" and product.id not in with_page:
                # Contacts call it so in a field; the words may be those of a kind or a range.
                self.unpaged[product.id] = frozenset(_stems(product.title))
                continue
            self._add(product)
            brands |= set(_stems(product.brand or ""))
        total = len(self.products) - len(self.unpaged)
        self.weights = {word: math.log(1 + total / len(ids)) for word, ids in self.having.items()}
        heads = set(self.heads.values())
        core = {word for own in self.core.values() for word in own}
        self.names = _names(core - brands - heads, prose)
        self.brands = brands
        self.told = _told_once(own or {}, self.having.keys())
        self.unsure: set[str] = set()
        self._fronts = {number[:n] for number in self.numbers for n in range(1, len(number) + 1)}

    def _add(self, product: Product) -> None:
        for number in (product.sku, product.gtin, product.mpn):
            if number and len(_joined(number)) >= _SHORTEST_NUMBER:
                self.numbers[_joined(number)].add(product.id)
        for word in words(product.title):
            joined = _joined(word)
            mixed = any(c.isdigit() for c in joined) and not joined.isdigit()
            if len(joined) >= _SHORTEST_MODEL and mixed and not _measured(joined):
                self.numbers[joined].add(product.id)
        for alias in product.aliases:
            if key := tuple(pieces(alias)):
                self.aliases[" ".join(key)].add(product.id)
                self._beginnings[key[0]].append(key)
        front = title_front(product.title)
        core = [s for s in _stems(front) if not any(c.isdigit() for c in s) and s not in _UNITS]
        self.core[product.id] = frozenset(core)
        if core:
            self.heads[product.id] = core[-1]
        for word in {*_stems(product.title), *_stems(product.brand or "")}:
            self.having[word].add(product.id)
        for pair in pairwise(pieces(product.title)):
            if _is_version(*pair):
                self.having[f"{stem(pair[0])} {pair[1]}"].add(product.id)

    def find(self, turn_index: int, text: str, *, by_customer: bool = True) -> list[Mention]:
        """Return the mentions of a turn, in order."""
        found: list[Mention] = []

        def add(start: int, kind: MentionKind, key: str) -> None:
            found.append(Mention(turn_index, start, kind, key, by_customer))

        for start, address in self._addresses(text):
            add(start, "url", address)
        tokens = [(match.start(), match.group()) for match in _ALNUM.finditer(text.lower())]
        for i, (start, token) in enumerate(tokens):
            if (stemmed := self._stem_of(token)) == _NOTHING:
                continue
            if stemmed in self.told:
                add(start, "page", stemmed)
            if stemmed in self.having and token not in STOP_WORDS:
                add(start, "word", stemmed)
                after = tokens[i + 1][1] if i + 1 < len(tokens) else ""
                if f"{stemmed} {after}" in self.having:
                    add(start, "word", f"{stemmed} {after}")
            for joined in _joins([token for _, token in tokens[i : i + 3]]):
                if joined in self.numbers:
                    add(start, "number", joined)
            for alias in self._beginnings.get(token, ()):
                if tuple(t for _, t in tokens[i : i + len(alias)]) == alias:
                    add(start, "alias", " ".join(alias))
        return found

    def _addresses(self, text: str) -> Iterator[tuple[int, str]]:
        for match in _URL.finditer(text if "/" in text or "www." in text.lower() else ""):
            if (address := _address(match.group())) in self.urls:
                yield match.start(), address

    def _stem_of(self, token: str) -> str:
        """Return a word's stem where it may begin a mention, else `_NOTHING`."""
        known = self._telling.get(token)
        if known is None:
            stemmed = stem(token)
            tells = (
                stemmed in self.having
                or stemmed in self.told
                or token in self._beginnings
                or token in self._fronts
            )
            known = self._telling[token] = stemmed if tells else _NOTHING
        return known

    def learn(self, contacts: Iterable[tuple[Sequence[Mention], Sequence[str]]]) -> None:
        """Learn from contacts whose product is known which title words tell a product.

        Args:
            contacts: Mentions, and the products that the source names.
        """
        said: Counter[str] = Counter()
        meant: Counter[str] = Counter()
        for mentions, known in contacts:
            for word in {m.key for m in mentions if m.kind == "word"} if known else ():
                said[word] += 1
                meant[word] += bool(self.having[word] & set(known))
        self.unsure = {w for w, n in said.items() if n >= SEEN and meant[w] < RELIABLE * n}

    def families(self, declared: Mapping[str, str | None]) -> dict[str, str]:
        """Return the family of each product that has one: as declared, else by a shared name.

        A name that more than `LARGEST_FAMILY` products bear is a brand, not a family.
        """
        named = {i: f"family {family}" for i, family in declared.items() if family}
        for word in sorted(self.names, key=lambda w: (-len(self.having[w]), w)):
            members = [i for i in self.having[word] if i not in named and word in self.core[i]]
            if 2 <= len(members) <= LARGEST_FAMILY:
                named |= dict.fromkeys(members, word)
        return named

    def founds(self, product_id: str, matched: set[str]) -> bool:
        """Tell whether these words of its title can mean a product, and not something else."""
        telling = {w for w in matched & self.core[product_id] if w not in self.brands}
        sure = telling - self.unsure
        if sure & self.names or self.heads.get(product_id) in sure:
            return True
        return len(telling) >= 2


def _told_once(own: Mapping[str, str], title_words: Collection[str]) -> dict[str, str]:
    """Return the words that stand on one product's pages only, with that product."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for product_id, text in own.items():
        for word in set(_stems(text)) - GENERIC_STEMS - set(title_words):
            if found.setdefault(word, product_id) != product_id:
                twice.add(word)
    return {word: product_id for word, product_id in found.items() if word not in twice}


def _names(candidates: set[str], prose: Iterable[str]) -> set[str]:
    """Return the stems that texts do not write in lower case within a sentence."""
    lower: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for text in prose:
        # After a word in lower case: within a title every word has its capital.
        for before, said in pairwise(_ALNUM.findall(text)):
            word = stem(said.lower())
            if word in candidates and before.islower():
                seen[word] += 1
                lower[word] += said[0].islower()
    return {w for w in candidates if lower[w] <= LOWER_SHARE * seen[w]}


def _joins(tokens: Sequence[str]) -> list[str]:
    """Return the first word alone and joined with its neighbours: "wh-1000" is "WH 1000"."""
    return ["".join(tokens[:n]) for n in range(1, len(tokens) + 1)]


def _is_version(word: str, after: str) -> bool:
    """Tell whether a title's pair of words is like "Zephyr 4": alone the number says nothing."""
    return word.isalpha() and after.isdigit()


def _measured(word: str) -> bool:
    """Tell "24cm" and "10cup" from a model's number."""
    return bool(re.fullmatch(r"\d+[a-z]+", word)) and word.lstrip("0123456789") in _UNITS


def _stems(text: str) -> list[str]:
    return [stem(word) for word in pieces(text) if len(word) > 1 and word not in STOP_WORDS]


def _joined(number: str) -> str:
    return "".join(pieces(number))


def _address(url: str) -> str:
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/.,;:!?').removesuffix('.html')}".lower()
