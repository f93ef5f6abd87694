"""Teaching with a simulated user, and how its answers are scored; part of `benchmarks.stages`.

70 % of the texts are the pool that questions are made of, the score is on the untouched 30 %, once
for each seed. The user sees at most five texts of a group and gives the stage of most of them;
every question counts as one answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifiers.stages.classifier import StageClassifier
from classifiers.teaching.pool import Pool, Said
from classifiers.teaching.taught import untaught
from classifiers.teaching.teacher import Teacher
from corpora.protocols import Encoder, Vectors
from corpora.records import Stage

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
POOL_SHARE = 0.7
SUREST = 0.8
BINS = 10


@dataclass(frozen=True)
class Labelled:
    """Texts with their vectors and stages."""

    texts: Sequence[str]
    vectors: Vectors
    truth: npt.NDArray[np.object_]
    prior: Floats


@dataclass(frozen=True)
class Score:
    """How good predictions on the untouched texts are."""

    macro_f1: float
    accuracy: float
    surest: float
    calibration_error: float


def prepare(
    texts: Sequence[str], truth: Sequence[str], stages: Sequence[Stage], encoder: Encoder
) -> Labelled:
    """Return labelled texts with vectors and zero-shot probabilities."""
    vectors = encoder.encode(texts)
    joint = StageClassifier(stages, encoder=encoder).fit().joint(vectors)[:, :-1]
    prior = joint / joint.sum(axis=1, keepdims=True)
    return Labelled(texts, vectors, np.asarray(truth, dtype=object), prior)


def halves(n: int, seed: int) -> tuple[Places, Places]:
    """Return pool and untouched texts."""
    order = np.random.default_rng(seed).permutation(n)
    return order[: int(POOL_SHARE * n)], order[int(POOL_SHARE * n) :]


def majority(stages: Sequence[str]) -> str:
    """Return what most of the texts that a user sees are; of equals the first in the alphabet."""
    counts = Counter(sorted(stages))
    return counts.most_common(1)[0][0]


def teachers(
    data: Labelled, stages: Sequence[Stage], encoder: Encoder, marks: Sequence[int], seed: int
) -> dict[int, Teacher]:
    """Return the teacher after each number of answers in `marks` about the pool."""
    teacher = _begun(data, stages, encoder, seed)
    after = {}
    for answer in range(1, max(marks) + 1):
        said = _user(teacher, data.truth)
        teacher = teacher if said is None else teacher.after(said)
        if answer in marks:
            after[answer] = teacher
    return after


def taught(data: Labelled, teacher: Teacher, seed: int) -> Score:
    """Return the score of what a teacher knows on the untouched texts."""
    _, rest = halves(len(data.texts), seed)
    found = teacher.learner.probabilities(data.vectors[rest], data.prior[rest])
    return score(found, teacher.stages, data.truth[rest])


def _begun(data: Labelled, stages: Sequence[Stage], encoder: Encoder, seed: int) -> Teacher:
    pool, _ = halves(len(data.texts), seed)
    ids = tuple(map(str, pool.tolist()))
    own = Pool(ids, tuple(data.texts[i] for i in pool), data.vectors[pool], data.prior[pool])
    return Teacher.begin(own, [s.id for s in stages], untaught(stages, encoder), seed=seed)


def _user(teacher: Teacher, truth: npt.NDArray[np.object_]) -> Said | None:
    question = teacher.question()
    if question is None:
        return None
    return question.said("stage", majority([truth[int(each)] for each in question.shown]))


def score(found: Floats, names: Sequence[str], truth: npt.NDArray[np.object_]) -> Score:
    """Score probabilities against the truth.

    Args:
        found: Shape `(n, stages)`.
        names: The stages of the columns.
        truth: The stage of each text.
    """
    from sklearn.metrics import f1_score

    said = np.asarray(names, dtype=object)[found.argmax(axis=1)]
    sure = found.max(axis=1)
    right = (said == truth).astype(np.float64)
    surest = np.argsort(-sure, kind="stable")[: int(SUREST * len(sure))]
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    error = sum(
        (bins == b).mean() * abs(right[bins == b].mean() - sure[bins == b].mean())
        for b in np.unique(bins)
    )
    labels = sorted(set(truth))
    f1 = f1_score(list(truth), list(said), labels=labels, average="macro", zero_division=0)
    return Score(float(f1), float(right.mean()), float(right[surest].mean()), float(error))
