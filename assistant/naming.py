"""From what people call a thing to its id: products, stages, contacts, gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from corpora.errors import UnknownName
from corpora.records import Gap, Product, Stage

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

Thing = TypeVar("Thing")

_GOOD_ENOUGH = 70.0
_CLEARLY_BETTER = 8.0
_SHOWN = 4
_WHOLE_NAME = 0.95
_SLIP = 75.0
_TELLING = 3
_EMPTY = frozenset(("a", "an", "and", "for", "of", "or", "the", "with"))


def resolve_product(name: str, products: Sequence[Product]) -> Product:
    """Return the one product that `name` means: by id, number, title, alias or short form.

    Raises:
        UnknownName: None does, or several do; the message lists the nearest.
    """
    return _resolve(
        "product",
        name,
        {product.id: _names(product) for product in products},
        {product.id: product for product in products},
        _titles(products),
    )


def resolve_products(name: str, products: Sequence[Product]) -> list[Product]:
    """Return the products that `name` means: one, or all of a kind ("kettle", "Ember").

    A name that is the noun of several titles, or a word of theirs, means all of them.

    Raises:
        UnknownName: It means none; the message lists the nearest.
    """
    try:
        return [resolve_product(name, products)]
    except UnknownName:
        if group := products_with(name, products):
            return group
        raise


def products_with(name: str, products: Sequence[Product]) -> list[Product]:
    """Return the products whose names hold every word of `name`, whole; "kettles" is "kettle"."""
    wanted = {_one(word) for word in _words(name)}
    if not wanted:
        return []
    return [
        product
        for product in products
        if wanted <= {_one(word) for each in _names(product) for word in _words(each)}
    ]


def gaps_with(name: str, gaps: Sequence[Gap]) -> list[Gap]:
    """Return the gaps whose topics hold every word of `name`, whole."""
    wanted = {_one(word) for word in _words(name)}
    return [gap for gap in gaps if wanted <= {_one(word) for word in _words(gap.topic)}]


def _one(word: str) -> str:
    return word[:-1] if len(word) > _TELLING and word.endswith("s") and word[-2] != "s" else word


def resolve_stage(name: str, stages: Sequence[Stage]) -> Stage:
    """Return the one stage that `name` means: by id, name or alias.

    Raises:
        UnknownName: None does, or several do; the message lists the nearest.
    """
    names = {stage.id: (stage.id, stage.name, *stage.aliases) for stage in stages}
    return _resolve("stage", name, names, {stage.id: stage for stage in stages})


def resolve_gap(name: str, gaps: Sequence[Gap]) -> Gap:
    """Return the one gap that `name` means: by id, the beginning of its id, or its topic.

    Raises:
        UnknownName: None does, or several do; the message lists the nearest.
    """
    if name.startswith("g-"):
        return _begun(name, gaps)
    names = {gap.id: (gap.id, gap.topic) for gap in gaps}
    return _resolve("gap", name, names, {gap.id: gap for gap in gaps})


def resolve_contact(name: str, db: Connection) -> str:
    """Return the id of the one contact whose id begins with `name`, or whose source id it is.

    Raises:
        UnknownName: None does, or several do.
    """
    from corpora.store.contacts import find_by_prefix

    found = find_by_prefix(db, name, limit=_SHOWN)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownName(
            f"no contact {name!r}", remedy="`frontstage ask find_contacts` lists their ids"
        )
    raise UnknownName(f"{name!r} could be {', '.join(found)}", remedy="type more of the id")


def _begun(name: str, gaps: Sequence[Gap]) -> Gap:
    begun = [gap for gap in gaps if gap.id.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    if not begun:
        raise UnknownName(f"no gap {name!r}", remedy="`frontstage ask show_gaps` lists their ids")
    shown = ", ".join(gap.id for gap in begun[:_SHOWN])
    raise UnknownName(f"{name!r} could be {shown}", remedy="type more of the id")


def _names(product: Product) -> tuple[str, ...]:
    numbers = (product.id, product.sku, product.gtin, product.mpn)
    return tuple(name for name in (*numbers, product.title, *product.aliases) if name)


def _titles(products: Sequence[Product]) -> dict[str, str]:
    """Return what each product is called to people; of several with one title, what tells them."""
    often = Counter(product.title for product in products)
    return {
        each.id: each.title if often[each.title] == 1 else f"{each.title} ({each.sku or each.id})"
        for each in products
    }


def _resolve(
    what: str,
    name: str,
    names: Mapping[str, Sequence[str]],
    things: Mapping[str, Thing],
    titles: Mapping[str, str] | None = None,
) -> Thing:
    wanted = name.strip().casefold()
    exact = [key for key, known in names.items() if wanted in {each.casefold() for each in known}]
    if len(exact) == 1:
        return things[exact[0]]
    scores = {key: max(_likeness(name, each) for each in known) for key, known in names.items()}
    close = sorted((score for score in scores.values() if score >= _GOOD_ENOUGH), reverse=True)
    if close and (len(close) == 1 or close[0] - close[1] >= _CLEARLY_BETTER):
        return things[max(scores, key=lambda key: scores[key])]
    titles = titles or {key: known[-1] for key, known in names.items()}
    if len(exact) > 1:
        often = Counter(titles[key] for key in exact)
        told = sorted(titles[k] if often[titles[k]] == 1 else f"{titles[k]} ({k})" for k in exact)
        remedy = f"name one of {', '.join(told[:_SHOWN])}"
        raise UnknownName(f"{len(exact)} {what}s are called {name!r}", remedy=remedy)
    near = ", ".join(titles[key] for key in _nearest(name, names, scores))
    if close:
        raise UnknownName(f"{name!r} could be several {what}s", remedy=f"did you mean {near}?")
    remedy = f"nearest: {near}" if near else f"there are no {what}s yet"
    raise UnknownName(f"no {what} called {name!r}", remedy=remedy)


def _nearest(
    name: str, names: Mapping[str, Sequence[str]], scores: Mapping[str, float]
) -> list[str]:
    from rapidfuzz import fuzz, utils

    def far(key: str) -> tuple[float, float]:
        alike = max(fuzz.WRatio(name, k, processor=utils.default_process) for k in names[key])
        return -scores[key], -alike

    return sorted(names, key=far)[:_SHOWN]


def _likeness(asked: str, known: str) -> float:
    """Return 0 to 100: how many words of either the other one holds, slips of the pen forgiven.

    Letters alone do not count: "pay" is in "page says" by its letters, and means something else.
    """
    said, held = _words(asked), _words(known)
    if not said or not held:
        return 0.0
    return max(_held(said, held), _WHOLE_NAME * _held(held, said))


def _held(words: Sequence[str], among: Sequence[str]) -> float:
    return sum(max(_alike(word, each) for each in among) for word in words) / len(words)


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[str, ...]:
    words = re.findall(r"\w+", text.casefold())
    return tuple(word for word in words if word not in _EMPTY) or tuple(words)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    if one == other:
        return 100.0
    short, long = sorted((one, other), key=len)
    if len(one) >= _TELLING and other.startswith(one):
        return 90.0
    if not one.isalpha() or not other.isalpha():
        return 0.0
    if len(short) > _TELLING and short in long:
        return 85.0
    score = float(ratio(one, other))
    return score if score >= _SLIP else 0.0
