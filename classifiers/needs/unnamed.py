"""Questions without the name of the product that they are about.

Naming a product is no question about it, and its title no answer: "does the Bramley kettle work
on induction?" shares half of its words with the title, and none with a page that answers it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from classifiers.text import STOP_WORDS, stem, title_front

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_POINTING = frozenset("the this that these those my your our a an".split())
_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
_LEFT = 3
"""Fewer words than that ask nothing; then the name stays."""


def unnamed(text: str, titles: Iterable[str]) -> str:
    """Return a question in which the product's name is "it": `without_names` for a few titles."""
    return without_names(text, name_stems(titles))


def name_stems(titles: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that products are called by."""
    words = {word.lower() for title in titles for word in _WORD.findall(title_front(title))}
    return frozenset(map(stem, words)) - _STOP_STEMS


def without_names(text: str, front: Collection[str]) -> str:
    """Return a text in which products' names are "it".

    A name is two words of the front of a title in a row, or one after "the", "my" and the like:
    alone a word such as "tier" may be what is asked.

    Args:
        text: What somebody says.
        front: Of `name_stems`.
    """
    if not front:
        return text
    said = list(_WORD.finditer(text))
    out, kept, end, at = [], 0, 0, 0
    while at < len(said):
        start = at + (said[at][0].lower() in _POINTING)
        stop = start
        while stop < len(said) and stem(said[stop][0].lower()) in front:
            stop += 1
        if stop - start >= 2 or (stop > start > at):
            out += [text[end : said[at].start()], "it"]
            end, at = said[stop - 1].end(), stop
        else:
            at += 1
            kept += 1
    return "".join([*out, text[end:]]) if kept >= _LEFT else text
