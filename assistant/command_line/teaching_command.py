"""`frontstage teach`; what it takes to ask is imported when it runs."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from assistant.actions.teaching import NEXT_QUESTION
from assistant.command_line.doing import interruptible, run_action
from assistant.command_line.options import (
    WORKSPACE,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    form_of,
)
from assistant.command_line.progress import watching
from assistant.session import Session


def teach(
    *,
    show_next: Annotated[
        bool, typer.Option("--next", help="Print the next question, and ask nothing.")
    ] = False,
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Teach the stages: judge groups of contacts that say alike, one key each.

    The group comes first whose answer is expected to move most contacts. Everything goes to the
    journal, and `undo` takes it back. Elsewhere than in a terminal, `--next` prints the question
    and `frontstage ask teach group=… answer=…` answers it.
    """
    if show_next or as_json or not sys.stdin.isatty():
        form = form_of(as_json=as_json)
        run_action(NEXT_QUESTION, {}, workspace, yes=False, form=form, quiet=quiet)
        return
    from rich.console import Console

    from assistant.command_line.teaching_loop import Lecture

    watch = partial(watching, quiet=quiet)
    with interruptible():
        Lecture(Session(workspace), Console(highlight=False), input, watch).hold()
