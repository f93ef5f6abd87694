"""Which words of a customer and of a page speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "er")
_SHORTEST = 3
_STEM = 3
_EMPTY = frozenset(
    """
    about after again all also and any anything are because been before being but can cannot come
    could did does doing don done each else even every for from get gets getting give going got
    had has have her here hers him his how however into its just know let like look made make many
    may maybe mean might more most much must need needs not now off one only other our out over
    page please put really right said same say says see seen she should show site some something
    still such sure take takes tell than thank thanks that the their them then there these they
    thing things think this those though through time too two under until upon use used using very
    want wanted was way website well were what when where whether which while who why will with
    without won would yes yet you your yours
    """.split()
)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of the telling words of some texts: no short words, no small talk."""
    return frozenset(
        _stem(word) for text in texts for word in _WORD.findall(text) if _telling(word)
    )


def places(text: str, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Return where the words with these stems stand, as start and end in characters."""
    return [
        found.span()
        for found in _WORD.finditer(text)
        if _telling(found[0]) and _stem(found[0]) in wanted
    ]


def shared(quotes: Sequence[str], topic: str, passage: str) -> frozenset[str]:
    """Return the stems of the words concerned: the topic's, and those that both sides say.

    Args:
        quotes: Words of customers.
        topic: What their need is called.
        passage: The passage of the page that comes nearest.
    """
    said = stems(quotes)
    return (said & stems([passage])) | (stems([topic]) & said)


def _telling(word: str) -> bool:
    low = word.casefold()
    return low not in _EMPTY and (len(low) >= _SHORTEST or any(map(str.isdigit, low)))


def _stem(word: str) -> str:
    low = word.casefold().partition("'")[0].partition("’")[0]
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _STEM:
            low = low[: -len(ending)]
            break
    return low.rstrip("e") if len(low) > _STEM else low
