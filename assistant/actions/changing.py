"""What changed since an earlier run: what is new in the world, and what was only restated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Params
from assistant.actions.asking import stage_name
from assistant.answers import Answer, Block, Data, Line, Table
from assistant.session import Session
from assistant.weeks import Week, weeks_seen
from assistant.wording import clipped, count, listing
from corpora.errors import BadInput

if TYPE_CHECKING:
    from corpora.records import Run
    from corpora.store.changes import Placed
    from corpora.store.workspace import Connection

_TOP = 10
_ENOUGH = 100


class ChangesParams(Params):
    """Since when."""

    since: Annotated[
        datetime | None,
        Field(description="Compare with the last run up to then; the run before, if left out."),
    ] = None


class Restated(Data):
    """One figure of the earlier run, beside what the same contacts give now.

    `before` → `now` counts contacts of the period that the earlier run covered; `causes` says
    where the difference comes from, and adds up to it. `new` are contacts opened since.
    """

    what: str
    name: str
    before: int
    now: int
    causes: dict[str, int]
    new: int


class ChangesData(Data):
    """What changed between two runs.

    `until` is the end of the period that the earlier run covered: contacts opened later are new,
    contacts that came later although they were opened before are late. `full_weeks` are the last
    two weeks that were seen whole, the older first; partial weeks are never compared. `drift` is
    how far the stages moved without anybody's word, 0 to 1; None: too few new contacts to tell.
    """

    earlier_run: datetime | None
    later_run: datetime | None
    until: datetime | None
    new: int
    late: int
    undated: int
    gone: int
    full_weeks: tuple[Week, ...]
    partial_weeks: tuple[Week, ...]
    stages: tuple[Restated, ...]
    gaps: tuple[Restated, ...]
    gaps_opened: int
    gaps_closed: int
    drift: float | None


NOTHING = ChangesData(
    earlier_run=None, later_run=None, until=None, new=0, late=0, undated=0, gone=0,
    full_weeks=(), partial_weeks=(), stages=(), gaps=(), gaps_opened=0, gaps_closed=0, drift=None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """Contacts that the later run has and the earlier one had not, by why."""

    new: frozenset[str]
    late: frozenset[str]
    undated: frozenset[str]
    gone: frozenset[str]

    @classmethod
    def between(
        cls, before: Mapping[str, Placed], now: Mapping[str, Placed], until: datetime | None
    ) -> _Arrivals:
        """Sort out who came when."""
        came = {contact: now[contact].opened_at for contact in now.keys() - before.keys()}
        return cls(
            new=frozenset(c for c, at in came.items() if at and (until is None or at > until)),
            late=frozenset(c for c, at in came.items() if at and until and at <= until),
            undated=frozenset(c for c, at in came.items() if at is None),
            gone=frozenset(before.keys() - now.keys()),
        )

    def cause(self, contact: str) -> str:
        """Return why a contact that the earlier run did not count there is counted now."""
        if contact in self.late:
            return "late contact"
        return "contact without a date" if contact in self.undated else ""


def changes(session: Session, params: ChangesParams) -> Answer:
    """Say what changed since the run before, and what was only restated.

    A figure of the earlier run can change because contacts came late, because somebody relabelled
    them, or because the model did; that is restating. News are contacts opened since then.
    """
    zone = session.workspace.settings.zone
    since = params.since
    if since is not None:
        since = (since if since.tzinfo else since.replace(tzinfo=zone)).astimezone(UTC)
    data = compare_runs(session, since)
    if data.earlier_run is None:
        return Answer(
            headline="Nothing to compare yet: there is one run only, or none.",
            data=data,
            follow_ups=("frontstage run",),
        )
    return Answer(
        headline=_headline(data),
        data=data,
        blocks=_blocks(data),
        scope="all contacts",
        n=data.new + data.late + data.undated,
        notes=("Restated figures count the period that the earlier run covered.", *_drift(data)),
        follow_ups=("overview", "show_gaps"),
    )


def compare_runs(session: Session, since: datetime | None = None) -> ChangesData:
    """Return what changed between the latest run and an earlier one.

    Raises:
        BadInput: No run that is still kept is as old as `since`.
    """
    from corpora.store import changes as stored
    from corpora.store import figures

    settings = session.workspace.settings
    with session.workspace.reading() as db:
        runs = stored.kept_runs(db, "classify")
        earlier = _earlier(runs, since)
        if earlier is None:
            return NOTHING
        before = stored.placed(db, earlier.id, earlier.finished_at)
        now = stored.placed(db, runs[0].id, None)
        until = max((p.opened_at for p in before.values() if p.opened_at), default=None)
        arrivals = _Arrivals.between(before, now, until)
        gaps, opened, closed = _gaps(db, earlier, arrivals)
        weeks = weeks_seen(
            figures.contacts_by_day(db, settings.zone),
            session.now().astimezone(settings.zone).date(),
        )
    return ChangesData(
        earlier_run=earlier.started_at,
        later_run=runs[0].started_at,
        until=until,
        new=len(arrivals.new),
        late=len(arrivals.late),
        undated=len(arrivals.undated),
        gone=len(arrivals.gone),
        full_weeks=tuple(week for week in weeks if not week.partial)[-2:],
        partial_weeks=tuple(week for week in weeks[-2:] if week.partial),
        stages=tuple(_stages(session, before, now, arrivals)),
        gaps=gaps,
        gaps_opened=opened,
        gaps_closed=closed,
        drift=_drifted(before, now, arrivals),
    )


def _earlier(runs: list[Run], since: datetime | None) -> Run | None:
    if since is None:
        return runs[1] if len(runs) > 1 else None
    old = [run for run in runs[1:] if run.started_at <= since]
    if not old and len(runs) > 1:
        raise BadInput(
            f"no run as old as {since:%Y-%m-%d} is kept",
            where="--since",
            remedy=f"the oldest is of {runs[-1].started_at:%Y-%m-%d %H:%M} UTC",
        )
    return old[0] if old else None


def _stages(
    session: Session, before: Mapping[str, Placed], now: Mapping[str, Placed], arrivals: _Arrivals
) -> list[Restated]:
    stages = {each.stage_id for each in (*before.values(), *now.values())}
    told = []
    for stage in stages:
        causes: Counter[str] = Counter()
        for contact, placed in now.items():
            was = before[contact].stage_id if contact in before else ""
            if (placed.stage_id == stage) == (was == stage):
                continue
            step = 1 if placed.stage_id == stage else -1
            if contact in before:
                by_person = placed.by_person or before[contact].by_person
                causes["relabel" if by_person else "model"] += step
            elif cause := arrivals.cause(contact):
                causes[cause] += step
        gone = sum(before[contact].stage_id == stage for contact in arrivals.gone)
        causes["set aside or gone"] -= gone
        earlier = sum(each.stage_id == stage for each in before.values())
        new = sum(now[contact].stage_id == stage for contact in arrivals.new)
        told.append(
            _restated(stage or "unsure", stage_name(stage, session.stages), earlier, causes, new)
        )
    return sorted(told, key=lambda each: (-each.new, -each.now, each.what))


def _restated(what: str, name: str, before: int, causes: Counter[str], new: int) -> Restated:
    kept = {cause: number for cause, number in sorted(causes.items()) if number}
    return Restated(
        what=what, name=name, before=before, now=before + sum(kept.values()), causes=kept, new=new
    )


def _gaps(
    db: Connection, earlier: Run, arrivals: _Arrivals
) -> tuple[tuple[Restated, ...], int, int]:
    """Return the gaps whose contacts changed, and how many opened and closed."""
    from corpora.store import changes as stored

    runs = stored.kept_runs(db, "gaps")
    old = next((run for run in runs[1:] if run.started_at <= _gap_time(earlier, runs)), None)
    if old is None:
        return (), 0, 0
    before = stored.contacts_of_gaps(db, old.id)
    now = stored.contacts_of_gaps(db, runs[0].id)
    topics = stored.topics_of_gaps(db, old.id) | stored.topics_of_gaps(db, runs[0].id)
    told = []
    for gap in now.keys() | before.keys():
        was, is_now = before.get(gap, set()), now.get(gap, set())
        causes = Counter(arrivals.cause(c) or "grouping" for c in is_now - was - arrivals.new)
        causes.subtract("gone" if c in arrivals.gone else "grouping" for c in was - is_now)
        told.append(
            _restated(gap, topics[gap][0], len(was), causes, len((is_now - was) & arrivals.new))
        )
    changed = [each for each in told if each.new or each.causes]
    changed.sort(key=lambda each: (-each.new, -abs(each.now - each.before), each.what))
    return tuple(changed), len(now.keys() - before.keys()), len(before.keys() - now.keys())


def _gap_time(earlier: Run, runs: list[Run]) -> datetime:
    """Return until when a run of the gaps belongs to the earlier run: before the next one."""
    later = [run.started_at for run in runs if run.started_at >= earlier.started_at]
    return min(later, default=earlier.started_at)


def _drifted(
    before: Mapping[str, Placed], now: Mapping[str, Placed], arrivals: _Arrivals
) -> float | None:
    """Return how far stages moved without anybody's word.

    The larger of two shares: of known contacts that the model moved, and, where enough new ones
    came, half the sum of absolute differences between the stages of new and of known contacts.
    """
    both = [c for c in before.keys() & now.keys() if not now[c].by_person]
    moved = sum(before[c].stage_id != now[c].stage_id for c in both)
    share = moved / len(both) if both else 0.0
    if len(arrivals.new) < _ENOUGH or not before:
        return round(share, 4) if both else None
    old, new = Counter(p.stage_id for p in before.values()), _mix(now, arrivals.new)
    distance = 0.5 * sum(
        abs(new[s] / len(arrivals.new) - old[s] / len(before)) for s in old.keys() | new.keys()
    )
    return round(max(share, distance), 4)


def _mix(now: Mapping[str, Placed], contacts: Iterable[str]) -> Counter[str | None]:
    return Counter(now[contact].stage_id for contact in contacts)


def restated_words(each: Restated) -> str:
    """Return "143 → 151: 5 relabels, 3 late contacts; 12 new"."""
    parts = []
    if each.causes:
        why = listing(
            f"{'−' if n < 0 else ''}{_cause(abs(n), cause)}" for cause, n in each.causes.items()
        )
        parts.append(f"{each.before:,} → {each.now:,}: {why}")
    if each.new:
        parts.append(f"{each.new:,} new")
    return "; ".join(parts) or f"{each.before:,}, unchanged"


def _cause(number: int, cause: str) -> str:
    plurals = {
        "relabel": "relabel",
        "late contact": "late contact",
        "contact without a date": "contact without a date",
    }
    if cause == "contact without a date":
        return count(number, cause, "contacts without a date")
    return count(number, cause) if cause in plurals else f"{number:,} {_CAUSES.get(cause, cause)}"


_CAUSES = {"model": "moved by the model", "grouping": "grouped otherwise"}


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
    for title, items in (("stage", moved), ("gap", list(data.gaps))):
        if not items:
            continue
        rows = tuple((clipped(each.name, 40), restated_words(each)) for each in items[:_TOP])
        blocks.append(Table((title, "what changed"), rows))
        if len(items) > _TOP:
            blocks.append(Line(f"And {len(items) - _TOP:,} more.", "quiet"))
    return tuple(blocks)


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
