"""Random samples for people to grade, and what the grades say about accuracy.

The sample is stratified, every stratum is drawn from by chance, and each grade counts for as many
contacts as it stands for. This is the accuracy that users are shown: the answers of teaching were
picked, and would say too much or too little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

LEAST = 3
"""So many are drawn from each stratum, as far as it has them."""
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Drawn:
    """One member of a sample.

    Attributes:
        id: What was drawn.
        stratum: Where it was drawn from.
        size: How many the stratum holds.
    """

    id: str
    stratum: str
    size: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval, 0 to 1, from `n` grades."""

    share: float
    low: float
    high: float
    n: int


def draw(strata: Mapping[str, str], n: int, seed: int) -> list[Drawn]:
    """Draw `n` ids by chance, a stratum's share in proportion to its size but `LEAST` at least.

    Args:
        strata: Id -> the stratum that it belongs to.
        n: How many to draw; all where there are fewer.
        seed: Same seed and strata, same sample.

    Returns:
        The sample in random order, so that the order tells nothing about strata.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for each in sorted(strata):
        members[strata[each]].append(each)
    rng = np.random.default_rng(seed)
    quota = _quota({name: len(own) for name, own in members.items()}, n)
    drawn = [
        Drawn(members[name][i], name, len(members[name]))
        for name in sorted(members)
        for i in rng.permutation(len(members[name]))[: quota[name]].tolist()
    ]
    return [drawn[i] for i in rng.permutation(len(drawn)).tolist()]


def _quota(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    total = sum(sizes.values())
    wanted = {name: min(size, LEAST) for name, size in sizes.items()}
    while sum(wanted.values()) > n and max(wanted.values(), default=0) > 0:
        largest = max(sorted(wanted), key=lambda name: (wanted[name], -sizes[name]))
        wanted[largest] -= 1
    while sum(wanted.values()) < min(n, total):
        open_ = [name for name in sorted(sizes) if wanted[name] < sizes[name]]
        short = max(open_, key=lambda name: sizes[name] / total * n - wanted[name])
        wanted[short] += 1
    return wanted


def weighted_share(drawn: Sequence[Drawn], right: Sequence[bool]) -> Estimate:
    """Return the stratified estimate of how many are right, with its interval.

    Each stratum's share counts by its size (Cochran, Sampling Techniques, 1977, ch. 5). The
    interval is Wilson's (1927) at the effective sample size that the estimate's variance implies
    (Korn and Graubard 1998); a stratum with one grade takes part in the variance with the pooled
    share.
    """
    if not drawn:
        return Estimate(0.0, 0.0, 1.0, 0)
    sizes = {each.stratum: each.size for each in drawn}
    seen = Counter(each.stratum for each in drawn)
    good = Counter(each.stratum for each, ok in zip(drawn, right, strict=True) if ok)
    total = sum(sizes.values())
    share = sum(size / total * good[name] / seen[name] for name, size in sizes.items())
    pooled = sum(good.values()) / len(drawn)
    variance = 0.0
    for name, size in sizes.items():
        own = good[name] / seen[name] if seen[name] > 1 else pooled
        left = 1.0 - seen[name] / size
        variance += (size / total) ** 2 * left * own * (1 - own) / max(seen[name] - 1, 1)
    effective = share * (1 - share) / variance if variance > 0 else float(len(drawn))
    if all(seen[name] == size for name, size in sizes.items()):
        return Estimate(share, share, share, len(drawn))
    return Estimate(share, *_wilson(share, min(effective, 10.0 * len(drawn))), len(drawn))


def weighted_share_within(
    drawn: Sequence[Drawn], within: Sequence[bool], right: Sequence[bool]
) -> Estimate:
    """Return the stratified estimate of how many of those `within` are right, with its interval.

    The ratio estimate of a domain (Cochran, 1977, ch. 5A.14): a stratum counts by how much of it
    lies within by its grades. The interval takes these parts as known, so it is a little narrow.
    """
    seen = Counter(each.stratum for each in drawn)
    inside = Counter(each.stratum for each, ok in zip(drawn, within, strict=True) if ok)
    kept = [
        (Drawn(each.id, name, max(inside[name], round(each.size * inside[name] / seen[name]))), ok)
        for each, own, ok in zip(drawn, within, right, strict=True)
        if own
        for name in (each.stratum,)
    ]
    return weighted_share([each for each, _ in kept], [ok for _, ok in kept])


def _wilson(share: float, n: float) -> tuple[float, float]:
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Return Cohen's kappa (1960) of two raters: agreement beyond chance, at most 1.

    None where there is nothing to compare, or both gave everything the same one label.
    """
    n = len(one)
    if n == 0 or n != len(other):
        return None
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    first, second = Counter(one), Counter(other)
    chance = sum(first[name] * second[name] for name in first) / n**2
    return None if chance == 1.0 else (agreed - chance) / (1.0 - chance)
