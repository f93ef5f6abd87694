"""Contacts that seem to stand here twice, because two exports of one system name it differently.

They are told, never joined: two systems of a company both number from 1, and only a person knows
which exports are of the same one. `--source NAME` says it (docs/decisions/0002).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from corpora.store.workspace import Connection, first_row

_CHARACTERS = 24
"""So many characters of a line of the customer's must be the same, and of no other contact's."""
_FARTHEST_ZONES_S = 14 * 3600
"""What an export that leaves its timezone out can be wrong by."""
_QUARTER_S = 900
"""All timezones are whole quarters of an hour apart."""
_SOURCES = 2
_LEAST, _LEAST_SHARE = 2, 0.5
"""So many contacts must be the same, and such a share of the numbers that both sources have."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Contacts of two sources with the same number, time and words.

    Attributes:
        one: A file of the one source.
        other: A file of the other.
        contacts: How many contacts both have.
    """

    one: str
    other: str
    contacts: int


def twins(db: Connection) -> list[Twins]:
    """Return pairs of sources that share contacts, most contacts first.

    Contacts are the same when number and opening time are, give or take a timezone that an
    export did not write, and a line of the customer's begins alike as no other contact's does.
    """
    sources = first_row(db, "SELECT count(DISTINCT source) FROM contacts")
    if sources is None or sources[0] < _SOURCES:
        return []  # the join would hold all contacts in memory
    rows = db.execute(
        f"""
        WITH numbered AS (
            SELECT a.source AS one, b.source AS other, a.id AS a, b.id AS b,
                   a.origin AS one_from, b.origin AS other_from,
                   abs(date_diff('second', a.opened_at, b.opened_at)) AS apart
            FROM contacts a JOIN contacts b
            ON a.source_id = b.source_id AND a.source < b.source
        ), likely AS (
            SELECT * FROM numbered WHERE apart <= {_FARTHEST_ZONES_S} AND apart % {_QUARTER_S} = 0
        ), lines AS (
            SELECT contact_id, unnest(string_split(text, '\n')) AS line FROM turns
            WHERE speaker = 'customer'
            AND contact_id IN (SELECT a FROM likely UNION SELECT b FROM likely)
        ), said AS (
            SELECT DISTINCT contact_id, source,
                left(lower(trim(regexp_replace(line, '\\s+', ' ', 'g'))), {_CHARACTERS}) AS begins
            FROM lines JOIN contacts ON contacts.id = contact_id
        ), telling AS (
            SELECT * FROM said WHERE length(begins) = {_CHARACTERS}
            QUALIFY count(*) OVER (PARTITION BY source, begins) = 1
        ), same AS (
            SELECT DISTINCT one, other, a, one_from, other_from FROM likely
            JOIN telling x ON x.contact_id = a JOIN telling y ON y.contact_id = b
            WHERE x.begins = y.begins
        ), shared AS (
            SELECT one, other, count(DISTINCT a) AS numbers FROM numbered GROUP BY one, other
        )
        SELECT min(one_from), min(other_from), count(DISTINCT a) AS n
        FROM same JOIN shared USING (one, other)
        GROUP BY one, other, numbers
        HAVING n >= {_LEAST} AND n >= {_LEAST_SHARE} * numbers
        ORDER BY n DESC, 1, 2
        """
    ).fetchall()
    return [Twins(_file(one), _file(other), n) for one, other, n in rows]


def _file(origin: str) -> str:
    return PurePath(origin.rpartition(":")[0] or origin).name
