"""The weights of the model that tells actions apart."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.actions.registry import ACTIONS
from assistant.dialogue.intent_network import NETWORK, IntentNetwork
from assistant.dialogue.intents import NONE, UNCLEAR, WEIGHTS, Intents, examples
from assistant.dialogue.taking import NEEDS, TAKES
from classifiers.encoding.minilm_arrays import MiniLMArrays
from scripts.fit_intents import checksum


def test_the_weights_were_fitted_to_the_examples_as_they_are() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        assert str(kept["examples"]) == checksum(), "run python -m scripts.fit_intents"
        assert set(examples()) <= set(kept["names"])


def test_the_network_learned_the_same_classes_from_the_same_utterances() -> None:
    with np.load(NETWORK, allow_pickle=False) as learned, np.load(WEIGHTS) as kept:
        assert str(learned["examples"]) == checksum(), "run python -m scripts.fit_intent_network"
        assert list(learned["names"]) == list(kept["names"])


@pytest.mark.parametrize(
    ("before", "meant"),
    [("trend of {stage} by month", "trend"), ("gaps of the {product}", "show_gaps")],
)
def test_what_a_follow_up_means_depends_on_the_utterance_before(before: str, meant: str) -> None:
    ranked = Intents.load(MiniLMArrays.load()).rank("and for the {product}?", before)
    assert ranked[0][0] == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("did the page say it when they called", "show the gaps of the {product}", "show_gaps"),
        ("should be called bills", "open the {stage} stage", "show_stage"),
        ("what changed since {date}", "gaps of the {product}", "show_gaps"),
    ],
)
def test_what_is_said_as_a_whole_means_the_same_after_anything(
    before: str, said: str, meant: str
) -> None:
    assert Intents.load(MiniLMArrays.load()).rank(said, before)[0][0] == meant


def test_the_network_gives_every_class_a_probability() -> None:
    network = IntentNetwork.load(MiniLMArrays.load())
    chances = np.exp(network.log_chances("quotes for {gap}"))
    assert chances.shape == (len(network.names),)
    assert abs(chances.sum() - 1) < 1e-5
    assert network.names[int(chances.argmax())] == "evidence"


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
