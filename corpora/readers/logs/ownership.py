"""Tells whose journey an event belongs to that names several objects at once."""

from __future__ import annotations

from collections.abc import Iterable

_OWNERS = (
    "customers", "customer", "orders", "order", "cases", "case", "tickets", "ticket",
)  # fmt: skip


def rank(kind: str) -> int:
    """Return how much a kind of object looks like the owner of a journey; 0 most."""
    kind = kind.strip().lower()
    return _OWNERS.index(kind) if kind in _OWNERS else len(_OWNERS)


class Ownership:
    """Remembers which object every other was first seen with.

    An item belongs to the order that it was first seen in, a package to the first order of its
    items; events of the item or package alone then belong to that order, too.
    """

    def __init__(self) -> None:
        self._linked: dict[str, str] = {}

    def owner(self, objects: Iterable[tuple[str, str]]) -> str | None:
        """Return the owner of an event with these objects, each a kind and a name."""
        named = [f"{kind.lower()}:{name}" for kind, name in sorted(objects, key=_order)]
        if not named:
            return None
        owner = next((self._linked[name] for name in named if name in self._linked), named[0])
        for name in named:
            self._linked.setdefault(name, owner)
        return owner


def _order(item: tuple[str, str]) -> int:
    return rank(item[0])
