"""Telling words that needs have in common, beside what sentence vectors say of their likeness.

"Is it OK for induction?" and "my hob makes hot with magnet, without fire" lie far apart as
sentences; the agents' answers to both say "induction", "base" and "magnet".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from classifiers.needs.asking import Around
from classifiers.text import GENERIC_STEMS, content_stems, plain
from corpora.protocols import Vectors
from corpora.records import Need

Told = frozenset[str]


def told_words(
    needs: Sequence[Need], around: Mapping[str, Around], titles: Mapping[str, str]
) -> list[Told]:
    """Return the telling stems of each need, of what stands around it and of its answer.

    Words of the product's title tell nothing among needs about it. Needs that were held against
    no page have none.

    Args:
        needs: Needs, judged.
        around: What stands around each, by need id.
        titles: Title of each product, by id.
    """
    names = {i: frozenset(content_stems(title)) for i, title in titles.items()}
    nothing: Told = frozenset()
    told = []
    for need in needs:
        if need.answer_probability is None:
            told.append(nothing)
            continue
        near = around[need.id]
        stems = frozenset(content_stems(plain(f"{near.window} {near.reply}"))) - GENERIC_STEMS
        told.append(stems - names.get(need.product_ids[0], nothing))
    return told


class Rareness:
    """How telling words are: the fewer needs have one, the more.

    Args:
        told: The words of each need.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self._seen = Counter(word for words in told for word in words)
        self._total = sum(bool(words) for words in told)

    def __call__(self, word: str) -> float:
        """Return the weight of a word, above 0."""
        return math.log(1 + self._total / (1 + self._seen[word]))


def in_common(told: Sequence[Told], rareness: Rareness) -> Vectors:
    """Return which part of their words each two needs share, 0 to 1, shape `(n, n)`.

    Words count by rareness: what is shared over what either has (the weighted Jaccard index).
    """
    from scipy.sparse import csr_array

    column = {word: i for i, word in enumerate(sorted(frozenset[str]().union(*told)))}
    weights = np.array([math.sqrt(rareness(word)) for word in column], dtype=np.float32)
    columns = [column[word] for words in told for word in sorted(words)]
    ends = np.concatenate([[0], np.cumsum([len(words) for words in told])])
    held = csr_array((weights[columns], columns, ends), shape=(len(told), max(len(column), 1)))
    shared: npt.NDArray[np.float32] = (held @ held.T).toarray()
    whole = shared.diagonal()
    either = whole[:, None] + whole[None, :] - shared
    return np.asarray(shared / np.maximum(either, 1e-9), dtype=np.float32)
