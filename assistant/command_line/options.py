"""Options that several commands take, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from corpora.errors import BadInput

WORKSPACE = Path("frontstage.duckdb")

WorkspaceOption = Annotated[
    Path,
    typer.Option("--workspace", "-w", help="The workspace's file.", envvar="FRONTSTAGE_WORKSPACE"),
]
Form = Literal["text", "json", "md", "csv"]
"""How an answer is printed."""

JsonOption = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
FormatOption = Annotated[
    Form,
    typer.Option("--format", help="How to print the answer; csv prints what it lists, as a table."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no hints.")]


def form_of(*, as_json: bool, form: Form = "text") -> Form:
    """Return the one form that `--json` and `--format` ask for.

    Raises:
        BadInput: They ask for two.
    """
    if as_json and form not in ("text", "json"):
        raise BadInput("--json asks for another form", where="--format", remedy="leave one out")
    return "json" if as_json else form
