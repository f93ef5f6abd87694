"""Products in an utterance: "the kettle", "Ember pans", "that Pressa thing", slips forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.dialogue.vocabulary import folded, head_of, singular, words_of

if TYPE_CHECKING:
    from assistant.dialogue.vocabulary import Vocabulary

_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")
_NUMBERS = {"two": "2", "three": "3", "four": "4", "six": "6", "ten": "10"}
_KINDS = {"vac": "vacuum", "vacs": "vacuum", "hoover": "vacuum", "hoovers": "vacuum"}
_THIS_ONE = re.compile(
    r"\bthe (?:(small|smaller|smallest|little)|(big|bigger|biggest|large|larger|largest)|(?:plain|basic|normal|ordinary|standard|regular))(?: one\b|\s*[.,?!]|$)"
)
_NOT_THIS = re.compile(r"\b(?:not|isn't) the (\w+)(?: one)?\b")
_UNITS = {"centimetre": "cm", "centimetres": "cm", "centimeter": "cm", "litre": "l", "litres": "l"}
_BETWEEN = frozenset(("and", "of", "the", "with", "&", "-"))
_COMMON = frozenset(
    """a an and at best big cast cordless cup digital double dual extra fit fix for from gas glass
    go hand heated home in is it kit large lid light mini new of off on one or pack pet plus point
    page pages pressure set six small standard stick storage swift system temp the to two up use
    using washed water with xl call calls contact contacts customer customers journey stage gap gaps
    steam filter black white red blue green gold pro max""".split()
)
"""Words of titles that do not tell a product by themselves."""
_MODELS = frozenset(("dual", "double", "mini", "pro", "max", "plus", "digital", "cordless", "xl"))
"""Those of them that do beside a number."""
_SIZED = re.compile(
    r"\b(?:(small|smaller|smallest|little)|(big|bigger|biggest|large|larger|largest)|(?:plain|basic|normal|ordinary|simple))\s+$"
)
_LONG = 5
_SLIP = 84.0


def find_products(
    lower: str, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, frozenset[str], str]]:
    """Yield start, end, the ids that fit all words of a span, and these words as a title has them.

    A span is taken where it names what a product is ("kettle") or a word of its own ("Pressa").
    """
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(folded(lower))]
    words = [
        (start, end, _meant(word, words[at + 1][2] if at + 1 < len(words) else "", vocabulary))
        for at, (start, end, word) in enumerate(words)
    ]
    known = [_known(word, vocabulary) for _, _, word in words]
    index = 0
    while index < len(words):
        if known[index] is None:
            index += 1
            continue
        last, ids, said = _longest(known, index, vocabulary, [w for _, _, w in words])
        whole = _whole_name(said, ids, words[index : last + 1], vocabulary) or (
            _numbered(said, ids, words[index : last + 1])
        )
        if (whole or _tells(said, vocabulary)) and lower[words[index][0] :][:6] != "bin it":
            ids = _of_this_kind(ids, said, vocabulary)
            start, ids = _of_this_size(ids, words[index][0], lower, vocabulary)
            yield start, words[last][1], ids, " ".join(said)
            index = last + 1
        else:
            index += 1


def _meant(word: str, following: str, vocabulary: Vocabulary) -> str:
    """Return the word of a title for one that is said instead: "four" of "four-slice", "vac"."""
    if word in _NUMBERS and following in ("slice", "cup", "tier"):
        return _NUMBERS[word]
    kind = _KINDS.get(word)
    return kind if kind in vocabulary.product_words else _UNITS.get(word, word)  # type: ignore[return-value]


def narrowed(ids: frozenset[str], lower: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return which of several products is meant by what is said beside: "the plain one, not the pet"."""
    if found := _NOT_THIS.search(lower):
        kept = {each for each in ids if found[1] not in words_of(_title(each, vocabulary))}
        ids = frozenset(kept) or ids
    found = _THIS_ONE.search(lower)
    if found is None or len(ids) < 2:
        return ids
    # The plain one has the shortest name.
    measure = _size if found[1] or found[2] else lambda title: float(len(words_of(title)))
    sizes = {each: measure(_title(each, vocabulary)) for each in ids}
    wanted = (max if found[2] else min)(sizes.values())
    meant = frozenset(each for each, size in sizes.items() if size == wanted)
    return meant if len(meant) == 1 and wanted else ids


def _title(product_id: str, vocabulary: Vocabulary) -> str:
    product = vocabulary.product(product_id)
    return product.title if product else ""


def _longest(
    known: list[str | None], first: int, vocabulary: Vocabulary, words: list[str]
) -> tuple[int, frozenset[str], list[str]]:
    """Return the last word of the span that begins at `first`, its products, and its words."""
    start = known[first]
    ids = vocabulary.product_words[start] if start else frozenset()
    said, last, index = [start or ""], first, first + 1
    while index < len(words):
        word = known[index]
        fitting = ids & vocabulary.product_words[word] if word else frozenset()
        if word and fitting:
            ids, last = fitting, index
            said.append(word)
        elif words[index] not in _BETWEEN or index > last + 1:
            break
        index += 1
    return last, ids, said


def _of_this_kind(ids: frozenset[str], said: list[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the products that are what was said: an iron is no cast iron casserole."""
    own = {
        each
        for each in ids
        if (product := vocabulary.product(each)) and head_of(product.title) == said[-1]
    }
    return frozenset(own) or ids


def _of_this_size(
    ids: frozenset[str], start: int, lower: str, vocabulary: Vocabulary
) -> tuple[int, frozenset[str]]:
    """Return the one product that "the small …" means, and where that begins; else all."""
    found = _SIZED.search(lower[:start])
    if found is None or len(ids) < 2:
        return start, ids
    titles = {each: product.title for each in ids if (product := vocabulary.product(each))}
    # The plain one has the shortest name.
    measure = _size if found[1] or found[2] else lambda title: float(len(words_of(title)))
    sizes = {each: measure(title) for each, title in titles.items()}
    wanted = (max if found[2] else min)(sizes.values())
    meant = frozenset(each for each, size in sizes.items() if size == wanted)
    if len(meant) > 1 or 0.0 in sizes.values():
        return start, ids
    return found.start(), meant


def _tells(said: list[str], vocabulary: Vocabulary) -> bool:
    """Whether some words tell a product: a noun of what it is, or a name, and not by chance."""
    if any(word in vocabulary.heads and word not in _COMMON for word in said):
        return True
    own = [word for word in said if word not in _COMMON and not word[0].isdigit()]
    # "Where do we stand" names no stand mixer.
    return any(word not in _everyday() for word in own) or len(own) > 1


def _whole_name(
    said: list[str],
    ids: frozenset[str],
    words: list[tuple[int, int, str]],
    vocabulary: Vocabulary,
) -> bool:
    """Whether common words side by side are one product's name: "the storage set"."""
    plain = [word for word in said if not word[0].isdigit()]
    beside = all(later[0] - earlier[1] == 1 for earlier, later in pairwise(words))
    return len(ids) == 1 and len(plain) > 1 and said[-1] in vocabulary.heads and beside


def _numbered(said: list[str], ids: frozenset[str], words: list[tuple[int, int, str]]) -> bool:
    """Whether a word and a number side by side are one product's: "the Dual 8"."""
    return (
        len(ids) == 1
        and len(said) == 2
        and said[0] in _MODELS
        and said[1][0].isdigit()
        and words[-1][0] - words[0][1] == 1
    )


def _known(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the word of a title that is meant, or None."""
    plain = singular(word)
    index = vocabulary.product_words
    for each in (plain, word):
        if each in index:
            return each
    if len(plain) < _LONG or not plain.isalpha() or plain in _everyday():
        return None
    return _slip(plain, tuple(sorted(index)))


@lru_cache(maxsize=10_000)
def _slip(word: str, known: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    candidates = [each for each in known if len(each) >= _LONG and each[0] == word[0]]
    best = process.extractOne(word, candidates, scorer=fuzz.ratio, score_cutoff=_SLIP)
    return best[0] if best else None


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """Words of the example utterances: written as they are meant, so never slips of others."""
    from assistant.dialogue.intents import example_words

    return frozenset(singular(word) for word in example_words())


def sibling(title: str, lower: str, vocabulary: Vocabulary) -> str | None:
    """Return the one other product that shares most of a title and is "the smaller one"."""
    own = set(words_of(title))
    near = sorted(
        (
            (-len(own & set(words_of(each.title))), _size(each.title), each.title)
            for each in vocabulary.products
            if each.title != title and head_of(each.title) == head_of(title)
        ),
    )
    if not near:
        return None
    wanted = re.search(r"\b(?:(smaller|small|little)|(bigger|big|larger|large))\b", lower)
    own_size = _size(title)
    for _, size, name in near:
        if wanted is None or (wanted[1] and size < own_size) or (wanted[2] and size > own_size):
            return name
    return near[0][2]


def called_apart(title: str, lower: str, vocabulary: Vocabulary) -> str | None:
    """Return the product like this one whose own word is said: "the pet one", "the dual one"."""
    said = set(words_of(lower))
    own = set(words_of(title))
    found = [
        each.title
        for each in vocabulary.products
        if head_of(each.title) == head_of(title) and said & (set(words_of(each.title)) - own)
    ]
    return found[0] if len(found) == 1 else None


def _size(title: str) -> float:
    numbers = re.findall(r"\d+(?:\.\d+)?", title)
    return float(numbers[0]) if numbers else 0.0


def products_called(name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of the products that a name means: one, or all that fit all its words."""
    exact = [each.id for each in vocabulary.products if name.casefold() == each.title.casefold()]
    if exact:
        return frozenset(exact)
    spans = list(find_products(name.lower(), vocabulary))
    return spans[0][2] if spans else frozenset()


def product_name(value: str | None, vocabulary: Vocabulary) -> str | None:
    """Return a product's title for its id, or the words that mean several."""
    product = vocabulary.product(value) if value else None
    return product.title if product else value
