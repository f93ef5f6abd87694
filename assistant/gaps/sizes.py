"""How large a gap is: customers, contacts, rate per 1,000 orders, handling and avoidable cost.

A contact that asks several things is shared over them, each taking the same part: the costs of
all gaps never add up to more than the cost of the contacts. The avoidable part of a cost is the
part of the customers whom the page is likely to leave without an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING

from assistant.answers import Data
from assistant.counting.days import known_days
from assistant.counting.volumes import Volumes, monday, read_volumes
from assistant.counting.weeks import Trend, Week, trend_of, weeks_seen
from assistant.gaps.cards import GapShelf
from assistant.session import Session
from assistant.wording import count, roundly
from corpora.records import Gap, Need
from corpora.settings import Costs

if TYPE_CHECKING:
    from corpora.store.figures import ContactFigures, Followed
    from corpora.store.workspace import Connection

AGAIN_DAYS, RETURN_DAYS = 14, 30
"""Within so many days a contact follows on an earlier one, and a return does."""
RETURNING = "exchange_or_return"
"""The stage at which goods go back, where the journey has it."""

_DRAWS = 2_000


class GapSize(Data):
    """How large one gap is.

    `rate` is contacts per 1,000 `orders` in the weeks that both the contacts and the volumes
    cover; `orders_of` says whether those are the product's own (`sku`) or the whole shop's
    (`all`). `handle_s` and the costs are this gap's part of `timed` and `costed` of its
    contacts; None: not computed. `avoidable` is an expectation; `avoidable_low` and
    `avoidable_high` bound it (95 %), because the classifier errs. Of the `traced` contacts, whose
    customer and day are known, `again` were followed by another contact of that customer within
    14 days, `returned` by a return or exchange within 30; None: none is traced, or no stage is for
    returns.
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
    avoidable_low: float | None
    avoidable_high: float | None
    costed: int
    trend: Trend | None
    traced: int
    again: int | None
    returned: int | None


@dataclass(frozen=True, slots=True)
class Measures:
    """What sizes are computed from.

    Attributes:
        figures: Of every contact with a need, by id.
        costs: What a contact costs.
        volumes: Orders.
        weeks: The weeks of the data.
        zone: The company's timezone.
        followed: What followed on contacts that can be traced, by id.
        returns: Whether the journey has a stage for returns.
    """

    figures: Mapping[str, ContactFigures]
    costs: Costs
    volumes: Volumes
    weeks: tuple[Week, ...]
    zone: tzinfo
    followed: Mapping[str, Followed] = field(default_factory=dict)
    returns: bool = False


def read_measures(
    session: Session, db: Connection, contact_ids: Collection[str], volumes: Volumes | None = None
) -> Measures:
    """Return what the sizes of gaps of these contacts are computed from.

    Args:
        session: For the settings, the clock and the stages.
        db: Its workspace, open for reading.
        contact_ids: All contacts with a need in one of the gaps.
        volumes: Orders; None: those that the settings name.
    """
    from corpora.store import figures

    settings = session.workspace.settings
    today = session.now().astimezone(settings.zone).date()
    returning = [stage.id for stage in session.stages if stage.id == RETURNING]
    return Measures(
        figures=figures.figures_of(db, contact_ids),
        costs=settings.costs,
        volumes=volumes if volumes is not None else volumes_of(session) or Volumes(),
        weeks=weeks_seen(known_days(session, db), today),
        zone=settings.zone,
        followed=figures.followed_contacts(
            db, contact_ids, returning, again_days=AGAIN_DAYS, return_days=RETURN_DAYS
        ),
        returns=bool(returning),
    )


def sizes_of(session: Session, shelf: GapShelf, gaps: Sequence[Gap]) -> tuple[GapSize, ...]:
    """Return how large these gaps are; of the workspace only what they rest on is read."""
    contacts = {shelf.needs[each].contact_id for gap in gaps for each in gap.need_ids}
    shares = topic_shares(shelf.columns.within(contacts))
    with session.workspace.reading() as db:
        measures = read_measures(session, db, contacts)
    return tuple(size_of(gap, shelf, shares, measures) for gap in gaps)


def size_words(size: GapSize, currency: str) -> str:
    """Return what a gap costs and what follows on it, in one line; "" where nothing is known."""
    whole = " of the shop" if size.orders_of == "all" else ""
    parts = [
        f"{size.rate:,.1f} per 1,000 orders{whole}" if size.rate is not None else "",
        f"{avoidable_words(size, currency)} avoidable" if size.avoidable else "",
        _trend_words(size.trend),
        f"{size.again} of {size.traced} came back within {AGAIN_DAYS} days" if size.again else "",
        f"{size.returned} returned or exchanged" if size.returned else "",
    ]
    return " · ".join(part for part in parts if part)


def avoidable_words(size: GapSize, currency: str) -> str:
    """Return "£9–£31", "up to £31": what could have been avoided, with 95 % probability."""
    ends = (size.avoidable_low or 0.0, size.avoidable_high or 0.0)
    low, high = (roundly(each, currency) for each in ends)
    if not size.avoidable_low:
        return f"up to {high}"
    return low if low == high else f"{low}–{high}"


def _trend_words(trend: Trend | None) -> str:
    if trend is None or not trend.weeks:
        return ""
    weeks = count(trend.weeks, "full week")
    return f"{trend.recent} in the last {weeks}, {trend.before} before"


def volumes_of(session: Session) -> Volumes | None:
    """Return the orders that the settings name; None: they name none."""
    file = session.workspace.settings.volumes
    return read_volumes(session.path.parent / file) if file else None


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
    blame, asked = _chances(gap, shelf)
    own = [data.figures[contact] for contact in blame if contact in data.figures]
    costed = [(each, cost) for each in own if (cost := cost_of(each, data.costs)) is not None]
    timed = [(each.id, each.handle_s) for each in own if each.handle_s is not None]
    after = [data.followed[each.id] for each in own if each.id in data.followed]
    parts = {each.id: cost * shares[each.id] for each, cost in costed}
    avoidable = sum(part * blame[each] for each, part in parts.items())
    least = _bounds(parts, blame, shelf.customers)[0]
    most = _bounds(parts, asked, shelf.customers)[1]
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
        cost=round(sum(parts.values()), 2) if costed else None,
        avoidable=round(avoidable, 2) if costed else None,
        avoidable_low=round(min(least, avoidable), 2) if costed else None,
        avoidable_high=round(max(most, avoidable), 2) if costed else None,
        costed=len(costed),
        trend=trend_of((each.opened_at for each in own), data.weeks, data.zone),
        traced=len(after),
        again=sum(each.again for each in after) if after else None,
        returned=sum(each.returned for each in after) if after and data.returns else None,
    )


def _chances(gap: Gap, shelf: GapShelf) -> tuple[dict[str, float], dict[str, float]]:
    """Return how likely the page is to blame for each contact, and that it asks for a fact."""
    from classifiers.gaps.sizing import asked_chance, open_chance

    blame: dict[str, float] = {}
    asked: dict[str, float] = {}
    for need_id in gap.need_ids:
        need = shelf.needs[need_id]
        who = need.contact_id
        blame[who] = max(blame.get(who, 0.0), open_chance(need, gap.kind))
        asked[who] = max(asked.get(who, 0.0), asked_chance(need))
    return blame, asked


def _bounds(
    parts: Mapping[str, float], chances: Mapping[str, float], customers: Mapping[str, str]
) -> tuple[float, float]:
    """Return the 95 % interval of a sum of which each customer's part counts by chance.

    The contacts of one customer stand and fall together, with the likeliest of them. Drawn, with
    draws that are the same each time.
    """
    whole: defaultdict[str, float] = defaultdict(float)
    likely: dict[str, float] = {}
    for contact, part in parts.items():
        key = customers.get(contact) or contact
        whole[key] += part
        likely[key] = max(likely.get(key, 0.0), chances[contact])
    if not whole:
        return 0.0, 0.0
    import numpy as np

    drawn = np.random.default_rng(0).random((_DRAWS, len(whole))) < np.array(list(likely.values()))
    low, high = np.quantile(drawn @ np.array(list(whole.values())), (0.025, 0.975))
    return float(low), float(high)


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
