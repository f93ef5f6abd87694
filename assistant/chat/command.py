"""`frontstage chat`; Textual is imported when it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_line.options import WORKSPACE, WorkspaceOption
from corpora.errors import BadInput, needs_extra

if TYPE_CHECKING:
    from typer._click import Command

    from assistant.chat.by_model import NamedModel

ThemeOption = Annotated[
    str,
    typer.Option(
        "--theme",
        help="frontstage-night, frontstage-day, or one of Textual's; else the one chosen last.",
    ),
]
WebOption = Annotated[bool, typer.Option("--web", help="Serve it to a browser on this machine.")]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Where --web listens; 0: anywhere.")
]
LlmOption = Annotated[
    str,
    typer.Option(
        "--llm", help="Let a language model answer plain words: PROVIDER:MODEL (docs/llm.md)."
    ),
]


def chat(
    *,
    workspace: WorkspaceOption = WORKSPACE,
    theme: ThemeOption = "",
    web: WebOption = False,
    port: PortOption = 0,
    llm: LlmOption = "",
) -> None:
    """Ask about the journey, drill down to the words, and correct it.

    Type / for what can be asked; F1 helps. Changes are proposed in numbers first. With --web,
    open the address that is printed: it works once, and only on this machine.
    """
    if web:
        if llm:
            _named_model(llm, workspace)  # what is wrong with it is told here, not in the browser
        _serve(workspace, theme, port, llm)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise BadInput(
            "needs a terminal", where="chat", remedy="`frontstage ask` answers in scripts"
        )
    from assistant.chat.app import ChatApp
    from assistant.chat.desk import Desk
    from assistant.chat.themes import theme_file

    model = _named_model(llm, workspace) if llm else None
    ChatApp(Desk(workspace), theme, theme_file(), model).run()


def _named_model(name: str, workspace: Path) -> NamedModel:
    from assistant.chat.by_model import NamedModel
    from assistant.session import Session
    from assistant.tools import refuse_unredacted

    try:
        from assistant.llm import named_model
    except ModuleNotFoundError as error:
        raise needs_extra(error, "llm", "--llm") from error
    found = NamedModel(name, named_model(name))
    if workspace.exists():
        refuse_unredacted(Session(workspace), "--llm", "")
    return found


def _serve(workspace: Path, theme: str, port: int, llm: str) -> None:
    from assistant.chat.web.server import ChatServer, command

    def say(address: str) -> None:
        typer.echo(f"Open {address}\nIt works once. Ctrl+C ends the chat.")

    try:
        ChatServer(command(workspace.absolute(), theme, llm), port, say).serve()
    except KeyboardInterrupt:
        typer.echo("Ended.")


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
