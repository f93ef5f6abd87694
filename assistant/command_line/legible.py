"""Output that an old terminal can't show is replaced, never a reason to stop."""

from __future__ import annotations

import codecs
import io
from typing import TextIO

_HANDLER = "frontstage.legible"
_PLAIN = {"…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-",
          "×": "x", "→": "->", "\u00a0": " ", "─": "-", "━": "=", "│": "|"}  # fmt: skip


def print_anyway(stream: TextIO) -> None:
    """Let `stream` replace what its encoding lacks by what reads alike, else by `?`."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        codecs.register_error(_HANDLER, _replaced)
        stream.reconfigure(errors=_HANDLER)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in lacking), error.end
