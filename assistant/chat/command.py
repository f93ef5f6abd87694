"""`frontstage chat`; Textual is imported when it runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.options import WORKSPACE, WorkspaceOption
from corpora.errors import BadInput

if TYPE_CHECKING:
    from typer._click import Command

ThemeOption = Annotated[
    str, typer.Option("--theme", help="frontstage-night, frontstage-day, or one of Textual's.")
]


def chat(
    *,
    workspace: WorkspaceOption = WORKSPACE,
    theme: ThemeOption = "frontstage-night",
) -> None:
    """Ask about the journey, drill down to the words, and correct it.

    Type / for what can be asked; F1 helps. Changes are proposed in numbers first.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise BadInput(
            "needs a terminal", where="chat", remedy="`frontstage ask` answers in scripts"
        )
    from assistant.chat.app import ChatApp
    from assistant.chat.desk import Desk

    ChatApp(Desk(workspace), theme).run()


def chat_command() -> Command:
    """Return the command alone, without the others and what they load."""
    app = typer.Typer(
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.command()(chat)
    return typer.main.get_command(app)
