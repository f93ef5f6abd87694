"""The weights of the model that tells actions apart."""

from __future__ import annotations

import numpy as np

from assistant.actions.registry import ACTIONS
from assistant.dialogue.intents import WEIGHTS, Intents, examples, examples_checksum
from assistant.dialogue.taking import NEEDS, TAKES
from classifiers.encoding.minilm_arrays import MiniLMArrays


def test_the_weights_were_fitted_to_the_examples_as_they_are() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        assert str(kept["examples"]) == examples_checksum(), "run python -m scripts.fit_intents"
        assert tuple(kept["names"]) == tuple(examples())


def test_no_utterance_is_an_example_of_two_actions() -> None:
    every = [each for own in examples().values() for each in set(own)]
    assert len(every) == len(set(every))


def test_probabilities_sum_to_one_and_the_likeliest_comes_first() -> None:
    ranked = Intents.load(MiniLMArrays.load()).rank("quotes for {gap}")
    assert ranked[0][0] == "evidence"
    assert abs(sum(chance for _, chance in ranked) - 1) < 1e-5


def test_what_an_action_is_given_it_takes() -> None:
    known = {action.name: set(action.params.model_fields) for action in ACTIONS}
    for name, takes in TAKES.items():
        assert set(takes) <= known.get(name, set(takes)), name
        assert NEEDS.get(name, takes[0] if takes else None) in (*takes, None), name
