"""Distilling: a student learns to say what its teacher said about the user's own contacts.

The student is a softmax over hashed words, fitted with L-BFGS to the teacher's decisions, unsure
ones and their reasons included; the teacher's probabilities set what the student's own are worth,
on contacts that it had not seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifiers.cards import Card
from classifiers.hashing import BITS, Hashed, hash_words
from classifiers.intervals import wilson
from classifiers.students import (
    NOTHING_FITS,
    TOO_SHORT,
    Student,
    decide,
    journey_hash,
    softmax,
)
from corpora.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa
    from scipy.sparse import csr_array

    from corpora.records import Stage

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

RIDGE = 1.0
"""Weight of the squared weights against the mean log loss, times the number of contacts."""
_STEPS = 60
_LEAST_TEXTS = 2  # in which a feature must occur, where there are many texts
_MANY = 200


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What a student learns from; all have one element a contact.

    Attributes:
        texts: What the customer said, `list<string>`: one string an utterance.
        stages: Id of the stage, None: unsure.
        probabilities: Of the best stage, as the teacher has it.
        reasons: Why unsure; None: decided.
        by_people: Whether a person decided it.
    """

    texts: pa.ListArray
    stages: Sequence[str | None]
    probabilities: Sequence[float]
    reasons: Sequence[str | None]
    by_people: Sequence[bool]


def distil(lesson: Lesson, journey: Sequence[Stage], teacher: str, now: datetime) -> Student:
    """Return a student of the labels in `lesson`.

    A tenth of the contacts, those with equal texts always together, is kept apart to measure it;
    then it learns from all of them.

    Args:
        lesson: Contacts with their labels.
        journey: The stages; those that no contact shows are left out.
        teacher: Whose labels they are, in words for the card.
        now: For the card.

    Raises:
        BadInput: No contact has both words and a stage.
    """
    seen = {stage for stage in lesson.stages if stage is not None}
    stages = {stage.id: stage.name for stage in journey if stage.id in seen}
    named = [stage if stage in stages else None for stage in lesson.stages]
    why = [
        None if stage is not None else reason or NOTHING_FITS
        for stage, reason in zip(named, lesson.reasons, strict=True)
    ]
    reasons = sorted({NOTHING_FITS, TOO_SHORT} | {reason for reason in why if reason})
    classes = (*stages, *reasons)
    position = {name: i for i, name in enumerate(classes)}
    truth = np.array(
        [position[stage or str(reason)] for stage, reason in zip(named, why, strict=True)],
        dtype=np.int64,
    )
    hashed = hash_words(lesson.texts)
    if not stages or not hashed.words.any():
        raise BadInput(
            "there is no contact with words and a stage to learn from",
            remedy="label the contacts first: frontstage classify",
        )
    aim = _Aim(truth, np.asarray(lesson.probabilities, dtype=np.float64), len(stages), len(classes))
    measured = _Measured.of(hashed, aim, held_out(lesson.texts))
    model = _fit(hashed, truth, np.ones(len(truth), dtype=bool), len(classes))
    shares = np.bincount(truth, minlength=len(classes)) / len(truth)
    return Student(
        classes=classes,
        slots=model.slots,
        weights=model.weights,
        bias=model.bias,
        line=measured.line,
        card=Card(
            learned_at=now.replace(microsecond=0),
            teacher=teacher,
            contacts=len(truth),
            by_people=int(np.sum(lesson.by_people)),
            stages=stages,
            shares={name: float(part) for name, part in zip(classes, shares, strict=True)},
            journey=journey_hash(journey),
            held_out=measured.n,
            agreement=measured.agreement,
            interval=measured.interval,
            unknown=measured.unknown,
        ),
    )


def held_out(texts: pa.ListArray) -> npt.NDArray[np.bool_]:
    """Return which texts are kept apart: a tenth, by their hash, the same in every run."""
    keys = ["\n".join(said or ()).lower().encode() for said in texts.to_pylist()]
    return np.array([hashlib.blake2b(key, digest_size=1).digest()[0] % 10 == 0 for key in keys])


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    slots: npt.NDArray[np.int32]
    weights: Floats
    bias: Floats

    def shares(self, hashed: Hashed) -> Floats:
        rows = _matrix(hashed, self.slots, len(self.weights))
        return softmax(np.asarray(rows @ self.weights) + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class _Aim:
    """What is to be learned: class and probability of each contact, how many stages and classes."""

    truth: Positions
    probabilities: npt.NDArray[np.float64]
    stages: int
    classes: int


@dataclass(frozen=True, slots=True)
class _Measured:
    """What came out on the contacts that were kept apart."""

    n: int
    agreement: float | None
    interval: tuple[float, float]
    unknown: float
    line: tuple[float, float]

    @classmethod
    def of(
        cls,
        hashed: Hashed,
        aim: _Aim,
        apart: npt.NDArray[np.bool_],
    ) -> _Measured:
        n, truth, stages = int(apart.sum()), aim.truth, aim.stages
        if not n or n == len(truth):
            return cls(0, None, (0.0, 1.0), 0.0, (1.0, 0.0))
        model = _fit(hashed, truth, ~apart, aim.classes)
        shares = model.shares(hashed)[apart]
        decided = decide(shares, stages)
        truth = truth[apart]
        # Which of several reasons to be unsure it is does not count as a difference.
        same = (decided == truth) | ((decided >= stages) & (truth >= stages))
        best = shares[:, :stages].argmax(axis=1)
        top = shares[np.arange(n), best].astype(np.float64)
        meant = np.where(best == truth, aim.probabilities[apart], 0.0)
        return cls(
            n,
            float(same.mean()),
            wilson(int(same.sum()), n),
            _unknown(hashed, model.slots, apart),
            _line(top, meant),
        )


def _line(top: npt.NDArray[np.float64], aim: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and intercept from the student's shares to the teacher's probabilities."""
    if len(top) < 20 or float(top.std()) < 1e-3:
        return 1.0, 0.0
    slope, intercept = np.polyfit(top, aim, 1)
    return (float(slope), float(intercept)) if slope > 0 else (1.0, 0.0)


def _unknown(hashed: Hashed, slots: npt.NDArray[np.int32], apart: npt.NDArray[np.bool_]) -> float:
    owners = np.repeat(apart, hashed.words)
    buckets = hashed.single.buckets[owners]
    return float((slots[buckets] == 0).mean()) if len(buckets) else 0.0


def _fit(hashed: Hashed, truth: Positions, kept: npt.NDArray[np.bool_], width: int) -> _Model:
    """Fit the softmax on the contacts that are `kept`."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_array

    least = _LEAST_TEXTS if int(kept.sum()) >= _MANY else 1
    everything = np.arange(1, (1 << BITS) + 1, dtype=np.int32)
    rows = csr_array(_matrix(hashed, everything, (1 << BITS) + 1)[np.flatnonzero(kept)])
    found = np.bincount(rows.indices, minlength=(1 << BITS) + 1)
    known = np.flatnonzero(found >= least)
    slots = np.zeros(1 << BITS, dtype=np.int32)
    slots[known - 1] = np.arange(1, len(known) + 1)
    # Rare words tell more than frequent ones; the weights carry that, so predicting need not.
    rarity = np.log(1.0 + rows.shape[0] / found[known]).astype(np.float32)
    rows = csr_array(rows[:, known])
    rows.data *= rarity[rows.indices]
    loss = _Loss(rows, np.eye(width, dtype=np.float32)[truth[kept]])
    start = np.zeros((len(known) + 1) * width)
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    learned = result.x.reshape(-1, width).astype(np.float32)
    weights = np.zeros((len(known) + 1, width), dtype=np.float32)
    weights[1:] = learned[:-1] * rarity[:, None]
    return _Model(slots, weights, learned[-1])


class _Loss:
    """Mean log loss of a softmax with a ridge, and its gradient, for `scipy.optimize`."""

    def __init__(self, rows: csr_array, targets: Floats) -> None:
        self._rows, self._targets = rows, targets
        self._columns = rows.T.tocsr()

    def __call__(self, flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        n, width = self._targets.shape
        learned = flat.reshape(-1, width).astype(np.float32)
        weights, bias = learned[:-1], learned[-1]
        shares = softmax(np.asarray(self._rows @ weights) + bias)
        fit = -float((self._targets * np.log(np.maximum(shares, 1e-12))).sum()) / n
        ridge = RIDGE / n
        off = (shares - self._targets) / n
        gradient = np.vstack([self._columns @ off + ridge * weights, off.sum(axis=0)])
        value = fit + 0.5 * ridge * float((weights * weights).sum())
        return value, gradient.ravel().astype(np.float64)


def _matrix(hashed: Hashed, slots: npt.NDArray[np.int32], width: int) -> csr_array:
    """Return the features as rows of length about 1, as `Student.judge` weighs them."""
    from scipy.sparse import csr_array

    number = len(hashed.words)
    parts = []
    sizes = hashed.words + np.diff(hashed.pairs.bounds)
    scale = (1.0 / np.sqrt(np.maximum(sizes, 1))).astype(np.float32)
    for block in (hashed.single, hashed.pairs):
        weights = np.repeat(scale, np.diff(block.bounds))
        cells = (weights, slots[block.buckets], block.bounds)
        parts.append(csr_array(cells, shape=(number, width)))
    return csr_array(parts[0] + parts[1])
