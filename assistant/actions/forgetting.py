"""Forgetting a customer who asks for it: everywhere, for good."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.answers import Answer, Data
from assistant.session import Session
from assistant.wording import count, listing

_NOT_REACHED = (
    "Reports, exports and files that were written before, and the exports that were read, are not "
    "changed: delete the person there, too."
)


class ForgetParams(Params):
    """Whom."""

    customer: Annotated[
        str,
        Field(
            min_length=2,
            description="Their number or address as the export has it, or one of their contacts.",
        ),
    ]


class Forgotten(Data):
    """What was deleted, or would be where `done` is false, and lines of the chat's history.

    `kept_out`: whether later exports are kept from bringing the customer back.
    """

    done: bool
    contacts: int
    turns: int
    events: int
    needs: int
    gaps: int
    history_lines: int
    kept_out: bool


def forget(session: Session, params: ForgetParams) -> Answer:
    """Delete everything of a customer for good; `undo` can't bring it back.

    Their contacts, with all that was found in them, their events, and their ids in decisions and in
    the chat's history. Later exports that hold them are passed over.
    """
    from corpora.store import forgetting

    workspace = session.workspace
    with workspace.reading() as db:
        person = forgetting.find_person(db, params.customer)
        counted = forgetting.count_of(db, person)
    forgetting.forget(workspace, person, session.now())
    names = {params.customer, *person.contacts, *person.keys, *person.sources}
    lines = forgetting.forget_lines(session.path.with_suffix(".history"), names)
    data = Forgotten(done=True, history_lines=lines, kept_out=bool(person.keys), **counted)
    return Answer(
        headline=f"Forgotten: {_told(data)}.",
        data=data,
        scope="one customer",
        n=data.contacts,
        notes=(*_notes(data), "`frontstage gaps` counts the gaps anew."),
        follow_ups=("overview",),
    )


def preview_forget(session: Session, params: ForgetParams) -> Answer:
    """Say what `forget` would delete."""
    from corpora.store import forgetting

    with session.workspace.reading() as db:
        person = forgetting.find_person(db, params.customer)
        counted = forgetting.count_of(db, person)
    data = Forgotten(done=False, history_lines=0, kept_out=bool(person.keys), **counted)
    return Answer(
        headline=f"This would delete {_told(data)}, for good: it can't be undone.",
        data=data,
        scope="one customer",
        n=data.contacts,
        notes=_notes(data),
    )


def _told(data: Forgotten) -> str:
    found = ((data.events, "event"), (data.needs, "need"), (data.gaps, "gap"))
    parts = [f"{count(data.contacts, 'contact')} with {count(data.turns, 'turn')}"]
    parts += [count(number, what) for number, what in found if number]
    if data.history_lines:
        parts.append(f"{count(data.history_lines, 'line')} of the chat's history")
    return listing(parts)


def _notes(data: Forgotten) -> tuple[str, ...]:
    again = (
        "Later exports that hold them are passed over."
        if data.kept_out
        else "These contacts came without a customer: a later export of them brings them back."
    )
    return (again, _NOT_REACHED)


FORGET = Action(
    "forget",
    ForgetParams,
    forget,
    Forgotten,
    examples=("forget customer 4711", "delete everything of this customer"),
    preview=preview_forget,
    local_only=True,
)
