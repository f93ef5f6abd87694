"""Which group to ask about next: the one whose answer is expected to move most contacts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifiers.teaching.pool import Floats, Places
from corpora.protocols import Vectors

NEIGHBOURS = 8
"""A borderline contact is asked about with at most this many that say nearly the same."""
NEAR = 0.8
"""Cosine from which contacts say nearly the same."""


def widest(groups: Sequence[Places], probabilities: Floats, fresh: Floats) -> int | None:
    """Return which group's answer moves most, or None without groups.

    Args:
        groups: Positions of the members of each group that is still open.
        probabilities: Of each stage for each contact, `(n, stages)`.
        fresh: How far each contact is from all groups that were answered, 0 to 1: what is far
            from them is less known than the model says.
    """
    if not groups:
        return None
    doubt = (1.0 - probabilities.max(axis=1)) * fresh
    return int(np.argmax([float(doubt[members].sum()) for members in groups]))


def borderline(vectors: Vectors, probabilities: Floats, settled: Places) -> Places | None:
    """Return the contact that the model doubts most, with those that say nearly the same.

    Args:
        vectors: The pool's.
        probabilities: Of each stage for each contact.
        settled: Positions that were shown already.
    """
    ranked = np.sort(probabilities, axis=1)
    margin = ranked[:, -1] - (ranked[:, -2] if ranked.shape[1] > 1 else 0.0)
    margin[settled] = np.inf
    if not len(margin) or not np.isfinite(margin.min()):
        return None
    first = int(np.argmin(margin))
    alike = vectors @ vectors[first]
    alike[settled] = -1.0
    alike[first] = 2.0
    near = np.flatnonzero(alike >= NEAR)
    return near[np.argsort(-alike[near], kind="stable")][:NEIGHBOURS]
