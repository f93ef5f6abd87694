"""The command line: what `frontstage` starts.

Listing the commands loads none of them: people wait for `--help`. Exit codes are 0 done, 1 failed,
2 bad input; commands that run unattended have more (docs/running.md).
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from assistant.command_line.complaining import complain
from assistant.command_line.legible import print_anyway
from corpora.errors import FrontstageError

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

EXIT_FAILED = 1

COMMANDS = {
    "demo": "Analyze the sample company, in a folder of its own",
    "analyze": "Read files, classify, find the pages to change first",
    "ask": "Ask for one answer: frontstage ask pain_points",
    "chat": "Ask and correct, in the terminal or the browser",
    "ingest": "Read contacts, product pages and event logs",
    "redact": "Show what personal data would be replaced",
    "classify": "Label every contact with the stages it shows",
    "teach": "Judge groups of contacts, so that the stages fit",
    "student": "Make a fast model of these labels, for large exports",
    "sample": "Draw contacts by chance, to grade their stages",
    "grade": "Read the grades, and say how often stages are right",
    "gaps": "Find what customers asked and pages leave open",
    "check-page": "Say what a draft of a page leaves open",
    "journey": "Draw the customer journey, customer on top",
    "findings": "Say what to improve in the process, and where it fails",
    "report": "Write the report: HTML, Markdown, CSV, XLSX, JSON",
    "import-status": "Read statuses and owners back from the report's sheet",
    "import-map": "Hold your own map of the process against the evidence",
    "edit": "Change the journey, proposed in numbers first",
    "undo": "Take back the last decision",
    "redo": "Bring back the decision that was undone last",
    "history": "List what people decided, and which of it holds",
    "run": "Do all of it every night, from the settings file",
    "changes": "Say what is new since the run before",
    "settings": "Export the settings as text, or import them",
    "mcp": "Offer the actions to an MCP client, over standard input",
    "formats": "List the formats that are read",
}
"""Every command, in the order of a first day's work, and what it is for."""


class Commands(TyperGroup):
    """The commands by name; one is loaded when it is run or its own help is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """Return the names in the order in which help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - same
        """Return the command called `cmd_name`, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name == "chat":
            # The registry takes half of the second in which the chat is to be there.
            from assistant.chat.command import chat_command

            return chat_command()
        from assistant.command_line.commands import loaded_commands

        return loaded_commands()[cmd_name]

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that `args` begin with; a mistyped one names the nearest."""
        if args[0] not in COMMANDS and (near := get_close_matches(args[0], COMMANDS)):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {' or '.join(near)}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - same
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
def frontstage() -> None:
    """Find where unclear product descriptions make customers call."""


def main() -> None:
    """Run the command line; whatever goes wrong ends in one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        print_anyway(stream)
    try:
        app(prog_name="frontstage")
    except FrontstageError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("FRONTSTAGE_DEBUG"):
            raise
        complain(
            f"a defect in Frontstage: {type(error).__name__}: {error}; "
            "please report it with the output of the same command under FRONTSTAGE_DEBUG=1"
        )
        sys.exit(EXIT_FAILED)
