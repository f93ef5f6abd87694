"""Did the fix work? Contacts before and after it, against what nobody touched."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, log, sqrt
from typing import Literal

Verdict = Literal["confirmed", "no effect", "worse", "too early"]

_Z = 1.959964
_HOPED = 0.5
"""A fix that is worth having halves the contacts; whoever has not waited to see that is early."""
_LONGEST_DAYS = 730


@dataclass(frozen=True, slots=True)
class Spell:
    """What was counted in a stretch of time.

    Attributes:
        days: Its length.
        fixed: Contacts about what was fixed.
        others: Contacts about what nobody touched; they carry season and growth.
    """

    days: float
    fixed: int
    others: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a fix.

    Attributes:
        verdict: `confirmed` and `worse` where the interval leaves out 1, `no effect` where it was
            waited long enough to see a halving, else `too early`.
        before: Contacts before the fix.
        after: Contacts since.
        expected: Contacts since, had nothing been fixed.
        ratio: Contacts since, for every one that was expected.
        low: Lower end of the 95 % interval of `ratio`.
        high: Upper end.
        wait_days: How much longer to wait until a halving would show; None: no need, or no hope
            within two years.
    """

    verdict: Verdict
    before: int
    after: int
    expected: float
    ratio: float
    low: float
    high: float
    wait_days: int | None = None


def verify(before: Spell, after: Spell) -> Verification:
    """Return whether contacts about what was fixed fell more than those about anything else.

    The ratio is the odds ratio of the fourfold table of both spells, its interval Woolf's (1955)
    on counts raised by a half (Haldane, 1956), so that it stands for empty cells too.

    Raises:
        ValueError: A spell has no length.
    """
    if before.days <= 0 or after.days <= 0:
        raise ValueError("a spell without days tells nothing")
    ratio, low, high = _odds_ratio(before, after)
    expected = before.fixed * _growth(before, after)
    wait = None
    verdict: Verdict
    if high < 1:
        verdict = "confirmed"
    elif low > 1:
        verdict = "worse"
    else:
        wait = _wait(before, after)
        verdict = "no effect" if wait == 0 else "too early"
    return Verification(
        verdict, before.fixed, after.fixed, expected, ratio, low, high, wait or None
    )


def _growth(before: Spell, after: Spell) -> float:
    """How many contacts to expect since, for every one before; by time where nothing compares."""
    if not before.others or not after.others:
        return after.days / before.days
    return after.others / before.others


def _odds_ratio(before: Spell, after: Spell) -> tuple[float, float, float]:
    cells = [after.fixed + 0.5, before.fixed + 0.5]
    if before.others and after.others:
        cells += [before.others + 0.5, after.others + 0.5]
        middle = log(cells[0] * cells[2] / (cells[1] * cells[3]))
    else:
        middle = log(cells[0] / after.days * before.days / cells[1])
    half = _Z * sqrt(sum(1 / cell for cell in cells))
    return exp(middle), exp(middle - half), exp(middle + half)


def _wait(before: Spell, after: Spell) -> int | None:
    """Return how many more days it takes until a halving would leave out 1; None: too many.

    Both counts are taken to go on as they would if the fix had halved the first.
    """
    days = after.days
    while days <= after.days + _LONGEST_DAYS:
        scale = days / after.days
        others = round(after.others * scale)
        then = Spell(days, 0, others)
        halved = _HOPED * before.fixed * _growth(before, then)
        if _odds_ratio(before, Spell(days, round(halved), others))[2] < 1:
            return ceil(days - after.days)
        days += max(1.0, after.days / 20)
    return None
