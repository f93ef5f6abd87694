"""What asking actions share: from filters to a scope, and how a scope is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.actions.action import Filters
from assistant.naming import resolve_product
from assistant.session import Session
from corpora.errors import UnknownName
from corpora.store.scope import Scope

if TYPE_CHECKING:
    from corpora.records import Stage
    from corpora.store.workspace import Connection

UNSURE = "unsure"


def scope_of(session: Session, filters: Filters, db: Connection) -> tuple[Scope, str]:
    """Return the scope that `filters` mean, and the same in words.

    Raises:
        UnknownName: No product or imported column is called like that.
        BadInput: A `where` is not of the form column=value.
    """
    from corpora.store.pages import all_products

    zone = session.workspace.settings.zone
    product = resolve_product(filters.product, all_products(db)) if filters.product else None
    scope = filters.scope(zone, product.id if product else None)
    _check_columns(scope, db)
    told = scope.describe(zone)
    return scope, told.replace(product.id, product.title) if product else told


def _check_columns(scope: Scope, db: Connection) -> None:
    from corpora.store.queries import attribute_names

    known = attribute_names(db) if scope.attributes else []
    for name in scope.attributes:
        if name not in known:
            remedy = f"there are {', '.join(known)}" if known else "no contact carries one"
            raise UnknownName(f"no imported column called {name!r}", where="--where", remedy=remedy)


def stage_name(stage_id: str | None, stages: tuple[Stage, ...]) -> str:
    """Return what people call a stage; unknown ids as they are, None as `unsure`."""
    if stage_id is None:
        return UNSURE
    return next((stage.name for stage in stages if stage.id == stage_id), stage_id)
