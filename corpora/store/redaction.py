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


def mildest(db: Connection) -> str:
    """Return the mildest redaction of any contact that is stored: off, patterns or full.

    It asks the contacts, not the runs: what a run that broke off has stored is there too, and what
    was read again more strictly is not. Where a contact is older than this was kept, the runs say.
    """
    for mode in _STRICTNESS[:-1]:
        if _stored(db, mode):
            return mode
    known = (
        "SELECT parameters['redact'] FROM runs WHERE kind = 'ingest' "
        "AND EXISTS (SELECT 1 FROM contacts WHERE treatment IS NULL)"
    )
    modes = {row[0] for row in db.execute(known).fetchall()}
    return next((mode for mode in _STRICTNESS if mode in modes), _STRICTNESS[-1])


def _stored(db: Connection, mode: str) -> int:
    (number,) = db.execute(
        "SELECT count(*) FROM contacts WHERE list_contains(string_split(treatment, ' '), ?)",
        [f"redact={mode}"],
    ).fetchall()[0]
    return int(number)
