"""Contacts that seem to stand here twice, because two exports of one system name it differently.

They are told, never joined: two systems of a company both number from 1, and only a person knows
which exports are of the same one. `--source NAME` says it (docs/decisions/0002).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from corpora.store.workspace import Connection

_WORDS = 24
"""So many characters of some line must be the same."""
_FARTHEST_ZONES_S = 26 * 3600
"""From UTC-12 to UTC+14; all zones are whole quarters of an hour apart."""
_QUARTER_S = 900


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
    export did not write, and some line of what is said begins alike.
    """
    rows = db.execute(
        f"""
        WITH pairs AS (
            SELECT a.source AS one, b.source AS other, a.id AS a, b.id AS b,
                   a.origin AS one_from, b.origin AS other_from,
                   abs(date_diff('second', a.opened_at, b.opened_at)) AS apart
            FROM contacts a JOIN contacts b
            ON a.source_id = b.source_id AND a.source < b.source
        ), likely AS (
            SELECT * FROM pairs WHERE apart <= {_FARTHEST_ZONES_S} AND apart % {_QUARTER_S} = 0
        ), lines AS (
            SELECT contact_id, unnest(string_split(text, '\n')) AS line FROM turns
            WHERE contact_id IN (SELECT a FROM likely UNION SELECT b FROM likely)
        ), said AS (
            SELECT contact_id,
                   left(lower(trim(regexp_replace(line, '\\s+', ' ', 'g'))), {_WORDS}) AS begins
            FROM lines
        )
        SELECT min(one_from), min(other_from), count(DISTINCT likely.a) AS n
        FROM likely JOIN said x ON x.contact_id = likely.a JOIN said y ON y.contact_id = likely.b
        WHERE x.begins = y.begins AND length(x.begins) = {_WORDS}
        GROUP BY one, other ORDER BY n DESC, 1, 2
        """
    ).fetchall()
    return [Twins(_file(one), _file(other), n) for one, other, n in rows]


def _file(origin: str) -> str:
    return PurePath(origin.rpartition(":")[0] or origin).name
