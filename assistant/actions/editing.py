"""Changes of the journey: each proposed in numbers, journalled, and taken back by `undo`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from assistant.actions.action import Action, Params
from assistant.actions.deciding import Decision, look_at, stage_names
from assistant.actions.edit_params import (
    AddParams,
    AssignParams,
    AssumptionParams,
    DescribeParams,
    MergeParams,
    MoveParams,
    RemoveParams,
    RenameParams,
    SplitParams,
)
from assistant.answers import Answer
from assistant.kinds import KINDS, describe
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.splitting import told_apart
from assistant.wording import count, listing
from corpora.errors import BadInput
from corpora.records import Stage
from journeys.changes import stage_of
from journeys.edits import apply_edit, mint_id, names_used

Payload = dict[str, Any]
P = TypeVar("P", bound=Params)


def rename_stage(session: Session, params: RenameParams) -> Payload:
    """Call a stage something else."""
    return {"stage_id": _stage(session, params.stage).id, "name": params.name}


def describe_stage(session: Session, params: DescribeParams) -> Payload:
    """Say in other words what customers do at a stage; the next `classify` goes by it."""
    return {"stage_id": _stage(session, params.stage).id, "description": params.description}


def assign_department(session: Session, params: AssignParams) -> Payload:
    """Say which department performs a stage."""
    return {"stage_id": _stage(session, params.stage).id, "department": params.department}


def move_stage(session: Session, params: MoveParams) -> Payload:
    """Put a stage before or after another."""
    if (params.before is None) == (params.after is None):
        raise BadInput(
            "one other stage must be named", where="move_stage", remedy="give before=… or after=…"
        )
    beside = {
        side: _stage(session, name).id
        for side, name in (("before", params.before), ("after", params.after))
        if name is not None
    }
    return {"stage_id": _stage(session, params.stage).id, **beside}


def add_stage(session: Session, params: AddParams) -> Payload:
    """Add a stage, at the end or after another; the next `classify` puts contacts there."""
    stage = {
        "stage_id": mint_id(params.name, _ids_used(session)),
        "name": params.name,
        "description": params.description,
        "examples": list(params.examples),
    }
    after = _stage(session, params.after).id if params.after else None
    return {"stage": stage, "after": after}


def remove_stage(session: Session, params: RemoveParams) -> Payload:
    """Take a stage out of the journey; its contacts go to another."""
    stage = _stage(session, params.stage)
    if params.into is None:
        held = _contacts_at(session).get(stage.id, 0)
        raise BadInput(
            f"{count(held, 'contact')} at {stage.name} must go to another stage",
            where="remove_stage",
            remedy="say which: into=…",
        )
    return {"stage_id": stage.id, "into": _stage(session, params.into).id}


def merge_stages(session: Session, params: MergeParams) -> Payload:
    """Take stages as one; their contacts and example phrases go to it."""
    named = [_stage(session, name).id for name in params.stages]
    into = _stage(session, params.into).id if params.into else named[0]
    return {"stage_ids": [each for each in named if each != into] or named, "into": into}


def split_stage(session: Session, params: SplitParams) -> Payload:
    """Take a stage apart; each of its contacts goes to the part that is nearest to its words."""
    taken = set(_ids_used(session))
    parts = []
    for given in params.into:
        name, _, description = (each.strip() for each in given.partition(":"))
        minted = mint_id(name, taken)
        taken.add(minted)
        parts.append({"stage_id": minted, "name": name, "description": description})
    return {"stage_id": _stage(session, params.stage).id, "parts": parts}


def set_assumption(session: Session, params: AssumptionParams) -> Payload:  # noqa: ARG001 - every builder takes both
    """Set a number that the data can't tell."""
    return {"name": params.name, "value": params.value}


def _stage(session: Session, name: str) -> Stage:
    """Return the stage that `name` means; one that is no more says where it went."""
    from corpora.store.decisions import entries

    if any(name in stage.aliases for stage in session.stages):
        return stage_of(session.stages, name)
    with session.workspace.reading() as db:
        used = names_used(session.first_stages, entries(db))
    known = {stage.name.casefold() for stage in session.stages}
    former = used.get(name.strip().casefold())
    if former is not None and name.strip().casefold() not in known:
        return stage_of(session.stages, former)
    return resolve_stage(name, session.stages)


def _ids_used(session: Session) -> frozenset[str]:
    from corpora.store.decisions import entries

    with session.workspace.reading() as db:
        used = names_used(session.first_stages, entries(db)).values()
    stages = (*session.first_stages, *session.stages)
    return frozenset(used) | {name for each in stages for name in (each.id, *each.aliases)}


def _contacts_at(session: Session) -> dict[str, int]:
    from corpora.store.queries import stage_shares

    with session.workspace.reading() as db:
        shares = stage_shares(db)
    return {each.stage_id: each.contacts for each in shares if each.stage_id is not None}


def _effect(session: Session, kind: str, payload: Payload) -> dict[str, int]:
    """Return how many contacts go elsewhere, by the name of the stage that they leave.

    Of a split: how many go to each part, by its name.
    """
    if kind == "split_stage":
        with session.workspace.reading() as db:
            parted = told_apart(session, db, payload).contacts
        names = {part["stage_id"]: part["name"] for part in payload["parts"]}
        return {names[part]: number for part, number in parted.items()}
    if kind not in ("merge_stages", "remove_stage"):
        return {}
    held = _contacts_at(session)
    leaving = [name for name in payload.get("stage_ids", [payload.get("stage_id")]) if name]
    return {
        stage_of(session.stages, each).name: held.get(each, 0)
        for each in leaving
        if each != payload.get("into")
    }


def _told(session: Session, kind: str, payload: Payload, moved: dict[str, int]) -> str:
    if kind == "split_stage":
        whole = stage_of(session.stages, payload["stage_id"]).name
        each = listing(f"{n:,} to {name}" for name, n in moved.items())
        return f"{count(sum(moved.values()), 'contact')} at {whole} would go: {each}; none is lost."
    if kind in ("merge_stages", "remove_stage"):
        each = " and ".join(f"{count(n, 'contact')} at {name}" for name, n in moved.items())
        return f"{each} would count elsewhere; none is lost."
    if kind == "set_assumption":
        return "No contact moves."
    concerned = payload.get("stage_id", "")
    held = _contacts_at(session).get(concerned, 0)
    if kind == "add_stage":
        return "No contact moves before the next `frontstage classify`."
    return f"{count(held, 'contact')} at it; none moves."


def _propose(session: Session, kind: str, payload: Payload) -> Answer:
    checked = KINDS.check(kind, payload)
    if kind != "set_assumption":
        apply_edit(session.stages, kind, checked)
    moved = _effect(session, kind, checked)
    words = describe(kind, checked, stage_names(session).now)
    return Answer(
        headline=f"This would {words}. {_told(session, kind, checked, moved)}",
        data=Decision(seq=None, kind=kind, payload=checked, moves=moved),
        n=sum(moved.values()) or None,
    )


def _apply(session: Session, kind: str, payload: Payload) -> Answer:
    from corpora.store import decisions
    from corpora.store.splitting import store_parts

    words = describe(kind, KINDS.check(kind, payload), stage_names(session).now)
    proposed = _propose(session, kind, payload).data
    moved = proposed.moves if isinstance(proposed, Decision) else {}
    with session.workspace.writing() as db:
        parted = told_apart(session, db, payload).by_label if kind == "split_stage" else {}
        entry = decisions.decide(db, kind, payload, session.now(), KINDS)
        session.keep_in_line(db)
        store_parts(db, parted, session.now())
    again = kind in ("add_stage", "split_stage", "describe_stage")
    return Answer(
        headline=f"Done: {words}.",
        data=Decision(seq=entry.seq, kind=kind, payload=dict(entry.payload), moves=moved),
        follow_ups=(
            *(("frontstage classify",) if again else ()),
            "undo",
            *look_at(entry),
            "history",
        ),
    )


def _action(params: type[P], build: Callable[[Session, P], Payload], *examples: str) -> Action[P]:
    """Return the adjusting action that writes down what `build` makes of its parameters."""
    kind = build.__name__

    def run(session: Session, given: P) -> Answer:
        return _apply(session, kind, build(session, given))

    def preview(session: Session, given: P) -> Answer:
        return _propose(session, kind, build(session, given))

    run.__doc__ = build.__doc__
    return Action(kind, params, run, Decision, examples=examples, preview=preview)


EDITS: tuple[Action[Any], ...] = (
    _action(RenameParams, rename_stage, "call paying billing", "rename the support stage"),
    _action(DescribeParams, describe_stage, "describe what happens in the support stage"),
    _action(AssignParams, assign_department, "returns belong to the warehouse team"),
    _action(MoveParams, move_stage, "put paying before placing the order"),
    _action(AddParams, add_stage, "add a stage for repairs after support"),
    _action(RemoveParams, remove_stage, "remove the account stage"),
    _action(MergeParams, merge_stages, "merge researching and reviewing options"),
    _action(SplitParams, split_stage, "split support into repairs and complaints"),
    _action(AssumptionParams, set_assumption, "assume a contact costs 6 pounds"),
)
"""Every change of the journey, in the order in which help lists them."""
