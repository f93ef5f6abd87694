"""Where the process can be streamlined or consolidated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from journeys.cases import Call, Case
from journeys.rates import count_range, wilson
from journeys.weighing import LEAST, Names, Weighed, above, finding, same_matter, tally

TOGETHER = 0.6
"""Stages stand together where surely this share of the one's contacts is at the other too."""
LONG_WAIT_S = 180.0


def misrouted(calls: Sequence[Call], cases: Sequence[Case]) -> Iterator[Weighed]:
    """Menu options whose callers are passed on more often than those of all others."""
    by_id = {case.contact_id: case for case in cases}
    torn = {case.contact_id for case in cases if _returns(case)}
    answered = [
        call for call in calls if call.option and call.answered and call.contact_id not in torn
    ]
    for option in sorted({call.option for call in answered if call.option}):
        own = [call for call in answered if call.option == option]
        passed = [call for call in own if call.passed]
        others = [call for call in answered if call.option != option]
        usual = sum(bool(call.passed) for call in others) / max(len(others), 1)
        low, high = wilson(len(passed), len(own))
        if not others or len(passed) < LEAST or low <= usual:
            continue
        to = Counter(call.passed[0] for call in passed)
        landing = Counter(call.lane for call in own).most_common(1)[0][0]
        yield finding(
            "routing",
            f"option:{option}",
            f"Menu option {option} leads to {landing}, who pass on {len(passed)} of {len(own)} "
            f"callers ({tally(to)}); after all other options it is {usual:.0%}.",
            [by_id[call.contact_id] for call in passed if call.contact_id in by_id],
            (low * len(own), high * len(own)),
            (low - usual) * len(own) + len(passed),
            size=len(passed),
        )


def _returns(case: Case) -> bool:
    """Whether two departments sent the contact to and fro: that is told as their ping-pong."""
    moves = set(pairwise(case.lanes))
    return any((target, source) in moves for source, target in moves)


def ping_pong(cases: Sequence[Case]) -> Iterator[Weighed]:
    """Pairs of departments that send customers to and fro."""
    pairs: dict[tuple[str, str], list[Case]] = defaultdict(list)
    ways: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    back: Counter[tuple[str, str]] = Counter()
    for case in cases:
        moves = list(pairwise(case.lanes))
        for pair in sorted({(min(m), max(m)) for m in moves}):
            own = [move for move in moves if (min(move), max(move)) == pair]
            pairs[pair].append(case)
            ways[pair] |= set(own)
            back[pair] += len(set(own)) == 2
    for pair, own_cases in pairs.items():
        if len(ways[pair]) < 2 or back[pair] == 0 or len(own_cases) < LEAST:
            continue
        yield finding(
            "streamline",
            f"ping-pong:{pair[0]}:{pair[1]}",
            f"{pair[0]} and {pair[1]} pass customers to each other in {len(own_cases)} contacts"
            f"{_to_and_fro(back[pair], len(own_cases))}: nobody owns the matter.",
            own_cases,
            count_range(len(own_cases)),
            2.0 * len(own_cases),
            about="passed",
        )


def _to_and_fro(back: int, contacts: int) -> str:
    return ", each time to and fro" if back == contacts else f", in {back} of them to and fro"


def handed_on(
    cases: Sequence[Case], calls: Sequence[Call], astray: Collection[str]
) -> Iterator[Weighed]:
    """Departments that receive contacts from others; what the menu leads astray is told there."""
    routed = {call.contact_id for call in calls if f"option:{call.option}" in astray}
    to: dict[str, list[tuple[Case, str]]] = defaultdict(list)
    for case in cases:
        moves = list(pairwise(case.lanes))
        if _returns(case) or case.contact_id in routed:
            continue
        for source, target in moves:
            to[target].append((case, source))
    for target, handed in sorted(to.items()):
        if len(handed) < LEAST:
            continue
        sources = Counter(source for _, source in handed)
        yield finding(
            "streamline",
            f"hand-off:{target}",
            f"{len(handed)} contacts are handed on to {target} (from {tally(sources)}): "
            "could the first agent settle them?",
            [case for case, _ in handed],
            count_range(len(handed)),
            float(len(handed)),
            about="passed",
        )


def sent_on(chains: Sequence[Sequence[Case]], days: int) -> Iterator[Weighed]:
    """Departments after which customers must contact another one: a loop through the company."""
    first: dict[str, list[Case]] = defaultdict(list)
    on: dict[str, list[Sequence[Case]]] = defaultdict(list)
    for chain in chains:
        lane = chain[0].lanes[0] if chain[0].lanes else None
        if lane is None:
            continue
        first[lane].append(chain[0])
        if any(_elsewhere(case, lane) for case in chain[1:]):
            on[lane].append(chain)
    total, sent = sum(map(len, first.values())), sum(map(len, on.values()))
    for lane, own in sorted(on.items()):
        usual = (sent - len(own)) / max(total - len(first[lane]), 1)
        low, high = wilson(len(own), len(first[lane]))
        if len(own) < LEAST or low <= usual:
            continue
        involved = [case for chain in own for case in chain]
        to = Counter(case.lanes[0] for chain in own for case in chain[1:] if _elsewhere(case, lane))
        returning = [case for chain in own for case in chain[1:] if case.comes_back]
        yield finding(
            "streamline",
            f"loop:{lane}",
            f"{len(own)} of {len(first[lane])} customers who begin at {lane} come back to another "
            f"department within {days} days because of it ({tally(to)}), {len(involved)} contacts "
            f"in all; elsewhere it is {usual:.0%}.",
            returning,
            (low * len(first[lane]), high * len(first[lane])),
            (low - usual) * len(first[lane]) + len(involved) - len(own),
            size=len(own),
            about="back",
        )


def sent_round(cases: Sequence[Case]) -> Iterator[Weighed]:
    """Departments whose customers say, more than others, that they were sent here and there."""
    yield from above(
        [case for case in cases if case.lanes],
        lambda case: case.lanes[:1],
        lambda case: float(case.sent),
        "streamline",
        "sent-round",
        lambda lane, size, n, usual: (
            f"In {size} of {n} contacts that begin at {lane} customers say that they were sent "
            f"from one way of contact to another; elsewhere it is {usual:.0%}."
        ),
        about="sent",
    )


def _elsewhere(case: Case, lane: str) -> bool:
    """Whether a later contact tells another department of the earlier one.

    Somebody who merely has another question soon after is no loop.
    """
    return case.comes_back and bool(case.lanes) and lane not in case.lanes


def switches(
    chains: Sequence[Sequence[Case]], cases: Sequence[Case], name_of: Names, days: int
) -> Iterator[Weighed]:
    """Stages at which customers come back over another channel, and say that they come back."""
    moved: dict[str, list[Case]] = defaultdict(list)
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for chain in chains:
        for before, after in pairwise(chain):
            stage = before.primary
            switched = before.channel != after.channel and after.comes_back
            if stage and switched and same_matter(before, after):
                moved[stage].append(after)
                ways[stage][f"{before.channel} to {after.channel}"] += 1
    held = Counter(case.primary for case in cases)
    for stage, own in sorted(moved.items()):
        customers = len({case.customer for case in own})
        if customers < LEAST:
            continue
        low, high = wilson(customers, held[stage])
        yield finding(
            "streamline",
            f"channel:{stage}",
            f"{customers} customers come back to {name_of(stage)} within {days} days over another "
            f"channel ({tally(ways[stage])}).",
            own,
            (low * held[stage], high * held[stage]),
            low * held[stage],
            size=customers,
            about="back",
        )


def waits(cases: Sequence[Case]) -> Iterator[Weighed]:
    """Departments before which customers wait long more often than elsewhere."""
    timed = [case for case in cases if case.wait_s is not None and case.lanes]
    yield from above(
        timed,
        lambda case: (case.lanes[0],),
        lambda case: float((case.wait_s or 0.0) > LONG_WAIT_S),
        "streamline",
        "wait",
        lambda lane, size, n, usual: (
            f"{size} of {n} customers wait more than {LONG_WAIT_S / 60:.0f} minutes for {lane}; "
            f"elsewhere it is {usual:.0%}."
        ),
        about="waited",
    )


def together(cases: Sequence[Case], name_of: Names) -> Iterator[Weighed]:
    """Stages whose contacts nearly always show another stage too: one step might do."""
    held = Counter(stage for case in cases for stage in set(case.stages))
    pairs: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        for one in set(case.stages):
            for other in set(case.stages) - {one}:
                pairs[one, other].append(case)
    for (one, other), own in sorted(pairs.items()):
        low, high = wilson(len(own), held[one])
        usual = held[other] / max(len(cases), 1)
        if low < TOGETHER or low <= usual or len(own) < 2 * LEAST:
            continue
        yield finding(
            "streamline",
            f"together:{one}:{other}",
            f"{len(own)} of {held[one]} contacts at {name_of(one)} are at {name_of(other)} too: "
            "one step might do.",
            own,
            (low * held[one], high * held[one]),
            (low - usual) * held[one] * 0.5,
        )
