from __future__ import annotations

import numpy as np
import pytest

from classifiers.stages.classifier import Floats, StageClassifier
from classifiers.stages.contacts import label_contact
from corpora.protocols import Vectors
from corpora.records import Stage, Turn


def turns(*said: tuple[str, str]) -> list[Turn]:
    return [
        Turn("c-1", i, speaker, text)  # type: ignore[arg-type]
        for i, (speaker, text) in enumerate(said)
    ]


def test_the_evidence_is_the_sentence_that_shows_it(classifier: StageClassifier) -> None:
    own = turns(
        ("agent", "How can I help? Do you want to return something?"),
        ("customer", "Good morning. Where is my order? My name is Ann Lee."),
    )
    labels = label_contact("c-1", own, classifier)
    assert labels[0].level == "contact"
    assert labels[0].stage_id == "revise"
    assert labels[0].turn_index == 1
    assert own[1].text[labels[0].start : labels[0].end] == "Where is my order?"


def test_two_reasons_are_both_kept_and_the_path_follows_the_turns(
    classifier: StageClassifier,
) -> None:
    labels = label_contact(
        "c-1",
        turns(
            ("customer", "hi there"),
            ("customer", "I want to return the boots and get my money back."),
            ("customer", "And where is my order, when will the parcel arrive?"),
            ("customer", "thank you, bye"),
        ),
        classifier,
    )
    contact = {label.rank: label.stage_id for label in labels if label.level == "contact"}
    assert set(contact.values()) == {"return", "revise"}
    path = [(label.turn_index, label.stage_id) for label in labels if label.level == "turn"]
    assert path == [(1, "return"), (2, "revise")]


def test_only_visible_words_of_the_customer_count(classifier: StageClassifier) -> None:
    hidden = Turn("c-1", 0, "customer", "Where is my order?", visible=False)
    said = [hidden, Turn("c-1", 1, "agent", "I want to return it")]
    (label,) = label_contact("c-1", said, classifier)
    assert label.stage_id is None
    assert label.reason == "too short"


def test_telling_who_one_is_shows_no_stage(classifier: StageClassifier) -> None:
    said = turns(
        ("customer", "Where is my order?"),
        ("customer", "Sure, my order number is <ORDER_1> and my address is <ADDRESS_1>."),
    )
    labels = label_contact("c-1", said, classifier)
    assert [label.turn_index for label in labels if label.level == "turn"] == [0]


def test_small_talk_alone_is_unsure(classifier: StageClassifier) -> None:
    (label,) = label_contact("c-1", turns(("customer", "Hello. Thank you so much!")), classifier)
    assert label.stage_id is None
    assert label.reason == "nothing fits"


def test_empty_foreign_and_very_long_contacts_say_why_or_go_on(
    classifier: StageClassifier,
) -> None:
    assert label_contact("c-1", [], classifier)[0].reason == "too short"
    assert label_contact("c-1", turns(("customer", " ")), classifier)[0].reason == "too short"
    abroad = turns(("customer", "注文した商品がまだ届いていません。いつ届きますか。"))
    assert label_contact("c-1", abroad, classifier)[0].stage_id is None
    pages = "Where is my order? " + "We went on and on about the weather of that summer. " * 9_000
    assert label_contact("c-1", turns(("customer", pages)), classifier)[0].turn_index == 0


def test_a_stage_without_an_example_is_known_by_its_name(classifier: StageClassifier) -> None:
    bare = StageClassifier(
        [Stage("repair", "Repairing a broken lamp", ""), Stage("pay", "Paying a bill", "")],
        encoder=classifier.encoder,
    ).fit()
    said = turns(("customer", "My lamp is broken, can you repair it?"))
    assert bare.predict([said[0].text]).tolist() == ["repair"]


class Scripted(StageClassifier):
    """Gives each sentence the probabilities that a test wrote down: pay, use, small talk."""

    rows: list[list[float]]

    def joint(self, vectors: Vectors) -> Floats:
        return np.asarray(self.rows[: len(vectors)])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[0.41, 0.39, 0.2], [0.39, 0.41, 0.2]], "between two stages"),
        ([[0.52, 0.4, 0.08], [0.05, 0.55, 0.4]], "several reasons"),
        ([[0.3, 0.1, 0.6], [0.1, 0.3, 0.6]], "nothing fits"),
    ],
)
def test_a_near_tie_is_told_from_two_reasons(
    classifier: StageClassifier, rows: list[list[float]], reason: str
) -> None:
    stages = [Stage("pay", "Paying", "paying"), Stage("use", "Using", "using")]
    scripted = Scripted(stages, encoder=classifier.encoder, threshold=0.5).fit()
    scripted.rows = rows
    said = turns(("customer", "The bill has come twice."), ("customer", "The lid does not fit."))
    first, *two = [
        label for label in label_contact("c-1", said, scripted) if label.level == "contact"
    ]
    assert (first.stage_id, first.reason, first.rank) == (None, reason, 0)
    if reason == "nothing fits":
        assert two == []
        return
    assert [(label.stage_id, label.rank) for label in two] == [("pay", 1), ("use", 2)]
    shown = [0, 1] if reason == "several reasons" else [None, None]
    assert [label.turn_index for label in two] == shown
