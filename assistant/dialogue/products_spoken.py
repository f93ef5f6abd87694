"""Products by what sets one apart: "the pet one", "the Swift", "the frying pan …, the 28 one".

These are read for the parameters of an action only, like the channels of `spoken.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dialogue.products import product_name, products_called
from assistant.dialogue.readings import Reading
from assistant.dialogue.vocabulary import Vocabulary, words_of

_THE_ONE = re.compile(
    r"\b(?:the|that|its|for)\s+(?P<word>[\w-]+)(?:\s+(?:one|version|model|edition|sort))(?:'s)?\b"
    r"|\b(?:the|on the|in the)\s+(?P<number>\d{1,2})(?:\s*cm)?\b(?=\s*(?:[,.;:?!]|$|one\b|page\b))"
)
_NAME = re.compile(r"(?<=[a-z,] )(?:the |our |my |a )?(?-i:(?P<name>[A-Z][a-z]{3,}))\b")


def product_meant(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return the product named: its title, or the words that mean several and none tells apart."""
    said = product_name(reading.first("product"), vocabulary)
    if said is None:
        # A name that is an everyday word, too, is one where it is written as one.
        return next(_alone(reading, vocabulary), None)
    if len(products_called(said, vocabulary)) > 1:
        for word in _apart(reading):
            if (one := one_product(f"{said} {word}", vocabulary)) is not None:
                return one
    return said


def one_product(words: str, vocabulary: Vocabulary) -> str | None:
    """Return the title of the product of which alone all words are said; None: of none or several."""
    ids = products_called(words, vocabulary)
    return product_name(next(iter(ids)), vocabulary) if len(ids) == 1 else None


def apart_from(product: str, reading: Reading, vocabulary: Vocabulary) -> str | None:
    """Return the product that "the pet one" means after another, or after words that mean several."""
    for word in _apart(reading):
        if (one := one_product(f"{product} {word}", vocabulary)) is not None and one != product:
            return one
    return None


def _apart(reading: Reading) -> Iterator[str]:
    for match in _THE_ONE.finditer(reading.lower):
        yield match["word"] or match["number"]


def _alone(reading: Reading, vocabulary: Vocabulary) -> Iterator[str]:
    words = [match["word"] for match in _THE_ONE.finditer(reading.lower) if match["word"]]
    taken = [(each.start, each.end) for each in reading.mentions]
    words += [
        match["name"].lower()
        for match in _NAME.finditer(reading.text)
        if not any(start <= match.start("name") < end for start, end in taken)
    ]
    for word in words:
        held = [each.title for each in vocabulary.products if word in words_of(each.title)]
        if len(held) == 1:
            yield held[0]
