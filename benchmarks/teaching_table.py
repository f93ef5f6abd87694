"""The table of teaching and its rivals by number of answers; part of `benchmarks.stages`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks import teaching_rivals as rivals
from benchmarks.teaching import Labelled, Score, taught, teachers
from corpora.protocols import Encoder
from corpora.records import Stage


def table(
    data: Labelled,
    stages: Sequence[Stage],
    encoder: Encoder,
    *,
    marks: Sequence[int],
    seeds: Sequence[int],
    setfit_seeds: Sequence[int] = (),
) -> list[dict[str, Any]]:
    """Return one row for each way and number of answers, with the mean over seeds.

    Args:
        data: Texts with stages.
        stages: The journey's.
        encoder: Whose vectors `data` has.
        marks: Numbers of answers.
        seeds: One measurement each.
        setfit_seeds: Those of `seeds` with which SetFit is measured, too; it takes minutes each.
    """
    begun = {seed: teachers(data, stages, encoder, marks, seed) for seed in seeds}
    rows = []
    for mark in marks:
        now = {seed: after[mark] for seed, after in begun.items()}
        seen = {seed: rivals.shown(teacher) for seed, teacher in now.items()}
        ways = {
            "teaching": [taught(data, teacher, seed) for seed, teacher in now.items()],
            "k-means": [rivals.clustered(data, mark, seed) for seed in seeds],
            "prototypes, same examples": [
                rivals.prototypes(data, stages, encoder, own, seed) for seed, own in seen.items()
            ],
            "SetFit, same examples": [
                rivals.setfit(data, seen[seed], seed) for seed in setfit_seeds
            ],
            "SetFit, drawn by chance": [
                rivals.setfit(data, rivals.drawn(data, mark, seed), seed) for seed in setfit_seeds
            ],
        }
        rows += [_row(way, mark, scores) for way, scores in ways.items() if scores]
    return rows


def _row(way: str, answers: int, scores: Sequence[Score]) -> dict[str, Any]:
    """Return means over seeds, with Student's 95 % interval of the macro-F1."""
    from scipy.stats import t

    f1 = np.array([each.macro_f1 for each in scores])
    n = len(f1)
    half = float(t.ppf(0.975, n - 1) * f1.std(ddof=1) / n**0.5) if n > 1 else float("nan")
    return {
        "way": way,
        "answers": answers,
        "seeds": n,
        "macro_f1": round(float(f1.mean()), 3),
        "low": round(float(f1.mean()) - half, 3),
        "high": round(float(f1.mean()) + half, 3),
        "accuracy": round(float(np.mean([each.accuracy for each in scores])), 3),
        "surest_80_percent": round(float(np.mean([each.surest for each in scores])), 3),
        "calibration_error": round(float(np.mean([each.calibration_error for each in scores])), 3),
    }
