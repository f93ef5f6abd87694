"""Distilling: a student learns to say what its teacher said about the user's own contacts.

The student is a softmax over hashed words, fitted with L-BFGS to the teacher's decisions, unsure
ones and their reasons included; the teacher's probabilities set what the student's own are worth,
on contacts that it had not seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifiers.encoding.hashing import Hashed, hash_words
from classifiers.intervals import wilson
from classifiers.students.cards import NOT_AUDITED, Card
from classifiers.students.fitting import NO_MEANINGS, Fitting, Model, meanings_of
from classifiers.students.student import NOTHING_FITS, TOO_SHORT, Student, decide, journey_hash
from corpora.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

    from classifiers.encoding.encoders import StaticEncoder
    from corpora.records import Stage

Positions = npt.NDArray[np.int64]


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


def distil(
    lesson: Lesson,
    journey: Sequence[Stage],
    teacher: str,
    now: datetime,
    encoder: StaticEncoder | None = None,
    *,
    audit: str = NOT_AUDITED,
) -> Student:
    """Return a student of the labels in `lesson`.

    A tenth of the contacts, those with equal texts always together, is kept apart to measure it;
    then it learns from all of them.

    Args:
        lesson: Contacts with their labels.
        journey: The stages; those that no contact shows are left out.
        teacher: Whose labels they are, in words for the card.
        now: For the card.
        encoder: Where words stand close in it, they share what is learned, words that no
            contact says included; None: each word stands alone.
        audit: How often the teacher is right by people's grades, in words for the card.

    Raises:
        BadInput: No contact has both words and a stage.
    """
    aim = _Aim.of(lesson, journey)
    model, measured = _learned(lesson, aim, encoder)
    return Student(
        classes=aim.classes,
        slots=model.slots,
        weights=model.weights,
        bias=model.bias,
        seen=model.seen,
        line=measured.line,
        card=Card(
            learned_at=now.replace(microsecond=0),
            teacher=teacher,
            contacts=len(aim.truth),
            by_people=int(np.sum(lesson.by_people)),
            stages=dict(aim.stages),
            shares=aim.shares(),
            journey=journey_hash(journey),
            held_out=measured.n,
            agreement=measured.agreement,
            interval=measured.interval,
            unknown=measured.unknown,
            audit=audit,
        ),
    )


def _learned(lesson: Lesson, aim: _Aim, encoder: StaticEncoder | None) -> tuple[Model, _Measured]:
    """Return what is learned from all contacts, and what came out without a tenth of them."""
    hashed = hash_words(lesson.texts)
    if not aim.stages or not hashed.words.any():
        raise BadInput(
            "there is no contact with words and a stage to learn from",
            remedy="label the contacts first: frontstage classify",
        )
    shared = NO_MEANINGS if encoder is None else meanings_of(lesson.texts, encoder)
    fitting = Fitting(hashed, aim.truth, len(aim.classes), shared)
    measured = _Measured.of(hashed, fitting, aim, held_out(lesson.texts))
    return fitting.fit(np.ones(len(aim.truth), dtype=bool), measured.model), measured


def held_out(texts: pa.ListArray) -> npt.NDArray[np.bool_]:
    """Return which texts are kept apart: a tenth, by their hash, the same in every run."""
    keys = ["\n".join(said or ()).lower().encode() for said in texts.to_pylist()]
    return np.array([hashlib.blake2b(key, digest_size=1).digest()[0] % 10 == 0 for key in keys])


@dataclass(frozen=True, slots=True, eq=False)
class _Aim:
    """What is to be learned.

    Attributes:
        truth: Position of each contact's class in `classes`.
        probabilities: Of the best stage of each contact, as the teacher has it.
        stages: Names of the stages that some contact shows, by id, in the journey's order.
        classes: These stages, then the reasons to be unsure.
    """

    truth: Positions
    probabilities: npt.NDArray[np.float64]
    stages: Mapping[str, str]
    classes: tuple[str, ...]

    @classmethod
    def of(cls, lesson: Lesson, journey: Sequence[Stage]) -> _Aim:
        """Number the classes; a stage that the journey no longer has is a reason to be unsure."""
        seen = {stage for stage in lesson.stages if stage is not None}
        stages = {stage.id: stage.name for stage in journey if stage.id in seen}
        named = [
            stage if stage in stages else reason or NOTHING_FITS
            for stage, reason in zip(lesson.stages, lesson.reasons, strict=True)
        ]
        reasons = sorted({NOTHING_FITS, TOO_SHORT, *named} - stages.keys())
        classes = (*stages, *reasons)
        position = {name: i for i, name in enumerate(classes)}
        truth = np.array([position[str(name)] for name in named], dtype=np.int64)
        return cls(truth, np.asarray(lesson.probabilities, dtype=np.float64), stages, classes)

    def shares(self) -> dict[str, float]:
        """Return the share of the contacts in each class."""
        parts = np.bincount(self.truth, minlength=len(self.classes)) / len(self.truth)
        return {name: float(part) for name, part in zip(self.classes, parts, strict=True)}


@dataclass(frozen=True, slots=True)
class _Measured:
    """What came out on the contacts that were kept apart."""

    n: int
    agreement: float | None
    interval: tuple[float, float]
    unknown: float
    line: tuple[float, float]
    model: Model | None

    @classmethod
    def of(
        cls, hashed: Hashed, fitting: Fitting, aim: _Aim, apart: npt.NDArray[np.bool_]
    ) -> _Measured:
        n, truth, stages = int(apart.sum()), aim.truth, len(aim.stages)
        if not n or n == len(truth):
            return cls(0, None, (0.0, 1.0), 0.0, (1.0, 0.0), None)
        model = fitting.fit(~apart)
        shares = fitting.shares(model)[apart]
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
            _unknown(hashed, model, apart),
            _line(top, meant),
            model,
        )


def _line(top: npt.NDArray[np.float64], aim: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and intercept from the student's shares to the teacher's probabilities."""
    if len(top) < 20 or float(top.std()) < 1e-3:
        return 1.0, 0.0
    slope, intercept = np.polyfit(top, aim, 1)
    return (float(slope), float(intercept)) if slope > 0 else (1.0, 0.0)


def _unknown(hashed: Hashed, model: Model, apart: npt.NDArray[np.bool_]) -> float:
    rows = model.slots[hashed.single.buckets[np.repeat(apart, hashed.words)]]
    return float(((rows == 0) | (rows > model.seen)).mean()) if len(rows) else 0.0
