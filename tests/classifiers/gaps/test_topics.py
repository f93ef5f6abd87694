from __future__ import annotations

from collections import Counter

import numpy as np

from classifiers.gaps.topics import group, name_topic
from classifiers.text import stem, words


def counted(texts: list[str]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({stem(word) for word in words(text)})
    return seen


def test_a_topic_is_named_by_what_its_needs_share() -> None:
    texts = ["does it come with a charger?", "is there a charger in the box", "charger included?"]
    others = ["is the pan heavy?", "does it have a lid?", "what colour is the handle?"]
    name = name_topic(texts, 0, counted(texts + others), 6)
    assert "charger" in name
    assert 1 <= len(name.split()) <= 5


def test_a_single_need_is_named_too() -> None:
    assert name_topic(["?!"], 0, Counter(), 1)
    assert name_topic(["how long is the power cord"], 0, Counter(), 1) == "power cord"


def test_groups_are_numbered_by_first_member() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=np.float32)
    assert group(vectors, 0.5).tolist() == [0, 1, 0, 1]
    assert group(vectors[:1], 0.5).tolist() == [0]
    assert group(vectors[:0], 0.5).tolist() == []
