"""How thoroughly personal data was taken out of what a workspace holds."""

from __future__ import annotations

from corpora.store.workspace import Connection

_STRICTNESS = ("off", "patterns", "full")


def stricter(db: Connection, mode: str) -> tuple[int, str]:
    """Return how many contacts were stored with a stricter redaction than `mode`, and which.

    Args:
        db: An open connection.
        mode: off, patterns or full.

    Returns:
        The number of contacts, and the strictest of their modes; 0 and "" where there are none.
    """
    found = {
        stronger: _stored(db, stronger) for stronger in _STRICTNESS[_STRICTNESS.index(mode) + 1 :]
    }
    strictest = next((each for each in reversed(found) if found[each]), "")
    return sum(found.values()), strictest


def _stored(db: Connection, mode: str) -> int:
    (number,) = db.execute(
        "SELECT count(*) FROM contacts WHERE list_contains(string_split(treatment, ' '), ?)",
        [f"redact={mode}"],
    ).fetchall()[0]
    return int(number)
