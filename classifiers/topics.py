"""Groups of needs that ask the same, and the words by which customers call them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifiers.text import STOP_WORDS, stem, words
from corpora.protocols import Vectors

LARGEST = 3000
"""More needs on one product are grouped by their nearest of this many, which bounds the time."""
_EDGES = STOP_WORDS | set(
    "am work works worked use used using buy come comes get make need without also still else "
    "able possible available good best many often long".split()
)
_LEAD = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|and|but|ok|please|thanks|also|just)\b[\s,.!]*)*", re.IGNORECASE
)


def group(vectors: Vectors, distance: float) -> npt.NDArray[np.int64]:
    """Return a group number for each vector: average linkage, cut at a cosine distance.

    Group numbers count up from 0 in the order of their first member.
    """
    n = len(vectors)
    if n <= 1:
        return np.zeros(n, dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    head = vectors[:LARGEST].astype(np.float64)
    gaps = np.clip(1.0 - head @ head.T, 0.0, 2.0)
    condensed = gaps[np.triu_indices(len(head), k=1)]
    if len(head) > 1:
        numbers = fcluster(linkage(condensed, "average"), distance, "distance")
    else:
        numbers = np.ones(1, dtype=np.int64)
    if n > LARGEST:
        nearest = (vectors[LARGEST:] @ vectors[:LARGEST].T).argmax(axis=1)
        numbers = np.concatenate([numbers, numbers[nearest]])
    _, first, inverse = np.unique(numbers, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.asarray(rank[inverse], dtype=np.int64)


def most_central(vectors: Vectors) -> npt.NDArray[np.int64]:
    """Return the positions from the most to the least central."""
    centre = vectors.mean(axis=0)
    return np.argsort(-(vectors @ centre), kind="stable")


def name_topic(texts: Sequence[str], central: int, everywhere: Counter[str], total: int) -> str:
    """Return two to five words of the customers that tell this group from others.

    Args:
        texts: The group's needs.
        central: Position of the most central one, whose wording is preferred.
        everywhere: In how many needs of all products each stem occurs.
        total: How many needs there are.
    """
    here: Counter[str] = Counter()
    for text in texts:
        here.update({stem(word) for word in words(text)})
    telling = {
        word: count / len(texts) * np.log(1 + total / (1 + everywhere[word]))
        for word, count in here.items()
    }
    best = ("", -1.0)
    for place, text in enumerate([texts[central], *texts[:40]]):
        for phrase in _phrases(text):
            score = sum(telling.get(stem(w), 0.0) for w in phrase if w not in STOP_WORDS)
            score = score / (1 + 0.35 * abs(len(phrase) - 3)) * (1.15 if place == 0 else 1.0)
            if score > best[1] + 1e-9:
                best = (" ".join(phrase), score)
    return best[0] or " ".join(words(texts[central])[:6]) or texts[central][:40]


def _phrases(text: str) -> list[list[str]]:
    """Return runs of one to five words that begin and end with a telling word."""
    found: list[list[str]] = []
    for clause in re.split(r"[.,;:!?()\"]+\s|[?!]", _LEAD.sub("", text)):
        spoken = words(clause)
        for start, word in enumerate(spoken):
            if word in STOP_WORDS or len(word) < 2:
                continue
            for end in range(start + 1, min(start + 6, len(spoken) + 1)):
                last = spoken[end - 1]
                if last not in _EDGES and (end - start > 1 or word not in _EDGES):
                    found.append(spoken[start:end])
    return found
