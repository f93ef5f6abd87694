"""The ledger: what was seen, what must have happened, and what is only somebody's word.

Nobody can return what they never received. A customer who is seen at a step without having been
seen at the steps that it requires must have passed those unseen: without contacting anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from journeys.flow import UNKNOWN_TIME, Codes, Flow
from journeys.model import Mark


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the evidence implies.

    Attributes:
        passed_unseen: By stage code, how many customers must have passed it unseen.
        ways: (required stage, stage) -> how many customers must have gone this way unseen.
    """

    passed_unseen: Codes
    ways: Mapping[tuple[int, int], int]

    def mark(self, stage: int, contacts: int) -> Mark:
        """Return the mark of a stage with so many contacts."""
        if contacts:
            return "observed"
        return "implied" if self.passed_unseen[stage] else "assumed"


def infer(flow: Flow, requires: Mapping[str, Sequence[str]]) -> Ledger:
    """Count the customers who must have passed a stage without a contact that shows it.

    Args:
        flow: Visits in order.
        requires: Stage -> the stages that must come before it; what these require counts too.
    """
    code = {stage_id: number for number, stage_id in enumerate(flow.stages)}
    direct = {
        code[stage]: [code[name] for name in needed if name in code]
        for stage, needed in requires.items()
        if stage in code
    }
    unseen = np.zeros(len(flow.stages), dtype=np.int64)
    first = _FirstVisits(flow)
    demanding = {stage: _all_required(stage, direct) for stage in direct}
    for required in sorted({name for needed in demanding.values() for name in needed}):
        later = [stage for stage, needed in sorted(demanding.items()) if required in needed]
        reached = np.minimum.reduce([first.of(stage) for stage in later])
        unseen[required] = int((reached < first.of(required)).sum())
    ways = {
        (required, stage): int((first.of(stage) < first.of(required)).sum() + unseen[stage])
        for stage, needed in direct.items()
        for required in needed
    }
    return Ledger(unseen, {way: customers for way, customers in ways.items() if customers})


class _FirstVisits:
    """Where in the flow each customer first came to a stage; beyond its end: never.

    An undated visit may have come before all others, and is taken to have.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._undated = flow.at == UNKNOWN_TIME
        self._customers = int(flow.customer.max(initial=-1)) + 1
        self._known: dict[int, Codes] = {}

    def of(self, stage: int) -> Codes:
        if stage not in self._known:
            first = np.full(self._customers, len(self._flow), dtype=np.int64)
            rows = np.flatnonzero(self._flow.stage == stage)[::-1]
            # Rows come last to first, so that the first visit is what stays.
            first[self._flow.customer[rows]] = np.where(self._undated[rows], 0, rows)
            self._known[stage] = first
        return self._known[stage]


def _all_required(stage: int, direct: Mapping[int, Sequence[int]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = list(direct[stage])
    while waiting:
        required = waiting.pop()
        if required not in found and required != stage:
            found.add(required)
            waiting.extend(direct.get(required, ()))
    return frozenset(found)
