"""What can be asked, which formats are read, and which rows could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from pydantic import Field

from assistant.actions.action import Action, NoParams, Params
from assistant.answers import Answer, Data, Line, Table
from assistant.session import Session
from assistant.wording import count


class HelpParams(Params):
    """What to explain."""

    topic: Annotated[str | None, Field(description="An action's name.")] = None


class ActionHelp(Data):
    """One action."""

    name: str
    summary: str
    parameters: dict[str, str]
    examples: tuple[str, ...]
    changes: bool


class HelpData(Data):
    """What can be asked."""

    actions: tuple[ActionHelp, ...]


def help_action(
    every: Callable[[], Sequence[Action[Any]]], find: Callable[[str], Action[Any]]
) -> Action[HelpParams]:
    """Return the action that explains all actions, itself among them.

    Args:
        every: Returns all actions, in the order in which they are listed.
        find: Returns the action of a name.
    """

    def help_(session: Session, params: HelpParams) -> Answer:  # noqa: ARG001 - every action takes both
        """List what can be asked, or explain one action."""
        return _explained(every() if params.topic is None else (find(params.topic),), params.topic)

    examples = ("help", "what can I ask")
    return Action("help", HelpParams, help_, HelpData, examples=examples)


def _explained(actions: Sequence[Action[Any]], topic: str | None) -> Answer:
    data = HelpData(
        actions=tuple(
            ActionHelp(
                name=each.name,
                summary=each.summary,
                parameters={
                    name: field.description or ""
                    for name, field in each.params.model_fields.items()
                },
                examples=each.examples,
                changes=each.changes,
            )
            for each in actions
        )
    )
    if topic is None:
        rows = tuple((each.name, each.summary) for each in data.actions)
        headline = f"{count(len(rows), 'action')}; `frontstage ask help topic=NAME` explains one."
        return Answer(headline=headline, data=data, blocks=(Table(("action", "what"), rows),))
    action, told = actions[0], data.actions[0]
    return Answer(
        headline=f"{told.name}: {told.summary}",
        data=data,
        blocks=(
            Line(action.help.partition("\n")[2].strip(), "plain"),
            Table(("parameter", "what"), tuple(told.parameters.items())),
            *(Line(f"For example: {example}", "quiet") for example in told.examples),
        ),
    )


class FormatRow(Data):
    """A format that can be read."""

    name: str
    recognised: str
    read: str


class FormatsData(Data):
    """The formats that can be read."""

    formats: tuple[FormatRow, ...]


def formats(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """List the formats that are read, and how each is recognised."""
    from corpora.readers.formats import FORMATS

    data = FormatsData(
        formats=tuple(
            FormatRow(name=each.name, recognised=each.recognised, read=each.read)
            for each in FORMATS
        )
    )
    rows = tuple((each.name, each.recognised, each.read) for each in data.formats)
    return Answer(
        headline=f"{count(len(rows), 'format')}, told apart by content.",
        data=data,
        blocks=(Table(("format", "recognised by", "what is read"), rows),),
    )


class RejectRow(Data):
    """A row that could not be read."""

    file: str
    row: int | None
    code: str
    remedy: str


class RejectsData(Data):
    """The rows that the last ingest could not read."""

    rejects: tuple[RejectRow, ...]


def rejects(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """List the rows that the last ingest could not read."""
    from corpora.store.runs import latest_rejects

    with session.workspace.reading() as db:
        found = latest_rejects(db)
    data = RejectsData(
        rejects=tuple(
            RejectRow(file=each.file, row=each.row, code=each.code, remedy=each.remedy)
            for each in found
        )
    )
    rows = tuple(
        (each.file, "" if each.row is None else str(each.row), each.code, each.remedy)
        for each in data.rejects
    )
    table = Table(("file", "row", "reason", "remedy"), rows, right=frozenset({"row"}))
    return Answer(
        headline=f"{count(len(rows), 'row')} of the last ingest could not be read.",
        data=data,
        blocks=(table,) if rows else (),
        n=len(rows),
    )


FORMATS_ACTION = Action(
    "formats",
    NoParams,
    formats,
    FormatsData,
    examples=("which formats can you read",),
    command="formats",
)
REJECTS = Action(
    "rejects",
    NoParams,
    rejects,
    RejectsData,
    examples=("what could not be read",),
    unfiltered="a row that could not be read is no contact yet",
)
