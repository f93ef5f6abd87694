"""Fit and cross-validate the combination of `probability`; scikit-learn inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifiers.answerability.matching import Array

FOLDS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A question with what people said about the pieces of its page.

    Attributes:
        group: The product: questions of one product stay on one side of a fold.
        rows: Features of the pieces, shape `(pieces, features)`.
        labels: 1 where the piece answers, shape `(pieces,)`.
        weight: How much the question counts in training.
    """

    group: str
    rows: Array
    labels: npt.NDArray[np.int64]
    weight: float = 1.0

    @property
    def answered(self) -> bool:
        """Whether any piece answers."""
        return bool(self.labels.max(initial=0))


def weights_of(questions: Sequence[Judged], width: int, strength: float = 0.1) -> Array:
    """Fit one weight a feature on pieces; the first feature is constant and carries the bias."""
    from sklearn.linear_model import LogisticRegression

    rows = np.vstack([question.rows[:, 1:width] for question in questions])
    labels = np.concatenate([question.labels for question in questions])
    share = np.concatenate([np.full(len(q.labels), q.weight) for q in questions])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit((rows - mean) / spread, labels, sample_weight=share)
    slopes = model.coef_[0] / spread
    return np.concatenate([[model.intercept_[0] - slopes @ mean], slopes])


def folds(questions: Sequence[Judged], rng: np.random.Generator) -> Iterator[set[str]]:
    """Yield the products of each fold."""
    groups = rng.permutation(sorted({question.group for question in questions}))
    for part in np.array_split(groups, FOLDS):
        yield set(part.tolist())


def crossed(
    questions: Sequence[Judged], extra: Sequence[Judged], width: int, rng: np.random.Generator
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Return each question's best score by weights that never saw its product.

    Beside it, whether the piece with that score answers.
    """
    scores, first = np.zeros(len(questions)), np.zeros(len(questions), dtype=bool)
    for held in folds(questions, rng):
        kept = [question for question in questions if question.group not in held]
        weights = weights_of([*kept, *extra], width)
        for i, question in enumerate(questions):
            if question.group in held:
                own = question.rows[:, :width] @ weights
                scores[i], first[i] = own.max(), bool(question.labels[own.argmax()])
    return scores, first


def platt(scores: Array, answered: Sequence[bool]) -> tuple[float, float]:
    """Return slope and intercept that turn scores into probabilities (Platt, 1999)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=100.0).fit(scores.reshape(-1, 1), np.asarray(answered))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def fit(
    questions: Sequence[Judged], extra: Sequence[Judged], width: int, rng: np.random.Generator
) -> tuple[Array, tuple[float, float]]:
    """Return weights on everything, and Platt's line on scores from held-out products."""
    scores, _ = crossed(questions, extra, width, rng)
    return weights_of([*questions, *extra], width), platt(
        scores, [question.answered for question in questions]
    )


def nested(
    questions: Sequence[Judged], extra: Sequence[Judged], width: int, rng: np.random.Generator
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Return calibrated probabilities by weights and lines that never saw the product.

    Beside them, whether the piece that came first answers.
    """
    scores, first = crossed(questions, extra, width, rng)
    answered = np.array([question.answered for question in questions])
    out = np.zeros(len(questions))
    for held in folds(questions, rng):
        inside = np.array([question.group in held for question in questions])
        slope, intercept = platt(scores[~inside], answered[~inside].tolist())
        out[inside] = 1.0 / (1.0 + np.exp(-(slope * scores[inside] + intercept)))
    return out, first


__all__ = ["FOLDS", "Judged", "crossed", "fit", "folds", "nested", "platt", "weights_of"]
