"""Saying where several contacts belong at once: those that an answer has just shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.actions.asking import stage_name
from assistant.actions.deciding import Decision, propose, write
from assistant.answers import Answer
from assistant.naming import resolve_contact, resolve_stage
from assistant.session import Session
from assistant.wording import count
from corpora.records import Stage

Chosen = tuple[list[str], str]


class RelabelSeveralParams(Params):
    """Which contacts belong where."""

    contacts: Annotated[
        tuple[str, ...],
        Field(
            min_length=1,
            max_length=1000,
            description="Their ids or source ids; the beginning is enough. Repeatable.",
        ),
    ]
    stage: Annotated[str, Field(description="A stage, by id or name.")]
    instead_of: Annotated[
        str | None,
        Field(description="Only those that count at this stage now; all, where none of them does."),
    ] = None


def relabel_several(session: Session, params: RelabelSeveralParams) -> Answer:
    """Say which stage some contacts belong to, in one decision that `undo` takes back as one."""
    return _decided(session, params, write)


def preview_relabel_several(session: Session, params: RelabelSeveralParams) -> Answer:
    """Say what `relabel_several` would move."""
    return _decided(session, params, propose)


def _decided(
    session: Session,
    params: RelabelSeveralParams,
    how: Callable[[Session, str, dict[str, Any], list[str]], Answer],
) -> Answer:
    stage = resolve_stage(params.stage, session.stages)
    left = resolve_stage(params.instead_of, session.stages) if params.instead_of else None
    contacts, told = _chosen(session, params.contacts, left)
    payload = {"contact_ids": contacts, "stage_id": stage.id}
    answer = how(session, "relabel_several", payload, contacts)
    if not told:
        return answer
    return replace(answer, headline=f"{answer.headline} {told}")


def _chosen(session: Session, named: tuple[str, ...], left: Stage | None) -> Chosen:
    """Return the contacts meant, and what to say of those that were named beside them."""
    from corpora.store.queries import effective_label

    with session.workspace.reading() as db:
        every = list(dict.fromkeys(resolve_contact(each, db) for each in named))
        if left is None:
            return every, ""
        there = [each for each in every if effective_label(db, each).stage_id == left.id]
    name = stage_name(left.id, session.stages)
    if not there:
        return every, f"None of the {count(len(every), 'contact')} shown counts at {name} now."
    rest = len(every) - len(there)
    return there, f"{count(rest, 'other')} shown: not at {name}, left alone." if rest else ""


RELABEL_SEVERAL = Action(
    "relabel_several",
    RelabelSeveralParams,
    relabel_several,
    Decision,
    examples=("those are about delivery, not returns",),
    preview=preview_relabel_several,
)
