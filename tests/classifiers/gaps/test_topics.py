from __future__ import annotations

import numpy as np

from classifiers.gaps.topics import group


def test_groups_are_numbered_by_first_member() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=np.float32)
    assert group(vectors, 0.5).tolist() == [0, 1, 0, 1]
    assert group(vectors[:1], 0.5).tolist() == [0]
    assert group(vectors[:0], 0.5).tolist() == []
