"""Texts that stand for others which say nearly the same, so that each meaning is read once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpora.protocols import Vectors

_ROUNDS = 4
_LEAST = 24
"""Representatives that a group gets before size counts, where half of the budget is enough."""

Owners = npt.NDArray[np.int64]


def shares(sizes: list[int], budget: int) -> list[int]:
    """Return how many of each group are read; all if all can be.

    Each group gets a few, and of the rest as many as goes with its size. The sum stays within the
    budget unless there are more groups than that: each that holds anything has one read.
    """
    total = sum(sizes)
    if total <= budget:
        return sizes
    floor = max(1, min(_LEAST, budget // (2 * len(sizes))))
    least = [min(size, floor) for size in sizes]
    left, rest = max(0, budget - sum(least)), total - sum(least)
    return [
        low + (left * (size - low) // rest if rest else 0)
        for size, low in zip(sizes, least, strict=True)
    ]


def representatives(vectors: Vectors, most: int) -> Owners:
    """Return, for each vector, the position of the one that stands for it.

    Spherical k-means (Dhillon and Modha, 2001) with evenly spread first centres, so that the same
    input gives the same output; a group's most central vector stands for it.

    Args:
        vectors: Shape `(n, dimensions)`, each of length 1 or 0.
        most: How many may stand for others, at least 1; from `n` on each stands for itself.
    """
    n = len(vectors)
    if n <= most:
        return np.arange(n)
    centres = vectors[np.linspace(0, n - 1, most).astype(np.int64)].copy()
    nearest = np.zeros(n, dtype=np.int64)
    for _ in range(_ROUNDS):
        nearest = (vectors @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 0, sums / np.maximum(norms, 1e-9), centres)
    likeness = np.einsum("ij,ij->i", vectors, centres[nearest])
    order = np.lexsort((-likeness, nearest))
    groups, first = np.unique(nearest[order], return_index=True)
    speaker = np.zeros(most, dtype=np.int64)
    speaker[groups] = order[first]
    return speaker[nearest]
