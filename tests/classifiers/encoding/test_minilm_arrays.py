"""MiniLM on plain arrays gives the vectors that sentence-transformers gives."""

from __future__ import annotations

import numpy as np
import pytest

from classifiers.encoding.encoders import MiniLMEncoder
from classifiers.encoding.minilm_arrays import MiniLMArrays, gelu

TEXTS = ("Does it boil on an induction hob?", "undo", "", "caf\u00e9 \u2603 \u6c34", "word " * 900)


@pytest.fixture(scope="module")
def plain() -> MiniLMArrays:
    return MiniLMArrays.load()


def test_vectors_are_those_of_sentence_transformers(plain: MiniLMArrays) -> None:
    theirs = MiniLMEncoder.load().encode(TEXTS)
    assert np.abs(plain.encode(TEXTS) - theirs).max() < 1e-4


def test_no_text_gives_no_vector(plain: MiniLMArrays) -> None:
    assert plain.encode([]).shape == (0, 384)


def test_gelu_is_x_times_the_normal_distribution_function() -> None:
    x = np.array([-3.0, -1.0, 0.0, 1.0, 3.0], dtype=np.float32)
    wanted = [-0.00404951, -0.15865526, 0.0, 0.84134474, 2.99595049]
    assert np.abs(gelu(x) - wanted).max() < 1e-6
