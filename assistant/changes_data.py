"""What `changes` gives: figures of an earlier run beside those of the latest."""

from __future__ import annotations

from datetime import datetime

from assistant.answers import Data
from assistant.counting.weeks import Week
from assistant.gaps.fixes import Fix


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
    `fixes` are the fixes of pages so far, those that somebody marked first.
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
    fixes: tuple[Fix, ...]


NOTHING = ChangesData(
    earlier_run=None, later_run=None, until=None, new=0, late=0, undated=0, gone=0,
    full_weeks=(), partial_weeks=(), stages=(), gaps=(), gaps_opened=0, gaps_closed=0, drift=None,
    fixes=(),
)  # fmt: skip
