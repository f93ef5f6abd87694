"""Where the process can be streamlined or consolidated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from journeys.cases import Call, Case
from journeys.rates import count_range, wilson
from journeys.weighing import LEAST, Names, Weighed, above, finding, tally

TOGETHER = 0.6
"""Stages stand together where surely this share of the one's contacts is at the other too."""
LONG_WAIT_S = 180.0


def misrouted(calls: Sequence[Call], cases: Sequence[Case]) -> Iterator[Weighed]:
    """Menu options whose callers are passed on more often than those of all others."""
    by_id = {case.contact_id: case for case in cases}
    answered = [call for call in calls if call.option and call.answered]
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
            f"{pair[0]} and {pair[1]} pass customers to each other in {len(own_cases)} contacts, "
            f"in {back[pair]} of them to and fro: nobody owns the matter.",
            own_cases,
            count_range(len(own_cases)),
            2.0 * len(own_cases),
        )


def handed_on(
    cases: Sequence[Case], calls: Sequence[Call], astray: Collection[str]
) -> Iterator[Weighed]:
    """Departments that receive contacts from others; what the menu leads astray is told there."""
    routed = {call.contact_id for call in calls if f"option:{call.option}" in astray}
    to: dict[str, list[tuple[Case, str]]] = defaultdict(list)
    for case in cases:
        moves = list(pairwise(case.lanes))
        to_and_fro = any((target, source) in moves for source, target in moves)
        if to_and_fro or case.contact_id in routed:
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
        if any(case.lanes and lane not in case.lanes for case in chain[1:]):
            on[lane].append(chain)
    total, sent = sum(map(len, first.values())), sum(map(len, on.values()))
    for lane, own in sorted(on.items()):
        usual = (sent - len(own)) / max(total - len(first[lane]), 1)
        low, high = wilson(len(own), len(first[lane]))
        if len(own) < LEAST or low <= usual:
            continue
        involved = [case for chain in own for case in chain]
        to = Counter(
            case.lanes[0]
            for chain in own
            for case in chain[1:]
            if case.lanes[:1] not in ((lane,), ())
        )
        yield finding(
            "streamline",
            f"loop:{lane}",
            f"{len(own)} of {len(first[lane])} customers who begin at {lane} must contact another "
            f"department within {days} days ({tally(to)}), {len(involved)} contacts in all; "
            f"elsewhere it is {usual:.0%}.",
            involved,
            (low * len(first[lane]), high * len(first[lane])),
            (low - usual) * len(first[lane]) + len(involved) - len(own),
            size=len(own),
        )


def switches(
    chains: Sequence[Sequence[Case]], cases: Sequence[Case], name_of: Names, days: int
) -> Iterator[Weighed]:
    """Stages at which customers come back over another channel."""
    moved: dict[str, list[Case]] = defaultdict(list)
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for chain in chains:
        for before, after in pairwise(chain):
            stage = before.primary
            if stage and stage == after.primary and before.channel != after.channel:
                moved[stage].append(after)
                ways[stage][f"{before.channel} to {after.channel}"] += 1
    held = Counter(case.primary for case in cases)
    for stage, own in sorted(moved.items()):
        if len(own) < LEAST:
            continue
        low, high = wilson(len(own), held[stage])
        yield finding(
            "streamline",
            f"channel:{stage}",
            f"{len(own)} customers come back to {name_of(stage)} within {days} days over another "
            f"channel ({tally(ways[stage])}).",
            own,
            (low * held[stage], high * held[stage]),
            low * held[stage],
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
