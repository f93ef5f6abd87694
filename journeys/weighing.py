"""What all findings share: how one is made, and when a rate stands out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from corpora.ids import mint
from corpora.records import Finding
from corpora.records.findings import FindingKind
from journeys.cases import About, Case, Telling
from journeys.rates import wilson

QUOTES = 3
CANDIDATES = 12
"""Contacts among which those are chosen that tell best."""
LEAST = 3
"""Fewer contacts than this are chance, not a finding."""

Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding, and how much there is to gain: the contacts surely beyond the usual."""

    finding: Finding
    weight: float
    of: tuple[Case, ...] = ()
    about: About = "cause"

    def quoted(self, telling: Telling) -> Finding:
        """Return the finding with its quotes: those that tell what it is about come first."""
        if not self.of:
            return self.finding
        first = self.of[:CANDIDATES]
        said = telling([case.contact_id for case in first], self.about)
        ranked = sorted(first, key=lambda case: case.contact_id not in said)
        quotes = [said.get(case.contact_id, case.quote) for case in ranked]
        chosen = tuple(quote for quote in quotes if quote is not None)[:QUOTES]
        return replace(self.finding, evidence=chosen)


def finding(  # noqa: PLR0917 - the parts of a finding
    kind: FindingKind,
    subject: str,
    reason: str,
    of: Sequence[Case],
    span: tuple[float, float],
    weight: float,
    size: int | None = None,
    about: About = "cause",
) -> Weighed:
    """Return a finding; without `size`, of as many as are concerned."""
    return Weighed(
        Finding(
            id=mint("f", kind, subject),
            kind=kind,
            subject=subject,
            reason=reason,
            size=len(of) if size is None else size,
            low=round(span[0], 1),
            high=round(span[1], 1),
        ),
        weight,
        tuple(of),
        about,
    )


def above(  # noqa: PLR0917 - a table of what to compare
    cases: Sequence[Case],
    groups: Callable[[Case], Iterable[str]],
    chance: Callable[[Case], float],
    kind: FindingKind,
    what: str,
    tell: Callable[[str, int, int, float], str],
    about: About = "cause",
    shown_by: Callable[[Case], Case] = lambda case: case,
) -> Iterator[Weighed]:
    """Yield groups in which something is more frequent than in all other contacts together.

    A contact is quoted from itself, or from another one: `shown_by`.
    """
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
            [shown_by(case) for case in shown if chance(case) >= 0.5],
            (low * len(own), high * len(own)),
            (low - usual) * len(own),
            size=round(expected),
            about=about,
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


def same_matter(before: Case, after: Case) -> bool:
    """Whether a customer's next contact is about the same stage, and neither stage is a guess.

    A finding names the stage: where it is a guess, the finding would say what nobody knows.
    """
    same = before.primary is not None and before.primary == after.primary
    return same and before.sure and after.sure


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
