"""The paths of customers through the stages: what `journeys.discover` and findings work on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpora.store.names import full_departments
from corpora.store.runs import latest_run
from corpora.store.scope import EVERYTHING, Scope
from corpora.store.workspace import Connection, first_row

IVR = "ivr"
_OPTION = r"^[0-9*#]+$"
_BEFORE, _AFTER = -2, 1_000_000
# Systems share ids of contacts: a log means the call of that id, else the only contact of it.
_NAMED = """
    SELECT source_id, CASE WHEN count(*) FILTER (channel = 'call') > 0
                           THEN min(id) FILTER (channel = 'call') ELSE min(id) END AS id
    FROM contacts WHERE set_aside IS NULL AND source_id IS NOT NULL
    GROUP BY source_id
    HAVING count(*) = 1 OR count(*) FILTER (channel = 'call') = 1
"""
_SEVERAL = re.compile(r"\s*[;,|>]\s*")


def path_events(db: Connection, scope: Scope = EVERYTHING) -> pa.Table:
    """Return the steps of every contact, as `journeys.discover` takes them.

    A contact's path is the stages of its turns; a contact that a person labelled, and one whose
    turns show no stage, has its effective stage as its only step. Where the log of the answering
    system names a contact, its menu stands before the first step, and the departments that the
    contact was passed to stand after the last.

    Columns: case, contact_id, stage_id, at, order, lane, channel; duration_s, the handle time of
    contacts at one stage only (of others nobody knows which stage took how long); and failed,
    where causes were worked out: the contact is failure demand by its words, or asks what a page
    leaves open.
    """
    steps = _steps(db, scope)
    lanes = [lane for lane in steps["lane"].unique().to_pylist() if lane]
    names = one_name_each(lanes, full_departments(db))
    table = pa.concat_tables([steps, *_met(db, steps, names)])
    if names:
        lanes = pc.dictionary_encode(table["lane"].combine_chunks())
        renamed = pa.array([names.get(lane, lane) for lane in lanes.dictionary.to_pylist()])
        table = table.set_column(
            table.column_names.index("lane"),
            "lane",
            renamed.cast(pa.string()).take(lanes.indices),
        )
    judged = first_row(db, "SELECT 1 FROM demands WHERE run_id = ? LIMIT 1", [_labelled(db)])
    return table if judged else table.drop_columns(["failed"])


def _labelled(db: Connection) -> int:
    run = latest_run(db, "classify")
    return run.id if run else 0


def _steps(db: Connection, scope: Scope) -> pa.Table:
    where, parameters = scope.where()
    labelled, gaps = _labelled(db), latest_run(db, "gaps")
    return db.sql(
        f"""
        WITH path AS (
            SELECT contact_id, turn_index, coalesce(stage_aliases.stage_id, labels.stage_id)
                AS stage_id,
                min(labels.stage_id) OVER every <> max(labels.stage_id) OVER every AS several
            FROM labels LEFT JOIN stage_aliases ON stage_aliases.alias = labels.stage_id
            WHERE level = 'turn' AND labels.stage_id IS NOT NULL AND run_id = ?
            WINDOW every AS (PARTITION BY contact_id)
        ), bad AS (
            SELECT contact_id FROM demands WHERE run_id = ? AND failure
            UNION SELECT contact_id FROM needs WHERE run_id = ? AND gap_id IS NOT NULL
        )
        SELECT contacts.customer_key AS "case", contacts.id AS contact_id,
               CASE WHEN effective_labels.origin = 'model'
                    THEN coalesce(path.stage_id, effective_labels.stage_id)
                    ELSE effective_labels.stage_id END AS stage_id,
               contacts.opened_at AS "at", coalesce(path.turn_index, 0) AS "order",
               contacts.department AS lane, contacts.channel,
               CASE WHEN path.several THEN NULL ELSE contacts.handle_s END AS duration_s,
               bad.contact_id IS NOT NULL AS failed
        FROM contacts JOIN effective_labels ON effective_labels.contact_id = contacts.id
        LEFT JOIN path ON path.contact_id = contacts.id AND effective_labels.origin = 'model'
        LEFT JOIN bad ON bad.contact_id = contacts.id
        WHERE {where} ORDER BY "at", contact_id, "order"
        """,
        params=[labelled, labelled, gaps.id if gaps else 0, *parameters],
    ).to_arrow_table()


def log_events(db: Connection) -> pa.Table:
    """Return the events of imported logs as `journeys.discover` takes them.

    Events that belong to a contact are in `path_events`; here are those of cases that have no
    words. Where the workspace holds no contact at all, what names one is such a case too: the
    log of another workspace.

    Columns: case, stage_id (the activity), at, order, lane, duration_s, part (the contact named).
    """
    return db.sql(
        """
        SELECT customer_key AS "case", activity AS stage_id, "at", rowid AS "order", lane,
               duration_s, attributes['contact'] AS part
        FROM events
        WHERE customer_key IS NOT NULL AND contact_id IS NULL
              AND (attributes['contact'] IS NULL OR NOT EXISTS (SELECT 1 FROM contacts))
        ORDER BY customer_key, "at", rowid
        """
    ).to_arrow_table()


def internal_notes(db: Connection, scope: Scope = EVERYTHING) -> int:
    """Count the turns that the customer never sees: no path goes through them."""
    where, parameters = scope.where()
    row = first_row(
        db,
        "SELECT count(*) FROM turns JOIN contacts ON contacts.id = turns.contact_id "
        f"WHERE NOT turns.visible AND {where}",
        parameters,
    )
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Apart:
    """What of the imported logs belongs to no contact of the workspace.

    Attributes:
        events: Events of cases that have no words.
        cases: How many cases these are.
        named: Events that name a contact.
        astray: Those of them whose contact is not here, or is several.
    """

    events: int
    cases: int
    named: int
    astray: int


def apart(db: Connection) -> Apart:
    """Count the events that belong to no contact."""
    row = first_row(
        db,
        f"""
        WITH named AS ({_NAMED})
        SELECT count(*) FILTER (events.attributes['contact'] IS NULL AND lane <> 'ivr'
                                AND customer_key IS NOT NULL),
               count(DISTINCT customer_key) FILTER (events.attributes['contact'] IS NULL
                                                    AND lane <> 'ivr'),
               count(*) FILTER (events.attributes['contact'] IS NOT NULL),
               count(*) FILTER (events.attributes['contact'] IS NOT NULL AND named.id IS NULL)
        FROM events LEFT JOIN named ON named.source_id = events.attributes['contact']
        WHERE contact_id IS NULL
        """,
    )
    return Apart(*map(int, row or (0, 0, 0, 0)))


def contact_facts(db: Connection, scope: Scope = EVERYTHING) -> list[tuple[Any, ...]]:
    """Return what findings ask of each contact, in the order of their ids.

    Columns: id, customer key, opened at, effective stage, channel, seconds waited, text of the
    turn that tells its cause, whether it asks what a page leaves open, and whether the stage is
    more likely right than not, or was said by a person.
    """
    where, parameters = scope.where()
    return db.execute(
        f"""
        SELECT contacts.id, customer_key, opened_at, effective_labels.stage_id, channel, wait_s,
               turns.text, contacts.id IN (
                   SELECT contact_id FROM needs WHERE gap_id IS NOT NULL AND run_id = (
                       SELECT max(id) FROM runs WHERE kind = 'gaps' AND finished_at IS NOT NULL)),
               coalesce(effective_labels.origin <> 'model' OR probability >= 0.5, FALSE)
        FROM contacts
        JOIN effective_labels ON effective_labels.contact_id = contacts.id
        LEFT JOIN demands ON demands.contact_id = contacts.id AND demands.run_id = (
            SELECT max(id) FROM runs WHERE kind = 'classify' AND finished_at IS NOT NULL)
        LEFT JOIN turns ON turns.contact_id = contacts.id AND turns.index = demands.turn_index
        WHERE {where} ORDER BY contacts.id
        """,
        parameters,
    ).fetchall()


def menu_choices(db: Connection) -> list[tuple[Any, ...]]:
    """Return what the answering system's log says, one row a call, in the order of time.

    Columns: the option chosen, where it led, the departments passed to, the outcome in the log's
    words, and the contact where it is known.
    """
    return db.execute(
        f"""
        WITH named AS ({_NAMED})
        SELECT activity, coalesce(events.attributes['queue'], events.attributes['department'],
                                  events.attributes['team'], events.attributes['skill'], lane),
               events.attributes['transferred_to'], events.attributes['outcome'],
               coalesce(events.contact_id, named.id)
        FROM events LEFT JOIN named ON named.source_id = events.attributes['contact']
        WHERE lane = 'ivr' OR regexp_full_match(activity, '[0-9*#]+')
        ORDER BY "at", events.rowid
        """
    ).fetchall()


def one_name_each(lanes: Sequence[str], full: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Return other spellings of departments and the name to use for them.

    Systems call one department `sales`, `Sales` and `Sales & product advice`. Names that differ
    in case only are one; so are a single word and the only longer name that begins with it, and
    a short name and the full one that a table of departments tells (`full`).
    """
    by_key: dict[str, str] = {}
    for lane in sorted(lanes):
        by_key.setdefault(lane.strip().casefold(), lane)
    told = {key.casefold(): name for key, name in (full or {}).items()}
    for key, name in told.items():
        by_key[key] = by_key.setdefault(name.casefold(), name)
    for key in [key for key in by_key if " " not in key and key not in told]:
        longer = [each for each in by_key if each.split(" ")[0] == key and each != key]
        if len(longer) == 1:
            by_key[key] = by_key[longer[0]]
    return {
        lane: by_key[lane.strip().casefold()]
        for lane in lanes
        if by_key[lane.strip().casefold()] != lane
    } | {key: name for key, name in by_key.items() if key not in lanes}


def _met(db: Connection, steps: pa.Table, names: Mapping[str, str]) -> list[pa.Table]:
    """Return rows for the menu before the first step and the departments after the last."""
    known = {name.casefold() for name in (*names, *names.values())} | {
        lane.casefold() for lane in steps["lane"].unique().to_pylist() if lane
    }
    rows = db.execute(
        f"""
        WITH named AS ({_NAMED})
        SELECT coalesce(events.contact_id, named.id) AS contact, events.activity, events.lane,
               events.attributes['transferred_to']
        FROM events LEFT JOIN named ON named.source_id = events.attributes['contact']
        WHERE contact IS NOT NULL
        ORDER BY contact, events."at", events.lane <> 'ivr', events.rowid
        """
    ).fetchall()
    ways: dict[str | None, list[tuple[int, str]]] = {}
    options: dict[str, bool] = {}
    met: dict[str, list[tuple[int, str]]] = {}
    for contact, activity, lane, passed in rows:
        if activity not in options:
            options[activity] = re.match(_OPTION, activity) is not None
        if passed not in ways:
            ways[passed] = [(_AFTER + i, name) for i, name in enumerate(passed_to(passed, known))]
        own = met.setdefault(contact, [])
        if lane == IVR or options[activity]:
            own.append((_BEFORE, IVR))
        if lane != IVR and (_BEFORE + 1, lane) not in own:
            own.append((_BEFORE + 1, lane))
        own += ways[passed]
    return _beside(steps, met) if met else []


def passed_to(passed: str | None, known: frozenset[str] | set[str]) -> list[str]:
    """Return the departments that a log says a contact went through, in order."""
    parts = [part for part in _SEVERAL.split((passed or "").strip()) if part]
    if len(parts) == 1 and parts[0].casefold() not in known:
        words = parts[0].split()
        if all(word.casefold() in known for word in words):
            return words
    return parts


def _beside(steps: pa.Table, met: Mapping[str, list[tuple[int, str]]]) -> list[pa.Table]:
    """Return copies of contacts' first or last step, in the lane that was met there."""
    ids = steps["contact_id"].to_pylist()
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for row, contact in enumerate(ids):
        if contact in met:
            first.setdefault(contact, row)
            last[contact] = row
    taken: list[int] = []
    order: list[int] = []
    lanes: list[str] = []
    for contact, places in met.items():
        for place, lane in places if contact in first else ():
            taken.append(first[contact] if place < 0 else last[contact])
            order.append(place)
            lanes.append(lane)
    beside = steps.take(pa.array(taken, pa.int64()))
    beside = beside.set_column(4, "order", pa.array(order, steps.schema.field("order").type))
    return [beside.set_column(5, "lane", pa.array(lanes, pa.string()))]
