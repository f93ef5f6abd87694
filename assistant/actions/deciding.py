"""What people decide: relabel, mark a gap, undo; each is proposed in numbers first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from assistant.actions.action import Action, NoParams, Params
from assistant.actions.asking import stage_name
from assistant.answers import Answer, Data, Table
from assistant.kinds import KINDS, describe
from assistant.naming import resolve_contact, resolve_gap, resolve_stage
from assistant.session import Session
from assistant.wording import count, listing

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


class RevertParams(Params):
    """Which entry of the journal."""

    entry: Annotated[int, Field(ge=1, description="Its number in `history`.")]


def relabel(session: Session, params: RelabelParams) -> Answer:
    """Say which stage a contact belongs to."""
    return _write(session, *_relabel(session, params))


def preview_relabel(session: Session, params: RelabelParams) -> Answer:
    """Say what `relabel` would move."""
    return _propose(session, *_relabel(session, params))


def _relabel(session: Session, params: RelabelParams) -> tuple[str, dict[str, Any], list[str]]:
    stage = resolve_stage(params.stage, session.stages)
    with session.workspace.reading() as db:
        contact = resolve_contact(params.contact, db)
    return "relabel", {"contact_id": contact, "stage_id": stage.id}, [contact]


def relabel_matching(session: Session, params: RelabelMatchingParams) -> Answer:
    """Say where all contacts belong in which a customer says some words, present and future."""
    return _write(session, *_relabel_matching(session, params))


def preview_relabel_matching(session: Session, params: RelabelMatchingParams) -> Answer:
    """Say what `relabel_matching` would move."""
    return _propose(session, *_relabel_matching(session, params))


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
    return _write(session, *_mark_gap(session, params))


def preview_mark_gap(session: Session, params: MarkGapParams) -> Answer:
    """Say what `mark_gap` would write down."""
    return _propose(session, *_mark_gap(session, params))


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


def undo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Take back the last decision."""
    from corpora.store import decisions

    with session.workspace.writing() as db:
        entry = decisions.undo(db, session.now())
        session.keep_in_line(db)
    _follow(session, entry)
    return _done(entry, f"Taken back: {_told(entry)}.")


def preview_undo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Say what `undo` would take back."""
    from corpora.store import decisions

    with session.workspace.reading() as db:
        entry = decisions.history(db).next_undo
    return _would(entry, "take back", "undo")


def redo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Bring back the decision that was undone last."""
    from corpora.store import decisions

    with session.workspace.writing() as db:
        entry = decisions.redo(db, session.now())
        session.keep_in_line(db)
    _follow(session, entry)
    return _done(entry, f"Brought back: {_told(entry)}.")


def preview_redo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Say what `redo` would bring back."""
    from corpora.store import decisions

    with session.workspace.reading() as db:
        entry = decisions.history(db).next_redo
    return _would(entry, "bring back", "redo")


def revert(session: Session, params: RevertParams) -> Answer:
    """Take one decision out of the middle of the history."""
    from corpora.store import decisions

    with session.workspace.writing() as db:
        target = next((e for e in decisions.entries(db) if e.seq == params.entry), None)
        entry = decisions.revert(db, params.entry, session.now(), KINDS)
        session.keep_in_line(db)
    _follow(session, target)
    return _done(entry, f"Entry {params.entry} no longer holds.")


def preview_revert(session: Session, params: RevertParams) -> Answer:
    """Say which entry `revert` would take out."""
    from corpora.journal import REVERT, check_steering
    from corpora.store import decisions

    with session.workspace.reading() as db:
        past = decisions.history(db)
        check_steering(REVERT, {"seq": params.entry}, past, KINDS)
    entry = next(each for each in past.in_force if each.seq == params.entry)
    return _would(entry, "take out", "revert")


class HistoryData(Data):
    """The journal; `in_force` says which entries hold, `skipped` which no longer apply and why."""

    entries: tuple[Decision, ...]
    in_force: tuple[int, ...]
    skipped: dict[int, str] = Field(default_factory=dict)


def history(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """List what people decided, and which of it holds."""
    from corpora.store import decisions

    with session.workspace.reading() as db:
        entries = decisions.entries(db)
        holding = {entry.seq for entry in decisions.history(db).in_force}
    skipped = {each.seq: each.reason for each in session.edited.skipped}
    rows = tuple(
        (
            str(e.seq),
            f"{e.at:%Y-%m-%d %H:%M}",
            _told(e),
            f"no longer applies: {skipped[e.seq]}"
            if e.seq in skipped
            else ("yes" if e.seq in holding else ""),
        )
        for e in entries
    )
    return Answer(
        headline=f"{count(len(entries), 'entry', 'entries')}, {len(holding)} in force.",
        data=HistoryData(
            entries=tuple(
                Decision(seq=e.seq, kind=e.kind, payload=dict(e.payload)) for e in entries
            ),
            in_force=tuple(sorted(holding)),
            skipped=skipped,
        ),
        blocks=(Table(("entry", "at", "decision", "holds"), rows, right=frozenset({"entry"})),)
        if rows
        else (),
        follow_ups=("undo",) if holding else (),
    )


def _write(session: Session, kind: str, payload: dict[str, Any], contacts: list[str]) -> Answer:
    from corpora.store import decisions

    with session.workspace.writing() as db:
        moved = _moves(session, db, contacts, payload)
        entry = decisions.decide(db, kind, payload, session.now())
    return _done(entry, f"Done: {_told(entry)}. {_effect(moved)}".strip(), moved)


def _propose(session: Session, kind: str, payload: dict[str, Any], contacts: list[str]) -> Answer:
    with session.workspace.reading() as db:
        moved = _moves(session, db, contacts, payload)
    told = describe(kind, payload)
    return Answer(
        headline=f"This would {told}. {_effect(moved)}".strip(),
        data=Decision(seq=None, kind=kind, payload=payload, moves=moved),
        n=len(contacts) or None,
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


def _follow(session: Session, entry: Entry | None) -> None:
    """Label all contacts anew where the entry is one that the model learned from."""
    if entry is not None and entry.kind == "teach":
        from assistant.actions.teaching import follow_teaching

        follow_teaching(session)


def _done(entry: Entry, headline: str, moved: dict[str, int] | None = None) -> Answer:
    return Answer(
        headline=headline,
        data=Decision(
            seq=entry.seq, kind=entry.kind, payload=dict(entry.payload), moves=moved or {}
        ),
        follow_ups=("undo", "history"),
    )


def _would(entry: Entry | None, verb: str, name: str) -> Answer:
    from corpora.errors import JournalError

    if entry is None:
        raise JournalError(f"nothing to {name}", where="journal")
    return Answer(
        headline=f"This would {verb}: {_told(entry)}.",
        data=Decision(seq=None, kind=name, payload={"seq": entry.seq}),
    )


def _told(entry: Entry) -> str:
    return describe(entry.kind, dict(entry.payload))


RELABEL = Action(
    "relabel",
    RelabelParams,
    relabel,
    Decision,
    examples=("this one is about delivery, not returns", "put c-4f2k under paying"),
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
UNDO = Action(
    "undo",
    NoParams,
    undo,
    Decision,
    examples=("undo", "take that back"),
    preview=preview_undo,
    command="undo",
)
REDO = Action(
    "redo",
    NoParams,
    redo,
    Decision,
    examples=("redo", "bring it back"),
    preview=preview_redo,
    command="redo",
)
REVERT = Action(
    "revert", RevertParams, revert, Decision, examples=("revert entry 7",), preview=preview_revert
)
HISTORY = Action(
    "history",
    NoParams,
    history,
    HistoryData,
    examples=("what did we change", "show the history"),
    command="history",
)
