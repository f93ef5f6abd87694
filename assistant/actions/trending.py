"""How contacts developed: by day, week or month, of everything, of a stage, or of one gap."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.actions.quoting import stage_called, thing_called
from assistant.answers import Answer, Block, Data, Line, Table
from assistant.audits.accuracy import accuracy_note
from assistant.bars import bar, sparkline
from assistant.counting.days import known_days, outside
from assistant.counting.periods import (
    By,
    Comparison,
    Period,
    Window,
    compared,
    compared_firsts,
    periods_of,
)
from assistant.session import Session
from assistant.wording import count
from corpora.records import Gap, Product, Stage
from corpora.store.scope import Scope

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

ALL = "contacts"
_SHOWN = 12
_DRAWN = 60
_BAR = 24


class TrendParams(Filters):
    """Of what, and in which steps."""

    of: Annotated[
        str, Field(description="contacts, or a stage, a gap or a product, by id or name.")
    ] = ALL
    by: Annotated[By, Field(description="How long a period is.")] = "week"


class OrderRates(Data):
    """Contacts per 1,000 orders in the full weeks that are compared, and whose orders.

    `orders_of` is `sku`, or `all` where the volumes do not tell these products apart.
    """

    recent: float
    before: float
    orders_of: str


class TrendData(Data):
    """Contacts per period, the oldest first; `undated` have no date and are in none.

    `change` is None where there are too few full periods to compare; `rates` is None where no
    volumes are given or they do not cover the weeks.
    """

    of: str
    by: By
    periods: tuple[Period, ...]
    undated: int
    change: Comparison | None
    rates: OrderRates | None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is counted: its name in words, its filter, and where to go on."""

    name: str
    scope: Scope
    told: str
    stage_id: str | None = None
    among: Collection[str] | None = None
    product_ids: tuple[str, ...] = ()
    onward: str = "pain_points"


def trend(session: Session, params: TrendParams) -> Answer:
    """Say how contacts developed, for example: frontstage ask trend of=pay by=month.

    The last full weeks (days, months) are held against as many before; what is seen only in part
    is marked and never compared. Where the settings name order volumes, it says by week whether
    there are more contacts for every 1,000 orders too.
    """
    from corpora.store.figures import days_within

    zone = session.workspace.settings.zone
    with session.workspace.reading() as db:
        subject = _subject(session, params, db)
        found, undated = days_within(
            db, zone, subject.scope, stage_id=subject.stage_id, among=subject.among
        )
        seen = known_days(session, db)
        outer = outside(session, db, subject.scope)
    window = Window(seen, session.now().astimezone(zone).date(), subject.scope, zone)
    periods = periods_of(found, window, params.by)
    change = compared(periods, params.by)
    rates, problems = _rates(session, params.by, periods, change, subject)
    data = TrendData(
        of=subject.name, by=params.by, periods=periods, undated=undated, change=change, rates=rates
    )
    return Answer(
        headline=_headline(data, max(seen, default=None)),
        data=data,
        blocks=_blocks(data),
        scope=subject.told,
        n=sum(found.values()) + undated,
        notes=(*outer, *_notes(data), *((accuracy_note(session),) if subject.stage_id else ())),
        follow_ups=(
            f'trend of="{params.of}" by={"week" if params.by == "month" else "month"}',
            subject.onward,
            "changes",
        ),
        problems=problems,
    )


def _subject(session: Session, params: TrendParams, db: Connection) -> _Subject:
    from assistant.gaps.cards import known_shelf

    scope, told = scope_of(session, params, db)
    if params.of.strip().casefold() in (ALL, "contact", "all", "everything"):
        return _Subject(ALL, scope, told, product_ids=scope.product_ids)
    found: Gap | Stage | tuple[Product, ...] | None = stage_called(params.of, session.stages)
    if found is None:
        shelf = known_shelf(session, db)
        found = thing_called(params.of, shelf, session.stages)
    if isinstance(found, tuple):
        ids = tuple(product.id for product in found)
        what = found[0].title if len(found) == 1 else f"{params.of} ({len(found)} products)"
        return _Subject(
            f"contacts about {what}",
            replace(scope, product_ids=ids),
            f"{told}, product {what}",
            product_ids=ids,
            onward=f'show_gaps product="{found[0].title if len(found) == 1 else params.of}"',
        )
    if isinstance(found, Gap):
        return _Subject(
            f"contacts about {found.topic}",
            scope,
            f"{found.id}, {told}",
            among={shelf.needs[need].contact_id for need in found.need_ids},
            product_ids=found.product_ids,
            onward=f"evidence of={found.id}",
        )
    return _Subject(
        f"contacts at {found.name}",
        scope,
        f"{told}, stage {found.name}",
        stage_id=found.id,
        product_ids=scope.product_ids,
        onward=f"show_stage stage={found.id}",
    )


def _rates(
    session: Session,
    by: By,
    periods: Sequence[Period],
    change: Comparison | None,
    subject: _Subject,
) -> tuple[OrderRates | None, tuple[str, ...]]:
    from assistant.counting.volumes import read_volumes
    from corpora.store.pages import all_products

    file = session.workspace.settings.volumes
    if file is None or by != "week" or change is None:
        return None, ()
    volumes = read_volumes(session.path.parent / file)
    recent, before = compared_firsts(periods, change.periods)
    if not {*recent, *before} <= volumes.weeks:
        return None, volumes.problems
    with session.workspace.reading() as db:
        products = all_products(db)
    skus = [each.sku for each in products if each.id in subject.product_ids and each.sku]
    sold, whose = volumes.of(skus, recent)
    sold_before, _ = volumes.of(skus, before)
    if not sold or not sold_before:
        return None, volumes.problems
    rates = OrderRates(
        recent=round(1000 * change.recent / sold, 2),
        before=round(1000 * change.before / sold_before, 2),
        orders_of=whose,
    )
    return rates, volumes.problems


def _headline(data: TrendData, latest: date | None) -> str:
    if not data.periods:
        if latest is None:
            return "Not computed: no contact has a date."
        return f"No contact in this time; the latest of all is of {latest}."
    change = data.change
    if change is None:
        total = sum(period.contacts for period in data.periods)
        told = f"{_of(data, total)} since {data.periods[0].first}"
        return f"{told}; too few full {data.by}s to compare."
    full = f"full {data.by}" if change.periods == 1 else f"{change.periods} full {data.by}s"
    told = (
        f"{_of(data, change.recent)} in the last {full}, {change.before:,} in the same time before"
    )
    return f"{told}: {_verdict(change)}{_against_orders(data)}."


def _against_orders(data: TrendData) -> str:
    """Say whether it is just more sales, where the orders are known."""
    if data.rates is None or not (data.rates.recent or data.rates.before):
        return ""
    return f"; {data.rates.recent:,.1f} for every 1,000 orders, {data.rates.before:,.1f} before"


def _of(data: TrendData, number: int) -> str:
    """Return "1 contact at Paying", "12 contacts at Paying"."""
    return count(number, "contact") + data.of.removeprefix(ALL)


def _verdict(change: Comparison) -> str:
    if change.low is None or change.high is None:
        return "too few to tell a change"
    low, high = (f"{100 * abs(end):.0f} %" for end in (change.low, change.high))
    if change.low > 0:
        return f"more, by {low} to {high}"
    if change.high < 0:
        return f"fewer, by {high} to {low}"
    return f"no clear change, between {low} fewer and {high} more"


def _blocks(data: TrendData) -> tuple[Block, ...]:
    if not data.periods:
        return ()
    blocks: list[Block] = []
    if data.rates is not None:
        whose = " of the whole shop" if data.rates.orders_of == "all" else ""
        told = f"For every 1,000 orders{whose}: {data.rates.recent:,.2f}"
        blocks.append(Line(f"{told}, before {data.rates.before:,.2f}."))
    if len(data.periods) > _SHOWN:
        drawn = data.periods[-_DRAWN:]
        line = sparkline([period.contacts for period in drawn])
        blocks.append(Line(f"{line}  {count(len(drawn), data.by)}", "quiet"))
    shown = data.periods[-_SHOWN:]
    most = max(*(period.contacts for period in shown), 1)
    rows = tuple(
        (
            _name(period, data.by),
            f"{period.contacts:,}",
            bar(period.contacts / most, _BAR),
            "in part" if period.partial else "",
        )
        for period in shown
    )
    blocks.append(Table((data.by, "contacts", " ", "seen"), rows, right=frozenset({"contacts"})))
    return tuple(blocks)


def _name(period: Period, by: By) -> str:
    if by == "month":
        return f"{period.first:%Y-%m}"
    if by == "week":
        year, week, _ = period.first.isocalendar()
        return f"{year}-W{week:02} ({period.first:%d %b})"
    return f"{period.first:%Y-%m-%d %a}"


def _notes(data: TrendData) -> tuple[str, ...]:
    told = []
    if any(period.partial for period in data.periods[-_SHOWN:]):
        told.append(f"In part: the {data.by} is not over, or not all of it was seen or asked for.")
    if data.undated:
        told.append(f"{count(data.undated, 'contact')} without a date: in no {data.by}.")
    if data.change is not None and data.change.low is not None:
        told.append("The interval is what chance alone does to counts; campaigns do more.")
    if data.change is not None and data.rates is None and data.by == "week":
        told.append(
            "Per 1,000 orders: not computed; `volumes` in frontstage.toml names the orders."
        )
    return tuple(told)


TREND = Action(
    "trend",
    TrendParams,
    trend,
    TrendData,
    examples=("how did returns develop", "contacts per week", "is that just more sales"),
)
