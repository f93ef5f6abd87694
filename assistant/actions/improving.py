"""What to improve in the customer process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of, stage_name
from assistant.answers import Answer, Block, Data, Line, Quoted, Quotes
from assistant.session import Session
from assistant.wording import between, count
from corpora.records.findings import FindingKind

if TYPE_CHECKING:
    from corpora.records import Finding, Stage
    from corpora.store.scope import Scope
    from corpora.store.workspace import Connection

_HOW = (
    "In brackets the contacts or customers concerned with the 95 % interval; ranked by how many "
    "are beyond what is usual elsewhere."
)
_KINDS: tuple[FindingKind, ...] = ("streamline", "routing", "failure_point")


class FindingsParams(Filters):
    """Of which contacts, and how many."""

    top: Annotated[int, Field(ge=1, le=100, description="How many findings to show.")] = 5
    days: Annotated[
        int, Field(ge=1, le=90, description="Within how many days a contact is a repeat.")
    ] = 7


class FindingData(Data):
    """Something to improve; `size` contacts or customers, between `low` and `high` (95 %)."""

    id: str
    kind: str
    subject: str
    reason: str
    size: int
    low: float
    high: float
    evidence: tuple[Quoted, ...]


class FindingsData(Data):
    """What to improve, most to gain first; `found` counts those that are not shown too."""

    found: int
    findings: tuple[FindingData, ...]


def findings(session: Session, params: FindingsParams) -> Answer:
    """Say what to improve in the customer process: where it can be streamlined and where it fails.

    Each finding has its size with a 95 % interval, the reason in a sentence, and customers' words.
    """
    return _answer(session, params, _KINDS)


def streamline(session: Session, params: FindingsParams) -> Answer:
    """Say where the process can be streamlined: hand-offs, ping-pong, loops, waits, misrouting."""
    return _answer(session, params, ("streamline", "routing"))


def failure_points(session: Session, params: FindingsParams) -> Answer:
    """Say where the process fails: failure demand, repeats, unresolved, lost, abandoned."""
    return _answer(session, params, ("failure_point",))


def find_all(
    session: Session, params: FindingsParams, kinds: tuple[FindingKind, ...] = _KINDS
) -> tuple[list[Finding], int, str]:
    """Return the findings within the filters, how many contacts they rest on, and the scope."""
    stages = session.stages
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params, db)
        found, n = session.memory.recall(
            session.path,
            ("findings", repr(scope), repr(stages), params.days, kinds),
            lambda: _found(db, scope, stages, params.days, kinds),
        )
    return found, n, told


def _found(
    db: Connection,
    scope: Scope,
    stages: tuple[Stage, ...],
    days: int,
    kinds: tuple[FindingKind, ...],
) -> tuple[list[Finding], int]:
    from assistant.casing import read_calls, read_cases, telling
    from journeys.findings import find

    cases, calls = read_cases(db, scope), read_calls(db)
    kept = {case.contact_id for case in cases}
    found = find(
        cases,
        [call for call in calls if call.contact_id is None or call.contact_id in kept],
        name_of=lambda stage: stage_name(stage, stages),
        repeat_days=days,
        kinds=kinds,
        telling=telling(db),
    )
    return found, len(cases)


def _answer(session: Session, params: FindingsParams, kinds: tuple[FindingKind, ...]) -> Answer:
    found, n, told = find_all(session, params, kinds)
    shown = tuple(finding_data(each) for each in found[: params.top])
    blocks: list[Block] = []
    for number, each in enumerate(shown, start=1):
        size = f"{each.size:,} [{between(each.low, each.high)}]"
        blocks.append(Line(f"{number}. {each.reason} {size}"))
        if each.evidence:
            blocks.append(Quotes(each.evidence[:2]))
    headline = (
        f"{count(len(found), 'finding')}; the first {len(shown)}."
        if found
        else (
            "Nothing stands out."
            if n
            else "No contacts to judge yet; `frontstage analyze` reads them."
        )
    )
    return Answer(
        headline=headline,
        data=FindingsData(found=len(found), findings=shown),
        blocks=tuple(blocks),
        scope=told,
        n=n,
        notes=(_HOW,) if shown else (),
        follow_ups=("show_journey view=departments", "evidence of=…"),
    )


def finding_data(finding: Finding, quotes: int | None = None) -> FindingData:
    """Return a finding as a result, with so many of its quotes; None: with all."""
    return FindingData(
        id=finding.id,
        kind=finding.kind,
        subject=finding.subject,
        reason=finding.reason,
        size=finding.size,
        low=finding.low,
        high=finding.high,
        evidence=tuple(Quoted.of(each) for each in finding.evidence[:quotes]),
    )


FINDINGS = Action(
    "findings",
    FindingsParams,
    findings,
    FindingsData,
    examples=("what should we improve", "where does the process go wrong"),
    command="findings",
)
STREAMLINE = Action(
    "streamline",
    FindingsParams,
    streamline,
    FindingsData,
    examples=("where can we streamline", "which hand-offs are needless"),
)
FAILURE_POINTS = Action(
    "failure_points",
    FindingsParams,
    failure_points,
    FindingsData,
    examples=("where do we fail our customers", "which stages cause repeat contacts"),
)
