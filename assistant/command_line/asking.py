"""What `frontstage ask` does with words: an exact call, or a question in plain words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.actions.action import Action
from assistant.actions.registry import ACTIONS, find_action, parse_call
from assistant.actions.sparing import spare
from assistant.command_line.complaining import complain
from assistant.command_line.doing import EXIT_BAD_INPUT, carry_out, finish, interruptible
from assistant.command_line.options import Form
from assistant.command_line.progress import watching
from assistant.session import Session
from corpora.errors import BadInput, FrontstageError, SourceError, WorkspaceMissing

if TYPE_CHECKING:
    from assistant.dialogue import Context, Plan, Vocabulary

AnyAction = Action[Any]
Call = tuple[AnyAction, dict[str, Any]]

_NAMED = re.compile(r"[a-z_]+=.*", re.DOTALL)


@dataclass(frozen=True)
class Manner:
    """How answers are given: adjustments applied unasked, in which form, without hints."""

    yes: bool = False
    form: Form = "text"
    quiet: bool = False


def exact_call(words: Sequence[str]) -> Call | None:
    """Return the call that `name key=value …` says; None where it is a question in plain words.

    Raises:
        BadInput: Nothing was asked, or the call is not well formed.
        UnknownName: A call names no action.
    """
    parts = words[0].split() if len(words) == 1 else list(words)
    if not parts:
        raise BadInput(
            "nothing asked",
            where="ask",
            remedy='try "which pages make people call?", or --help',
        )
    known = {action.name for action in ACTIONS}
    named = [bool(_NAMED.fullmatch(word)) for word in parts[1:]]
    first = parts[0].lower().replace("-", "_")
    if any(named) or (first in known and not parts[1:]) or (len(parts) == 1 and "_" in first):
        return parse_call(words)
    return None


def ask_freely(
    utterance: str, earlier: Sequence[str], workspace: Path, how: Manner, *, only_plan: bool
) -> None:
    """Understand a question and answer it, or only say what would be done.

    Args:
        utterance: The question.
        earlier: What was asked before, the oldest first.
        workspace: The workspace's file.
        how: How to answer.
        only_plan: Print the plan and do nothing.

    Raises:
        typer.Exit: It was not understood, or an answer has an exit code of its own.
    """
    from assistant.dialogue import understand

    with interruptible(), watching(quiet=how.quiet or how.form != "text") as progress:
        session = Session(workspace, progress)
        vocabulary = _vocabulary(session)
        context = _context(earlier, vocabulary, None if only_plan else session)
        plan = understand(utterance, vocabulary, context)
        if only_plan:
            typer.echo(json.dumps(plan.as_json(), ensure_ascii=False, indent=2, default=str))
            return
        _follow(plan, session, how)


def plan_batch(file: Path, workspace: Path) -> None:
    """Print one plan a line for a JSONL file of `utterance` and `context`, and do nothing.

    A line without an utterance is named; the others are planned.

    Raises:
        SourceError: The file can't be read.
        typer.Exit: A line holds no utterance.
    """
    from assistant.dialogue import understand

    vocabulary = _vocabulary(Session(workspace))
    failed = False
    for number, row in _lines(file):
        if row is None:
            failed = True
            complain(f'{file}, line {number}: no utterance; write {{"utterance": "…"}}')
            continue
        utterance, earlier = row
        context = _context(earlier, vocabulary, None)
        plan = understand(utterance, vocabulary, context)
        typer.echo(json.dumps({"line": number, **plan.as_json()}, ensure_ascii=False, default=str))
    if failed:
        raise typer.Exit(EXIT_BAD_INPUT)


def _lines(file: Path) -> Iterator[tuple[int, tuple[str, list[str]] | None]]:
    """Yield the number of each line that is not empty, and its utterance and context, if any."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise SourceError(f"can't be read ({why})", where=str(file)) from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            utterance, earlier = str(row["utterance"]), [str(e) for e in row.get("context") or ()]
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
            yield number, None
            continue
        yield number, (utterance, earlier)


def _vocabulary(session: Session) -> Vocabulary:
    """Return the workspace's names; plans can be made where there is no workspace yet."""
    from assistant.dialogue import Vocabulary

    try:
        return Vocabulary.of(session)
    except WorkspaceMissing:
        return Vocabulary()


def _context(earlier: Sequence[str], vocabulary: Vocabulary, session: Session | None) -> Context:
    """Return what earlier utterances leave behind; with a session, with what was answered."""
    from assistant.dialogue import Context, understand

    context = Context()
    for each in earlier:
        plan = understand(each, vocabulary, context)
        answer = None
        if session is not None and plan.kind == "run" and plan.steps:
            action = _action(plan.steps[-1].action)
            if action is not None and not _works(action):
                answer = _quietly(session, action, dict(plan.steps[-1].params))
        context = context.after(plan, answer)
    return context


def _quietly(session: Session, action: AnyAction, raw: dict[str, Any]) -> Any:  # noqa: ANN401
    try:
        return action.run(session, action.parse(raw))
    except FrontstageError:
        # What failed then was told then; now it only leaves nothing to point back to.
        return None


def _works(action: AnyAction) -> bool:
    """Whether an action takes files in, runs models or writes: never repeated for its context."""
    return action.command is not None or action.changes or action.name == "export"


def _action(name: str) -> AnyAction | None:
    return next((action for action in ACTIONS if action.name == name), None)


def _follow(plan: Plan, session: Session, how: Manner) -> None:
    unknown = [step.action for step in plan.steps if _action(step.action) is None]
    if plan.kind in ("none", "clarify") or unknown:
        message = (
            plan.message
            if not unknown
            else f"{_spoken(unknown[0])} can't be done yet; `help` lists what can be asked."
        )
        plan = _choose(plan, message, how)
    elif plan.message and not how.quiet:
        typer.echo(f"› {plan.message}", err=True)
    if how.form == "csv" and len(plan.steps) > 1:
        raise BadInput(
            "several answers make no one table", where="--format csv", remedy="ask one at a time"
        )
    for step in plan.steps:
        spare(step.done_as, step.params)
    for step in plan.steps:
        action = find_action(step.done_as)
        if not how.quiet and how.form == "text":
            typer.echo(f"› {call_words(step.done_as, step.params)}", err=True)
        answer = carry_out(
            session, action, dict(step.params), yes=how.yes, form=how.form, quiet=how.quiet
        )
        if answer is not None:
            finish(answer)


def _choose(plan: Plan, message: str, how: Manner) -> Plan:
    """Tell what was not understood and let one of the choices be typed."""
    from assistant.dialogue import Plan, Step

    if how.form == "json":
        typer.echo(json.dumps(plan.as_json(), ensure_ascii=False, indent=2, default=str))
        raise typer.Exit(EXIT_BAD_INPUT)
    if not plan.choices or how.form != "text" or not sys.stdin.isatty():
        calls = [call_words(each.action, each.params) for each in plan.choices]
        offered = f"try: frontstage ask {', or '.join(calls)}" if calls else ""
        raise BadInput(message.rstrip("."), where="ask", remedy=offered)
    typer.echo(message)
    for number, choice in enumerate(plan.choices, 1):
        typer.echo(f"  {number}  {choice.label}  ({call_words(choice.action, choice.params)})")
    at: int = typer.prompt("Which one?", type=int)
    if not 1 <= at <= len(plan.choices):
        raise typer.Exit(EXIT_BAD_INPUT)
    chosen = plan.choices[at - 1]
    return Plan("run", (Step(chosen.action, chosen.params),))


def call_words(name: str, params: Any) -> str:  # noqa: ANN401 - a mapping of plain data
    """Return a call as it is typed after `ask`."""
    told = [name]
    for key, value in dict(params).items():
        for each in value if isinstance(value, (list, tuple)) else (value,):
            text = str(each)
            told.append(f'{key}="{text}"' if " " in text else f"{key}={text}")
    return " ".join(told)


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()
