"""How large a gap is: customers, contacts, rate per 1,000 orders, handling and avoidable cost.

A contact that asks several things is shared over them, each taking the same part: the costs of
all gaps never add up to more than the cost of the contacts. The avoidable part of a cost is the
part of the customers whom the page is likely to leave without an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from assistant.answers import Data
from assistant.counting.volumes import Volumes, monday
from assistant.counting.weeks import Trend, Week, trend_of
from assistant.gaps.cards import GapShelf
from classifiers.gaps.sizing import open_chance
from corpora.records import Gap, Need
from corpora.settings import Costs
from corpora.store.figures import ContactFigures


class GapSize(Data):
    """How large one gap is.

    `rate` is contacts per 1,000 `orders` in the weeks that both the contacts and the volumes
    cover; `orders_of` says whether those are the product's own (`sku`) or the whole shop's
    (`all`). `handle_s` and the costs are this gap's part of `timed` and `costed` of its
    contacts; None: not computed.
    """

    customers: int
    low: float
    high: float
    contacts: int
    rate: float | None
    orders: float
    orders_of: str | None
    handle_s: float | None
    timed: int
    cost: float | None
    avoidable: float | None
    costed: int
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Measures:
    """What sizes are computed from.

    Attributes:
        figures: Of every contact with a need, by id.
        costs: What a contact costs.
        volumes: Orders.
        weeks: The weeks of the data.
        zone: The company's timezone.
    """

    figures: Mapping[str, ContactFigures]
    costs: Costs
    volumes: Volumes
    weeks: tuple[Week, ...]
    zone: tzinfo


def cost_of(contact: ContactFigures, costs: Costs) -> float | None:
    """Return what a contact costs in the company's currency; None: no rate applies."""
    fixed = {str(channel): rate for channel, rate in costs.per_contact.items()}
    if contact.channel in fixed:
        return fixed[contact.channel]
    if costs.per_handle_hour is None or contact.handle_s is None:
        return None
    return costs.per_handle_hour * contact.handle_s / 3600


def topic_shares(needs: Mapping[str, Need]) -> dict[str, float]:
    """Return contact id -> the part of it that one topic takes.

    Each gap that a contact asks about is a topic; so is each kind of what else it asks.
    """
    topics: dict[str, set[str]] = defaultdict(set)
    for need in needs.values():
        topics[need.contact_id].add(need.gap_id or f"other:{need.kind}")
    return {contact: 1.0 / len(own) for contact, own in topics.items()}


def size_of(gap: Gap, shelf: GapShelf, shares: Mapping[str, float], data: Measures) -> GapSize:
    """Return how large a gap is."""
    blame: dict[str, float] = {}
    for need_id in gap.need_ids:
        need = shelf.needs[need_id]
        blame[need.contact_id] = max(blame.get(need.contact_id, 0.0), open_chance(need, gap.kind))
    own = [data.figures[contact] for contact in blame if contact in data.figures]
    costed = [(each, cost) for each in own if (cost := cost_of(each, data.costs)) is not None]
    timed = [(each.id, each.handle_s) for each in own if each.handle_s is not None]
    rate, orders, whose = _rate(gap, shelf, own, data)
    return GapSize(
        customers=gap.customers,
        low=gap.customers_low,
        high=gap.customers_high,
        contacts=gap.contacts,
        rate=rate,
        orders=orders,
        orders_of=whose,
        handle_s=round(sum(s * shares[c] for c, s in timed), 1) if timed else None,
        timed=len(timed),
        cost=round(sum(cost * shares[c.id] for c, cost in costed), 2) if costed else None,
        avoidable=round(sum(cost * shares[c.id] * blame[c.id] for c, cost in costed), 2)
        if costed
        else None,
        costed=len(costed),
        trend=trend_of((each.opened_at for each in own), data.weeks, data.zone),
    )


def _rate(
    gap: Gap, shelf: GapShelf, own: list[ContactFigures], data: Measures
) -> tuple[float | None, float, str | None]:
    covered = [week.monday for week in data.weeks if week.monday in data.volumes.weeks]
    products = [shelf.products[each] for each in gap.product_ids if each in shelf.products]
    skus = [number for product in products for number in (product.sku,) if number]
    orders, whose = data.volumes.of(skus, covered)
    if not orders:
        return None, 0.0, None
    inside = set(covered)
    counted = sum(
        each.opened_at is not None and monday(each.opened_at.astimezone(data.zone).date()) in inside
        for each in own
    )
    return round(1000 * counted / orders, 2), orders, whose
