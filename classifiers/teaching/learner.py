"""A linear model over vectors, from the journey's words and from answers; plain arrays.

Ridge regression to the stages' indicators, by its normal equations, so that an answer is added
or left out at the price of one product; scores become probabilities through a softmax whose
temperature is chosen on MultiDoGO.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from classifiers.teaching.pool import Floats
from corpora.protocols import Vectors

RIDGE = 0.3
SIZE_POWER = 0.75
"""A group of n contacts counts as much as n to this power: large groups hold more strangers."""
TEMPERATURE = 0.15
"""Divides the scores before the softmax; least calibration error on MultiDoGO."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the journey's words count beside answers.

    Attributes:
        phrase: A phrase of the journey, beside one contact of an answered group.
        guess: The zero-shot guess beside what was learned, in log probability.
        early: The guess counts so many times more while nothing is answered, and half of that
            after one answer.
    """

    phrase: float
    guess: float
    early: float = 0.0


OF_SENTENCES = Weights(0.1, 0.3)
"""Where single sentences are taught; chosen on MultiDoGO."""
OF_CONTACTS = Weights(1.0, 0.6, 3.0)
"""Where whole contacts are: groups of them hold more strangers, so that a single answer must not
carry off everything. Chosen on the sample companies Hobthorn, Larkpan and telecom."""


@dataclass(frozen=True, slots=True, eq=False)
class Learner:
    """What was learned: the sums of the normal equations.

    Attributes:
        gram: Weighted sum of outer products, `(dimensions, dimensions)`.
        target: Weighted sum of vectors times indicators, `(dimensions, stages)`.
        temperature: Divides the scores.
        journey: What the journey's words count.
        heard: How many groups it was told about.
    """

    gram: Floats
    target: Floats
    temperature: float = TEMPERATURE
    journey: Weights = OF_SENTENCES
    heard: int = 0

    @classmethod
    def of(
        cls,
        phrases: Vectors,
        owners: list[int],
        stages: int,
        journey: Weights = OF_SENTENCES,
    ) -> Learner:
        """Return what the journey's own words say, before any answer.

        Args:
            phrases: Vectors of the stages' phrases, `(n, dimensions)`.
            owners: The stage of each phrase.
            stages: How many stages there are.
            journey: What the journey's words count.
        """
        width = phrases.shape[1]
        empty = cls(RIDGE * np.eye(width), np.zeros((width, stages)), journey=journey)
        if not len(phrases):
            return empty
        return empty.plus(phrases, np.eye(stages)[owners], journey.phrase)

    def plus(self, vectors: Vectors, share: Floats, weight: float = 1.0) -> Learner:
        """Return the learner that has also seen `vectors`.

        Args:
            vectors: Shape `(n, dimensions)`.
            share: How much each belongs to each stage, `(n, stages)`.
            weight: What each counts.
        """
        rows = vectors.astype(np.float64)
        wanted = share - 1.0 / share.shape[1]
        return replace(
            self,
            gram=self.gram + weight * (rows.T @ rows),
            target=self.target + weight * (rows.T @ wanted),
        )

    def with_group(self, vectors: Vectors, share: Floats) -> Learner:
        """Return the learner that was told about a group."""
        told = replace(self, heard=self.heard + 1)
        return told.plus(vectors, share, _weight(len(vectors)))

    def without(self, vectors: Vectors, share: Floats) -> Learner:
        """Return the learner that was never told about a group."""
        return self.plus(vectors, share, -_weight(len(vectors)))

    def weights(self) -> Floats:
        """Return the solution, shape `(dimensions, stages)`."""
        return np.asarray(np.linalg.solve(self.gram, self.target))

    def probabilities(self, vectors: Vectors, prior: Floats) -> Floats:
        """Return the probability of each stage, shape `(n, stages)`; rows sum to 1.

        Args:
            vectors: Shape `(n, dimensions)`.
            prior: Zero-shot probabilities, `(n, stages)`.
        """
        learned = vectors.astype(np.float64) @ self.weights() / self.temperature
        weight = self.journey.guess * (1.0 + self.journey.early / (1.0 + self.heard))
        return softmax(learned + weight * np.log(prior + 1e-6))


def _weight(size: int) -> float:
    return float(max(size, 1) ** (SIZE_POWER - 1.0))


def softmax(scores: Floats) -> Floats:
    """Return rows of scores as rows of probabilities."""
    risen = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=1, keepdims=True))
