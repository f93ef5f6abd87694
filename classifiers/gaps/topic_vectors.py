"""What a need is about, as one vector: its own words, those around them, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from classifiers.encoding.representatives import Owners
from classifiers.gaps.topics import unit
from classifiers.needs.asking import Around
from classifiers.text import normal
from corpora.protocols import Encoder, Vectors
from corpora.records import Need

PARTS = (0.5, 1.0, 1.0)
"""What a need's own words, those around it and the answer weigh in its topic."""
Parts = tuple[str, str, str]


def topic_vectors(
    needs: Sequence[Need], around: Mapping[str, Around], encoder: Encoder, owners: Owners
) -> Vectors:
    """Return one vector a need, of its words, of what stands around them, and of the answer.

    Only judged needs that speak for others or for themselves are encoded, each distinct text once.
    A short question has its topic in the sentence before it or in the answer that it got; so these
    count more than the question.

    Args:
        needs: Needs, judged.
        around: What stands around each, by need id.
        encoder: The sentence encoder, or the static one where there is none.
        owners: Which need speaks for each.
    """
    rows = [i for i, need in enumerate(needs) if need.answer_probability is not None]
    read = np.unique(owners[rows]) if rows else np.zeros(0, dtype=np.int64)
    encoded = weighed([parts_of(needs[i], around) for i in read], encoder)
    vectors = np.zeros((len(needs), encoded.shape[1]), dtype=np.float32)
    if rows:
        vectors[rows] = encoded[np.searchsorted(read, owners[rows])]
    return vectors


def parts_of(need: Need, around: Mapping[str, Around]) -> Parts:
    """Return a need's words, those around it, and the answer, as they are read."""
    near = around[need.id]
    return normal(need.text), normal(near.window), normal(near.reply)


def weighed(parts: Sequence[Parts], encoder: Encoder) -> Vectors:
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
