"""Stages from the journey's own words by two encoders, handed on to the quick one.

The static encoder and MiniLM err on different texts: both together are right more often than
either (docs/benchmarks.md). A pool of contacts is judged by both; from that a learner over the
quick one's vectors is made, which labels everything without the price of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from classifiers.stages.classifier import StageClassifier
from classifiers.teaching.taught import TaughtClassifier, distilled, taught, untaught
from corpora.protocols import Encoder, Vectors
from corpora.records import Stage

LEAST = 30
"""Fewer contacts hold too few words to hand anything on by."""
TEMPERATURE = 0.05
"""Divides the likeness to a stage before the softmax."""
CAUTION = 0.22
"""Divides the learner's scores: of contacts with more than 0.5, three of four are right."""
SURE_ENOUGH = 0.24
"""Below this probability a text stays unsure; like the two above chosen on the sample companies."""


class _Both:
    """Two encoders as one: each text's vectors side by side, both with an equal say."""

    def __init__(self, first: Encoder, second: Encoder) -> None:
        self._first, self._second = first, second

    @property
    def name(self) -> str:
        """Models and versions."""
        return f"{self._first.name}+{self._second.name}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape `(len(texts), dimensions)`, each of length 1 or 0."""
        return _side_by_side(self._first.encode(texts), self._second.encode(texts))


def handed_on(
    stages: Sequence[Stage], quick: Encoder, careful: Encoder, pool: tuple[Vectors, Vectors]
) -> TaughtClassifier:
    """Return a classifier on the quick encoder that repeats what both say of the pool.

    Args:
        stages: The journey's.
        quick: The encoder that labels.
        careful: The one that is asked about the pool only.
        pool: Vectors of the same contacts by each, `(n, dimensions)`.
    """
    both = StageClassifier(stages, encoder=_Both(quick, careful), temperature=TEMPERATURE).fit()
    found = both.joint(_side_by_side(*pool))[:, :-1]
    shares = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)
    learner = replace(distilled(untaught(stages, quick), pool[0], shares), temperature=CAUTION)
    return taught(stages, quick, learner, sure=SURE_ENOUGH, sure_of_contact=SURE_ENOUGH)


def _side_by_side(first: Vectors, second: Vectors) -> Vectors:
    rows = np.hstack([first, second])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    norms[norms == 0] = 1.0
    return np.asarray(rows / norms, dtype=np.float32)
