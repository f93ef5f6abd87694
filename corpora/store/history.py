"""States of contacts that a newer one has replaced, or that came late: kept, and not counted."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from corpora.store.workspace import Connection, first_row

_STATE = "id, content_hash, as_of, file_at, origin, texts, treatment"
_FEWEST_WORDS = 3
_UNLIKE = 0.25
"""Two states with so small a share of the smaller one's words in common are hardly one contact's.

Of 20,000 random pairs of different contacts of the sample company, who all talk of one shop's
wares, the share is 0.16 in the median and at most this in 91 % (calls 85 %, tickets 95 %; at most
0.1 in 15 %). A thread that only grew keeps 1; of the 85 that grew from one of the company's weekly
exports to the next, none is below one half.
"""
_WORDS = """
    SELECT contact_id,
           list_distinct(flatten(list(regexp_extract_all(lower(text), '[\\pL]{{4,}}')))) AS words
    FROM {turns} WHERE contact_id IN (SELECT id FROM fate WHERE what = 'changed')
    GROUP BY contact_id
"""


def keep_other_states(db: Connection, now: datetime) -> None:
    """Move the states that lost to history, each once, and make room for those that won.

    Works on the batch under way in `contacts.put_contacts`: the tables `arrived`,
    `arrived_turns` and `fate`, where `changed` replaces the stored state and `older` does not;
    what is `treated` otherwise than before, or kept `anew`, replaces it, and nothing of it goes to
    history.
    """
    for table, turns, what in (
        ("contacts", "turns", "changed"),
        ("arrived", "arrived_turns", "older"),
    ):
        db.execute(f"""
            CREATE OR REPLACE TEMP TABLE leaving AS
            SELECT {table}.id, content_hash, as_of, file_at, origin, treatment,
                   coalesce(texts, []) AS texts
            FROM {table} JOIN fate ON fate.id = {table}.id AND fate.what = '{what}'
            LEFT JOIN (
                SELECT contact_id, list(text ORDER BY index) AS texts FROM {turns}
                WHERE contact_id IN (SELECT id FROM fate WHERE what = '{what}')
                GROUP BY contact_id
            ) AS said ON said.contact_id = {table}.id
        """)
        _put(db, now)
    _loosen_evidence(db)
    db.execute("""
        DELETE FROM contact_history USING arrived JOIN fate ON fate.id = arrived.id
        WHERE contact_id = arrived.id AND contact_history.content_hash = arrived.content_hash
              AND what = 'changed'
    """)
    _forget_other_treatments(db)
    for table, column in (("contacts", "id"), ("turns", "contact_id")):
        db.execute(f"""
            DELETE FROM {table}
            WHERE {column} IN (SELECT id FROM fate WHERE what IN ('changed', 'treated', 'anew'))
        """)


def number_unlike(db: Connection) -> int:
    """Return how many contacts that changed have hardly any of their words any more.

    A thread that grew or was mended keeps most words; a contact of another system that happens to
    have the same id shares small words, and a few that everybody writes. So only words of four
    letters and more are held against each other, and only where each state has three of them.

    Works on the batch under way, before anything of it moved: `arrived_turns` and `fate`.
    """
    row = first_row(
        db,
        f"""
        WITH before AS ({_WORDS.format(turns="turns")}),
             after AS ({_WORDS.format(turns="arrived_turns")})
        SELECT count(*) FROM before JOIN after USING (contact_id)
        WHERE least(len(before.words), len(after.words)) >= {_FEWEST_WORDS}
              AND len(list_intersect(before.words, after.words))
                  <= {_UNLIKE} * least(len(before.words), len(after.words))
        """,
    )
    return int(row[0]) if row else 0


def put_older(db: Connection, states: pa.Table, now: datetime, treatment: str = "") -> None:
    """Store states of contacts that are known to be older than the stored ones.

    Args:
        db: An open `writing()` connection.
        states: Columns of a `Contact` and `texts`, each contact and hash once.
        now: When they are said to have been replaced.
        treatment: As for `contacts.put_contacts`.
    """
    if not states.num_rows:
        return
    stamp = pa.repeat(pa.scalar(treatment, pa.string()), states.num_rows)
    db.register("late", states.append_column("treatment", stamp))
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE leaving AS
        -- Materialized, or all that is stored would be held in memory.
        WITH stored AS MATERIALIZED (
            SELECT id, content_hash FROM contacts WHERE id IN (SELECT id FROM late)
        )
        SELECT {_STATE} FROM late
        WHERE (id, content_hash) NOT IN (SELECT (id, content_hash) FROM stored)
              AND id IN (SELECT id FROM stored)
    """)
    db.unregister("late")
    _put(db, now)


def _put(db: Connection, now: datetime) -> None:
    """Add what is `leaving` to history; what is there already keeps its latest moments.

    Words that were treated otherwise are replaced: they come from the same raw record.
    """
    db.execute("""
        UPDATE contact_history SET texts = leaving.texts, treatment = leaving.treatment
        FROM leaving
        WHERE contact_id = leaving.id AND contact_history.content_hash = leaving.content_hash
              AND contact_history.treatment IS DISTINCT FROM leaving.treatment
    """)
    db.execute("""
        UPDATE contact_history SET as_of = leaving.as_of, file_at = leaving.file_at,
                                   origin = leaving.origin
        FROM leaving
        WHERE contact_id = leaving.id AND contact_history.content_hash = leaving.content_hash
              AND row(leaving.as_of, leaving.file_at)
                  > row(contact_history.as_of, contact_history.file_at)
    """)
    db.execute(
        f"""
        INSERT INTO contact_history
               (contact_id, content_hash, as_of, file_at, origin, texts, treatment, replaced_at)
        SELECT {_STATE}, ?::TIMESTAMP FROM leaving
        WHERE (id, content_hash) NOT IN (
            SELECT (contact_id, content_hash) FROM contact_history
            WHERE contact_id IN (SELECT id FROM leaving)
        )
        """,
        [now.replace(tzinfo=None)],
    )


def _forget_other_treatments(db: Connection) -> None:
    """Empty older states of contacts that came, where they were treated otherwise.

    Their raw words are not at hand to redact them as it is asked for now, and what a run shows
    must not depend on what an earlier one let through.
    """
    db.execute("""
        UPDATE contact_history SET texts = []
        FROM arrived JOIN fate ON fate.id = arrived.id
        WHERE contact_id = arrived.id AND what IN ('changed', 'treated')
              AND contact_history.treatment <> arrived.treatment
    """)


def _loosen_evidence(db: Connection) -> None:
    """Take labels off words that are no longer there; the labels of the contact themselves stay.

    A quote must stand in the turn that it names. The words of a thread that only grew do.
    """
    db.execute("""
        CREATE OR REPLACE TEMP TABLE loose AS
        SELECT labels.rowid AS row FROM labels
        JOIN fate ON fate.id = labels.contact_id AND fate.what IN ('changed', 'treated', 'anew')
        LEFT JOIN turns AS old
             ON old.contact_id = labels.contact_id AND old.index = labels.turn_index
        LEFT JOIN arrived_turns AS said
             ON said.contact_id = labels.contact_id AND said.index = labels.turn_index
        WHERE labels.turn_index IS NOT NULL
              AND substring(old.text, start + 1, "end" - start)
                  IS DISTINCT FROM substring(said.text, start + 1, "end" - start)
    """)
    db.execute("DELETE FROM labels WHERE level = 'turn' AND rowid IN (SELECT row FROM loose)")
    db.execute("""
        UPDATE labels SET turn_index = NULL, start = 0, "end" = 0
        WHERE level = 'contact' AND rowid IN (SELECT row FROM loose)
    """)
