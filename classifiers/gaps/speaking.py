"""Which needs speak for others that say nearly the same, where a run has too many to read all.

The sentence encoder and the cross-encoder read what speaks only; each of the others takes what was
found for the one of its product that is nearest to it in meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from classifiers.answerability.judging import product_of
from classifiers.answerability.shelf import Shelf
from classifiers.encoding.representatives import Owners, representatives, shares
from classifiers.gaps.topic_vectors import Parts, parts_of, weighed
from classifiers.needs.asking import Around
from corpora.protocols import Encoder
from corpora.records import Need

READ = 4_000
"""So many needs of a run are read, of each product some twenty at least."""


def speaking(
    needs: Sequence[Need],
    around: Mapping[str, Around],
    shelf: Shelf,
    static: Encoder,
    most: int = READ,
) -> Owners:
    """Return, for each need, the position of the one that speaks for it; most often itself.

    Equal texts in equal surroundings are one need. Those whose product has no page speak for
    themselves and cost nothing: nobody reads them.

    Args:
        needs: Needs with products linked.
        around: What stands around each, by need id.
        shelf: The pages.
        static: Says which needs are near in meaning.
        most: How many of those with a page may speak.
    """
    owners = np.arange(len(needs))
    first: dict[tuple[str, Parts], int] = {}
    members: dict[str, list[int]] = defaultdict(list)
    for i, need in enumerate(needs):
        if shelf.own.get(product_of(need)):
            key = (product_of(need), parts_of(need, around))
            owners[i] = first.setdefault(key, i)
            if owners[i] == i:
                members[product_of(need)].append(i)
    if len(first) <= most:
        return owners
    read = shares([len(own) for own in members.values()], most)
    for own, budget in zip(members.values(), read, strict=True):
        vectors = weighed([parts_of(needs[i], around) for i in own], static)
        places = np.asarray(own)
        owners[places] = places[representatives(vectors, budget)]
    return owners[owners]
