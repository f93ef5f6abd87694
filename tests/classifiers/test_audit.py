from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.audit import Drawn, draw, kappa, weighted_share, weighted_share_within


def test_a_sample_holds_every_stratum_and_is_the_same_each_time() -> None:
    strata = {f"c-{i}": "large" if i < 200 else "small" for i in range(204)}
    sample = draw(strata, 30, seed=7)
    assert len({each.id for each in sample}) == len(sample) == 30
    assert sum(each.stratum == "small" for each in sample) == 3
    assert {each.size for each in sample} == {200, 4}
    assert sample == draw(strata, 30, seed=7)
    assert sample != draw(strata, 30, seed=8)


@given(
    st.dictionaries(st.text(max_size=4), st.sampled_from("abcd"), max_size=40), st.integers(0, 50)
)
def test_as_many_are_drawn_as_wanted_or_there(strata: dict[str, str], n: int) -> None:
    sample = draw(strata, n, seed=1)
    assert len(sample) == min(n, len(strata))
    assert {each.id for each in sample} <= set(strata)


def test_a_grade_counts_for_what_it_stands_for() -> None:
    drawn = [Drawn(f"a{i}", "a", 900) for i in range(10)] + [
        Drawn(f"b{i}", "b", 100) for i in range(10)
    ]
    found = weighted_share(drawn, [True] * 10 + [False] * 10)
    assert found.share == pytest.approx(0.9)
    assert found.low < 0.9 < found.high


def test_a_share_of_some_counts_each_stratum_by_how_much_of_it_they_are() -> None:
    drawn = [Drawn(f"a{i}", "a", 900) for i in range(10)] + [
        Drawn(f"b{i}", "b", 100) for i in range(10)
    ]
    within = [i < 5 for i in range(10)] + [True] * 10
    right = [i < 5 for i in range(10)] + [False] * 10
    found = weighted_share_within(drawn, within, right)
    assert found.n == 15
    assert found.share == pytest.approx(450 / 550, abs=1e-3)
    assert found.low < found.share < found.high
    assert weighted_share_within(drawn, [False] * 20, [False] * 20).n == 0


def test_all_right_is_not_certain_unless_all_were_graded() -> None:
    drawn = [Drawn(f"a{i}", "a", 500) for i in range(20)]
    found = weighted_share(drawn, [True] * 20)
    assert (found.share, found.high) == (1.0, 1.0)
    assert 0.8 < found.low < 0.9
    whole = weighted_share([Drawn(f"a{i}", "a", 4) for i in range(4)], [True, True, True, False])
    assert (whole.low, whole.high) == (0.75, 0.75)


def test_nothing_graded_says_nothing() -> None:
    assert weighted_share([], []).n == 0


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    strata = {str(i): "abc"[min(i // 300, 2)] for i in range(1000)}
    right = {
        each: rng.random() < {"a": 0.95, "b": 0.8, "c": 0.5}[where]
        for each, where in strata.items()
    }
    truth = np.mean(list(right.values()))
    covered = 0
    for seed in range(200):
        sample = draw(strata, 80, seed)
        found = weighted_share(sample, [right[each.id] for each in sample])
        covered += found.low <= truth <= found.high
    assert covered >= 182


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa(list("aabb"), list("aabb")) == 1.0
    assert kappa(list("aabb"), list("abab")) == 0.0
    assert kappa(list("aaaa"), list("aaaa")) is None
    assert kappa([], []) is None
