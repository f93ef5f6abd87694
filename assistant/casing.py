"""From the workspace to the cases that findings are made from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corpora.records import Demand, Evidence
from corpora.store.arrow import utc
from corpora.store.paths import IVR, contact_facts, menu_choices, passed_to, path_events
from corpora.store.runs import latest_demands
from corpora.store.scope import EVERYTHING, Scope
from journeys.cases import Call, Case

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

_OPTION = re.compile(r"[0-9*#]+")
_GONE = frozenset(("abandoned", "hung up", "hangup", "caller hung up", "dropped"))


def read_cases(db: Connection, scope: Scope = EVERYTHING) -> list[Case]:
    """Return one case a contact within a scope, in the order of their ids."""
    stages: dict[str, list[str]] = defaultdict(list)
    lanes: dict[str, list[str]] = defaultdict(list)
    rows = path_events(db, scope).sort_by([("contact_id", "ascending"), ("order", "ascending")])
    for contact, stage, lane in zip(
        *(rows[name].to_pylist() for name in ("contact_id", "stage_id", "lane")), strict=True
    ):
        _append(stages[contact], stage)
        _append(lanes[contact], lane if lane != IVR else None)
    demands = {each.contact_id: each for each in latest_demands(db)}
    found = contact_facts(db, scope)
    return [_case(row, demands, stages, lanes) for row in found]


def _append(path: list[str], name: str | None) -> None:
    if name is not None and path[-1:] != [name]:
        path.append(name)


def _case(
    row: tuple[Any, ...],
    demands: Mapping[str, Demand],
    stages: Mapping[str, list[str]],
    lanes: Mapping[str, list[str]],
) -> Case:
    contact, customer, opened, stage, channel, wait, text, gap = row
    demand = demands.get(contact)
    quote = None
    if demand is not None and text is not None:
        words = text[demand.start : demand.end]
        quote = Evidence(contact, demand.turn_index, demand.start, demand.end, words)
    return Case(
        contact_id=contact,
        customer=customer,
        at=utc(opened) if opened else None,
        primary=stage,
        stages=tuple(stages.get(contact, ())),
        lanes=tuple(lanes.get(contact, ())),
        channel=channel,
        wait_s=wait,
        failure=None if demand is None else max(demand.failure_probability, float(gap)),
        resolved=None if demand is None else demand.resolved_probability,
        outcome=None if demand is None else demand.outcome,
        quote=quote,
    )


def read_calls(db: Connection) -> list[Call]:
    """Return the calls that the log of an answering system tells of."""
    rows = menu_choices(db)
    known = {str(lane).casefold() for _, lane, *_ in rows}
    return [
        Call(
            option=activity if _OPTION.fullmatch(activity) else None,
            lane=lane,
            passed=tuple(passed_to(passed, known)),
            abandoned=str(outcome or "").casefold() in _GONE,
            contact_id=contact,
        )
        for activity, lane, passed, outcome, contact in rows
    ]
