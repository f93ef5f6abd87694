"""What each change of the journey asks for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assistant.actions.action import Params, Several

StageName = Annotated[str, Field(description="A stage, by id or name.")]


class RenameParams(Params):
    """Which stage, and what to call it."""

    stage: StageName
    name: Annotated[str, Field(min_length=1, description="What people call it.")]


class DescribeParams(Params):
    """Which stage, and what customers do there."""

    stage: StageName
    description: Annotated[str, Field(min_length=1, description="What customers do there.")]


class AssignParams(Params):
    """Which stage, and whose it is."""

    stage: StageName
    department: Annotated[str, Field(min_length=1, description="Who performs it.")]


class MoveParams(Params):
    """Which stage, and beside which other it stands; one of both."""

    stage: StageName
    before: Annotated[str | None, Field(description="The stage that it comes before.")] = None
    after: Annotated[str | None, Field(description="The stage that it comes after.")] = None


class AddParams(Params):
    """A new stage."""

    name: Annotated[str, Field(min_length=1, description="What people call it.")]
    description: Annotated[str, Field(description="What customers do there.")] = ""
    examples: Annotated[tuple[str, ...], Field(description="A phrase of theirs. Repeatable.")] = ()
    after: Annotated[str | None, Field(description="The stage that it comes after.")] = None


class RemoveParams(Params):
    """Which stage, and where its contacts go."""

    stage: StageName
    into: Annotated[str | None, Field(description="The stage that its contacts go to.")] = None


class MergeParams(Params):
    """Which stages become one."""

    stages: Annotated[
        Several, Field(min_length=1, description="Stages, with commas between. Repeatable.")
    ]
    into: Annotated[str | None, Field(description="The one that stays; the first.")] = None


class SplitParams(Params):
    """Which stage comes apart, and into what."""

    stage: StageName
    into: Annotated[
        Several,
        Field(
            min_length=2,
            description="Names with commas between; or repeated, each with what customers do "
            "there after a colon.",
        ),
    ]


class AssumptionParams(Params):
    """A number that the data can't tell."""

    name: Annotated[str, Field(min_length=1, description="Which one.")]
    value: Annotated[float, Field(description="What it is assumed to be.")]
