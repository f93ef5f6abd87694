from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from classifiers.stages.classifier import StageClassifier
from classifiers.stages.contacts import label_contact
from classifiers.stages.two_encoders import handed_on
from classifiers.teaching.learner import OF_CONTACTS, Learner
from classifiers.teaching.pool import Floats
from classifiers.teaching.taught import (
    SURE_ENOUGH,
    SURE_OF_CONTACT,
    TaughtClassifier,
    taught,
    untaught,
)
from corpora.protocols import Vectors
from corpora.records import Stage, Turn

STAGES = tuple(
    Stage(name, name, name, (f"about {name}",)) for name in ("pay", "receive", "use", "return")
)


class Known:
    """Encodes the names of the stages; every other text says nothing."""

    name = "known"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [[float(stage.name in text) for stage in STAGES] for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(rows), len(STAGES))


class Held(Learner):
    """Holds whatever it reads for paying, as surely as it is told to."""

    share = 0.0

    def probabilities(self, vectors: Vectors, prior: Floats) -> Floats:
        rest = (1 - self.share) / (len(STAGES) - 1)
        return np.tile([self.share, *[rest] * (len(STAGES) - 1)], (len(vectors), 1))


def classifier_that_holds(share: float) -> TaughtClassifier:
    plain = untaught(STAGES, Known(), OF_CONTACTS)
    held = Held(plain.gram, plain.target, heard=3)
    object.__setattr__(held, "share", share)
    return taught(STAGES, Known(), held)


@pytest.mark.parametrize(("share", "stage"), [(0.9, "pay"), (0.5, None)])
def test_a_contact_that_is_likelier_elsewhere_than_here_stays_unsure(
    share: float, stage: str | None
) -> None:
    classifier = classifier_that_holds(share)
    said = Turn("c-1", 0, "customer", "I would like to pay for it in parts.")
    best = float(classifier.joint(classifier.encoder_.encode([said.text]))[0, :-1].max())
    # A text of this probability is decided all the same: contacts are about several things.
    assert best >= SURE_ENOUGH
    label = label_contact("c-1", [said], classifier)[0]
    assert (best >= SURE_OF_CONTACT) is (stage is not None)
    assert label.stage_id == stage
    assert (label.reason is None) is (stage is not None)


def test_before_teaching_contacts_are_decided_as_texts_are() -> None:
    zero_shot = StageClassifier(STAGES, encoder=Known()).fit()
    assert zero_shot.contact_threshold == zero_shot.threshold
    pool = Known().encode(["about pay"] * 3)
    both = handed_on(STAGES, Known(), Known(), (pool, pool))
    assert both.contact_threshold == both.threshold
