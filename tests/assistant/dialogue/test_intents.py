"""The weights of the model that tells actions apart."""

from __future__ import annotations

import numpy as np

from assistant.dialogue.intents import WEIGHTS, Intents, examples, examples_checksum
from classifiers.encoders import StaticEncoder


def test_the_weights_were_fitted_to_the_examples_as_they_are() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        assert str(kept["examples"]) == examples_checksum(), "run python -m scripts.fit_intents"
        assert tuple(kept["names"]) == tuple(examples())


def test_no_utterance_is_an_example_of_two_actions() -> None:
    every = [each for own in examples().values() for each in set(own)]
    assert len(every) == len(set(every))


def test_probabilities_sum_to_one_and_the_likeliest_comes_first() -> None:
    ranked = Intents.load(StaticEncoder.load()).rank("quotes for {gap}")
    assert ranked[0][0] == "evidence"
    assert abs(sum(chance for _, chance in ranked) - 1) < 1e-5
