"""The days on which contacts came: read once as long as the workspace stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.session import Session
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
