"""Codes that people gave contacts elsewhere, held against the stages that count here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpora.records import Driver
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection, first_row

FEW_VALUES = 60
"""A column of more distinct values than this holds no codes."""
_ANOTHER_ROLE = frozenset(
    """csat nps ces satisfaction rating score stars sentiment priority urgency severity status state
    type channel via language locale requester submitter assignee agent owner author customer
    client user contact sender recipient name email e-mail mail phone address team group
    department queue organization organisation""".split()
)
_OF_REASONS = frozenset(
    "reason reasons code codes category categories disposition topic topics driver drivers "
    "cause issue tag tags".split()
)
_WORD = re.compile(r"[A-Z]?[a-z-]+|[A-Z]+")


CODES = """
items AS (
    SELECT id, item.key AS key, trim(item.value) AS value FROM (
        SELECT contacts.id, unnest(map_entries(attributes)) AS item FROM contacts WHERE {where}
    ) WHERE trim(item.value) <> ''
), parted AS (
    SELECT key, bool_or(regexp_matches(value, '[,;|]')) AS by_commas FROM items GROUP BY key
), codes AS (
    SELECT DISTINCT id, key, lower(key) AS name, unnest(
        CASE WHEN NOT ends_with(lower(key), 'tags') THEN [value]
             WHEN by_commas THEN list_filter(
                 regexp_split_to_array(value, '\\s*[,;|]\\s*'), lambda each: each <> '')
             ELSE regexp_split_to_array(value, '\\s+') END
    ) AS code FROM items JOIN parted USING (key)
)
"""
"""Each contact's codes. Tags come as one text, and each of them is a code; columns whose names
differ by case only are one: two exports of one help desk write them differently."""


def code_columns(db: Connection, scope: Scope = EVERYTHING) -> dict[str, int]:
    """Return imported columns that hold codes, with how many contacts have one.

    A code comes again: there are at most `FEW_VALUES` of a column, each for two contacts or more
    on average. The column that most contacts have comes first.
    """
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        WITH {CODES.format(where=where)}
        SELECT mode(key ORDER BY key), count(DISTINCT id) AS n FROM codes GROUP BY name
        HAVING count(DISTINCT code) BETWEEN 2 AND ? AND count(*) >= 2 * count(DISTINCT code)
        ORDER BY n DESC, name
        """,
        [*parameters, FEW_VALUES],
    ).fetchall()
    return dict(rows)


def reason_columns(columns: Mapping[str, int]) -> dict[str, int]:
    """Return those of `code_columns` that may say why people came, the likeliest first.

    A column that is called after a reason comes first; one that is called after a person, an
    address, a rating or the state of a ticket is none.
    """
    words = {name: {word.lower() for word in _WORD.findall(name)} for name in columns}
    named = {name for name, own in words.items() if own & _OF_REASONS}
    kept = [name for name in columns if name in named or not words[name] & _ANOTHER_ROLE]
    return {name: columns[name] for name in sorted(kept, key=lambda name: name not in named)}


def codes_by_stage(
    db: Connection, column: str, scope: Scope = EVERYTHING
) -> list[tuple[str, str | None, int]]:
    """Return code, effective stage (None: unsure) and contacts; contacts without a code: ''.

    A contact with several tags counts at each of them.
    """
    where, parameters = scope.where()
    return db.execute(
        f"""
        WITH {CODES.format(where=where)}, own AS (SELECT id, code FROM codes WHERE name = lower(?))
        SELECT coalesce(own.code, '') AS code, stage_id, count(*) AS n
        FROM effective_labels JOIN contacts ON contacts.id = contact_id
        LEFT JOIN own ON own.id = contacts.id
        WHERE {where} AND effective_labels.origin IS NOT NULL
        GROUP BY ALL ORDER BY code, n DESC, stage_id
        """,
        [*parameters, column, *parameters],
    ).fetchall()


def labelled(db: Connection, scope: Scope = EVERYTHING) -> int:
    """Return how many contacts within a scope have a label, or are unsure by one."""
    where, parameters = scope.where()
    row = first_row(
        db,
        "SELECT count(*) FROM effective_labels JOIN contacts ON contacts.id = contact_id "
        f"WHERE {where} AND effective_labels.origin IS NOT NULL",
        parameters,
    )
    return int(row[0]) if row else 0


def contacts_coded(db: Connection, column: str, code: str) -> list[str]:
    """Return ids of contacts that came with `code` in an imported column, blind to case."""
    rows = db.execute(
        f"WITH {CODES.format(where='true')} SELECT DISTINCT id FROM codes "
        "WHERE name = lower(?) AND lower(code) = lower(trim(?)) ORDER BY id",
        [column, code],
    ).fetchall()
    return [row[0] for row in rows]


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
        WITH {CODES.format(where=f"{where} AND set_aside IS NULL")}, few AS (
            SELECT name FROM codes GROUP BY name HAVING count(DISTINCT lower(code)) <= ?
        )
        SELECT lower(code) AS said, mode(key ORDER BY key), count(DISTINCT id)
        FROM codes JOIN few USING (name)
        WHERE list_contains(?, lower(code)) GROUP BY said, name ORDER BY said, name
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
