"""Where failure leads to a poor experience."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from journeys.cases import Call, Case
from journeys.rates import wilson
from journeys.weighing import LEAST, Names, Weighed, above, finding, same_matter


def failing(
    cases: Sequence[Case], chains: Sequence[Sequence[Case]], name_of: Names, days: int
) -> Iterator[Weighed]:
    """Stages where more goes wrong than elsewhere."""
    judged = [case for case in cases if case.failure is not None]
    ended = [case for case in cases if case.resolved is not None]
    again = {
        before.contact_id: after
        for chain in chains
        for before, after in pairwise(chain)
        if same_matter(before, after)
    }
    linked = [case for case in cases if case.customer is not None and case.at is not None]
    yield from above(
        judged,
        _stages,
        lambda case: case.failure or 0.0,
        "failure_point",
        "failure",
        lambda stage, size, n, usual: (
            f"{size} of {n} contacts at {name_of(stage)} are caused by something that went wrong "
            f"or was left unclear; elsewhere it is {usual:.0%}."
        ),
    )
    yield from above(
        linked,
        _stages,
        lambda case: float(case.contact_id in again),
        "failure_point",
        "repeat",
        lambda stage, size, n, usual: (
            f"After {size} of {n} contacts at {name_of(stage)} the customer is back there within "
            f"{days} days; elsewhere it is {usual:.0%}."
        ),
        about="back",
        shown_by=lambda case: again[case.contact_id],
    )
    yield from above(
        ended,
        _stages,
        lambda case: 1.0 - (case.resolved or 0.0),
        "failure_point",
        "unresolved",
        lambda stage, size, n, usual: (
            f"{size} of {n} contacts at {name_of(stage)} end without what the customer came for; "
            f"elsewhere it is {usual:.0%}."
        ),
        about="end",
    )
    yield from above(
        ended,
        _stages,
        lambda case: float(case.outcome == "lost"),
        "failure_point",
        "lost",
        lambda stage, size, n, usual: (
            f"In {size} of {n} contacts at {name_of(stage)} the customer turns away; "
            f"elsewhere it is {usual:.0%}."
        ),
        about="end",
    )


def _stages(case: Case) -> tuple[str, ...]:
    return (case.primary,) if case.primary else ()


def unkept(chains: Sequence[Sequence[Case]], days: int) -> Iterator[Weighed]:
    """Departments whose customers come back because an answer that was promised never came."""
    missed: dict[str, list[Sequence[Case]]] = defaultdict(list)
    begun: Counter[str] = Counter(chain[0].lanes[0] for chain in chains if chain[0].lanes)
    for chain in chains:
        if chain[0].lanes and any(case.unkept for case in chain[1:]):
            missed[chain[0].lanes[0]].append(chain)
    for lane, own in sorted(missed.items()):
        customers = len({chain[0].customer for chain in own})
        if customers < LEAST:
            continue
        low, high = wilson(customers, begun[lane])
        more = [case for chain in own for case in chain[1:]]
        yield finding(
            "failure_point",
            f"unkept:{lane}",
            f"{customers} of {begun[lane]} customers who begin at {lane} come back within {days} "
            "days because an answer that was promised never came: "
            f"{len(more)} more contacts.",
            [case for case in more if case.unkept],
            (low * begun[lane], high * begun[lane]),
            float(len(more)),
            size=customers,
            about="unkept",
        )


def abandoned(calls: Sequence[Call]) -> Iterator[Weighed]:
    """Menu options after which more callers hang up than after others."""
    named = [call for call in calls if call.option]
    gone = sum(call.abandoned for call in named)
    for option in sorted({call.option for call in named if call.option}):
        own = [call for call in named if call.option == option]
        left = sum(call.abandoned for call in own)
        usual = (gone - left) / max(len(named) - len(own), 1)
        low, high = wilson(left, len(own))
        if len(own) == len(named) or left < LEAST or low <= usual:
            continue
        yield finding(
            "failure_point",
            f"abandoned:{option}",
            f"{left} of {len(own)} callers hang up after menu option {option}; after all others "
            f"it is {usual:.0%}.",
            [],
            (low * len(own), high * len(own)),
            (low - usual) * len(own),
            size=left,
        )
