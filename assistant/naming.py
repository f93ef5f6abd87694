"""From what people call a thing to its id: products, stages, contacts, gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from corpora.errors import UnknownName
from corpora.records import Gap, Product, Stage

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

Thing = TypeVar("Thing")

_GOOD_ENOUGH = 70.0
_CLEARLY_BETTER = 8.0
_SHOWN = 4


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
    )


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


def _resolve(
    what: str, name: str, names: Mapping[str, Sequence[str]], things: Mapping[str, Thing]
) -> Thing:
    from rapidfuzz import fuzz, process, utils

    wanted = name.strip().casefold()
    exact = [key for key, known in names.items() if wanted in {each.casefold() for each in known}]
    if len(exact) == 1:
        return things[exact[0]]
    choices = [(key, each) for key, known in names.items() for each in known]
    scored = process.extract(
        name,
        [each for _, each in choices],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=None,
    )
    best: dict[str, float] = {}
    for _, score, place in scored:
        key = choices[place][0]
        best[key] = max(best.get(key, 0.0), score)
    ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
    close = [key for key, score in ranked if score >= _GOOD_ENOUGH]
    if close and (len(close) == 1 or ranked[0][1] - ranked[1][1] >= _CLEARLY_BETTER):
        return things[close[0]]
    near = ", ".join(names[key][-1] for key, _ in ranked[:_SHOWN])
    if close:
        raise UnknownName(f"{name!r} could be several {what}s", remedy=f"did you mean {near}?")
    remedy = f"nearest: {near}" if near else f"there are no {what}s yet"
    raise UnknownName(f"no {what} called {name!r}", remedy=remedy)
