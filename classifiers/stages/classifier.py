"""Stages from a journey's own words, and from as many labelled examples as there are.

A stage is recognised by prototypes: its name, the parts of its description and its example
phrases. Small talk, identification and thanks have prototypes of their own, so that they attract
what belongs to no stage. Prediction is one matrix product on plain arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from classifiers.stages.smalltalk import SMALL_TALK
from classifiers.text import foreign, plain, words
from corpora.errors import BadInput
from corpora.protocols import Encoder, Vectors
from corpora.records import Stage

if TYPE_CHECKING:
    from sklearn.utils import Tags

Floats = npt.NDArray[np.float64]

TEMPERATURE = 0.1
"""Divides the scores before the softmax; least log loss on MultiDoGO (benchmarks.stages)."""
THRESHOLD = 0.18
"""Below this probability a text stays unsure: chance is 0.09 for ten stages and small talk."""
CLOSE = 0.75
"""A runner-up with this share of the first's probability makes a weak text `BETWEEN`."""
BETWEEN = "between two stages"
_NEAREST = 3
_NEAREST_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Decision:
    """What a text is about, or why that stays open.

    Attributes:
        stage_id: The stage; None: unsure.
        probability: Of the best stage, 0 to 1.
        reason: `too short`, `nothing fits`, `between two stages` or `language`; None: decided.
        runner_up: The second best stage.
    """

    stage_id: str | None
    probability: float
    reason: str | None
    runner_up: str | None


class StageClassifier:
    """A scikit-learn estimator over texts, from stages, labelled examples, or both.

    It follows scikit-learn's conventions (parameters kept as given, learned state with a trailing
    underscore, `clone`, `get_params`, pipelines) without importing scikit-learn to predict.

    Args:
        stages: The journey's stages; empty: the classes are those seen by `fit`.
        encoder: Turns texts into vectors; None: the static encoder.
        negatives: Phrases that belong to no stage.
        temperature: Divides the scores before the softmax; larger is less sure.
        threshold: Least probability of a decision, 0 to 1.
        regularisation: scikit-learn's C of the logistic regression on labelled examples.

    Attributes:
        classes_: Stage ids in the order of the columns of `predict_proba`.
    """

    def __init__(
        self,
        stages: Sequence[Stage] = (),
        *,
        encoder: Encoder | None = None,
        negatives: Sequence[str] = SMALL_TALK,
        temperature: float = TEMPERATURE,
        threshold: float = THRESHOLD,
        regularisation: float = 10.0,
    ) -> None:
        self.stages = stages
        self.encoder = encoder
        self.negatives = negatives
        self.temperature = temperature
        self.threshold = threshold
        self.regularisation = regularisation

    def fit(self, X: Sequence[str] | None = None, y: Sequence[str] | None = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn prototypes from the stages, and weights from texts `X` labelled with ids `y`.

        Raises:
            BadInput: There are neither stages nor examples, a stage has no words at all, or
                `X` and `y` differ in length.
        """
        texts = [] if X is None else [str(text) for text in X]
        labels = [] if y is None else [str(label) for label in y]
        if len(texts) != len(labels):
            raise BadInput(f"{len(texts)} texts but {len(labels)} labels")
        self.encoder_ = self.encoder if self.encoder is not None else _static()
        known = [stage.id for stage in self.stages]
        extra = sorted(set(labels) - set(known)) if not known else []
        if unknown := sorted(set(labels) - set(known) - set(extra)):
            raise BadInput("there is no such stage", where=unknown[0])
        self.classes_ = np.asarray(known + extra, dtype=object)
        if not len(self.classes_):
            raise BadInput("there are neither stages nor labelled examples")
        phrases, owners = self._phrases(texts, labels)
        vectors = self.encoder_.encode(phrases)
        self.n_features_in_ = 1
        self._set_prototypes(vectors, np.asarray(owners))
        self._set_weights(vectors, np.asarray(owners), len(texts))
        return self

    def _phrases(self, texts: list[str], labels: list[str]) -> tuple[list[str], list[int]]:
        """Return all prototype phrases and the class of each; small talk is the last class."""
        position = {stage_id: i for i, stage_id in enumerate(self.classes_)}
        phrases: list[str] = []
        owners: list[int] = []
        for i, stage in enumerate(self.stages):
            own = prototype_phrases(stage)
            if not own:
                raise BadInput("the stage has no words to know it by", where=stage.id)
            phrases += own
            owners += [i] * len(own)
        phrases += list(self.negatives)
        owners += [len(self.classes_)] * len(self.negatives)
        phrases += texts
        owners += [position[label] for label in labels]
        return phrases, owners

    def _set_prototypes(self, vectors: Vectors, owners: npt.NDArray[np.int64]) -> None:
        order = np.argsort(owners, kind="stable")
        self.prototypes_ = vectors[order]
        groups = [np.flatnonzero(owners[order] == k) for k in range(len(self.classes_) + 1)]
        self.spans_ = [(int(g[0]), int(g[-1]) + 1) if len(g) else (0, 0) for g in groups]
        means = np.stack(
            [
                self.prototypes_[a:b].mean(axis=0) if b > a else np.zeros(vectors.shape[1])
                for a, b in self.spans_
            ]
        )
        norms = np.linalg.norm(means, axis=1, keepdims=True)
        norms[norms == 0] = 1.0
        self.centroids_ = (means / norms).astype(np.float32)

    def _set_weights(self, vectors: Vectors, owners: npt.NDArray[np.int64], examples: int) -> None:
        """Fit a logistic regression on prototypes and examples together; none without examples."""
        self.weights_: Vectors | None = None
        self.bias_: Floats | None = None
        if not examples or len(set(owners.tolist())) < 2:
            return
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=self.regularisation, max_iter=500)
        model.fit(vectors, owners)
        weights = np.zeros((len(self.classes_) + 1, vectors.shape[1]), dtype=np.float32)
        bias = np.full(len(weights), -30.0)
        if len(model.classes_) == 2:
            weights[model.classes_[1]], bias[model.classes_[1]] = (
                model.coef_[0],
                model.intercept_[0],
            )
            weights[model.classes_[0]], bias[model.classes_[0]] = 0.0, 0.0
        else:
            weights[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
        self.weights_, self.bias_ = weights, bias

    def joint(self, vectors: Vectors) -> Floats:
        """Return probabilities of shape `(n, classes + 1)`; the last column is small talk."""
        if not hasattr(self, "classes_"):
            raise _not_fitted()
        if self.weights_ is not None and self.bias_ is not None:
            logits = (vectors @ self.weights_.T).astype(np.float64) + self.bias_
        else:
            logits = self._similarities(vectors) / self.temperature
        logits -= logits.max(axis=1, keepdims=True)
        exps = np.exp(logits)
        return np.asarray(exps / exps.sum(axis=1, keepdims=True))

    def _similarities(self, vectors: Vectors) -> Floats:
        scores = (vectors @ self.centroids_.T).astype(np.float64)
        near = vectors @ self.prototypes_.T
        for k, (a, b) in enumerate(self.spans_):
            if b == a:
                scores[:, k] = -1.0
                continue
            count = min(_NEAREST, b - a)
            best = np.partition(near[:, a:b], b - a - count, axis=1)[:, -count:].mean(axis=1)
            scores[:, k] += _NEAREST_WEIGHT * best
        return np.asarray(scores)

    def predict_proba(self, X: Sequence[str]) -> Floats:  # noqa: N803 - scikit-learn's name
        """Return the probability of each class, shape `(n, classes)`; rows sum to 1."""
        joint = self.joint(self._vectors(X))[:, :-1]
        return np.asarray(joint / np.maximum(joint.sum(axis=1, keepdims=True), 1e-12))

    def predict(self, X: Sequence[str]) -> npt.NDArray[np.object_]:  # noqa: N803 - scikit-learn's name
        """Return the best stage id for each text; `decide` is the one that abstains."""
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def score(self, X: Sequence[str], y: Sequence[str]) -> float:  # noqa: N803 - scikit-learn's name
        """Return the share of texts `X` whose best stage is `y`."""
        return float(np.mean(self.predict(X) == np.asarray(y, dtype=object)))

    def decide(self, texts: Sequence[str]) -> list[Decision]:
        """Return a stage for each text, or the reason why there is none."""
        joint = self.joint(self._vectors(texts))
        return [self.decision(row, text) for row, text in zip(joint, texts, strict=True)]

    @property
    def contact_threshold(self) -> float:
        """Least probability of a decision about a contact, which is about several things."""
        return self.threshold

    def decision(self, row: Floats, text: str, threshold: float | None = None) -> Decision:
        """Turn one row of `joint` (or a mean of rows) into a decision about `text`.

        Args:
            row: Probabilities of the stages, then of small talk.
            text: What it is about.
            threshold: Least probability of a decision; None: that of a text.
        """
        least = self.threshold if threshold is None else threshold
        order = np.argsort(-row[:-1], kind="stable")
        best = float(row[order[0]])
        second = order[1] if len(order) > 1 else None
        runner_up = str(self.classes_[second]) if second is not None else None
        reason = None
        if len(words(text)) < 2:
            reason = "too short"
        elif foreign(text):
            reason = "language"
        elif row[-1] > best:
            reason = "nothing fits"
        elif best < least:
            close = second is not None and row[second] >= CLOSE * best and best > 0.6 * least
            reason = BETWEEN if close else "nothing fits"
        stage_id = str(self.classes_[order[0]]) if reason is None else None
        return Decision(stage_id, best, reason, runner_up)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        if not hasattr(self, "classes_"):
            raise _not_fitted()
        return self.encoder_.encode([plain(str(text)) for text in texts])

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002, FBT001, FBT002 - scikit-learn's signature
        """Return the constructor's arguments."""
        return {name: getattr(self, name) for name in _PARAMETERS}

    def set_params(self, **params: object) -> Self:
        """Set constructor arguments.

        Raises:
            ValueError: There is no such parameter.
        """
        for name, value in params.items():
            if name not in _PARAMETERS:
                raise ValueError(f"Invalid parameter {name!r} for estimator StageClassifier()")
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Tags:
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=False),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(one_d_array=True, two_d_array=False, string=True),
        )

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "classes_")


_PARAMETERS = ("stages", "encoder", "negatives", "temperature", "threshold", "regularisation")


def prototype_phrases(stage: Stage) -> list[str]:
    """Return the phrases that a stage is known by: name, parts of the description, examples."""
    parts = [part.strip() for part in stage.description.replace(":", ",").split(",")]
    return [phrase for phrase in (stage.name, *parts, *stage.examples) if phrase.strip()]


def _static() -> Encoder:
    from classifiers.encoding.encoders import StaticEncoder

    return StaticEncoder.load()


def _not_fitted() -> Exception:
    from sklearn.exceptions import NotFittedError

    error: Exception = NotFittedError("call fit before predicting: StageClassifier(stages).fit()")
    return error
