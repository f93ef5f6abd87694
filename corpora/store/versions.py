"""Which schema a database has: today's, an older one, none yet, or something else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

# In this file and in whatever schema of it: the one that is looked in may be empty.
_ANYTHING = """
    SELECT (SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database())
         + (SELECT count(*) FROM duckdb_views()
            WHERE database_name = current_database() AND NOT internal)
"""


def version_in(db: Connection) -> int | None:
    """Return the schema version of a database; 0: it is empty; None: it is no workspace."""
    # Listing the tables takes longer than most questions: only where there is no such table.
    try:
        rows = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
    except duckdb.Error:
        return 0 if db.execute(_ANYTHING).fetchall() == [(0,)] else None
    try:
        version = int(rows[0][0])
    except (IndexError, TypeError, ValueError):
        return None
    return version if version > 0 else None
