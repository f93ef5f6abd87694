"""Intervals of rates and counts."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964


def wilson(hits: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a rate (Wilson, 1927); hits may be a sum of probabilities."""
    if n <= 0:
        return 0.0, 1.0
    rate = min(max(hits / n, 0.0), 1.0)
    middle = rate + _Z**2 / (2 * n)
    half = _Z * sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n * n))
    scale = 1 + _Z**2 / n
    return max((middle - half) / scale, 0.0), min((middle + half) / scale, 1.0)


def count_range(count: int) -> tuple[float, float]:
    """Return the 95 % interval of a Poisson count by Byar's approximation (Breslow & Day, 1987)."""
    if count <= 0:
        return 0.0, 3.7
    low = count * (1 - 1 / (9 * count) - _Z / (3 * sqrt(count))) ** 3
    more = count + 1
    high = more * (1 - 1 / (9 * more) + _Z / (3 * sqrt(more))) ** 3
    return max(low, 0.0), high
