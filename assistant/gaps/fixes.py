"""Which fixes of pages worked: those that somebody marked, and changes that the pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any, Literal

from assistant.answers import Data
from assistant.wording import clipped, count, listing
from corpora.records import Gap

if TYPE_CHECKING:
    from assistant.session import Session
    from corpora.store.figures import AskedDays
    from corpora.store.pages import PageChange
    from corpora.store.workspace import Connection

_LOOKED_AT = 20
_NAMED = 2
_SETTLED = ("dismissed", "fixed")
_ORDER = ("confirmed", "worse", "no effect", "too early", None)


class Verified(Data):
    """What became of a fix.

    `ratio` is contacts since for every one that was to be expected, between `low` and `high`
    (95 %); `wait_days` is how long to wait until a halving would show, null where no wait is
    needed or none helps.
    """

    verdict: Literal["confirmed", "no effect", "worse", "too early"]
    before: int
    after: int
    expected: float
    ratio: float
    low: float
    high: float
    wait_days: int | None


class FixedGap(Data):
    """A gap that a fix is about."""

    id: str
    topic: str


class Fix(Data):
    """A fix of one product's page, or of a family's, and what became of it.

    `gaps` are those that somebody marked as fixed on that day; where nobody did (`marked` is
    false), the page itself shows the change, and `gaps` are the open ones that it may have closed.
    `added` is what the page says since. `verified` is null where nobody asked before or since.
    """

    product_ids: tuple[str, ...]
    products: tuple[str, ...]
    on: date
    marked: bool
    gaps: tuple[FixedGap, ...]
    added: tuple[str, ...]
    verified: Verified | None


def verified(
    db: Connection, product_ids: Sequence[str], on: date, zone: tzinfo
) -> tuple[AskedDays, Verified | None]:
    """Return what was counted before and since the day, and what it says of a fix on that day.

    Counted are contacts that ask for facts about these products, answered by the page or not,
    beside those that ask about any other product. None: no contacts before the day, or since.
    """
    from corpora.store.figures import asked_days
    from journeys.verify import Spell, verify

    begin = datetime.combine(on, time(), zone).astimezone(UTC)
    counted = asked_days(db, product_ids, begin)
    if not counted.days_before or not counted.days_after:
        return counted, None
    found = verify(
        Spell(counted.days_before, counted.fixed_before, counted.others_before),
        Spell(counted.days_after, counted.fixed_after, counted.others_after),
    )
    return counted, Verified(
        verdict=found.verdict,
        before=found.before,
        after=found.after,
        expected=round(found.expected, 2),
        ratio=round(found.ratio, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
        wait_days=found.wait_days,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A fix before it is verified."""

    product_ids: tuple[str, ...]
    on: date
    gaps: tuple[Gap, ...]
    added: tuple[str, ...] = ()
    marked: bool = True


def read_fixes(db: Connection, zone: tzinfo) -> tuple[Fix, ...]:
    """Return every fix that was marked with a day, and the page changes most asked about.

    Those that can be told are first; a page change that nobody asked about is left out.
    """
    from corpora.store import decisions, pages, runs

    titles = {product.id: product.title for product in pages.all_products(db)}
    gaps, marks = runs.all_gaps(db), decisions.gap_marks(db)
    drafts = _marked(gaps, marks)
    told_more = [each for each in pages.page_changes(db) if each.added]
    for change in _asked_about(told_more, db):
        on = change.at.astimezone(zone).date()
        same = [each for each in drafts if set(each.product_ids) & set(change.product_ids)]
        if not same:
            closed = _closed(change, gaps, marks)
            drafts.append(_Draft(change.product_ids, on, closed, change.added, marked=False))
        drafts = [
            replace(each, added=change.added) if each in same and each.on == on else each
            for each in drafts
        ]
    told = (_fix(each, titles, verified(db, each.product_ids, each.on, zone)[1]) for each in drafts)
    return tuple(sorted(told, key=_rank))


def known_fixes(session: Session, db: Connection) -> tuple[Fix, ...]:
    """Return what `read_fixes` says in the company's days, read once as long as nothing changes.

    Args:
        session: Its memory holds them.
        db: Its workspace, open for reading.
    """
    zone = session.workspace.settings.zone
    key = ("fixes", str(zone))
    return session.memory.recall(session.path, key, lambda: read_fixes(db, zone))


def _asked_about(changes: Sequence[PageChange], db: Connection) -> list[PageChange]:
    """Return the changes of pages that people ask about, the page most asked about first."""
    from corpora.store.figures import asked_contacts

    asked = asked_contacts(db)
    contacts = {
        each.page_id: max(asked.get(product, 0) for product in each.product_ids) for each in changes
    }
    found = [each for each in changes if contacts[each.page_id]]
    found.sort(key=lambda each: (-contacts[each.page_id], each.page_id))
    return found[:_LOOKED_AT]


def _marked(gaps: Sequence[Gap], marks: Mapping[str, Mapping[str, Any]]) -> list[_Draft]:
    """Return the gaps that were marked fixed, put together by products and day."""
    found: dict[tuple[tuple[str, ...], date], list[Gap]] = defaultdict(list)
    for gap in gaps:
        mark = marks.get(gap.id, {})
        if mark.get("status") == "fixed" and mark.get("on"):
            found[gap.product_ids, date.fromisoformat(str(mark["on"])[:10])].append(gap)
    return [_Draft(products, on, tuple(own)) for (products, on), own in found.items()]


def _closed(
    change: PageChange, gaps: Sequence[Gap], marks: Mapping[str, Mapping[str, Any]]
) -> tuple[Gap, ...]:
    """Return the open gaps whose nearest passage is one that the page got with the change."""
    return tuple(
        gap
        for gap in gaps
        if gap.successor is None
        and gap.passage_id in change.added_ids
        and marks.get(gap.id, {}).get("status") not in _SETTLED
    )


def _fix(draft: _Draft, titles: Mapping[str, str], found: Verified | None) -> Fix:
    return Fix(
        product_ids=draft.product_ids,
        products=tuple(titles.get(each, each) for each in draft.product_ids),
        on=draft.on,
        marked=draft.marked,
        gaps=tuple(FixedGap(id=gap.id, topic=gap.topic) for gap in draft.gaps),
        added=draft.added,
        verified=found,
    )


def _rank(fix: Fix) -> tuple[int, int, date, tuple[str, ...]]:
    verdict = fix.verified.verdict if fix.verified else None
    return (not fix.marked, _ORDER.index(verdict), fix.on, fix.product_ids)


def fix_words(fix: Fix) -> str:
    """Return a fix in one sentence: what, when, and what became of it."""
    day = f"{fix.on:%-d %B %Y}"
    how = f"marked fixed on {day}" if fix.marked else f"page changed on {day}"
    topics = _some([f"“{clipped(gap.topic, 40)}”" for gap in fix.gaps]) if fix.marked else ""
    said = _some([f"“{clipped(text, 60)}”" for text in fix.added])
    since = f", and says since: {said}" if said else ""
    about = f" ({topics})" if topics else ""
    verdict = verdict_words(fix.verified)
    return f"{_some(list(fix.products))}{about}, {how}{since}. {verdict[:1].upper()}{verdict[1:]}"


def _some(parts: list[str]) -> str:
    more = [f"{len(parts) - _NAMED:,} more"] if len(parts) > _NAMED else []
    return listing([*parts[:_NAMED], *more])


def verdict_words(found: Verified | None) -> str:
    """Return what became of a fix, with the numbers that say so."""
    if found is None:
        return "not computed: no contacts from both before and since that day."
    wait = f" Wait {count(found.wait_days, 'day')} more." if found.wait_days else ""
    return (
        f"{found.verdict}: {count(found.after, 'contact')} since, where {found.expected:.1f} were "
        f"to be expected; {found.ratio:.2f} for every one "
        f"[{found.low:.2f}–{found.high:.2f}, 95 %].{wait}"
    )
