"""Representatives: how many are read, and who stands for whom."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classifiers.encoding.representatives import representatives, shares


def test_each_stands_for_itself_where_all_can_be_read() -> None:
    vectors = np.eye(4, dtype=np.float32)
    assert representatives(vectors, 4).tolist() == [0, 1, 2, 3]
    assert shares([3, 5], 8) == [3, 5]


def test_what_means_the_same_is_read_once() -> None:
    rng = np.random.default_rng(0)
    centres = np.eye(8, dtype=np.float32)[rng.permutation(np.repeat(np.arange(8), 50))]
    vectors = centres + rng.normal(0, 0.02, centres.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    owners = representatives(vectors, 24)
    assert len(set(owners.tolist())) <= 24
    assert (centres.argmax(axis=1)[owners] == centres.argmax(axis=1)).all()
    assert (owners[owners] == owners).all(), "who stands for others stands for themselves"
    assert (representatives(vectors, 24) == owners).all()


@given(st.lists(st.integers(0, 500), max_size=60), st.integers(1, 2000))
def test_shares_keep_to_the_budget_and_leave_no_group_out(sizes: list[int], budget: int) -> None:
    told = shares(sizes, budget)
    assert all(min(size, 1) <= own <= size for own, size in zip(told, sizes, strict=True))
    assert sum(told) <= max(budget, sum(size > 0 for size in sizes))


def test_a_larger_group_gets_more() -> None:
    small, large, none = shares([40, 400, 0], 100)
    assert 0 == none < 16 <= small < large
    assert shares([9] * 50, 10) == [1] * 50


def test_vectors_without_a_direction_are_no_trouble() -> None:
    owners = representatives(np.zeros((30, 4), dtype=np.float32), 5)
    assert len(owners) == 30
