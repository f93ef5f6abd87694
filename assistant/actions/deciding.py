"""What people decide: relabel, mark a gap; each is proposed in numbers first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.actions.asking import stage_name
from assistant.answers import Answer, Data
from assistant.kinds import describe
from assistant.naming import resolve_contact, resolve_gap, resolve_stage
from assistant.session import Session
from assistant.wording import count, listing
from journeys.edits import EDIT_KINDS, first_names

if TYPE_CHECKING:
    from corpora.journal import Entry
    from corpora.store.workspace import Connection


class Decision(Data):
    """A decision, proposed or written down; `seq` None: not written down."""

    seq: int | None
    kind: str
    payload: dict[str, Any]
    moves: dict[str, int] = Field(default_factory=dict)


class RelabelParams(Params):
    """Which contact belongs where."""

    contact: Annotated[str, Field(description="Its id or source id; the beginning is enough.")]
    stage: Annotated[str, Field(description="A stage, by id or name.")]


class RelabelMatchingParams(Params):
    """Which contacts belong where."""

    text: Annotated[str, Field(min_length=2, description="Words that a customer says.")]
    stage: Annotated[str, Field(description="A stage, by id or name.")]


class MarkGapParams(Params):
    """What becomes of a gap."""

    gap: Annotated[str, Field(description="Its id, the beginning of it, or its topic.")]
    status: Annotated[
        Literal["open", "accepted", "dismissed", "fixed"], Field(description="The verdict.")
    ]
    on: Annotated[date | None, Field(description="Since when it is fixed.")] = None


def relabel(session: Session, params: RelabelParams) -> Answer:
    """Say which stage a contact belongs to."""
    return write(session, *_relabel(session, params))


def preview_relabel(session: Session, params: RelabelParams) -> Answer:
    """Say what `relabel` would move."""
    return propose(session, *_relabel(session, params))


def _relabel(session: Session, params: RelabelParams) -> tuple[str, dict[str, Any], list[str]]:
    stage = resolve_stage(params.stage, session.stages)
    with session.workspace.reading() as db:
        contact = resolve_contact(params.contact, db)
    return "relabel", {"contact_id": contact, "stage_id": stage.id}, [contact]


def relabel_matching(session: Session, params: RelabelMatchingParams) -> Answer:
    """Say where all contacts belong in which a customer says some words, present and future."""
    return write(session, *_relabel_matching(session, params))


def preview_relabel_matching(session: Session, params: RelabelMatchingParams) -> Answer:
    """Say what `relabel_matching` would move."""
    return propose(session, *_relabel_matching(session, params))


def _relabel_matching(
    session: Session, params: RelabelMatchingParams
) -> tuple[str, dict[str, Any], list[str]]:
    from corpora.store.decisions import contacts_saying

    stage = resolve_stage(params.stage, session.stages)
    with session.workspace.reading() as db:
        contacts = contacts_saying(db, params.text)
    return "relabel_matching", {"text": params.text, "stage_id": stage.id}, contacts


def mark_gap(session: Session, params: MarkGapParams) -> Answer:
    """Accept a description gap, dismiss it, or mark it fixed.

    A dismissed gap stays away in later runs. A fixed one does as long as nobody asks after the
    day of the fix (`on`, else today); when somebody does, it is open again and says so.
    """
    return write(session, *_mark_gap(session, params))


def preview_mark_gap(session: Session, params: MarkGapParams) -> Answer:
    """Say what `mark_gap` would write down."""
    return propose(session, *_mark_gap(session, params))


def _mark_gap(session: Session, params: MarkGapParams) -> tuple[str, dict[str, Any], list[str]]:
    from corpora.store.runs import latest_gaps

    with session.workspace.reading() as db:
        gap = resolve_gap(params.gap, latest_gaps(db))
    day = params.on
    if day is None and params.status == "fixed":
        # Without a day nobody could tell whether people ask again after it.
        day = session.now().astimezone(session.workspace.settings.zone).date()
    on = day.isoformat() if day else None
    return "mark_gap", {"gap_id": gap.id, "status": params.status, "on": on}, []


def write(session: Session, kind: str, payload: dict[str, Any], contacts: list[str]) -> Answer:
    """Write a decision down and say which contacts it moves."""
    from corpora.store import decisions

    with session.workspace.writing() as db:
        moved = _moves(session, db, contacts, payload)
        entry = decisions.decide(db, kind, payload, session.now())
    words = told(entry, stage_names(session))
    return done(entry, f"Done: {words}. {_effect(moved)}".strip(), moved)


def propose(session: Session, kind: str, payload: dict[str, Any], contacts: list[str]) -> Answer:
    """Say which contacts a decision would move."""
    from corpora.store import queries

    with session.workspace.reading() as db:
        moved = _moves(session, db, contacts, payload)
        moving = queries.moving(db, contacts, payload["stage_id"]) if contacts else []
    words = describe(kind, payload, stage_names(session).now)
    return Answer(
        headline=f"This would {words}. {_effect(moved)}".strip(),
        data=Decision(seq=None, kind=kind, payload=payload, moves=moved),
        n=len(contacts) or None,
        moving=frozenset(moving),
    )


def _moves(
    session: Session, db: Connection, contacts: list[str], payload: dict[str, Any]
) -> dict[str, int]:
    from corpora.store.queries import moves

    if not contacts:
        return {}
    found = moves(db, contacts, payload["stage_id"])
    return {stage_name(stage, session.stages): number for stage, number in found.items()}


def _effect(moved: dict[str, int]) -> str:
    if not moved:
        return ""
    where = listing(f"{number:,} from {name}" for name, number in moved.items())
    number = sum(moved.values())
    return f"{count(number, 'contact')} {'moves' if number == 1 else 'move'}: {where}."


def done(entry: Entry, headline: str, moved: dict[str, int] | None = None) -> Answer:
    """Return that a decision was written down."""
    return Answer(
        headline=headline,
        data=Decision(
            seq=entry.seq, kind=entry.kind, payload=dict(entry.payload), moves=moved or {}
        ),
        follow_ups=("undo", *look_at(entry), "history"),
    )


_LABELLING = ("relabel_several", "relabel_matching", "map_driver", "relabel")


def look_at(entry: Entry) -> tuple[str, ...]:
    """Return the call that shows what a decision is about, whether it holds or was taken back."""
    said = entry.payload
    if entry.kind == "relabel":
        return (f"explain_contact contact={said['contact_id']}",)
    if entry.kind in _LABELLING:
        return (f"show_stage stage={said['stage_id']}",)
    if entry.kind == "mark_gap":
        return (f"evidence of={said['gap_id']}",)
    if entry.kind == "teach":
        return ("next_question",)
    return ("show_journey",) if entry.kind in EDIT_KINDS.names() else ()


@dataclass(frozen=True, slots=True)
class StageNames:
    """What people call stages by id: now (those that are no more: at last), and at first."""

    now: Mapping[str, str]
    first: Mapping[str, str]


def stage_names(session: Session) -> StageNames:
    """Return the names of all stages that ever were."""
    from corpora.store.decisions import entries

    with session.workspace.reading() as db:
        first = first_names(session.first_stages, entries(db))
    return StageNames({**first, **{stage.id: stage.name for stage in session.stages}}, first)


def told(entry: Entry, names: StageNames) -> str:
    """Return what an entry decides, in words."""
    # By its name now, a stage that was renamed would be called what it is called.
    by = names.first if entry.kind == "rename_stage" else names.now
    return describe(entry.kind, dict(entry.payload), by)


RELABEL = Action(
    "relabel",
    RelabelParams,
    relabel,
    Decision,
    examples=("the second one is about delivery, not returns", "put c-4f2k under paying"),
    preview=preview_relabel,
)
RELABEL_MATCHING = Action(
    "relabel_matching",
    RelabelMatchingParams,
    relabel_matching,
    Decision,
    examples=("everything that mentions invoices belongs to paying",),
    preview=preview_relabel_matching,
)
MARK_GAP = Action(
    "mark_gap",
    MarkGapParams,
    mark_gap,
    Decision,
    examples=("we fixed that gap on Monday", "dismiss the second gap"),
    preview=preview_mark_gap,
)
