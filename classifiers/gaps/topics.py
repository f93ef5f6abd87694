"""Groups of needs that ask the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpora.protocols import Vectors

LARGEST = 3000
"""More needs on one product are grouped by their nearest of this many, which bounds the time."""
OF_CONTACT = 0.4
"""What the contact's other needs weigh in a need's topic."""
ONE_TOPIC = 0.5
"""Groups whose centres have at least this cosine ask the same."""


def group(
    vectors: Vectors, distance: float, nearer: Vectors | None = None
) -> npt.NDArray[np.int64]:
    """Return a group number for each vector: average linkage, cut at a cosine distance.

    Group numbers count up from 0 in the order of their first member.

    Args:
        vectors: Shape `(n, dimensions)`, each of length 1.
        distance: Where to cut.
        nearer: How much nearer to each other the first `LARGEST` are than their vectors say;
            None: not at all.
    """
    n = len(vectors)
    if n <= 1:
        return np.zeros(n, dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    head = vectors[:LARGEST].astype(np.float32)
    gaps = 1.0 - head @ head.T
    if nearer is not None:
        gaps -= nearer
    gaps = np.clip(gaps, 0.0, 2.0)
    condensed = gaps[np.triu_indices(len(head), k=1)].astype(np.float64)
    numbers = fcluster(linkage(condensed, "average"), distance, "distance")
    if n > LARGEST:
        nearest = (vectors[LARGEST:] @ vectors[:LARGEST].T).argmax(axis=1)
        numbers = np.concatenate([numbers, numbers[nearest]])
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.asarray(rank[inverse], dtype=np.int64)


def with_contact(vectors: Vectors, contact_ids: Sequence[str]) -> Vectors:
    """Return vectors of twice the width: each need's own, and the mean of its contact's needs.

    What one contact asks in several ways belongs together more often than not.
    """
    names, rows = np.unique(np.asarray(contact_ids), return_inverse=True)
    sums = np.zeros((len(names), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, rows, vectors)
    own, contact = math.sqrt(1 - OF_CONTACT), math.sqrt(OF_CONTACT)
    return np.hstack([own * vectors, contact * unit(sums)[rows]]).astype(np.float32)


def unit(vectors: Vectors) -> Vectors:
    """Return vectors of length 1; those of length 0 stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def joined(
    vectors: Vectors,
    numbers: npt.NDArray[np.int64],
    likeness: float = ONE_TOPIC,
    nearer: Vectors | None = None,
) -> npt.NDArray[np.int64]:
    """Return the group numbers after groups that ask the same became one.

    A topic that is asked in many ways falls apart where single needs are compared; the centres
    of the parts still lie close. `nearer` is as in `group`, of the needs.
    """
    k = int(numbers.max(initial=0)) + 1
    if k < 2:
        return numbers
    centres = unit(np.stack([vectors[numbers == i].mean(axis=0) for i in range(k)]))
    between = None
    if nearer is not None:
        held = np.eye(k, dtype=np.float32)[numbers[: len(nearer)]]
        sizes = np.maximum(held.sum(axis=0), 1.0)
        between = np.asarray((held.T @ nearer @ held) / np.outer(sizes, sizes), dtype=np.float32)
    own = group(centres, 1.0 - likeness, between if k <= LARGEST else None)
    return np.asarray(own[numbers], dtype=np.int64)


def most_central(vectors: Vectors) -> npt.NDArray[np.int64]:
    """Return the positions from the most to the least central."""
    centre = vectors.mean(axis=0)
    return np.argsort(-(vectors @ centre), kind="stable")
