"""Codes that people gave contacts elsewhere, held against the stages that count here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpora.records import Driver
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection

FEW_VALUES = 60
"""A column of more distinct values than this holds no codes."""


def code_columns(db: Connection, scope: Scope = EVERYTHING) -> dict[str, int]:
    """Return imported columns that hold codes, with how many contacts have one.

    A code comes again: there are at most `FEW_VALUES` of a column, each for two contacts or more
    on average. The column that most contacts have comes first.
    """
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        SELECT item.key, count(*) FROM (
            SELECT unnest(map_entries(attributes)) AS item FROM contacts WHERE {where}
        ) WHERE trim(item.value) <> '' GROUP BY item.key
        HAVING count(DISTINCT item.value) BETWEEN 2 AND ?
               AND count(*) >= 2 * count(DISTINCT item.value)
        ORDER BY count(*) DESC, item.key
        """,
        [*parameters, FEW_VALUES],
    ).fetchall()
    return dict(rows)


def codes_by_stage(
    db: Connection, column: str, scope: Scope = EVERYTHING
) -> list[tuple[str, str | None, int]]:
    """Return code, effective stage (None: unsure) and contacts; contacts without a code: ''."""
    where, parameters = scope.where()
    return db.execute(
        f"""
        SELECT trim(coalesce(attributes[?], '')) AS code, stage_id, count(*) AS n
        FROM effective_labels JOIN contacts ON contacts.id = contact_id
        WHERE {where} AND effective_labels.origin IS NOT NULL
        GROUP BY code, stage_id ORDER BY code, n DESC, stage_id
        """,
        [column, *parameters],
    ).fetchall()


def contacts_by_code(
    db: Connection, codes: Sequence[str], scope: Scope = EVERYTHING
) -> dict[str, dict[str, int]]:
    """Return how many contacts came with each of these codes, by column; blind to case.

    A code that is known need not come again, but a column of free text holds none. Codes that
    nobody has are left out.
    """
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        WITH items AS (
            SELECT item.key AS name, lower(trim(item.value)) AS code FROM (
                SELECT unnest(map_entries(attributes)) AS item FROM contacts
                WHERE {where} AND set_aside IS NULL
            )
        ), few AS (
            SELECT name FROM items GROUP BY name HAVING count(DISTINCT code) <= ?
        )
        SELECT code, name, count(*) FROM items JOIN few USING (name)
        WHERE list_contains(?, code) GROUP BY code, name ORDER BY code, name
        """,
        [*parameters, FEW_VALUES, [code.strip().lower() for code in codes]],
    ).fetchall()
    found: dict[str, dict[str, int]] = {}
    for code, column, contacts in rows:
        found.setdefault(code, {})[column] = contacts
    return found


def contacts_of(
    driver: Driver, held: Mapping[str, Mapping[str, int]]
) -> dict[tuple[str, str], int]:
    """Return the contacts of a driver by column and code, from what `contacts_by_code` found."""
    return {
        (column, code): contacts
        for code in driver.codes
        for column, contacts in held.get(code.strip().lower(), {}).items()
        if driver.column is None or column.lower() == driver.column.lower()
    }
