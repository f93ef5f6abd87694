"""Groups of needs that ask the same, and the words by which customers call them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifiers.text import GENERIC, STOP_WORDS, stem, words
from corpora.protocols import Vectors

LARGEST = 3000
"""More needs on one product are grouped by their nearest of this many, which bounds the time."""
OF_CONTACT = 0.4
"""What the contact's other needs weigh in a need's topic."""
ONE_TOPIC = 0.5
"""Groups whose centres have at least this cosine ask the same."""
RARE_HERE = 0.2
"""A word of fewer needs than this share of the group does not speak for the group."""
_EDGES = STOP_WORDS | GENERIC
_GENERIC_STEMS = {stem(word) for word in GENERIC}
_ASKING = frozenset("how what which when where why who many much".split())
_LINKS = frozenset("with for to of in on the a an from at by".split())
_LEAD = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|and|but|ok|please|thanks|also|just)\b[\s,.!]*)*", re.IGNORECASE
)


def group(
    vectors: Vectors,
    distance: float,
    products: npt.NDArray[np.str_] | None = None,
    apart: float = 0.0,
) -> npt.NDArray[np.int64]:
    """Return a group number for each vector: average linkage, cut at a cosine distance.

    Group numbers count up from 0 in the order of their first member. Needs on two `products` are
    farther apart by `apart`.
    """
    n = len(vectors)
    if n <= 1:
        return np.zeros(n, dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    head = vectors[:LARGEST].astype(np.float32)
    gaps = np.clip(1.0 - head @ head.T, 0.0, 2.0)
    if products is not None:
        own = products[: len(head)]
        gaps += apart * (own[:, None] != own[None, :])
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
    vectors: Vectors, numbers: npt.NDArray[np.int64], likeness: float = ONE_TOPIC
) -> npt.NDArray[np.int64]:
    """Return the group numbers after groups that ask the same became one.

    A topic that is asked in many ways falls apart where single needs are compared; the centres
    of the parts still lie close.
    """
    k = int(numbers.max(initial=0)) + 1
    if k < 2:
        return numbers
    centres = unit(np.stack([vectors[numbers == i].mean(axis=0) for i in range(k)]))
    return np.asarray(group(centres, 1.0 - likeness)[numbers], dtype=np.int64)


def most_central(vectors: Vectors) -> npt.NDArray[np.int64]:
    """Return the positions from the most to the least central."""
    centre = vectors.mean(axis=0)
    return np.argsort(-(vectors @ centre), kind="stable")


def name_topic(texts: Sequence[str], central: int, everywhere: Counter[str], total: int) -> str:
    """Return one to five words in a row, as customers said them, that tell this group from others.

    Args:
        texts: The group's needs.
        central: Position of the most central one, whose wording is preferred.
        everywhere: In how many needs of all products each stem occurs.
        total: How many needs there are.
    """
    here: Counter[str] = Counter()
    for text in texts:
        here.update({stem(word) for word in words(text)})
    value = {
        word: count / len(texts) * math.log(1 + total / (1 + everywhere[word]))
        for word, count in here.items()
        if count > len(texts) * RARE_HERE or len(texts) < 3
    }
    best = ("", 0.0)
    for place in dict.fromkeys([central, *range(min(len(texts), 40))]):
        for phrase in _phrases(texts[place]):
            score = _worth(phrase, value) * (1.15 if place == central else 1.0)
            if score > best[1] + 1e-9:
                best = (" ".join(phrase), score)
    return best[0] or " ".join(words(texts[central])[:6]) or texts[central][:40]


def _worth(phrase: list[str], value: dict[str, float]) -> float:
    """Return how well a phrase names the group: telling words, each once, and little else."""
    telling = {stem(word) for word in phrase if word not in STOP_WORDS}
    alien = sum(word not in value for word in telling)
    gain = sum(value.get(word, 0.0) * (0.4 if word in _GENERIC_STEMS else 1.0) for word in telling)
    joints = sum(word in STOP_WORDS and word not in _LINKS for word in phrase)
    repeats = len(phrase) - len(set(phrase))
    # One word alone ("ear") names a part of the product, not what people ask about it.
    gain *= 0.7 if len(phrase) == 1 else 1.0
    return gain - 0.6 * alien - 0.5 * joints - 0.6 * repeats - 2.0 * bool(_ASKING & set(phrase))


def _phrases(text: str) -> list[list[str]]:
    """Return runs of one to five words that begin and end with a word that carries meaning."""
    found: list[list[str]] = []
    for clause in re.split(r"[.,;:!?()\"/]+\s|[?!()]", _LEAD.sub("", text)):
        spoken = words(clause)
        for start, word in enumerate(spoken):
            # The "long" of "how long is ..." asks, it does not name.
            if word in STOP_WORDS or len(word) < 2 or spoken[max(start - 1, 0)] == "how":
                continue
            for end in range(start + 1, min(start + 6, len(spoken) + 1)):
                last = spoken[end - 1]
                if last not in _EDGES and (end - start > 1 or word not in _EDGES):
                    found.append(spoken[start:end])
    return found
