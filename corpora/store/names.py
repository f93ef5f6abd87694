"""Names that contacts carry: departments, languages, and the values of imported columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from corpora.store.drivers import CODES
from corpora.store.workspace import Connection, first_row


def departments(db: Connection) -> tuple[str, ...]:
    """Return who handled contacts, the most frequent first."""
    return _most(db, "department")


def put_departments(db: Connection, full_names: Mapping[str, str]) -> None:
    """Keep what departments are called in full, by their short names; none: as it was."""
    if full_names:
        db.execute("DELETE FROM meta WHERE key = 'departments'")
        db.execute("INSERT INTO meta VALUES ('departments', ?)", [json.dumps(dict(full_names))])


def full_departments(db: Connection) -> dict[str, str]:
    """Return the full names of departments by their short names, as far as a table told them."""
    row = first_row(db, "SELECT value FROM meta WHERE key = 'departments'")
    return dict(json.loads(row[0])) if row else {}


def put_never_met(db: Connection, named: Sequence[str] | None) -> None:
    """Keep which departments no customer meets; None: as it was."""
    if named is not None:
        db.execute("DELETE FROM meta WHERE key = 'never_met'")
        db.execute("INSERT INTO meta VALUES ('never_met', ?)", [json.dumps(list(named))])


def never_met(db: Connection) -> tuple[str, ...]:
    """Return the departments that a table says no customer meets, by short and full name."""
    row = first_row(db, "SELECT value FROM meta WHERE key = 'never_met'")
    return tuple(json.loads(row[0])) if row else ()


def shared_pages(db: Connection) -> tuple[str, ...]:
    """Return the titles of live pages that belong to no product alone: delivery, sizes."""
    rows = db.execute(
        "SELECT DISTINCT title FROM live_pages "
        "WHERE len(product_ids) <> 1 AND title <> '' ORDER BY title"
    ).fetchall()
    return tuple(row[0] for row in rows)


def languages(db: Connection) -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the contacts' languages, the most frequent first."""
    return _most(db, "language")


def _most(db: Connection, column: str) -> tuple[str, ...]:
    rows = db.execute(
        f"SELECT {column} FROM contacts WHERE {column} IS NOT NULL AND set_aside IS NULL "
        f"GROUP BY {column} ORDER BY count(*) DESC, {column}"
    ).fetchall()
    return tuple(row[0] for row in rows)


def column_values(db: Connection, *, most: int) -> dict[str, tuple[str, ...]]:
    """Return imported column -> its values, the most frequent first.

    A column with more than `most` values tells single contacts apart rather than kinds of them;
    it comes without values.
    """
    rows = db.execute(
        f"""
        WITH {CODES.format(where="set_aside IS NULL")}, counted AS (
            SELECT name, code, count(*) AS n FROM codes GROUP BY name, code
        ), spelt AS (SELECT name, mode(key ORDER BY key) AS spelling FROM codes GROUP BY name)
        SELECT spelling, code, n FROM counted JOIN spelt USING (name)
        QUALIFY row_number() OVER (PARTITION BY name ORDER BY n DESC, code) <= ?
        ORDER BY spelling, n DESC, code
        """,
        [most + 1],
    ).fetchall()
    found: dict[str, list[str]] = {}
    for name, value, _ in rows:
        found.setdefault(name, []).append(value)
    return {name: tuple(values) if len(values) <= most else () for name, values in found.items()}
