"""MiniLM on plain arrays gives the vectors that sentence-transformers gives."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from classifiers.encoding.encoders import MiniLMEncoder, bert_of_minilm
from classifiers.encoding.minilm_arrays import MiniLMArrays, gelu

TEXTS = ("Does it boil on an induction hob?", "undo", "", "caf\u00e9 \u2603 \u6c34", "word " * 900)


@pytest.fixture(scope="module")
def plain() -> MiniLMArrays:
    return MiniLMArrays.load()


def test_vectors_are_those_of_sentence_transformers(plain: MiniLMArrays) -> None:
    theirs = MiniLMEncoder.load().encode(TEXTS)
    assert np.abs(plain.encode(TEXTS) - theirs).max() < 1e-4


def test_the_states_of_a_pair_are_those_of_transformers(plain: MiniLMArrays) -> None:
    tokenizer, bert = bert_of_minilm()
    encoded = tokenizer.encode("and for returns?", "trend of paying by month")
    ids, sides = torch.tensor([encoded.ids]), torch.tensor([encoded.type_ids])
    with torch.no_grad():
        states = bert(input_ids=ids, token_type_ids=sides).last_hidden_state[0]
    theirs = states[sides[0] == 0].mean(dim=0).numpy()
    ours = plain.mean_state("and for returns?", "trend of paying by month")
    assert np.abs(ours - theirs).max() < 1e-4
    assert np.abs(plain.mean_state("and for returns?") - theirs).max() > 1e-2


def test_only_the_weights_that_something_is_added_to_are_others(plain: MiniLMArrays) -> None:
    name = "encoder.layer.5.output.dense.bias"
    moved = plain.changed(
        lambda each: np.linspace(-1, 1, 384, dtype=np.float32) if each == name else None
    )
    same = plain.changed(lambda _: None)
    assert np.array_equal(same.mean_state("the lid"), plain.mean_state("the lid"))
    assert not np.allclose(moved.mean_state("the lid"), plain.mean_state("the lid"), atol=1e-2)


def test_no_text_gives_no_vector(plain: MiniLMArrays) -> None:
    assert plain.encode([]).shape == (0, 384)


def test_gelu_is_x_times_the_normal_distribution_function() -> None:
    x = np.array([-3.0, -1.0, 0.0, 1.0, 3.0], dtype=np.float32)
    wanted = [-0.00404951, -0.15865526, 0.0, 0.84134474, 2.99595049]
    assert np.abs(gelu(x) - wanted).max() < 1e-6


def test_of_a_pair_the_longer_side_is_cut_as_it_was_in_learning(plain: MiniLMArrays) -> None:
    long = "the parcel came late and nobody said a word " * 20
    tokenizer, _ = bert_of_minilm()
    tokenizer.enable_truncation(64)
    cut = tokenizer.encode("and the lid?", long)
    kept = tokenizer.decode([i for i, side in zip(cut.ids, cut.type_ids, strict=True) if side])
    ours = plain.mean_state("and the lid?", long, longest=64)
    assert np.allclose(ours, plain.mean_state("and the lid?", kept), atol=1e-4)
    assert not np.allclose(ours, plain.mean_state("and the lid?", long), atol=1e-3)
