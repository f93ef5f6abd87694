"""Events in, the customer process out.

The core is the directly-follows graph of process mining (van der Aalst, Process Mining, 2016,
section 5.2): which step comes directly after which, counted over all paths. What is particular
here is what a path is: a customer's dated contacts one after the other, each with the steps that
its turns visit; a contact without a date is a path of its own, for nobody knows what it followed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpora.records import Stage
from journeys import count
from journeys.flow import UNKNOWN_TIME, Codes, Columns, Flow, flow_of, table_of
from journeys.ledger import Ledger, infer
from journeys.model import Handoff, Journey, Lane, LaneKind, Step, Touch, Transition, Variant
from journeys.owners import with_owners
from journeys.unseen import without

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_IDS = ("contact_id", "case")
_LANE_KINDS: Mapping[str, LaneKind] = {"customer": "customer", "ivr": "ivr", "web": "web"}
_LANE_NAMES = {"customer": "Customer", "ivr": "Answering system", "web": "Website"}


def discover(
    events: Columns,
    *,
    stages: Sequence[Stage] = (),
    requires: Mapping[str, Sequence[str]] | None = None,
    unseen: Collection[str] = (),
    name: str = "The customer's journey",
    collapse: bool = True,
    evidence: int = 5,
    variants: int = 10,
) -> Journey:
    """Work out the journey that events tell of; the order of the rows does not matter.

    Args:
        events: One row an event. Columns `contact_id` or `case` (customer key; either may be
            null, not both) and `stage_id` (null: unsure); if wanted `at` (UTC timestamp), `order`
            (position within the contact), `lane` (department, `ivr`, `web`), `channel`,
            `duration_s`, `failed` (something gone wrong has caused it).
        stages: The journey's stages in order; without them every `stage_id` is a step, ordered
            by where it usually stands in the paths.
        requires: Stage -> stages that a customer must have passed before it, seen or not.
        unseen: Lanes that the customer never meets, as `journeys.unseen.without` leaves them out.
        name: A heading.
        collapse: Take successive rows of one contact at one stage as one visit, as turns of a
            conversation need it; False for event logs.
        evidence: How many contacts to keep as evidence for each step and transition.
        variants: How many of the most frequent whole paths to keep.

    Raises:
        SourceError: A column is absent or can't be used.
    """
    table, left_out = without(table_of(events), unseen, logged=not collapse)
    successors = {alias: stage.id for stage in stages for alias in stage.aliases}
    rows = flow_of(table, [stage.id for stage in stages], successors)
    flow = rows.visits() if collapse else rows
    journey = _counted(
        table,
        rows,
        flow,
        infer(flow, requires or {}),
        names={stage.id: stage.name for stage in stages},
        evidence=evidence,
        variants=variants,
    )
    journey = replace(journey, name=name, left_out=left_out, logged=not collapse)
    return with_owners(journey, stages)


def _counted(
    table: pa.Table,
    rows: Flow,
    flow: Flow,
    ledger: Ledger,
    *,
    names: Mapping[str, str],
    evidence: int,
    variants: int,
) -> Journey:
    """Count what a journey shows.

    Args:
        table: The events.
        rows: The same as paths, every row by itself.
        flow: The same as visits of stages.
        ledger: What is known of each step.
        names: Names of the journey's stages by id, in order; empty: there is no journey.
        evidence: As for `discover`.
        variants: As for `discover`.
    """
    found = _steps(flow, rows, ledger, names, evidence)
    return Journey(
        name="",
        steps=found if names else _usual_order(found, flow),
        transitions=_transitions(flow, ledger, evidence),
        departments=_lanes(rows.lane, rows.contact, rows.lanes, "department"),
        channels=_lanes(rows.channel, rows.contact, rows.channels, "channel"),
        handoffs=_handoffs(rows),
        variants=tuple(
            Variant(tuple(flow.stages[code] for code in path), customers)
            for path, customers in count.variants(flow, variants)
        ),
        contacts=count.distinct(flow.contact),
        customers=count.distinct(flow.customer),
        visits=len(flow),
        unsure=_contacts_of(table) - count.distinct(flow.contact),
        first_at=_moment(flow, last=False),
        last_at=_moment(flow, last=True),
        notes=tuple(_notes(table, flow, frozenset(names))),
    )


def _steps(
    flow: Flow, rows: Flow, ledger: Ledger, names: Mapping[str, str], evidence: int
) -> tuple[Step, ...]:
    size = len(flow.stages)
    contacts = count.distinct_by(flow.stage, flow.contact, size)
    customers = count.distinct_by(flow.stage, flow.customer, size)
    visits = np.bincount(flow.stage, minlength=size)
    starts, ends = count.ends(flow, size)
    repeats = count.repeats(flow, size)
    failures = count.failures(rows, size)
    medians = count.medians(flow.stage, flow.duration_s, size)
    shown = count.first_of(flow.stage, flow.contact, size, evidence)
    departments = count.crossed(rows.stage, rows.lane, rows.contact, size, len(rows.lanes))
    channels = count.crossed(rows.stage, rows.channel, rows.contact, size, len(rows.channels))
    return tuple(
        Step(
            stage_id=stage_id,
            name=names.get(stage_id, stage_id),
            mark=ledger.mark(code, int(contacts[code])),
            contacts=int(contacts[code]),
            customers=int(customers[code]),
            visits=int(visits[code]),
            starts=int(starts[code]),
            ends=int(ends[code]),
            repeats=int(repeats[code]),
            passed_unseen=int(ledger.passed_unseen[code]),
            failures=None if failures is None else int(failures[code]),
            median_s=medians[code],
            departments=_touches(departments[code], rows.lanes),
            channels=_touches(channels[code], rows.channels),
            evidence=tuple(flow.contact_ids.take(pa.array(shown[code])).to_pylist()),
        )
        for code, stage_id in enumerate(flow.stages)
    )


def _touches(row: dict[int, int], names: tuple[str, ...]) -> tuple[Touch, ...]:
    ranked = sorted(row.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Touch(names[code], contacts) for code, contacts in ranked)


def _usual_order(steps: tuple[Step, ...], flow: Flow) -> tuple[Step, ...]:
    """Order steps by the mean of where in its path, from 0 to 1, each is met."""
    place = count.mean_place(flow, len(steps))
    ranked = sorted(range(len(steps)), key=lambda i: (place[i], -steps[i].visits, i))
    return tuple(steps[i] for i in ranked)


def _transitions(flow: Flow, ledger: Ledger, evidence: int) -> tuple[Transition, ...]:
    pairs = count.transitions(flow, evidence)
    observed = [
        Transition(
            source=flow.stages[pair.source],
            target=flow.stages[pair.target],
            count=pair.times,
            customers=pair.customers,
            median_s=pair.median_s,
            evidence=tuple(flow.contact_ids.take(pa.array(pair.contacts)).to_pylist()),
        )
        for pair in pairs
    ]
    seen = {(pair.source, pair.target) for pair in pairs}
    implied = [
        Transition(
            source=flow.stages[source],
            target=flow.stages[target],
            mark="implied",
            count=customers,
            customers=customers,
        )
        for (source, target), customers in sorted(ledger.ways.items())
        if (source, target) not in seen
    ]
    return (*observed, *implied)


def _lanes(
    codes: Codes, contact: Codes, names: tuple[str, ...], kind: LaneKind
) -> tuple[Lane, ...]:
    contacts = count.distinct_by(codes, contact, len(names))
    ranked = sorted(range(len(names)), key=lambda code: (-int(contacts[code]), code))
    return tuple(
        Lane(
            id=names[code],
            name=_LANE_NAMES.get(names[code]) or names[code][:1].upper() + names[code][1:],
            kind=_LANE_KINDS.get(names[code], kind) if kind == "department" else kind,
            contacts=int(contacts[code]),
        )
        for code in ranked
        if contacts[code]
    )


def _handoffs(rows: Flow) -> tuple[Handoff, ...]:
    return tuple(
        Handoff(rows.lanes[source], rows.lanes[target], within, between)
        for source, target, within, between in count.handoffs(rows)
    )


def _moment(flow: Flow, *, last: bool) -> datetime | None:
    dated = flow.at[flow.at != UNKNOWN_TIME]
    if not len(dated):
        return None
    return _EPOCH + timedelta(microseconds=int(dated.max() if last else dated.min()))


def _contacts_of(table: pa.Table) -> int:
    ids = [table[name].cast(pa.string()) for name in _IDS if name in table.column_names]
    return int(pc.count_distinct(pc.coalesce(*ids)).as_py())


def _notes(table: pa.Table, flow: Flow, known: frozenset[str]) -> list[str]:
    """What a reader must know before trusting an order or a count."""
    notes = []
    contacts = count.distinct(flow.contact)
    undated = count.distinct(flow.contact[flow.at == UNKNOWN_TIME])
    if contacts and undated == contacts:
        notes.append(
            "No dates: the order of steps is known within each contact only, and times between "
            "steps are not computed."
        )
    elif undated:
        notes.append(
            f"{undated:,} of {contacts:,} contacts have no date; each counts as a path of its own."
        )
    if "case" not in table.column_names or not pc.any(pc.is_valid(table["case"])).as_py():
        notes.append(
            "No customer key: contacts of one customer can't be linked, so each counts as a "
            "customer, and repeat contacts are not computed."
        )
    strangers = sorted({flow.stages[code] for code in np.unique(flow.stage)} - known)
    if known and strangers:
        notes.append(f"Not among the journey's stages, added at its end: {', '.join(strangers)}.")
    return notes
