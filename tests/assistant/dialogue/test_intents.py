"""The weights of the model that tells actions apart."""

from __future__ import annotations

import numpy as np

from assistant.actions.registry import ACTIONS
from assistant.dialogue.intents import NONE, UNCLEAR, WEIGHTS, Intents, examples
from assistant.dialogue.taking import NEEDS, TAKES
from classifiers.encoding.minilm_arrays import MiniLMArrays
from scripts.fit_intents import checksum


def test_the_weights_were_fitted_to_the_examples_as_they_are() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        assert str(kept["examples"]) == checksum(), "run python -m scripts.fit_intents"
        assert set(examples()) <= set(kept["names"])


def test_every_class_is_an_action_or_says_that_there_is_none() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        classes = {str(name) for name in kept["names"]}
    later = {"routing", "compare", "what_if"}
    assert classes - later - {NONE, UNCLEAR} <= {action.name for action in ACTIONS}


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
