"""How firm a ranking is: which places might as well be the other way round."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

DRAWS = 400
TURNED = 0.2
"""Two places are interchangeable where the later is no smaller in this share of draws."""


def interchangeable(
    chances: Sequence[Sequence[float]], rng: np.random.Generator
) -> list[tuple[int, int]]:
    """Return runs of places, from 1, ends included, whose order says nothing; none overlap.

    Each draw takes the customers anew (the Poisson bootstrap, Chamandy et al. 2012) and lets each
    be left open or not by its chance, so that a run carries both who happened to call and the
    classifier's error. A run goes on while its last place could stand before its first.

    Args:
        chances: For each place, in the order shown, how likely each customer was left without an
            answer, 0 to 1.
        rng: Draws.
    """
    sizes = np.array([_sizes(np.asarray(own, dtype=float), rng) for own in chances])
    runs: list[tuple[int, int]] = []
    first = 0
    while first < len(sizes):
        last = first
        while last + 1 < len(sizes) and (sizes[last + 1] >= sizes[first]).mean() >= TURNED:
            last += 1
        if last > first:
            runs.append((first + 1, last + 1))
        first = last + 1
    return runs


def _sizes(chances: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shape = (DRAWS, len(chances))
    drawn = (rng.random(shape) < chances) * rng.poisson(1.0, shape)
    return np.asarray(drawn.sum(axis=1))
