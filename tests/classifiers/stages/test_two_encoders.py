from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifiers.stages.two_encoders import SURE_ENOUGH, handed_on
from corpora.protocols import Vectors
from corpora.records import Stage

STAGES = (
    Stage("pay", "Paying", "bills", ("the bill is wrong",)),
    Stage("receive", "Receiving", "parcels", ("the parcel is late",)),
)


class Words:
    """Each known word is a dimension of its own."""

    def __init__(self, name: str, *known: str) -> None:
        self.name = name
        self._known = known

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [[float(word in text.lower()) for word in self._known] for text in texts]
        found = np.asarray(rows, dtype=np.float32).reshape(len(rows), len(self._known))
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(norms == 0, 1, norms)


QUICK = Words("quick", "bill", "parcel", "courier", "fee")
CAREFUL = Words("careful", "money", "box")
"""Knows none of the words that the quick one knows."""


class Knowing(Words):
    """Puts couriers beside parcels, and fees beside bills."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        like = {"courier": "box", "parcel": "box", "fee": "money", "bill": "money"}
        return super().encode(
            [" ".join([like.get(w, w) for w in t.lower().split()]) for t in texts]
        )


def test_what_the_careful_one_knows_reaches_the_quick_one() -> None:
    texts = ["courier"] * 20 + ["fee"] * 20
    careful = Knowing("careful", "money", "box")
    pool = QUICK.encode(texts), careful.encode(texts)
    classifier = handed_on(STAGES, QUICK, careful, pool)
    assert classifier.encoder_ is QUICK
    assert classifier.predict(["the courier", "a fee"]).tolist() == ["receive", "pay"]
    assert classifier.threshold == SURE_ENOUGH
    assert classifier.decision(np.array([0.35, 0.25, 0.4]), "the courier came").reason is not None


def test_texts_that_neither_knows_are_no_reason_to_fail() -> None:
    pool = QUICK.encode(["xyz"] * 3), CAREFUL.encode(["xyz"] * 3)
    shares = handed_on(STAGES, QUICK, CAREFUL, pool).predict_proba(["xyz"])
    assert np.isfinite(shares).all()
