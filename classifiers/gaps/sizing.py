"""How many customers a gap, a page or a filter leaves without an answer: one formula for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifiers.intervals import count_interval
from corpora.records import GapKind, Need


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """How many customers some needs stand for.

    Attributes:
        customers: Distinct customers who asked.
        contacts: Distinct contacts that they asked in.
        expected: How many of the customers were left without an answer, in expectation.
        low: Lower end of the 95 % interval of `expected`.
        high: Its upper end. One misjudged page errs for all of its customers at once, so this
            end takes the page's side as given and only asks who wanted a fact about the product.
    """

    customers: int
    contacts: int
    expected: float
    low: float
    high: float


def asked_chance(need: Need) -> float:
    """Return how likely a need asks for a fact about its product at all, 0 to 1."""
    return min(max(need.kind_probability * need.link_probability, 0.0), 1.0)


def open_chance(need: Need, kind: GapKind | None) -> float:
    """Return how likely a need of a gap of this kind was left without an answer, 0 to 1.

    What a page says unclearly or wrongly leaves the question open, whether it says it or not.
    """
    if kind in ("unclear", "contradicted"):
        return asked_chance(need)
    return (1.0 - (need.answer_probability or 0.0)) * asked_chance(need)


def open_chances(
    needs: Iterable[tuple[Need, GapKind | None]], customers: Mapping[str, str | None]
) -> list[float]:
    """Return how likely each customer of these needs was left without an answer, 0 to 1.

    Args:
        needs: Each with the kind of the gap that it is part of.
        customers: Contact id -> customer key; a contact without one is a customer of its own.
    """
    opened: dict[str, float] = {}
    for need, kind in needs:
        key = customers.get(need.contact_id) or need.contact_id
        opened[key] = max(opened.get(key, 0.0), open_chance(need, kind))
    return list(opened.values())


def left_open(
    needs: Iterable[tuple[Need, GapKind | None]], customers: Mapping[str, str | None]
) -> LeftOpen:
    """Return how many customers these needs stand for.

    The needs of one customer stand and fall together, so the likeliest counts.

    Args:
        needs: Each with the kind of the gap that it is part of.
        customers: Contact id -> customer key; a contact without one is a customer of its own.
    """
    opened: dict[str, float] = {}
    asked: dict[str, float] = {}
    contacts = set()
    for need, kind in needs:
        key = customers.get(need.contact_id) or need.contact_id
        opened[key] = max(opened.get(key, 0.0), open_chance(need, kind))
        asked[key] = max(asked.get(key, 0.0), asked_chance(need))
        contacts.add(need.contact_id)
    low, _ = count_interval(list(opened.values()))
    _, high = count_interval(list(asked.values()))
    return LeftOpen(len(asked), len(contacts), sum(opened.values()), low, max(high, low))
