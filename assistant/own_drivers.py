"""The drivers of the user's own taxonomy, with the contacts that came with their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.actions.asking import stage_name
from assistant.answers import Data, Line, Table
from assistant.session import Session

if TYPE_CHECKING:
    from corpora.store.scope import Scope
    from corpora.store.workspace import Connection


class OwnDriver(Data):
    """A driver of the taxonomy; `contacts` came with one of its codes."""

    driver: str
    stage: str
    codes: tuple[str, ...]
    contacts: int


def own_drivers(session: Session, db: Connection, scope: Scope) -> tuple[OwnDriver, ...]:
    """Return the drivers of the taxonomy in its order; none without one."""
    from corpora.store.drivers import contacts_by_code, contacts_of

    drivers = session.taxonomy.drivers
    if not drivers:
        return ()
    held = contacts_by_code(db, [code for each in drivers for code in each.codes], scope)
    return tuple(
        OwnDriver(
            driver=each.name,
            stage=each.stage_id,
            codes=each.codes,
            contacts=sum(contacts_of(each, held).values()),
        )
        for each in drivers
    )


def own_table(session: Session, own: tuple[OwnDriver, ...]) -> tuple[Line | Table, ...]:
    """Return both levels as a table under a heading; nothing without drivers."""
    if not own:
        return ()
    rows = tuple(
        (stage_name(each.stage, session.stages), each.driver, f"{each.contacts:,}") for each in own
    )
    return (
        Line("Drivers of your taxonomy", "heading"),
        Table(("stage", "driver", "contacts"), rows, right=frozenset({"contacts"})),
    )
