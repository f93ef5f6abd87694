"""Options that several commands take, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WORKSPACE = Path("frontstage.duckdb")

WorkspaceOption = Annotated[
    Path,
    typer.Option("--workspace", "-w", help="The workspace's file.", envvar="FRONTSTAGE_WORKSPACE"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no hints.")]
