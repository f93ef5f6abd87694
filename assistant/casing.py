"""From the workspace to the cases that findings are made from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from classifiers.moves import (
    BACK,
    HAND_OVER,
    SENT,
    UNKEPT,
    Departments,
    append_new,
    comes_back,
    ends,
    hands_over,
    passed,
    sent_round,
    unkept,
    waited,
)
from corpora.records import Demand, Evidence, Turn
from corpora.store.arrow import utc
from corpora.store.contacts import get_turns, ids_saying, turns_by_contact
from corpora.store.names import departments, full_departments
from corpora.store.paths import (
    IVR,
    contact_facts,
    menu_choices,
    one_name_each,
    passed_to,
    path_events,
)
from corpora.store.runs import latest_demands
from corpora.store.scope import EVERYTHING, Scope
from journeys.cases import About, Call, Case, Telling

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

_LIVE = frozenset(("call", "chat"))
_OPENING = 12
"""Turns of a contact in which customers speak of an earlier one."""
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
        append_new(stages[contact], stage)
        append_new(lanes[contact], lane if lane != IVR else None)
    demands = {each.contact_id: each for each in latest_demands(db)}
    found = contact_facts(db, scope)
    _add_told(db, lanes, {row[0]: row[4] in _LIVE for row in found})
    back, missing, sent = (
        frozenset(ids_saying(db, "customer", words, _OPENING)) for words in (BACK, UNKEPT, SENT)
    )
    cases = [_case(row, demands, stages, lanes) for row in found]
    return [
        replace(
            case,
            comes_back=case.contact_id in back,
            unkept=case.contact_id in missing,
            sent=case.contact_id in sent,
        )
        for case in cases
    ]


def telling(db: Connection) -> Telling:
    """Return what finds the words that tell something of contacts; it reads only what it quotes."""
    said: Mapping[About, Callable[[Sequence[Turn]], Evidence | None]] = {
        "passed": hands_over,
        "back": comes_back,
        "unkept": unkept,
        "sent": sent_round,
        "waited": waited,
        "end": ends,
    }

    def tell(contact_ids: Sequence[str], about: About) -> Mapping[str, Evidence]:
        if about not in said:
            return {}
        read = turns_by_contact(get_turns(db, contact_ids))
        told = {contact: said[about](turns) for contact, turns in read}
        return {contact: words for contact, words in told.items() if words is not None}

    return tell


def _add_told(db: Connection, lanes: dict[str, list[str]], live: Mapping[str, bool]) -> None:
    """Add the departments that contacts met by their words, where no log tells of several."""
    names = sorted({lane for path in lanes.values() for lane in path})
    if len(names) < 2:
        return
    called = Departments(names)
    handed = frozenset(ids_saying(db, "agent", HAND_OVER))
    said = sorted(handed.union(ids_saying(db, "agent", called.answering)))
    asked = [each for each in said if each in live and len(lanes.get(each, ())) == 1]
    for contact, turns in turns_by_contact(get_turns(db, asked)):
        # Of those who merely answer with a department's name there must be two.
        first = lanes[contact][0] if contact in handed else None
        met = passed(turns, called, first, live=live[contact])
        if first is not None or len(met) > 1:
            lanes[contact] = list(met)


def _case(
    row: tuple[Any, ...],
    demands: Mapping[str, Demand],
    stages: Mapping[str, list[str]],
    lanes: Mapping[str, list[str]],
) -> Case:
    contact, customer, opened, stage, channel, wait, text, gap, sure = row
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
        sure=sure,
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
    # As the drawing calls them: by the longest name that contacts or a table give.
    called = dict.fromkeys(
        (*departments(db), *(lane for _, lane, *_ in rows if lane),
         *(each for row in rows for each in passed_to(row[2], known)))
    )  # fmt: skip
    full = one_name_each(tuple(called), full_departments(db))
    return [
        Call(
            option=activity if _OPTION.fullmatch(activity) else None,
            lane=full.get(lane, lane),
            passed=tuple(full.get(each, each) for each in passed_to(passed, known)),
            abandoned=str(outcome or "").casefold() in _GONE,
            contact_id=contact,
        )
        for activity, lane, passed, outcome, contact in rows
    ]
