"""Groups of contacts that say alike, small enough to be of one kind."""

from __future__ import annotations

import numpy as np

from classifiers.teaching.pool import Places
from corpora.protocols import Vectors

GROUP_SIZE = 12
"""Contacts a group on average in a pool of some hundred; chosen on MultiDoGO."""
MOST_GROUPS = 120
"""More groups than anyone answers for need not be told apart."""
FEWEST_GROUPS = 8
_ALIKE = 0.97


def groups_of(vectors: Vectors, seed: int) -> list[Places]:
    """Return positions by group: k-means, the same for the same vectors and seed.

    A pool that is smaller than `FEWEST_GROUPS` makes one group of each contact.
    """
    n = len(vectors)
    wanted = min(n, MOST_GROUPS, max(FEWEST_GROUPS, n // GROUP_SIZE))
    if wanted < 1:
        return []
    return _cut(vectors, np.arange(n), wanted, seed)


def halves(vectors: Vectors, members: Places, seed: int) -> list[Places]:
    """Return the two halves of a group; the group itself where its members are all alike."""
    if len(members) < 2:
        return [members]
    return _cut(vectors, members, 2, seed)


def _cut(vectors: Vectors, members: Places, wanted: int, seed: int) -> list[Places]:
    own = np.ascontiguousarray(vectors[members], dtype=np.float32)
    wanted = min(wanted, len(np.unique(own, axis=0)))
    if wanted < 2:
        return [members]
    from sklearn.cluster import KMeans

    numbers = KMeans(wanted, n_init=3, random_state=seed, max_iter=60).fit(own).labels_
    return [members[numbers == number] for number in range(wanted) if (numbers == number).any()]


def most_telling(
    vectors: Vectors, members: Places, customers: tuple[str, ...], most: int = 5
) -> Places:
    """Return the members nearest to the middle, of different customers, no two nearly the same.

    Where there are too few of such, the nearest of the others fill up.
    """
    middle = vectors[members].mean(axis=0)
    order = members[np.argsort(-(vectors[members] @ middle), kind="stable")]
    chosen: list[int] = []
    seen: set[str] = set()
    for place in order.tolist():
        who = customers[place] if customers else str(place)
        alike = chosen and float((vectors[chosen] @ vectors[place]).max()) > _ALIKE
        if who not in seen and not alike:
            chosen.append(place)
            seen.add(who)
        if len(chosen) == most:
            break
    rest = [place for place in order.tolist() if place not in chosen]
    return np.asarray((chosen + rest)[: min(most, len(members))], dtype=np.int64)
