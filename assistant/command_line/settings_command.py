"""`frontstage settings`: its two actions as commands below it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.actions.configuring import SETTINGS_EXPORT, SETTINGS_IMPORT
from assistant.command_line.doing import run_action
from assistant.command_line.options import (
    WORKSPACE,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    form_of,
)

settings = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The settings as text for version control: export them, or import them.",
)


@settings.command("export")
def export_settings(
    path: Annotated[
        Path | None, typer.Argument(help="The file to write; without it the text is printed.")
    ] = None,
    *,
    workspace: WorkspaceOption = WORKSPACE,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Print the settings in force as TOML, or write them to a file."""
    raw = {"path": path} if path else {}
    form = form_of(as_json=as_json)
    run_action(SETTINGS_EXPORT, raw, workspace, yes=False, form=form, quiet=quiet)


@settings.command("import")
def import_settings(
    file: Annotated[Path, typer.Argument(help="A TOML file with the settings to take over.")],
    *,
    workspace: WorkspaceOption = WORKSPACE,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Apply it unasked.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Take settings over from a file: checked as a whole, and proposed first.

    The settings before are kept beside the new ones.
    """
    form = form_of(as_json=as_json)
    run_action(SETTINGS_IMPORT, {"file": file}, workspace, yes=yes, form=form, quiet=quiet)
