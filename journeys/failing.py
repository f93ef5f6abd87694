"""Where failure leads to a poor experience."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from journeys.cases import Call, Case
from journeys.rates import wilson
from journeys.weighing import LEAST, Names, Weighed, above, finding, same_matter


def failing(
    cases: Sequence[Case], chains: Sequence[Sequence[Case]], name_of: Names, days: int
) -> Iterator[Weighed]:
    """Stages where more goes wrong than elsewhere."""
    ended = [case for case in cases if case.resolved is not None]
    linked = [case for case in cases if case.customer is not None and case.at is not None]
    yield from _caused(cases, name_of)
    yield from _back_again(linked, chains, name_of, days)
    yield from _unresolved(ended, name_of)
    yield from _lost(ended, name_of)
    yield from _given_up(linked, name_of, days)


def _caused(cases: Sequence[Case], name_of: Names) -> Iterator[Weighed]:
    """Failure demand."""
    yield from above(
        [case for case in cases if case.failure is not None],
        _stages,
        lambda case: case.failure or 0.0,
        "failure_point",
        "failure",
        lambda stage, size, n, usual: (
            f"{size} of {n} contacts at {name_of(stage)} are caused by something that went wrong "
            f"or was left unclear; elsewhere it is {usual:.0%}."
        ),
    )


def _back_again(
    linked: Sequence[Case], chains: Sequence[Sequence[Case]], name_of: Names, days: int
) -> Iterator[Weighed]:
    """Repeat contact."""
    again = {
        before.contact_id: after
        for chain in chains
        for before, after in pairwise(chain)
        if same_matter(before, after)
    }
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


def _unresolved(ended: Sequence[Case], name_of: Names) -> Iterator[Weighed]:
    """Contacts that end without a solution."""
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


def _lost(ended: Sequence[Case], name_of: Names) -> Iterator[Weighed]:
    """Contacts in which the customer turns away."""
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


def _given_up(linked: Sequence[Case], name_of: Names, days: int) -> Iterator[Weighed]:
    """Abandonment of the journey: the last that is heard of a customer ends unresolved.

    Each customer counts once a stage, by the last contact there. Who was there within `days`
    of the last contact of all may still come back, and is not judged; nor are guessed stages. An
    end counts by how probably it is unresolved, and not at all where it is likelier resolved.
    """
    last: dict[str | None, Case] = {}
    there: dict[tuple[str | None, str | None], Case] = {}
    ranked = sorted(linked, key=lambda case: (case.at, case.contact_id))
    for case in ranked:
        last[case.customer] = there[case.customer, case.primary] = case
    end = ranked[-1].at if ranked else None
    judged = [
        case
        for case in there.values()
        if case.resolved is not None and case.sure and case.at and end
        if end - case.at > timedelta(days=days)
    ]
    yield from above(
        judged,
        _stages,
        lambda case: _left_open(case) if last[case.customer] is case else 0.0,
        "failure_point",
        "abandonment",
        lambda stage, size, n, usual: (
            f"{size} of {n} customers who come to {name_of(stage)} leave without what they came "
            f"for and are not heard of again; elsewhere it is {usual:.0%}."
        ),
        about="end",
    )


def _left_open(case: Case) -> float:
    open_ = 1.0 - (case.resolved or 0.0)
    return open_ if open_ > 0.5 else 0.0


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
