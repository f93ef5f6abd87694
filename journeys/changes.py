"""The kinds of change that people make to the journey, each a payload that the journal keeps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpora.errors import JournalError, UnknownName
from corpora.records import Stage

Stages = tuple[Stage, ...]


class Edit(BaseModel, ABC):
    """A change of the journey, as the journal keeps it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @abstractmethod
    def apply(self, stages: Stages) -> Stages:
        """Return the stages after the change.

        Raises:
            UnknownName: It names a stage that is not there, or no longer.
            JournalError: It would leave nothing, or contradicts itself.
        """

    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Return the ids of the stages that it touches."""


class RenameStage(Edit):
    """Call a stage something else."""

    stage_id: str
    name: str = Field(min_length=1)

    def apply(self, stages: Stages) -> Stages:
        """Return the stages with the new name."""
        return _changed(stages, replace(stage_of(stages, self.stage_id), name=self.name))

    def names(self) -> tuple[str, ...]:
        """Return the stage."""
        return (self.stage_id,)


class DescribeStage(Edit):
    """Say in other words what customers do at a stage."""

    stage_id: str
    description: str = Field(min_length=1)

    def apply(self, stages: Stages) -> Stages:
        """Return the stages with the new description."""
        changed = replace(stage_of(stages, self.stage_id), description=self.description)
        return _changed(stages, changed)

    def names(self) -> tuple[str, ...]:
        """Return the stage."""
        return (self.stage_id,)


class AssignDepartment(Edit):
    """Say who performs a stage."""

    stage_id: str
    department: str = Field(min_length=1)

    def apply(self, stages: Stages) -> Stages:
        """Return the stages with the new lane."""
        return _changed(stages, replace(stage_of(stages, self.stage_id), lane=self.department))

    def names(self) -> tuple[str, ...]:
        """Return the stage."""
        return (self.stage_id,)


class MoveStage(Edit):
    """Put a stage before or after another."""

    stage_id: str
    before: str | None = None
    after: str | None = None

    @model_validator(mode="after")
    def _one_place(self) -> MoveStage:
        if (self.before is None) == (self.after is None):
            raise ValueError("give either before or after")
        if self.stage_id in {self.before, self.after}:
            raise ValueError("a stage can't stand beside itself")
        return self

    def apply(self, stages: Stages) -> Stages:
        """Return the stages in the new order."""
        moved = stage_of(stages, self.stage_id)
        others = tuple(stage for stage in stages if stage.id != moved.id)
        beside = stage_of(stages, self.before or self.after or "")
        at = others.index(beside) + (self.before is None)
        return (*others[:at], moved, *others[at:])

    def names(self) -> tuple[str, ...]:
        """Return both stages."""
        return (self.stage_id, self.before or self.after or "")


class NewStage(BaseModel):
    """A stage that somebody adds; its id is minted when it is proposed (see `mint_id`)."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    stage_id: str
    name: str = Field(min_length=1)
    description: str = ""
    examples: tuple[str, ...] = ()

    def stage(self, lane: str = "customer", aliases: tuple[str, ...] = ()) -> Stage:
        """Return it as a stage."""
        return Stage(
            id=self.stage_id,
            name=self.name,
            description=self.description or self.name,
            examples=self.examples,
            lane=lane,
            aliases=aliases,
        )


class AddStage(Edit):
    """Add a stage, at the end or after another."""

    stage: NewStage
    after: str | None = None

    def apply(self, stages: Stages) -> Stages:
        """Return the stages with the new one."""
        _must_be_new(stages, (self.stage.stage_id,))
        at = len(stages)
        if self.after is not None:
            at = stages.index(stage_of(stages, self.after)) + 1
        return (*stages[:at], self.stage.stage(), *stages[at:])

    def names(self) -> tuple[str, ...]:
        """Return the new stage and the one that it follows."""
        return (self.stage.stage_id, *((self.after,) if self.after else ()))


class MergeStages(Edit):
    """Take stages as one; their contacts and their examples go to it."""

    stage_ids: tuple[str, ...] = Field(min_length=1)
    into: str

    def apply(self, stages: Stages) -> Stages:
        """Return the stages without the merged ones, which live on as aliases."""
        into = stage_of(stages, self.into)
        merged = [stage_of(stages, name) for name in dict.fromkeys(self.stage_ids)]
        merged = [stage for stage in merged if stage.id != into.id]
        if not merged:
            raise JournalError("a stage can't be merged with itself alone", where=self.into)
        taken = tuple(name for stage in merged for name in (stage.id, *stage.aliases))
        examples = tuple(phrase for stage in merged for phrase in stage.examples)
        whole = replace(into, aliases=(*into.aliases, *taken), examples=(*into.examples, *examples))
        gone = {stage.id for stage in merged}
        return _changed(tuple(stage for stage in stages if stage.id not in gone), whole)

    def names(self) -> tuple[str, ...]:
        """Return all of them."""
        return (*self.stage_ids, self.into)


class RemoveStage(Edit):
    """Take a stage out; its contacts go to another."""

    stage_id: str
    into: str

    def apply(self, stages: Stages) -> Stages:
        """Return the stages without it; unlike a merge, its examples are dropped."""
        gone, into = stage_of(stages, self.stage_id), stage_of(stages, self.into)
        if gone.id == into.id:
            raise JournalError("a stage can't be removed into itself", where=self.stage_id)
        left = tuple(stage for stage in stages if stage.id != gone.id)
        return _changed(left, replace(into, aliases=(*into.aliases, gone.id, *gone.aliases)))

    def names(self) -> tuple[str, ...]:
        """Return both stages."""
        return (self.stage_id, self.into)


class SplitStage(Edit):
    """Take a stage apart; what nobody tells apart is at the first part."""

    stage_id: str
    parts: tuple[NewStage, ...] = Field(min_length=2)

    def apply(self, stages: Stages) -> Stages:
        """Return the stages with the parts in the place of the whole."""
        whole = stage_of(stages, self.stage_id)
        _must_be_new(stages, tuple(part.stage_id for part in self.parts))
        first, *rest = self.parts
        parts = (
            first.stage(whole.lane, (whole.id, *whole.aliases)),
            *(part.stage(whole.lane) for part in rest),
        )
        at = stages.index(whole)
        return (*stages[:at], *parts, *stages[at + 1 :])

    def names(self) -> tuple[str, ...]:
        """Return the whole and its parts."""
        return (self.stage_id, *(part.stage_id for part in self.parts))


def stage_of(stages: Stages, stage_id: str) -> Stage:
    """Return a stage by id.

    Raises:
        UnknownName: There is none; where it was merged away, the message says where it went.
    """
    for stage in stages:
        if stage.id == stage_id:
            return stage
        if stage_id in stage.aliases:
            raise UnknownName(
                f"this stage went into {stage.id!r} ({stage.name})",
                where=stage_id,
                remedy=f"name {stage.id!r} instead",
            )
    raise UnknownName(
        "there is no such stage",
        where=stage_id,
        remedy=f"there are {', '.join(s.id for s in stages)}",
    )


def _changed(stages: Stages, stage: Stage) -> Stages:
    return tuple(stage if one.id == stage.id else one for one in stages)


def _must_be_new(stages: Stages, names: tuple[str, ...]) -> None:
    taken = {name for stage in stages for name in (stage.id, *stage.aliases)}
    for name in names:
        if name in taken:
            raise JournalError(
                "this id was used before", where=name, remedy="ids are for good: mint another"
            )
        taken.add(name)
