"""Macro-F1 against the number of answers, with a simulated user; part of `benchmarks.stages`.

70 % of the texts are the pool that questions are made of, the score is on the untouched 30 %, once
for each seed. The user sees at most five texts of a group and gives the stage of most of them;
every question counts as one answer. Beside it, measured the same way: k-means with as many
clusters as answers and logistic regression on top, and SetFit on as many texts as the user was
shown groups, drawn by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifiers.stages.classifier import StageClassifier
from classifiers.teaching.grouping import most_telling
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


def taught(
    data: Labelled, stages: Sequence[Stage], encoder: Encoder, marks: Sequence[int], seed: int
) -> dict[int, Score]:
    """Return the score after each number of answers in `marks`."""
    _, rest = halves(len(data.texts), seed)
    teacher = _begun(data, stages, encoder, seed)
    scores = {}
    for answer in range(1, max(marks) + 1):
        said = _user(teacher, data.truth)
        teacher = teacher if said is None else teacher.after(said)
        if answer in marks:
            found = teacher.learner.probabilities(data.vectors[rest], data.prior[rest])
            scores[answer] = score(found, [s.id for s in stages], data.truth[rest])
    return scores


def taught_teacher(
    data: Labelled, stages: Sequence[Stage], encoder: Encoder, answers: int, seed: int
) -> Teacher:
    """Return the teacher after so many answers about the pool."""
    teacher = _begun(data, stages, encoder, seed)
    for _ in range(answers):
        said = _user(teacher, data.truth)
        teacher = teacher if said is None else teacher.after(said)
    return teacher


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


def clustered(data: Labelled, answers: int, seed: int) -> Score:
    """Return the score of the plain baseline."""
    from sklearn.cluster import KMeans
    from sklearn.linear_model import LogisticRegression

    pool, rest = halves(len(data.texts), seed)
    own = data.vectors[pool]
    numbers = KMeans(answers, n_init=4, random_state=seed).fit(own).labels_
    said = np.empty(len(pool), dtype=object)
    for number in range(answers):
        members = np.flatnonzero(numbers == number)
        if len(members):
            shown = most_telling(own, members, ())
            said[members] = majority(data.truth[pool][shown].tolist())
    classes = sorted(set(said))
    if len(classes) == 1:
        return score(np.ones((len(rest), 1)), classes, data.truth[rest])
    model = LogisticRegression(C=10.0, max_iter=300).fit(own, said.astype(str))
    return score(model.predict_proba(data.vectors[rest]), list(model.classes_), data.truth[rest])


def setfit(data: Labelled, answers: int, seed: int) -> Score:
    """Return SetFit's score, on all-MiniLM-L6-v2 and as many labelled texts as answers."""
    import datasets
    from setfit import SetFitModel, Trainer, TrainingArguments

    from classifiers.encoding.encoders import minilm_directory

    pool, rest = halves(len(data.texts), seed)
    drawn = pool[:answers]
    names = sorted(set(data.truth[drawn]))
    model = SetFitModel.from_pretrained(str(minilm_directory()), labels=names)
    rows = datasets.Dataset.from_dict(
        {
            "text": [data.texts[i] for i in drawn],
            "label": [names.index(data.truth[i]) for i in drawn],
        }
    )
    arguments = TrainingArguments(batch_size=16, num_epochs=1, seed=seed, report_to="none")
    Trainer(model=model, args=arguments, train_dataset=rows).train()
    found = model.predict_proba([data.texts[i] for i in rest], as_numpy=True)
    return score(np.asarray(found, dtype=np.float64), names, data.truth[rest])


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


def table(
    data: Labelled,
    stages: Sequence[Stage],
    encoder: Encoder,
    *,
    marks: Sequence[int],
    seeds: Sequence[int],
    setfit_seeds: Sequence[int] = (),
) -> list[dict[str, Any]]:
    """Return one row for each way and number of answers, with the mean over seeds."""
    runs = [taught(data, stages, encoder, marks, seed) for seed in seeds]
    rows = []
    for mark in marks:
        rows.append(_row("teaching", mark, [run[mark] for run in runs]))
        rows.append(_row("k-means", mark, [clustered(data, mark, seed) for seed in seeds]))
        if setfit_seeds:
            rows.append(_row("SetFit", mark, [setfit(data, mark, s) for s in setfit_seeds]))
    return rows


def _row(way: str, answers: int, scores: Sequence[Score]) -> dict[str, Any]:
    f1 = np.array([each.macro_f1 for each in scores])
    half = 2.262 * f1.std(ddof=1) / len(f1) ** 0.5 if len(f1) > 1 else float("nan")
    return {
        "way": way,
        "answers": answers,
        "seeds": len(f1),
        "macro_f1": round(float(f1.mean()), 3),
        "low": round(float(f1.mean() - half), 3),
        "high": round(float(f1.mean() + half), 3),
        "accuracy": round(float(np.mean([each.accuracy for each in scores])), 3),
        "surest_80_percent": round(float(np.mean([each.surest for each in scores])), 3),
        "calibration_error": round(float(np.mean([each.calibration_error for each in scores])), 3),
    }
