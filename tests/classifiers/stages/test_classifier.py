from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.utils.validation import check_is_fitted

from classifiers.encoding.encoders import StaticEncoder
from classifiers.stages.classifier import StageClassifier
from corpora.errors import BadInput
from corpora.records import Stage

KNOWN = Stage("known", "Known", "something that is known")


def test_a_stage_is_known_by_its_own_words(classifier: StageClassifier) -> None:
    said = ["has my order been sent yet?", "I'd like to send this back", "is it made of steel?"]
    assert classifier.predict(said).tolist() == ["revise", "return", "research"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("parcel", "too short"),
        ("", "too short"),
        ("thanks, have a nice day", "nothing fits"),
        ("my name is Ann", "nothing fits"),
        ("ich habe meine Bestellung noch nicht bekommen", "language"),
        ("где мой заказ, пожалуйста", "language"),
    ],
)
def test_what_can_not_be_decided_stays_open_with_a_reason(
    classifier: StageClassifier, text: str, reason: str
) -> None:
    (decision,) = classifier.decide([text])
    assert decision.stage_id is None
    assert decision.reason == reason


def test_labelled_examples_teach_it(encoder: StaticEncoder, stages: tuple[Stage, ...]) -> None:
    text = "the zorbing voucher has not been validated"
    taught = StageClassifier(stages, encoder=encoder).fit(
        ["my zorbing voucher", "voucher for zorbing", "validate the voucher"] * 3,
        ["return"] * 9,
    )
    assert taught.predict([text]).tolist() == ["return"]
    assert taught.predict_proba([text]).sum() == pytest.approx(1.0)


def test_without_stages_the_labels_are_the_classes(encoder: StaticEncoder) -> None:
    model = StageClassifier(encoder=encoder)
    model.fit(["cat", "kitten", "car", "lorry"], ["animal", "animal", "vehicle", "vehicle"])
    assert list(model.classes_) == ["animal", "vehicle"]
    assert model.score(["a small cat", "a red car"], ["animal", "vehicle"]) == 1.0


def test_one_stage_only_still_works(encoder: StaticEncoder, stages: tuple[Stage, ...]) -> None:
    model = StageClassifier(stages[:1], encoder=encoder).fit()
    assert model.decide(["how wide is it exactly?"])[0].stage_id == "research"


def test_it_behaves_as_a_scikit_learn_estimator(
    encoder: StaticEncoder, stages: tuple[Stage, ...]
) -> None:
    model = StageClassifier(stages, encoder=encoder, threshold=0.3)
    with pytest.raises(NotFittedError):
        model.predict(["x"])
    assert is_classifier(model)
    copy = clone(model)
    assert copy.get_params()["threshold"] == 0.3
    assert copy.get_params()["stages"] == stages
    with pytest.raises(ValueError, match="Invalid parameter"):
        copy.set_params(nothing=1)
    pipeline = make_pipeline(copy).fit(["send it back"], ["return"])
    check_is_fitted(copy)
    assert pipeline.predict(["send it back"]).tolist() == ["return"]
    again = pickle.loads(pickle.dumps(copy))  # noqa: S301 - made here
    assert np.allclose(again.predict_proba(["where is it"]), copy.predict_proba(["where is it"]))


@pytest.mark.parametrize(
    ("stages", "texts", "labels", "says"),
    [
        ((), [], [], "neither stages nor labelled"),
        ((KNOWN,), ["a"], [], "1 texts but 0 labels"),
        ((KNOWN,), ["a"], ["nowhere"], "no such stage"),
        ((Stage("empty", "", ""),), [], [], "no words"),
    ],
)
def test_bad_input_is_one_clear_line(
    encoder: StaticEncoder,
    stages: tuple[Stage, ...],
    texts: list[str],
    labels: list[str],
    says: str,
) -> None:
    with pytest.raises(BadInput, match=says):
        StageClassifier(stages, encoder=encoder).fit(texts, labels)


def test_a_very_long_text_is_taken(classifier: StageClassifier) -> None:
    assert classifier.decide(["where is my order? " * 20_000])[0].stage_id == "revise"
