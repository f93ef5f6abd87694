"""What changed between two runs, counted: news apart from restating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.actions.asking import stage_name
from assistant.changes_data import NOTHING, ChangesData, Restated
from assistant.counting.days import known_days
from assistant.counting.weeks import Week, weeks_of, weeks_seen
from assistant.gaps.fixes import Fix, known_fixes
from assistant.session import Session
from corpora.store.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from corpora.records import Run
    from corpora.store.changes import Placed
    from corpora.store.workspace import Connection

_ENOUGH = 100


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """Contacts that the later run has and the earlier one had not, by why; and what came anew.

    Attributes:
        new: Opened after all that the earlier run had.
        late: Opened before.
        undated: Without a date.
        gone: Those that the later run no longer has.
        rewritten: Contacts of both runs that came again in between, with other words.
    """

    new: frozenset[str]
    late: frozenset[str]
    undated: frozenset[str]
    gone: frozenset[str]
    rewritten: frozenset[str] = frozenset()

    @classmethod
    def between(
        cls,
        before: Mapping[str, Placed],
        now: Mapping[str, Placed],
        until: datetime | None,
        rewritten: Collection[str] = (),
    ) -> _Arrivals:
        """Sort out who came when."""
        came = {contact: now[contact].opened_at for contact in now.keys() - before.keys()}
        return cls(
            new=frozenset(c for c, at in came.items() if at and (until is None or at > until)),
            late=frozenset(c for c, at in came.items() if at and until and at <= until),
            undated=frozenset(c for c, at in came.items() if at is None),
            gone=frozenset(before.keys() - now.keys()),
            rewritten=frozenset(rewritten),
        )

    def moved(self, contact: str, *, by_person: bool) -> str:
        """Return why a contact of both runs counts elsewhere now."""
        if by_person:
            return "relabel"
        return "words" if contact in self.rewritten else "model"

    def cause(self, contact: str) -> str:
        """Return why a contact that the earlier run did not count there is counted now."""
        if contact in self.late:
            return "late contact"
        return "contact without a date" if contact in self.undated else ""


def compare_runs(
    session: Session, since: datetime | None = None, scope: Scope = EVERYTHING
) -> ChangesData:
    """Return what changed between the latest run and an earlier one.

    Args:
        session: The session.
        since: The earlier run is the last one up to then, the oldest where none is as old; None:
            the one before the latest.
        scope: Only its contacts are counted, then and now.
    """
    from corpora.store.changes import kept_runs
    from corpora.store.runs import finished_runs

    with session.workspace.reading() as db:
        runs = kept_runs(db, "classify")
        earlier = _earlier(runs, finished_runs(db, "gaps"), since)
        full, partial = _last_weeks(session, db, scope)
        aside = {
            "later_run": runs[0].started_at if runs else None,
            "full_weeks": full,
            "partial_weeks": partial,
            "fixes": _fixes(session, db, scope),
        }
        if earlier is None:
            return NOTHING.model_copy(update=aside)
        return _compared(session, db, runs, earlier, scope).model_copy(update=aside)


def _last_weeks(
    session: Session, db: Connection, scope: Scope
) -> tuple[tuple[Week, ...], tuple[Week, ...]]:
    """Return the last two weeks that were seen whole, and which of the last two were not."""
    from corpora.store.figures import days_within

    zone = session.workspace.settings.zone
    weeks = weeks_seen(known_days(session, db), session.now().astimezone(zone).date())
    if scope != EVERYTHING:
        weeks = weeks_of(days_within(db, zone, scope)[0], weeks)
    return (
        tuple(week for week in weeks if not week.partial)[-2:],
        tuple(week for week in weeks[-2:] if week.partial),
    )


def _compared(
    session: Session, db: Connection, runs: list[Run], earlier: Run, scope: Scope
) -> ChangesData:
    """Return what changed from the earlier run to the latest; neither weeks nor fixes."""
    from corpora.store import changes as stored
    from corpora.store.queries import contacts_within

    inside = contacts_within(db, scope) if scope != EVERYTHING else None
    before = _those(stored.placed(db, earlier.id, earlier.finished_at), inside)
    now = _those(stored.placed(db, runs[0].id, None), inside)
    until = max((p.opened_at for p in before.values() if p.opened_at), default=None)
    anew = stored.rewritten(db, earlier.finished_at)
    arrivals = _Arrivals.between(before, now, until, anew)
    gaps, opened, closed = _gaps(db, runs, earlier, arrivals, inside)
    return ChangesData(
        earlier_run=earlier.started_at,
        later_run=runs[0].started_at,
        until=until,
        new=len(arrivals.new),
        late=len(arrivals.late),
        undated=len(arrivals.undated),
        gone=len(arrivals.gone),
        full_weeks=(),
        partial_weeks=(),
        stages=tuple(_stages(session, before, now, arrivals)),
        gaps=gaps,
        gaps_opened=opened,
        gaps_closed=closed,
        drift=_drifted(before, now, arrivals),
        fixes=(),
    )


def _fixes(session: Session, db: Connection, scope: Scope) -> tuple[Fix, ...]:
    """Return the fixes of a scope's products, each as it worked for all who asked."""
    fixes = known_fixes(session, db)
    if scope == EVERYTHING:
        return fixes
    return tuple(f for f in fixes if set(f.product_ids) & set(scope.product_ids))


def _those(placed: Mapping[str, Placed], inside: set[str] | None) -> Mapping[str, Placed]:
    """Return where these contacts counted; None: all of them."""
    if inside is None:
        return placed
    return {contact: where for contact, where in placed.items() if contact in inside}


def _earlier(runs: list[Run], gap_runs: list[Run], since: datetime | None) -> Run | None:
    """Return what to compare the latest run with: before it, and if possible done to its end.

    A run that broke off after it had classified was never reported: what it had brought is still
    new to whoever reads what changed.
    """
    old = [run for run in runs[1:] if since is None or run.started_at <= since]
    old = old or runs[1:][-1:]
    whole = (run for run in old if _gaps_of(run, runs, gap_runs) is not None)
    return next(whole, old[0] if old else None)


def _gaps_of(run: Run, runs: list[Run], gap_runs: list[Run]) -> Run | None:
    """Return the first run of the gaps after `run` classified and before that was done again."""
    again = min((each.id for each in runs if each.id > run.id), default=None)
    own = (g for g in gap_runs if g.id > run.id and (again is None or g.id < again))
    return min(own, key=lambda each: each.id, default=None)


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
                causes[arrivals.moved(contact, by_person=by_person)] += step
            elif cause := arrivals.cause(contact):
                causes[cause] += step
        gone = sum(before[contact].stage_id == stage for contact in arrivals.gone)
        causes["set aside or gone"] -= gone
        earlier = sum(each.stage_id == stage for each in before.values())
        new = sum(now[contact].stage_id == stage for contact in arrivals.new)
        told.append(
            _restated(stage or "unsure", stage_name(stage, session.stages), earlier, causes, new)
        )
    return sorted(told, key=lambda each: (each.what == "unsure", -each.new, -each.now, each.what))


def _restated(what: str, name: str, before: int, causes: Counter[str], new: int) -> Restated:
    kept = {cause: number for cause, number in sorted(causes.items()) if number}
    return Restated(
        what=what, name=name, before=before, now=before + sum(kept.values()), causes=kept, new=new
    )


def _gaps(
    db: Connection,
    classified: list[Run],
    earlier: Run,
    arrivals: _Arrivals,
    inside: set[str] | None,
) -> tuple[tuple[Restated, ...], int, int]:
    """Return the gaps whose contacts changed, and how many opened and closed."""
    from corpora.store import changes as stored
    from corpora.store.pages import all_products

    runs = stored.kept_runs(db, "gaps")
    before_it = next((run for run in runs if run.id < earlier.id), None)
    old = _gaps_of(earlier, classified, runs) or before_it
    if old is None or old.id == runs[0].id:
        return (), 0, 0
    before, now = (
        {gap: own for gap, all_of_it in stored.contacts_of_gaps(db, run.id).items()
         if (own := all_of_it if inside is None else all_of_it & inside)}
        for run in (old, runs[0])
    )  # fmt: skip
    topics = stored.topics_of_gaps(db, old.id) | stored.topics_of_gaps(db, runs[0].id)
    titles = {product.id: product.title for product in all_products(db)}
    told = []
    for gap in now.keys() | before.keys():
        was, is_now = before.get(gap, set()), now.get(gap, set())
        causes = Counter(arrivals.cause(c) or "grouping" for c in is_now - was - arrivals.new)
        causes.subtract("gone" if c in arrivals.gone else "grouping" for c in was - is_now)
        told.append(
            _restated(
                gap,
                _gap_name(*topics[gap], titles),
                len(was),
                causes,
                len((is_now - was) & arrivals.new),
            )
        )
    changed = [each for each in told if each.new or each.causes]
    changed.sort(key=lambda each: (-each.new, -abs(each.now - each.before), each.what))
    return tuple(changed), len(now.keys() - before.keys()), len(before.keys() - now.keys())


def _gap_name(topic: str, product_ids: tuple[str, ...], titles: Mapping[str, str]) -> str:
    about = titles.get(product_ids[0], "") if product_ids else ""
    return f"{about}: {topic}" if about else topic


def _drifted(
    before: Mapping[str, Placed], now: Mapping[str, Placed], arrivals: _Arrivals
) -> float | None:
    """Return how far stages moved without anybody's word.

    The larger of two shares: of known contacts that the model moved, and, where enough new ones
    came, half the sum of absolute differences between the stages of new and of known contacts.
    """
    both = [c for c in before.keys() & now.keys() - arrivals.rewritten if not now[c].by_person]
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
