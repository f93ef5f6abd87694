"""How a problem is told on the command line: one line on standard error."""

from __future__ import annotations

import sys


def complain(line: str) -> None:
    """Print `line` after the command's name, without anything that a terminal would act on."""
    from assistant.rendering.safety import safe

    sys.stderr.write(f"frontstage: {safe(line)}\n")
