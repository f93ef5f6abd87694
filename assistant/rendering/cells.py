"""Text as a cell of a spreadsheet, where the first character can make it a formula."""

from __future__ import annotations

import unicodedata

from assistant.rendering.safety import safe

_FORMULA = ("=", "+", "-", "@")


def cell_text(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = safe(str(value))
    if not isinstance(value, str):
        return text
    # Some programs normalise what they open: a wide equals sign begins a formula, too.
    seen = (c for c in unicodedata.normalize("NFKC", value) if not _is_unseen(c))
    risky = text[:1] in ("\t", "\n") or next(seen, "").startswith(_FORMULA)
    return f"'{text}" if risky else text


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
