"""Finding contacts, and reading one with the reasons for its labels."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters, Params
from assistant.actions.asking import scope_of, stage_name
from assistant.answers import Answer, Conversation, Data, Line, Quoted, Quotes, Table
from assistant.counting.days import outside
from assistant.naming import resolve_contact, resolve_stage
from assistant.session import Session
from assistant.wording import around, clipped, count, share

_OPENING = 60
SAID = "said"
"""What the session's memory calls what everybody said."""


class FindParams(Filters):
    """What to look for."""

    text: Annotated[str | None, Field(description="Words that somebody says in it.")] = None
    stage: Annotated[str | None, Field(description="A stage, by id or name.")] = None
    top: Annotated[int, Field(ge=1, le=1000, description="How many to show.")] = 5


class ContactRow(Data):
    """A contact in a list; `saying` is the turn that has the words looked for."""

    id: str
    source_id: str | None
    opened_at: datetime | None
    channel: str
    department: str | None
    stage: str | None
    opening: str
    saying: str | None = None


class FindData(Data):
    """How many match, and the newest."""

    matching: int
    contacts: tuple[ContactRow, ...]


def find_contacts(session: Session, params: FindParams) -> Answer:
    """Find contacts by words, stage, product, channel, department or date."""
    from corpora.store import queries

    stage = resolve_stage(params.stage, session.stages) if params.stage else None
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        matching, found = queries.find_contacts(
            db,
            scope,
            text=params.text,
            stage_id=stage.id if stage else None,
            limit=params.top,
            said=session.memory.held(session.path, SAID),
        )
        ids = [each.id for each in found]
        saying = queries.turns_saying(db, ids, params.text) if params.text else {}
        outer = outside(session, db, scope)
    rows = tuple(
        (
            each.id,
            f"{each.opened_at:%Y-%m-%d}" if each.opened_at else "–",
            each.channel,
            stage_name(each.stage_id, session.stages),
            around(saying[each.id], params.text, _OPENING)
            if params.text and each.id in saying
            else clipped(each.opening, _OPENING),
        )
        for each in found
    )
    data = FindData(
        matching=matching,
        contacts=tuple(
            ContactRow(
                id=each.id,
                source_id=each.source_id,
                opened_at=each.opened_at,
                channel=each.channel,
                department=each.department,
                stage=each.stage_id,
                opening=each.opening,
                saying=saying.get(each.id),
            )
            for each in found
        ),
    )
    told += f", stage {stage.name}" if stage else ""
    told += f", with the words “{params.text}”" if params.text else ""
    words = "says" if params.text else "begins"
    table = Table(("contact", "opened", "channel", "stage", words), rows)
    return Answer(
        headline=f"{count(matching, 'contact')} found.",
        data=data,
        blocks=(table,) if rows else (),
        scope=told,
        n=matching,
        notes=outer,
        follow_ups=tuple(f"explain_contact contact={each.id}" for each in found[:2]),
    )


class ContactParams(Params):
    """Which contact."""

    contact: Annotated[str, Field(description="Its id or source id; the beginning is enough.")]


class StageLabel(Data):
    """A stage that the model gave, with its probability.

    The first is the contact's own; `stage` None: unsure, with the reason, and where that is
    `between two stages` or `several reasons` the two follow.
    """

    stage: str | None
    probability: float
    reason: str | None


class TurnData(Data):
    """One visible turn and the stage that it shows."""

    index: int
    speaker: str
    text: str
    stage: str | None


class ContactData(Data):
    """A contact with its labels and where they come from."""

    id: str
    source: str
    source_id: str | None
    origin: str
    opened_at: datetime | None
    channel: str
    department: str | None
    stage: str | None
    decided_by: str | None
    model: tuple[StageLabel, ...]
    evidence: Quoted | None
    turns: tuple[TurnData, ...]


def explain_contact(session: Session, params: ContactParams) -> Answer:
    """Show a whole contact, the stage that it counts under, and why."""
    from corpora.store import contacts, queries, runs

    with session.workspace.reading() as db:
        contact_id = resolve_contact(params.contact, db)
        contact = contacts.get_contacts(db, [contact_id])[0]
        turns = contacts.get_turns(db, [contact_id])
        labels = runs.labels_of_contact(db, contact_id)
        effective = queries.effective_label(db, contact_id)
        proof = next((each for each in labels if each.level == "contact" and each.end), None)
        quote = (
            runs.quote(db, contact_id, proof.turn_index, proof.start, proof.end)
            if proof and proof.turn_index is not None
            else None
        )
    path = {each.turn_index: each.stage_id for each in labels if each.level == "turn"}
    data = ContactData(
        id=contact.id,
        source=contact.source,
        source_id=contact.source_id,
        origin=contact.origin,
        opened_at=contact.opened_at,
        channel=contact.channel,
        department=contact.department,
        stage=effective.stage_id,
        decided_by=effective.origin,
        model=tuple(
            StageLabel(stage=each.stage_id, probability=each.probability, reason=each.reason)
            for each in labels
            if each.level == "contact"
        ),
        evidence=Quoted.of(quote) if quote and quote.quote else None,
        turns=tuple(
            TurnData(
                index=turn.index,
                speaker=turn.speaker,
                text=turn.text,
                stage=path.get(turn.index),
            )
            for turn in turns
            if turn.visible
        ),
    )
    return Answer(
        headline=_why(data, session),
        data=data,
        blocks=_contact_blocks(data, session),
        scope=f"contact {contact.id}, read from {contact.origin}",
        n=1,
        follow_ups=(f"relabel contact={contact.id} stage=…", "find_contacts"),
    )


def _why(data: ContactData, session: Session) -> str:
    name = stage_name(data.stage, session.stages)
    if data.decided_by is None:
        return "Not labelled yet; `frontstage classify` labels the contacts."
    if data.decided_by != "model":
        who = {"relabel": "a person", "rule": "a person's rule", "teach": "a teaching answer"}
        return f"{name}, because {who[data.decided_by]} said so."
    first = data.model[0]
    if data.stage is None:
        return f"Unsure: {first.reason or 'nothing fits'}{_between(data, session)}."
    others = [stage_name(each.stage, session.stages) for each in data.model[1:] if each.stage]
    also = f"; also {', '.join(others)}" if others else ""
    return f"{name}, with probability {share(first.probability, 1)}{also}."


def _between(data: ContactData, session: Session) -> str:
    """Return the two stages that an unsure contact lies between or says both; else nothing."""
    two = [
        f"{stage_name(each.stage, session.stages)} ({share(each.probability, 1)})"
        for each in data.model[1:]
    ]
    return f", {' and '.join(two)}" if two else ""


def _contact_blocks(
    data: ContactData, session: Session
) -> tuple[Line | Quotes | Conversation, ...]:
    names = {stage.id: stage.name for stage in session.stages}
    blocks: list[Line | Quotes | Conversation] = []
    if data.evidence and data.decided_by == "model" and data.stage is not None:
        blocks += [Line("These words decided it:", "quiet"), Quotes((data.evidence,))]
    blocks.append(
        Conversation(
            tuple((turn.speaker, turn.text, names.get(turn.stage or "", "")) for turn in data.turns)
        )
    )
    return tuple(blocks)


FIND_CONTACTS = Action(
    "find_contacts",
    FindParams,
    find_contacts,
    FindData,
    examples=("find contacts that mention the lid", "calls about refunds since May"),
)
EXPLAIN_CONTACT = Action(
    "explain_contact",
    ContactParams,
    explain_contact,
    ContactData,
    examples=("why is this contact under returns", "show me contact c-4f2k"),
)
