"""Doing what a command says: preview, agreement, running, printing, and the exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import typer

from assistant.actions.action import Action
from assistant.answers import Answer
from assistant.command_line.complaining import complain
from assistant.command_line.options import Form
from assistant.command_line.progress import watching
from assistant.session import Session
from corpora.errors import BadInput

AnyAction = Action[Any]

EXIT_BAD_INPUT, EXIT_INTERRUPTED = 2, 130


def run_action(
    action: AnyAction,
    raw: dict[str, Any],
    workspace: Path,
    *,
    yes: bool,
    form: Form,
    quiet: bool,
) -> None:
    """Run one action and print its answer; an adjustment is proposed first.

    Raises:
        typer.Exit: The answer has an exit code of its own.
    """
    silenced = quiet or form != "text"
    with interruptible(), watching(quiet=silenced, announced=action.announced) as progress:
        session = Session(workspace, progress)
        answer = carry_out(session, action, raw, yes=yes, form=form, quiet=quiet)
    if answer is not None:
        finish(answer)


def carry_out(
    session: Session,
    action: AnyAction,
    raw: dict[str, Any],
    *,
    yes: bool,
    form: Form,
    quiet: bool,
) -> Answer | None:
    """Run an action in a session and print its answer; None: proposed, and not agreed to."""
    params = action.parse(raw)
    if action.preview is not None and not yes:
        answer = action.preview(session, params)
        show(answer, action.name, form=form, quiet=quiet)
        if form != "text" or not sys.stdin.isatty() or not typer.confirm("Apply?"):
            if form == "text":
                typer.echo("Nothing was changed; --yes applies it.")
                for problem in answer.problems:
                    complain(problem)
            return None
    answer = action.answer(session, params)
    show(answer, action.name, form=form, quiet=quiet)
    return answer


@contextmanager
def interruptible() -> Iterator[None]:
    """Say what an interrupt leaves behind; Typer would end without a word."""
    try:
        yield
    except KeyboardInterrupt:
        complain("interrupted; what was stored so far is kept, run the same command to go on")
        raise typer.Exit(EXIT_INTERRUPTED) from None


def show(answer: Answer, name: str, *, form: Form, quiet: bool) -> None:
    """Print an answer; a reader that had enough is no failure.

    Raises:
        BadInput: A CSV is wanted of what lists nothing.
    """
    try:
        _print(answer, name, form=form, quiet=quiet)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader had enough, as `head` has: no reason to complain, or to end differently.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(answer: Answer, name: str, *, form: Form, quiet: bool) -> None:
    if form == "json":
        typer.echo(json.dumps(answer.as_json(name), ensure_ascii=False, indent=2))
        return
    if form != "text":
        typer.echo(_written(answer, form), nl=False)
        return
    from assistant.rendering.terminal import PipedConsole
    from assistant.rendering.terminal import show as draw

    draw(answer, PipedConsole(highlight=False, soft_wrap=False), quiet=quiet)


def _written(answer: Answer, form: Literal["md", "csv"]) -> str:
    from assistant.rendering.written import as_csv, as_markdown

    text = as_csv(answer) if form == "csv" else as_markdown(answer)
    if text is None:
        raise BadInput("this answer lists nothing", where="--format csv", remedy="--format md")
    return text


def finish(answer: Answer) -> None:
    """Tell an answer's problems, and end with its exit code.

    Raises:
        typer.Exit: It is not 0.
    """
    for problem in answer.problems:
        complain(problem)
    code = EXIT_BAD_INPUT if answer.problems else 0
    if answer.exit_code is not None:
        code = answer.exit_code
    if code:
        raise typer.Exit(code)
