"""What people change about the journey: pure functions from stages to stages.

Each change is an entry of the journal, so the same entries over the same stages always give the
same journey. A stage's id is for good: a stage that is merged or removed into another, or split,
lives on as an alias of the one that took its place, and no contact is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpora.errors import FrontstageError
from corpora.journal import Entry, Kind, Kinds
from journeys.changes import (
    AddStage,
    AssignDepartment,
    DescribeStage,
    Edit,
    MergeStages,
    MoveStage,
    RemoveStage,
    RenameStage,
    SplitStage,
    Stages,
)

_EDITS: Mapping[str, type[Edit]] = {
    "rename_stage": RenameStage,
    "describe_stage": DescribeStage,
    "assign_department": AssignDepartment,
    "move_stage": MoveStage,
    "add_stage": AddStage,
    "merge_stages": MergeStages,
    "remove_stage": RemoveStage,
    "split_stage": SplitStage,
}


def _touched(edit: Edit) -> frozenset[str]:
    return frozenset(f"stage:{name}" for name in edit.names())


EDIT_KINDS = Kinds(Kind(name, model, _touched) for name, model in _EDITS.items())


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry that no longer applies; it stays in the history.

    Attributes:
        seq: Which entry.
        reason: Why, in one line.
    """

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The journey's stages after a replay.

    Attributes:
        stages: In order.
        skipped: Entries that did not apply.
    """

    stages: Stages
    skipped: tuple[Skipped, ...] = ()


def apply_edit(stages: Stages, kind: str, payload: Mapping[str, Any]) -> Stages:
    """Return the stages after one change; for a preview, and to refuse it before it is written.

    Raises:
        JournalError: The payload does not fit its kind, or the change can't be made.
        UnknownName: It names a stage that is not there, or no longer.
    """
    return _EDITS[kind].model_validate(EDIT_KINDS.check(kind, payload)).apply(stages)


def replay(stages: Stages, entries: Iterable[Entry]) -> Edited:
    """Apply the journal's changes of the journey in order; other kinds are passed over.

    Args:
        stages: The stages as the journey file gives them.
        entries: Those in force (`corpora.journal.History.in_force`).
    """
    skipped = []
    for entry in entries:
        if entry.kind in _EDITS:
            try:
                stages = apply_edit(stages, entry.kind, entry.payload)
            except FrontstageError as problem:
                skipped.append(Skipped(entry.seq, str(problem)))
    return Edited(stages, tuple(skipped))


def mint_id(name: str, taken: Collection[str]) -> str:
    """Return an id for a new stage, from its name and unlike all ids ever used.

    Args:
        name: What people call it.
        taken: Ids and aliases of all stages, those in the history too: ids are never used again.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_")
    if not slug or not slug[0].isalpha():
        slug = f"stage_{slug}".rstrip("_")
    number, minted = 1, slug
    while minted in taken:
        number += 1
        minted = f"{slug}_{number}"
    return minted


def successors(before: Stages, now: Stages, entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return, for every stage id that was ever used and is no more, the stage that counts for it.

    Aliases say it for stages that were merged, removed or split. The parts of a split that was
    taken back count for the whole again, so that no contact is lost.

    Args:
        before: The stages as the journey file gives them.
        now: The stages in force.
        entries: The whole journal, what was undone too.
    """
    held = {stage.id for stage in now}
    found = {alias: stage.id for stage in now for alias in stage.aliases}
    wholes: dict[str, str] = {}
    for entry in entries:
        if entry.kind == "split_stage":
            split = SplitStage.model_validate(entry.payload)
            wholes |= {part.stage_id: split.stage_id for part in split.parts}
    for part in wholes:
        whole = wholes[part]
        while whole not in held and whole not in found and whole in wholes:
            whole = wholes[whole]
        if part not in held and part not in found and (whole in held or whole in found):
            found[part] = found.get(whole, whole)
    gone = {alias: stage.id for stage in before for alias in stage.aliases if stage.id in held}
    return {**gone, **found}


def first_names(before: Stages, entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return what every stage that ever was is called at first, by its id."""
    names = {stage.id: stage.name for stage in before}
    for entry in entries:
        if entry.kind == "add_stage":
            added = AddStage.model_validate(entry.payload).stage
            names[added.stage_id] = added.name
        elif entry.kind == "split_stage":
            for part in SplitStage.model_validate(entry.payload).parts:
                names[part.stage_id] = part.name
    return names


def names_used(before: Stages, entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return every name that a stage ever had, in small letters, with the stage's id."""
    told = tuple(entries)
    names = {name.casefold(): stage for stage, name in first_names(before, told).items()}
    renamed = (entry.payload for entry in told if entry.kind == "rename_stage")
    return names | {str(each["name"]).casefold(): str(each["stage_id"]) for each in renamed}
