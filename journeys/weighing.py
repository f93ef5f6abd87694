"""What all findings share: how one is made, and when a rate stands out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from corpora.ids import mint
from corpora.records import Finding
from corpora.records.findings import FindingKind
from journeys.cases import Case
from journeys.rates import wilson

QUOTES = 3
LEAST = 3
"""Fewer contacts than this are chance, not a finding."""

Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding, and how much there is to gain: the contacts surely beyond the usual."""

    finding: Finding
    weight: float


def finding(  # noqa: PLR0917 - the parts of a finding
    kind: FindingKind,
    subject: str,
    reason: str,
    of: Sequence[Case],
    span: tuple[float, float],
    weight: float,
    size: int | None = None,
) -> Weighed:
    """Return a finding; without `size`, of as many as are concerned."""
    quotes = [case.quote for case in of if case.quote is not None]
    return Weighed(
        Finding(
            id=mint("f", kind, subject),
            kind=kind,
            subject=subject,
            reason=reason,
            size=len(of) if size is None else size,
            low=round(span[0], 1),
            high=round(span[1], 1),
            evidence=tuple(quotes[:QUOTES]),
        ),
        weight,
    )


def above(  # noqa: PLR0917 - a table of what to compare
    cases: Sequence[Case],
    groups: Callable[[Case], Iterable[str]],
    chance: Callable[[Case], float],
    kind: FindingKind,
    what: str,
    tell: Callable[[str, int, int, float], str],
) -> Iterator[Weighed]:
    """Yield groups in which something is more frequent than in all other contacts together."""
    members: Mapping[str, list[Case]] = _by(cases, groups)
    total = sum(chance(case) for case in cases)
    for group, own in sorted(members.items()):
        expected = sum(chance(case) for case in own)
        usual = (total - expected) / max(len(cases) - len(own), 1)
        low, high = wilson(expected, len(own))
        if len(own) == len(cases) or expected < LEAST or low <= usual:
            continue
        shown = sorted(own, key=lambda case: (-chance(case), case.contact_id))
        yield finding(
            kind,
            f"{what}:{group}",
            tell(group, round(expected), len(own), usual),
            [case for case in shown if chance(case) >= 0.5],
            (low * len(own), high * len(own)),
            (low - usual) * len(own),
            size=round(expected),
        )


def chains(cases: Sequence[Case], window: timedelta) -> Iterator[list[Case]]:
    """Contacts of one customer, each within the window after the one before."""
    by_customer: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.customer is not None and case.at is not None:
            by_customer[case.customer].append(case)
    for own in by_customer.values():
        own.sort(key=lambda case: (case.at, case.contact_id))
        chain: list[Case] = []
        for case in own:
            last = chain[-1].at if chain else None
            if last is not None and case.at is not None and case.at - last > window:
                yield chain
                chain = []
            chain.append(case)
        yield chain


def _by(cases: Sequence[Case], groups: Callable[[Case], Iterable[str]]) -> Mapping[str, list[Case]]:
    """Return the contacts of each group."""
    members: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for group in groups(case):
            members[group].append(case)
    return members


def tally(counts: Counter[str], most: int = 3) -> str:
    """Return "sales 3, billing 1", the largest first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {number}" for name, number in ranked[:most])
