from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from classifiers.needs.unnamed import name_stems
from classifiers.stages.classifier import StageClassifier
from classifiers.stages.contacts import Said
from classifiers.teaching.grouping import groups_of
from classifiers.teaching.telling import Telling, telling_words, vectors_of
from corpora.protocols import Vectors
from corpora.records import Stage, Turn


class BagOfWords:
    """Each word that it was asked for first is a dimension."""

    name = "bag of words"

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), 400), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", "").split():
                row[self._places.setdefault(word, len(self._places))] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def said(turn: int, text: str) -> Said:
    return Said(turn, 0, len(text), text)


def test_people_are_shown_a_sentence_rather_than_the_clearest_word() -> None:
    whole = said(3, "The kettle that I ordered on Monday has not come yet.")
    telling = Telling("c-1", (said(1, "Ordering."), whole), (0.9, 0.6))
    assert telling.shown == whole


def test_a_word_is_shown_where_there_is_nothing_fuller() -> None:
    telling = Telling("c-1", (said(1, "Ordering."), said(3, "The lid.")), (0.9, 0.2))
    assert telling.shown.text == "Ordering."


def test_groups_go_by_what_is_wanted_rather_than_by_the_product() -> None:
    wants = ("when will the {} arrive with me", "my refund for the {} is missing")
    things = ("Bramley Dome Kettle", "Fennick Halo Lamp")
    asked = [(want, thing) for want in wants for thing in things for _ in range(4)]
    telling = [
        Telling(f"c-{n}", (said(0, want.format(thing)),), (1.0,))
        for n, (want, thing) in enumerate(asked)
    ]
    names = name_stems(f"{thing} 1.7 L" for thing in things)
    vectors = vectors_of(telling, BagOfWords(), names)
    apart = {tuple(row.round(4).tolist()) for row in vectors}
    assert len(apart) == len(wants)
    assert len(groups_of(vectors, seed=7)) == len(wants)
    assert len({tuple(row.round(4).tolist()) for row in vectors_of(telling, BagOfWords())}) == 4


@pytest.mark.parametrize(
    ("greeting", "least"),
    [
        ("Morning, <NAME_1>.", True),
        ("Oh, good afternoon.", True),
        ("Hello there, <NAME_2>!", True),
        ("Morning deliveries only.", False),
    ],
)
def test_how_people_greet_makes_no_group(greeting: str, *, least: bool) -> None:
    stages = (Stage("receive", "Receiving", "deliveries", ("a morning delivery",)),)
    turn = Turn("c-1", 0, "customer", f"{greeting} A kettle has not come.")
    classifier = StageClassifier(stages, encoder=BagOfWords()).fit()
    weights = telling_words([("c-1", [turn])], classifier)[0].weights
    assert (weights[0] < 0.2 * weights[1]) is least
