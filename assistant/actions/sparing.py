"""Files that are there already: plain words write over none of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.actions.registry import find_action
from corpora.errors import BadInput

_INSIDE = {"sample": "qa.xlsx"}
"""What an action writes where its output is a folder."""
_WRITTEN = {"settings_export": "path"}
"""The parameter that names what is written, where it is not `output`."""


def spare(name: str, raw: Mapping[str, Any]) -> None:
    """See that an action that was understood from plain words writes over no file.

    A command that is typed as such does what it says; words may have been taken wrongly, and what
    was in the file is gone then. `export` sees to its file itself: it writes over reports alone.

    Args:
        name: The action.
        raw: Its parameters, as they were understood.

    Raises:
        BadInput: The file is there; or the parameters are none of the action's.
    """
    named = _WRITTEN.get(name, "output")
    output = getattr(find_action(name).parse(dict(raw)), named, None)
    if not isinstance(output, Path):
        return
    file = output / _INSIDE[name] if name in _INSIDE and output.is_dir() else output
    if file.is_file():
        raise BadInput(
            "is there already, and plain words write over no file",
            where=str(file),
            remedy=f"name another file, or give the command itself: {name} {named}={output}",
        )
