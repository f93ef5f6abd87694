"""Which places of a ranking might as well be the other way round."""

from __future__ import annotations

import numpy as np

from classifiers.gaps.ranking import interchangeable


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def test_places_apart_are_firm_and_places_alike_are_not() -> None:
    assert interchangeable([[0.9] * 60, [0.9] * 20, [0.9] * 3], rng()) == []
    assert interchangeable([[0.9] * 60, [0.8] * 12, [0.8] * 11, [0.9] * 10], rng()) == [(2, 4)]


def test_how_surely_questions_were_judged_counts() -> None:
    assert interchangeable([[0.95] * 20, [0.95] * 8], rng()) == []
    assert interchangeable([[0.1] * 20, [0.1] * 16], rng()) == [(1, 2)]


def test_runs_do_not_overlap_and_nothing_is_no_trouble() -> None:
    runs = interchangeable([[0.5] * n for n in (9, 8, 7, 6, 5, 4, 3, 2, 1)], rng())
    places = [place for first, last in runs for place in range(first, last + 1)]
    assert len(places) == len(set(places))
    assert interchangeable([], rng()) == []
    assert interchangeable([[]], rng()) == []
