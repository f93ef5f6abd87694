"""What changed since an earlier run: what is new in the world, and what was only restated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Annotated

from pydantic import Field

from assistant.actions.action import Action, Filters
from assistant.actions.asking import scope_of
from assistant.answers import Answer, Block, Line, Table
from assistant.changes_data import ChangesData, Restated
from assistant.gaps.fixes import Fix, fix_words
from assistant.run_changes import compare_runs
from assistant.session import Session
from assistant.wording import clipped, count, listing

_TOP, _FIXES = 10, 5
_WIDTH = 56


class ChangesParams(Filters):
    """Since when, and of which contacts."""

    since: Annotated[
        datetime | None,
        Field(description="Compare with the last run up to then; the run before, if left out."),
    ] = None


def changes(session: Session, params: ChangesParams) -> Answer:
    """Say what changed since the run before, what was only restated, and which fixes worked.

    A figure of the earlier run can change because contacts came late, because somebody relabelled
    them, or because the model did; that is restating. News are contacts opened since then. Fixes
    are gaps marked as fixed on a day, and pages whose text changed.
    """
    zone = session.workspace.settings.zone
    since = params.since
    if since is not None:
        since = (since if since.tzinfo else since.replace(tzinfo=zone)).astimezone(UTC)
    with session.workspace.reading() as db:
        scope, told = scope_of(session, params.model_copy(update={"since": None}), db)
    data = compare_runs(session, since, scope)
    if data.earlier_run is None:
        return _of_one_run(session, params, data, told)
    return Answer(
        headline=_headline(data),
        data=data,
        blocks=_blocks(data),
        scope=told,
        n=data.new + data.late + data.undated,
        notes=(
            *_younger(data, since, zone),
            "Restated figures count the period that the earlier run covered.",
            *_drift(data),
        ),
        follow_ups=("overview", "show_gaps"),
    )


def _of_one_run(session: Session, params: ChangesParams, data: ChangesData, told: str) -> Answer:
    """Return what can be told without a run to compare with: the weeks, and the day asked for."""
    from corpora.store.queries import contacts_within

    headline, dated = _one_run(data), "overview"
    if params.since is not None:
        with session.workspace.reading() as db:
            scope, _ = scope_of(session, params, db)
            since = len(contacts_within(db, scope))
        day = f"{params.since:%Y-%m-%d}"
        headline = f"{count(since, 'contact')} since {day}, by their own dates. {headline}"
        dated = f"overview since={day}"
    return Answer(
        headline=headline,
        data=data,
        blocks=(*(Line(text) for text in week_words(data)), *_fixes(data)),
        scope=told,
        notes=("What changed is told between two runs.",),
        follow_ups=(dated, "trend of=contacts by=week", "frontstage run"),
    )


def _younger(data: ChangesData, since: datetime | None, zone: tzinfo) -> tuple[str, ...]:
    """Say where the run compared with is younger than what was asked for."""
    if since is None or data.earlier_run is None or data.earlier_run <= since:
        return ()
    return (
        f"No run as old as {since.astimezone(zone):%Y-%m-%d} is kept; this is since the oldest, "
        f"{data.earlier_run.astimezone(zone):%Y-%m-%d %H:%M}. By the contacts' own dates: "
        f"overview since={since.astimezone(zone):%Y-%m-%d}.",
    )


def restated_words(each: Restated) -> str:
    """Return "143 → 151: 5 relabels, 3 late contacts; 12 new"."""
    parts = [f"{each.before:,} → {each.now:,}: {_why(each)}"] if each.causes else []
    if each.new:
        parts.append(f"{each.new:,} new")
    return "; ".join(parts) or f"{each.before:,}, unchanged"


def gap_words(each: Restated) -> str:
    """Return what changed about a gap: as `restated_words`, and whether it is new or gone."""
    if not each.before:
        new = f"{count(each.new, 'new contact')}" if each.new else ""
        return f"new gap: {listing([_why(each), new])}"
    if not each.now and not each.new:
        return f"gone: {_why(each)}"
    if not each.causes:
        return f"{count(each.now + each.new, 'contact')}, {each.new:,} of them new"
    return restated_words(each)


def _why(each: Restated) -> str:
    return listing(
        f"{'−' if n < 0 else ''}{_cause(abs(n), cause)}" for cause, n in each.causes.items()
    )


def _cause(number: int, cause: str) -> str:
    plurals = {
        "relabel": "relabel",
        "late contact": "late contact",
        "contact without a date": "contact without a date",
    }
    if cause == "contact without a date":
        return count(number, cause, "contacts without a date")
    return count(number, cause) if cause in plurals else f"{number:,} {_CAUSES.get(cause, cause)}"


_CAUSES = {
    "model": "moved by the model",
    "grouping": "grouped otherwise",
    "words": "whose words changed",
}


def week_words(data: ChangesData) -> tuple[str, ...]:
    """Return the last two full weeks side by side, and what is not compared."""
    told = []
    if len(data.full_weeks) == 2:
        older, newer = data.full_weeks
        told.append(
            f"Week of {newer.monday:%-d %B}: {count(newer.contacts, 'contact')}; the week before: "
            f"{older.contacts:,}."
        )
    told += [
        f"Week of {week.monday:%-d %B}: {count(week.contacts, 'contact')} so far, a partial week, "
        "not compared."
        for week in data.partial_weeks
    ]
    return tuple(told)


def _one_run(data: ChangesData) -> str:
    if data.later_run is None:
        return "Nothing to compare yet: no run so far."
    return f"Nothing to compare yet: the only run so far is of {data.later_run:%Y-%m-%d}."


def _headline(data: ChangesData) -> str:
    parts = [f"{count(data.new, 'new contact')} since {data.until:%Y-%m-%d}" if data.until else ""]
    parts.append(count(data.late, "late contact") if data.late else "")
    parts.append(count(data.undated, "contact without a date", "contacts without a date")
                 if data.undated else "")  # fmt: skip
    parts.append(count(data.gaps_opened, "new gap") if data.gaps_opened else "")
    parts.append(f"{count(data.gaps_closed, 'gap')} gone" if data.gaps_closed else "")
    return f"{listing(parts)}."


def _blocks(data: ChangesData) -> tuple[Block, ...]:
    blocks: list[Block] = [Line(text, "quiet") for text in week_words(data)]
    moved = [each for each in data.stages if each.new or each.causes]
    if moved:
        rows = tuple((each.name, restated_words(each)) for each in moved)
        blocks.append(Table(("stage", "what changed"), rows))
    told = telling_gaps(data)
    if told:
        rows = tuple((clipped(each.name, _WIDTH), gap_words(each)) for each in told[:_TOP])
        blocks.append(Table(("gap", "what changed"), rows))
    rest = len(data.gaps) - len(told[:_TOP])
    if rest:
        blocks.append(
            Line(f"{'And ' if told else ''}{count(rest, 'smaller gap')} changed.", "quiet")
        )
    return (*blocks, *_fixes(data))


def _fixes(data: ChangesData) -> tuple[Block, ...]:
    if not data.fixes:
        return ()
    more = len(data.fixes) - _FIXES
    return (
        Line("Fixes so far", "heading"),
        *(Line(fix_words(fix)) for fix in data.fixes[:_FIXES]),
        *((Line(f"And {more:,} more.", "quiet"),) if more > 0 else ()),
        *(Line(text, "quiet") for text in marking(data.fixes[:_FIXES])),
    )


def telling_gaps(data: ChangesData) -> tuple[Restated, ...]:
    """Return the gaps whose contacts changed, of more than one contact then or now."""
    return tuple(each for each in data.gaps if max(each.before, each.now + each.new) > 1)


def marking(fixes: Iterable[Fix]) -> tuple[str, ...]:
    """Return how to note the fixes that pages show and that nobody marked."""
    return tuple(
        f"To note it: frontstage ask mark_gap gap={gap.id} status=fixed on={fix.on}"
        for fix in fixes
        if not fix.marked
        for gap in fix.gaps
    )


def _drift(data: ChangesData) -> tuple[str, ...]:
    if data.drift is None:
        return ("Drift of the stages: not computed: too few contacts.",)
    return (f"Drift of the stages: {100 * data.drift:.0f} %.",)


CHANGES = Action(
    "changes",
    ChangesParams,
    changes,
    ChangesData,
    examples=("what changed since last week", "what is new"),
    command="changes",
)
