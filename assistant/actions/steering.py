"""Steering the history of decisions: undo, redo, revert, and the list of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field

from assistant.actions.action import Action, NoParams, Params
from assistant.actions.asking import stage_name
from assistant.actions.deciding import Decision, done, look_at, stage_names, told
from assistant.answers import Answer, Data, Table
from assistant.kinds import KINDS
from assistant.session import Session
from assistant.wording import count, listing

if TYPE_CHECKING:
    from corpora.journal import Entry

Way: TypeAlias = Literal["undo", "redo"]
_DONE = {"undo": "Taken back", "redo": "Brought back"}
_VERBS = {"undo": "take back", "redo": "bring back", "revert": "take out"}


class RevertParams(Params):
    """Which entry of the journal."""

    entry: Annotated[int, Field(ge=1, description="Its number in `history`.")]


def undo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Take back the last decision."""
    return _step(session, "undo")


def preview_undo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Say what `undo` would take back."""
    return _next_step(session, "undo")


def redo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Bring back the decision that was undone last."""
    return _step(session, "redo")


def preview_redo(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Say what `redo` would bring back."""
    return _next_step(session, "redo")


def _step(session: Session, name: Way) -> Answer:
    """Go one decision back or forth."""
    from corpora.store import decisions

    step = decisions.undo if name == "undo" else decisions.redo
    with session.workspace.writing() as db:
        entry = step(db, session.now())
        session.keep_in_line(db)
    _follow(session, entry)
    answer = done(entry, f"{_DONE[name]}: {told(entry, stage_names(session))}.")
    # Whoever has just gone one way wants to see what came of it, or to go back the other way.
    back = "redo" if name == "undo" else "undo"
    return replace(answer, follow_ups=(back, *look_at(entry), "history"))


def _next_step(session: Session, name: Way) -> Answer:
    from corpora.store import decisions

    with session.workspace.reading() as db:
        past = decisions.history(db)
    entry = past.next_undo if name == "undo" else past.next_redo
    return _would(session, entry, name, {})


def revert(session: Session, params: RevertParams) -> Answer:
    """Take one decision out of the middle of the history."""
    from corpora.store import decisions

    with session.workspace.writing() as db:
        target = next((e for e in decisions.entries(db) if e.seq == params.entry), None)
        entry = decisions.revert(db, params.entry, session.now(), KINDS)
        session.keep_in_line(db)
    _follow(session, target)
    answer = done(entry, f"Entry {params.entry} no longer holds.")
    shown = look_at(target) if target is not None else ()
    return replace(answer, follow_ups=("undo", *shown, "history"))


def preview_revert(session: Session, params: RevertParams) -> Answer:
    """Say which entry `revert` would take out."""
    from corpora.journal import REVERT, check_steering
    from corpora.store import decisions

    with session.workspace.reading() as db:
        past = decisions.history(db)
        check_steering(REVERT, {"seq": params.entry}, past, KINDS)
    entry = next(each for each in past.in_force if each.seq == params.entry)
    return _would(session, entry, "revert", {"seq": params.entry})


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
    names = stage_names(session)
    rows = tuple(
        (
            str(e.seq),
            f"{e.at:%Y-%m-%d %H:%M}",
            told(e, names),
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


def _follow(session: Session, entry: Entry | None) -> None:
    """Label all contacts anew where the entry is one that the model learned from."""
    if entry is not None and entry.kind == "teach":
        from assistant.actions.teaching import follow_teaching

        follow_teaching(session)


def _would(session: Session, entry: Entry | None, name: str, payload: Mapping[str, Any]) -> Answer:
    from corpora.errors import JournalError

    if entry is None:
        raise JournalError(f"nothing to {name}", where="journal")
    moved = _moves(session, name, payload)
    leaving: Counter[str] = Counter()
    for left, _, number in moved:
        leaving[left] += number
    words = told(entry, stage_names(session))
    effect = _effect(moved, taught=entry.kind == "teach")
    return Answer(
        headline=f"This would {_VERBS[name]}: {words}. {effect}",
        data=Decision(seq=None, kind=name, payload={"seq": entry.seq}, moves=dict(leaving)),
        n=leaving.total() or None,
    )


def _moves(session: Session, name: str, payload: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Return which contacts a step through the history moves: from, to (by name), how many."""
    from corpora.journal import Entry, read_history
    from corpora.store import decisions
    from corpora.store.foreseeing import moves_if
    from journeys.edits import replay, successors

    with session.workspace.reading() as db:
        past = decisions.entries(db)
        number = past[-1].seq + 1 if past else 1
        after = (*past, Entry(number, session.now(), name, payload))
        holding = read_history(after).in_force
        stages = replay(session.first_stages, holding).stages
        found = moves_if(db, holding, successors(session.first_stages, stages, after))
    return [
        (stage_name(left, session.stages), stage_name(to, stages), count)
        for left, to, count in found
    ]


def _effect(moved: Sequence[tuple[str, str, int]], *, taught: bool) -> str:
    number = sum(each[2] for each in moved)
    where = listing(f"{n:,} from {left} to {to}" for left, to, n in moved)
    move = "moves" if number == 1 else "move"
    told = f"{count(number, 'contact')} {move}: {where}." if moved else "No contact moves."
    return f"{told} The model then learns anew and labels the others." if taught else told


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
