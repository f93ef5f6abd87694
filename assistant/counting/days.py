"""The days on which contacts came: read once as long as the workspace stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.session import Session
    from corpora.store.scope import Scope
    from corpora.store.workspace import Connection


def known_days(session: Session, db: Connection) -> Mapping[date, int]:
    """Return how many contacts that count were opened on each of the company's days, in order.

    Args:
        session: Its settings tell the timezone; its memory holds the days.
        db: Its workspace, open for reading.
    """
    from corpora.store.figures import contacts_by_day

    zone = session.workspace.settings.zone
    return session.memory.recall(
        session.path, ("days", str(zone)), lambda: contacts_by_day(db, zone)
    )


def outside(session: Session, db: Connection, scope: Scope) -> tuple[str, ...]:
    """Return a note where a scope lies before or behind all days that hold contacts, else nothing.

    Args:
        session: Its settings tell the timezone.
        db: Its workspace, open for reading.
        scope: What was asked for.
    """
    if scope.since is None and scope.until is None:
        return ()
    zone = session.workspace.settings.zone
    seen = known_days(session, db)
    if not seen:
        return ()
    first, last = min(seen), max(seen)
    if scope.since is not None and scope.since.astimezone(zone).date() > last:
        return (f"Contacts end on {last:%Y-%m-%d}: there are none that late.",)
    if scope.until is not None and scope.until.astimezone(zone).date() <= first:
        return (f"Contacts begin on {first:%Y-%m-%d}: there are none that early.",)
    return ()
