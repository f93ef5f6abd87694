"""The classifier after teaching: what was learned decides, small talk is told as before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifiers.stages.classifier import StageClassifier, prototype_phrases
from classifiers.teaching.learner import OF_SENTENCES, Learner, Weights
from classifiers.teaching.pool import Floats
from corpora.protocols import Encoder, Vectors
from corpora.records import Stage

SURE_ENOUGH = 0.4
"""Below this probability a text stays unsure; chosen on MultiDoGO."""
SURE_OF_CONTACT = 0.5
"""The same for a contact, which is about several things: its stage must be likelier than all others
together. Chosen on the sample companies Hobthorn, Larkpan and telecom."""


class TaughtClassifier(StageClassifier):
    """A stage classifier that learned from answers; made by `taught`, and not fitted again."""

    learner_: Learner
    sure_of_contact_: float

    @property
    def contact_threshold(self) -> float:
        """Least probability of a decision about a contact."""
        return self.sure_of_contact_

    def joint(self, vectors: Vectors) -> Floats:
        """Return probabilities of shape `(n, classes + 1)`; the last column is small talk."""
        zero_shot = super().joint(vectors)
        bears = 1.0 - zero_shot[:, -1:]
        prior = zero_shot[:, :-1] / np.maximum(bears, 1e-12)
        found = self.learner_.probabilities(vectors, prior)
        return np.hstack([found * bears, zero_shot[:, -1:]])


def taught(
    stages: Sequence[Stage],
    encoder: Encoder,
    learner: Learner,
    *,
    sure: float = SURE_ENOUGH,
    sure_of_contact: float = SURE_OF_CONTACT,
) -> TaughtClassifier:
    """Return a classifier over `stages`, in the learner's order, that predicts by `learner`.

    Args:
        stages: The journey's.
        encoder: Whose vectors the learner saw.
        learner: What was learned.
        sure: Least probability of a decision about a text.
        sure_of_contact: The same about a contact.
    """
    classifier = TaughtClassifier(stages, encoder=encoder, threshold=sure).fit()
    classifier.learner_ = learner
    classifier.sure_of_contact_ = sure_of_contact
    return classifier


def untaught(
    stages: Sequence[Stage],
    encoder: Encoder,
    weights: Weights = OF_SENTENCES,
) -> Learner:
    """Return the learner that knows the journey's own words only.

    Args:
        stages: The journey's.
        encoder: Whose vectors it will see.
        weights: What the journey's words count.
    """
    phrases = [(phrase, i) for i, stage in enumerate(stages) for phrase in prototype_phrases(stage)]
    encoded = encoder.encode([phrase for phrase, _ in phrases])
    return Learner.of(encoded, [owner for _, owner in phrases], len(stages), weights)


def distilled(learner: Learner, vectors: Vectors, found: Floats) -> Learner:
    """Return `learner`, of another encoder, that repeats what is known of the pool.

    Args:
        learner: From `untaught` with the other encoder.
        vectors: The pool by that encoder.
        found: What the teacher knows: probabilities, `(n, stages)`.
    """
    return learner.plus(vectors, found)
