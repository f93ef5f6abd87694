"""What an answer says where the workspace holds nothing yet: how to begin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpora.errors import WorkspaceMissing

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.session import Session

HOW_TO_BEGIN = ("frontstage analyze PATHS", "frontstage demo", "frontstage formats")
"""Calls that bring something to ask about: one's own files, or the sample company."""

_NOTHING_HERE = "This workspace holds no contacts and no product pages yet."


def or_begin(answer: Answer, session: Session) -> Answer:
    """Return an answer; one about nothing, from an empty workspace, says how to begin instead.

    Args:
        answer: What an action returned; only one whose `n` is 0 is looked at closer.
        session: Whose workspace it speaks of.
    """
    if answer.n != 0 or not is_empty(session):
        return answer
    return replace(answer, notes=(_NOTHING_HERE,), scope="", follow_ups=HOW_TO_BEGIN)


def is_empty(session: Session) -> bool:
    """Whether there is nothing to ask about: no contact, page or event, or no workspace."""
    from corpora.store import queries

    try:
        with session.workspace.reading() as db:
            held = queries.holdings(db)
    except WorkspaceMissing:
        return True
    return not (held.contacts or held.set_aside or held.pages or held.events)
