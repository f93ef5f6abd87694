"""What is read ahead behind the first picture, so that the first questions find it read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from corpora.errors import FrontstageError
from corpora.store.sharing import opened_once

if TYPE_CHECKING:
    from assistant.session import Session


def ahead(session: Session, *, again: bool) -> tuple[Callable[[], object], ...]:
    """Return what to read, each on its own; what most questions ask for comes first.

    Args:
        session: Keeps what is read.
        again: Whether it was read before a decision: what reads every contact is then read when
            somebody asks for it.
    """
    steps: tuple[Callable[[Session], object], ...] = (_counts, _gaps, _words, _journey)
    if not again:
        steps = (*steps, _findings)
    return tuple(partial(_quietly, step, session) for step in steps)


def _quietly(step: Callable[[Session], object], session: Session) -> None:
    # What can't be read now is read, or told, when somebody asks for it.
    with suppress(FrontstageError), opened_once(session.path):
        step(session)


def _counts(session: Session) -> None:
    from assistant.actions.overview import measure

    measure(session)


def _gaps(session: Session) -> None:
    from assistant.actions.pain_points import rank_pages
    from assistant.gaps.cards import known_shelf

    with session.workspace.reading() as db:
        shelf = known_shelf(session, db)
    rank_pages(shelf)


def _words(session: Session) -> None:
    from assistant.actions.contacts import SAID
    from corpora.store.said import everything_said

    with session.workspace.reading() as db:
        session.memory.recall(session.path, SAID, lambda: everything_said(db))


def _journey(session: Session) -> None:
    from assistant.actions.journeying import discover_journey

    discover_journey(session)


def _findings(session: Session) -> None:
    from assistant.actions.registry import find_action

    for name in ("failure_points", "streamline"):
        action = find_action(name)
        action.run(session, action.parse({}))
