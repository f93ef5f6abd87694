"""What asking actions share: from filters to a scope, and how a scope is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from assistant.actions.action import Filters, pair_of
from assistant.naming import resolve_products
from assistant.session import Session
from corpora.errors import BadInput, UnknownName
from corpora.store.scope import Scope

if TYPE_CHECKING:
    from corpora.records import Product, Stage
    from corpora.store.workspace import Connection

UNSURE = "unsure"
_WEEK = re.compile(r"(?:(\d{4})-?)?w?(\d{1,2})", re.IGNORECASE)


def scope_of(session: Session, filters: Filters, db: Connection) -> tuple[Scope, str]:
    """Return the scope that `filters` mean, and the same in words.

    Raises:
        UnknownName: No product, imported column or segment is called like that.
        BadInput: A `where` or `without` is not of the form column=value.
    """
    from corpora.store.pages import all_products

    zone = session.workspace.settings.zone
    asked = filters.without or filters.segment or filters.product
    products = all_products(db) if asked else []
    filters = _with_segment(session, filters)
    meant = resolve_products(filters.product, products) if filters.product else []
    scope = filters.scope(zone, tuple(each.id for each in meant))
    today = session.now().astimezone(zone).date()
    out = tuple(_left_out(item, products, zone, today) for item in filters.without)
    scope = replace(scope, without=out)
    _check_columns(scope, db)
    return scope, _told(scope, zone, filters.product, products)


def _told(scope: Scope, zone: tzinfo, asked: str | None, products: Sequence[Product]) -> str:
    told = scope.describe(zone)
    if len(scope.product_ids) > 1:
        told = told.replace(
            " or ".join(scope.product_ids), f"{asked} ({len(scope.product_ids)} products)"
        )
    for product in products:
        told = told.replace(product.id, product.title)
    return told


def _with_segment(session: Session, filters: Filters) -> Filters:
    """Return the filters with those of the named segment, which a filter of its own overrides."""
    if filters.segment is None:
        return filters
    segments = session.workspace.settings.segments
    called = {name.casefold(): name for name in segments}
    name = called.get(filters.segment.strip().casefold())
    if name is None:
        known = ", ".join(segments) or "none yet: [segments] in frontstage.toml names them"
        raise UnknownName(f"no segment called {filters.segment!r}", remedy=f"there are {known}")
    given = filters.model_dump(exclude_none=True, exclude_defaults=True)
    own = set(Filters.model_fields) - {"where", "without", "segment"}
    told = {key: value for key, value in segments[name].items() if key in own}
    where = [f"{key}={value}" for key, value in segments[name].items() if key not in own]
    checked = Filters.model_validate({**told, "where": where})
    merged = {**checked.model_dump(exclude_none=True, exclude_defaults=True), **given}
    merged["where"] = (*filters.where, *where)
    return filters.model_copy(update=merged)


def _left_out(item: str, products: Sequence[Product], zone: tzinfo, today: date) -> Scope:
    """Return the scope of what "channel=call", "week=2026-W36" or "region=North" leaves out."""
    name, value = pair_of(item, "--without")
    if name == "week":
        return _week(value, zone, today)
    if name == "period":
        since, _, until = value.partition("/")
        return Filters.model_validate({"since": since, "until": until}).scope(zone)
    if name == "product":
        return Scope(product_ids=tuple(each.id for each in resolve_products(value, products)))
    if name in ("channel", "language", "department"):
        return Filters.model_validate({name: value}).scope(zone)
    return Scope(attributes={name: value})


def _week(value: str, zone: tzinfo, today: date) -> Scope:
    monday = _monday(value, today)
    if monday is None:
        raise BadInput(f"no week {value!r}", where="--without", remedy="write week=2026-W36")
    return Scope(
        since=datetime.combine(monday, time(), zone).astimezone(UTC),
        until=datetime.combine(monday + timedelta(days=7), time(), zone).astimezone(UTC),
    )


def _monday(value: str, today: date) -> date | None:
    """Return the Monday of "2026-W36" or "36", which is then the latest that has begun."""
    found = _WEEK.fullmatch(value.strip())
    if found is None:
        return None
    this = today.isocalendar().year
    for year in (int(found[1]),) if found[1] else (this, this - 1):
        try:
            monday = date.fromisocalendar(year, int(found[2]), 1)
        except ValueError:
            continue
        if found[1] or monday <= today:
            return monday
    return None


def _check_columns(scope: Scope, db: Connection) -> None:
    from corpora.store.queries import attribute_names

    wanted = [*scope.attributes, *(name for out in scope.without for name in out.attributes)]
    known = attribute_names(db) if wanted else []
    called = {each.casefold() for each in known}
    for name in wanted:
        if name.casefold() not in called:
            remedy = f"there are {', '.join(known)}" if known else "no contact carries one"
            raise UnknownName(f"no imported column called {name!r}", where="--where", remedy=remedy)


def stage_name(stage_id: str | None, stages: tuple[Stage, ...]) -> str:
    """Return what people call a stage; unknown ids as they are, None as `unsure`."""
    if stage_id is None:
        return UNSURE
    return next((stage.name for stage in stages if stage.id == stage_id), stage_id)
