"""What to improve in the customer process, each with its size, interval, reason and evidence.

Streamlining: hand-offs, ping-pong, menu options that lead astray, customers sent on to another
department, channel switches, long waits, steps that always come together. Failure points: failure
demand, repeat contact, promises not kept, unresolved and lost contacts, callers who hang up,
customers who give up. A rate is a finding only where the lower end of its interval is above the
rate of all other contacts: what is as everywhere else is no point to begin at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from corpora.records import Finding
from corpora.records.findings import FindingKind
from journeys.cases import Call, Case, Telling, silent
from journeys.failing import abandoned, failing, unkept
from journeys.streamlining import (
    handed_on,
    misrouted,
    ping_pong,
    sent_on,
    sent_round,
    switches,
    together,
    waits,
)
from journeys.weighing import Names, chains


def find(
    cases: Sequence[Case],
    calls: Sequence[Call],
    *,
    name_of: Names = str,
    repeat_days: int = 7,
    kinds: Iterable[FindingKind] = ("streamline", "routing", "failure_point"),
    telling: Telling = silent,
) -> list[Finding]:
    """Return findings, those with most to gain first.

    Args:
        cases: One a contact.
        calls: What the answering system's log says, one a call.
        name_of: What people call a stage.
        repeat_days: Within how many days another contact counts as a repeat.
        kinds: Which kinds to return.
        telling: Finds the words that tell what a finding is about.
    """
    wanted = frozenset(kinds)
    window = timedelta(days=repeat_days)
    linked = list(chains(cases, window))
    astray = list(misrouted(calls, cases))
    found = [
        *astray,
        *ping_pong(cases),
        *handed_on(cases, calls, {each.finding.subject for each in astray}),
        *sent_on(linked, repeat_days),
        *sent_round(cases),
        *switches(linked, cases, name_of, repeat_days),
        *waits(cases),
        *together(cases, name_of),
        *failing(cases, linked, name_of, repeat_days),
        *unkept(linked, repeat_days),
        *abandoned(calls),
    ]
    ranked = sorted(found, key=lambda each: (-each.weight, each.finding.id))
    return [each.quoted(telling) for each in ranked if each.finding.kind in wanted]
