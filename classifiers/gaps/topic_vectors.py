"""What a need is about, as one vector: its own words, those around them, and the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from classifiers.encoding.representatives import representatives, shares
from classifiers.gaps.topics import unit
from classifiers.needs.asking import Around
from classifiers.text import normal
from corpora.protocols import Encoder, Vectors
from corpora.records import Need

PARTS = (0.5, 1.0, 1.0)
"""What a need's own words, those around it and the answer weigh in its topic."""
NEEDS_READ = 5_000
"""So many needs of a run are read by the sentence encoder; each of the others takes the vector of
the one of its product that is nearest to it in meaning."""
Parts = tuple[str, str, str]


def topic_vectors(
    needs: Sequence[Need],
    around: Mapping[str, Around],
    static: Encoder,
    bi_encoder: Encoder | None = None,
) -> Vectors:
    """Return one vector a need, of its words, of what stands around them, and of the answer.

    Only judged needs are encoded, each distinct text once. A short question has its topic in the
    sentence before it or in the answer that it got; so these count more than the question.

    Args:
        needs: Needs, judged.
        around: What stands around each, by need id.
        static: The static encoder.
        bi_encoder: The sentence encoder; None: static vectors decide.
    """
    encoder = bi_encoder if bi_encoder is not None else static
    rows = [i for i, need in enumerate(needs) if need.answer_probability is not None]
    parts = [
        (
            normal(needs[i].text),
            normal(around[needs[i].id].window),
            normal(around[needs[i].id].reply),
        )
        for i in rows
    ]
    owners = np.arange(len(rows))
    if bi_encoder is not None and len(rows) > NEEDS_READ:
        owners = _owners([needs[i].product_ids[0] for i in rows], _weighed(parts, static))
    read = np.unique(owners)
    encoded = _weighed([parts[i] for i in read], encoder)
    vectors = np.zeros((len(needs), encoded.shape[1]), dtype=np.float32)
    if rows:
        vectors[rows] = encoded[np.searchsorted(read, owners)]
    return vectors


def _owners(products: Sequence[str], vectors: Vectors) -> np.ndarray:
    """Return, for each need, the position of the need of its product that stands for it."""
    members: dict[str, list[int]] = defaultdict(list)
    for i, product in enumerate(products):
        members[product].append(i)
    owners = np.arange(len(products))
    for own, most in zip(
        members.values(), shares([len(own) for own in members.values()], NEEDS_READ), strict=True
    ):
        places = np.asarray(own)
        owners[places] = places[representatives(vectors[places], most)]
    return owners


def _weighed(parts: Sequence[Parts], encoder: Encoder) -> Vectors:
    """Return the weighted sums of the parts' vectors, brought to length 1."""
    texts = list(dict.fromkeys(text for each in parts for text in each if text))
    encoded = encoder.encode(texts)
    width = encoded.shape[1] if encoded.ndim == 2 else 0
    position = {text: i for i, text in enumerate(texts)}
    vectors = np.zeros((len(parts), width), dtype=np.float32)
    for i, own in enumerate(parts):
        for text, weight in zip(own, PARTS, strict=True):
            if text:
                vectors[i] += weight * encoded[position[text]]
    return unit(vectors)
