"""A student beside the taught teacher that it learned from, on texts that neither has seen.

`python -m benchmarks.students --data FILE... [--answers 30] [--seeds 5]`

FILE is as for `benchmarks.stages`. 70 % of the texts are the pool: a simulated user answers so many
questions about it, as `benchmarks.teaching` says; the taught classifier, on MiniLM, labels all of
it, and the student learns from these labels. Both are scored on the untouched 30 %.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.data import data_file
from benchmarks.stages import JOURNEY, macro_f1, read, stages_of
from benchmarks.teaching import Labelled, halves, prepare, teachers
from classifiers.encoding.encoders import MiniLMEncoder, StaticEncoder
from classifiers.encoding.hashing import hash_words
from classifiers.students.distilling import Lesson, distil
from corpora.protocols import Encoder
from corpora.records import Stage


def as_said(texts: Sequence[str]) -> pa.ListArray:
    """Return texts as contacts of one utterance each."""
    return pa.array([[text] for text in texts], type=pa.list_(pa.string()))


def both(
    data: Labelled, stages: Sequence[Stage], encoder: Encoder, answers: int, seed: int
) -> tuple[float, float]:
    """Return macro-F1 of teacher and student on the untouched texts."""
    names: npt.NDArray[np.object_] = np.asarray([stage.id for stage in stages], dtype=object)
    pool, rest = halves(len(data.texts), seed)
    learner = teachers(data, stages, encoder, [answers], seed)[answers].learner
    own = learner.probabilities(data.vectors[pool], data.prior[pool])
    lesson = Lesson(
        as_said([data.texts[i] for i in pool]),
        names[own.argmax(axis=1)].tolist(),
        own.max(axis=1).tolist(),
        [None] * len(pool),
        [False] * len(pool),
    )
    now = datetime(2026, 1, 1, tzinfo=UTC)
    student = distil(lesson, stages, "taught", now, StaticEncoder.load())
    found = learner.probabilities(data.vectors[rest], data.prior[rest])
    shares = student.shares(hash_words(as_said([data.texts[i] for i in rest])))
    known = [place for place, name in enumerate(student.classes) if name in set(names)]
    said = [student.classes[known[i]] for i in shares[:, known].argmax(axis=1)]
    truth = data.truth[rest].tolist()
    return macro_f1(truth, names[found.argmax(axis=1)].tolist()), macro_f1(truth, said)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, nargs="+", help="otherwise ABCD")
    parser.add_argument("--answers", type=int, default=30)
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    paths = given.data or [data_file("stages/abcd.jsonl")]
    stages, encoder = stages_of(JOURNEY), MiniLMEncoder.load()
    for path in paths:
        texts, truth, _ = read(path)
        data = prepare(texts, truth, stages, encoder)
        runs = [both(data, stages, encoder, given.answers, seed) for seed in range(given.seeds)]
        teacher, student = (float(np.mean(each)) for each in zip(*runs, strict=True))
        print(
            f"{path.name}: {len(texts)} texts, {given.answers} answers, {given.seeds} seeds: "
            f"teacher {teacher:.3f}, student {student:.3f}, difference {student - teacher:+.3f}"
        )


if __name__ == "__main__":
    main()
