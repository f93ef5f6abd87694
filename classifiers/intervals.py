"""How many, and how sure: distributions of a count of uncertain things."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import add

import numpy as np
import numpy.typing as npt

_FEW = 16


def poisson_binomial(probabilities: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return P(count = 0, 1, ..., n) of independent events with the given probabilities."""
    distribution = np.ones(1)
    for probability in probabilities:
        p = min(max(probability, 0.0), 1.0)
        distribution = np.convolve(distribution, [1.0 - p, p])
    return distribution


def _cumulated(probabilities: Sequence[float]) -> list[float]:
    """Return what the cumulated `poisson_binomial` is; for a few events quicker than arrays."""
    distribution = [1.0]
    for probability in probabilities:
        p = min(max(probability, 0.0), 1.0)
        none, one = [each * (1.0 - p) for each in distribution], [each * p for each in distribution]
        distribution = list(map(add, [*none, 0.0], [0.0, *one]))
    return list(accumulate(distribution))


def count_interval(probabilities: Sequence[float], level: float = 0.95) -> tuple[float, float]:
    """Return the central interval of the count, ends included.

    Above 200 events the normal approximation with continuity correction takes over.
    """
    n = len(probabilities)
    if n == 0:
        return 0.0, 0.0
    tail = (1.0 - level) / 2
    if n > 200:
        p = np.clip(np.asarray(probabilities), 0.0, 1.0)
        half = 1.959964 * float(np.sqrt((p * (1 - p)).sum())) + 0.5
        return max(0.0, float(p.sum()) - half), min(float(n), float(p.sum()) + half)
    cumulated = (
        _cumulated(probabilities) if n <= _FEW else np.cumsum(poisson_binomial(probabilities))
    )
    low = bisect_right(cumulated, tail)
    high = bisect_left(cumulated, 1.0 - tail - 1e-12)
    return float(min(low, n)), float(min(high, n))


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson, 1927); 0 to 1 where there is nothing."""
    if n == 0:
        return 0.0, 1.0
    z = 1.959964
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))
