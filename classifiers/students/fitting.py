"""Fitting a student: a softmax over hashed words in which words of like meaning share weights.

The score of a text is linear in its words and pairs. A word's weights are its own, where it is
frequent enough to have any, plus a linear function of its vector in the static encoder; so what
is learned from one word serves those that stand close to it, and predicting stays a look-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from classifiers.encoding.hashing import BUCKETS, Block, Hashed, hash_words
from classifiers.students.student import softmax

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from classifiers.encoding.encoders import StaticEncoder

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Slots = npt.NDArray[np.int32]

RIDGE = 1.0
"""Weight of the squared weights against the mean log loss, times the number of contacts."""
_REACH = 6.0  # mean length of a text's vector: the longer, the less the ridge holds its weights
_STEPS = 60
_STEPS_AGAIN = 25  # from where a fit on most of the texts came to
_LEAST_TEXTS = 2  # in which a feature must occur, where there are many texts
_MANY = 200
_WORD = re.compile(rb"[a-z'\x80-\xff]+")


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Vectors of words: bucket b has `vectors[rows[b]]`; row 0 is zero, for those without."""

    rows: Slots
    vectors: Floats


NO_MEANINGS = Meanings(np.zeros(BUCKETS, dtype=np.int32), np.zeros((1, 1), dtype=np.float32))


def meanings_of(texts: pa.ListArray, encoder: StaticEncoder) -> Meanings:
    """Return the vectors of all words in `texts`, and of the encoder's own vocabulary."""
    said = {
        word
        for text in texts.to_pylist()
        for part in text or ()
        for word in _WORD.findall((part or "").encode().lower())
    }
    words = [*encoder.vocabulary(), *sorted(word.decode("utf-8", "replace") for word in said)]
    hashed = hash_words(pa.array([[word] for word in words], type=pa.list_(pa.string())))
    single = np.flatnonzero(hashed.words == 1)
    rows = np.zeros(BUCKETS, dtype=np.int32)
    rows[hashed.single.buckets[hashed.single.bounds[single]]] = single + 1
    vectors = encoder.meanings(words)
    return Meanings(rows, np.vstack([np.zeros_like(vectors[:1]), vectors]))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned; `own`, `shared` and `bias` are where another fit may begin."""

    slots: Slots
    weights: Floats
    seen: int
    own: Floats
    shared: Floats
    bias: Floats


class Fitting:
    """Texts and classes to fit students to.

    Args:
        hashed: The texts' features.
        truth: The class of each text.
        width: How many classes there are.
        meanings: Vectors of words.
    """

    def __init__(self, hashed: Hashed, truth: Positions, width: int, meanings: Meanings) -> None:
        self._truth = truth
        self._width = width
        self._rows, vectors = _matrices(hashed, meanings)
        length = float(np.linalg.norm(vectors, axis=1).mean()) or 1.0
        self._vectors = vectors * (_REACH / length)
        self._meanings = Meanings(meanings.rows, meanings.vectors * (_REACH / length))

    def fit(self, kept: npt.NDArray[np.bool_], start: Model | None = None) -> Model:
        """Fit to the texts that are `kept`, from scratch or from a model of nearly the same."""
        from scipy.optimize import minimize
        from scipy.sparse import csr_array

        rows = csr_array(self._rows[np.flatnonzero(kept)])
        found = np.bincount(rows.indices, minlength=BUCKETS)
        known = np.flatnonzero(found >= (_LEAST_TEXTS if int(kept.sum()) >= _MANY else 1))
        # Rare words tell more than frequent ones; the weights carry that, so predicting need not.
        rarity = np.log(1.0 + rows.shape[0] / found[known]).astype(np.float32)
        rows = csr_array(rows[:, known])
        rows.data *= rarity[rows.indices]
        aim = np.eye(self._width, dtype=np.float32)[self._truth[kept]]
        loss = _loss(rows, self._vectors[kept], aim)
        first = np.zeros((len(known) + self._vectors.shape[1] + 1, self._width))
        if start is not None:
            first = np.vstack([start.own[known], start.shared, start.bias[None]])
        result = minimize(
            loss,
            first.ravel().astype(np.float64),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": _STEPS if start is None else _STEPS_AGAIN},
        )
        learned = result.x.reshape(-1, self._width).astype(np.float32)
        own = np.zeros((BUCKETS, self._width), dtype=np.float32)
        own[known] = learned[: len(known)]
        shared = learned[len(known) : -1]
        return self._model(own, known, rarity, shared, learned[-1])

    def _model(
        self, own: Floats, known: Positions, rarity: Floats, shared: Floats, bias: Floats
    ) -> Model:
        meant = self._meanings.rows
        seen = np.zeros(BUCKETS, dtype=bool)
        seen[known] = True
        others = np.flatnonzero((meant > 0) & ~seen)
        buckets = np.concatenate([known, others])
        slots = np.zeros(BUCKETS, dtype=np.int32)
        slots[buckets] = np.arange(1, len(buckets) + 1)
        weights = np.zeros((len(buckets) + 1, self._width), dtype=np.float32)
        weights[1 : len(known) + 1] = own[known] * rarity[:, None]
        weights[1:] += self._meanings.vectors[meant[buckets]] @ shared
        return Model(slots, weights, len(known), own, shared, bias)

    def shares(self, model: Model) -> Floats:
        """Return the shares of the classes of all texts."""
        from scipy.sparse import csr_array

        cells = (self._rows.data, model.slots[self._rows.indices], self._rows.indptr)
        rows = csr_array(cells, shape=(self._rows.shape[0], len(model.weights)))
        return softmax(np.asarray(rows @ model.weights) + model.bias)


def _loss(
    rows: csr_array, vectors: Floats, targets: Floats
) -> Callable[[Doubles], tuple[float, Doubles]]:
    """Return what tells the mean log loss of a softmax with a ridge, and its gradient."""
    columns = rows.T.tocsr()
    n, width = targets.shape
    ridge = RIDGE / n
    own = rows.shape[1]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        learned = flat.reshape(-1, width).astype(np.float32)
        held = learned[:-1]
        scores = np.asarray(rows @ learned[:own]) + vectors @ learned[own:-1] + learned[-1]
        shares = softmax(scores)
        fit = -float((targets * np.log(np.maximum(shares, 1e-12))).sum()) / n
        off = (shares - targets) / n
        gradient = np.vstack([columns @ off, vectors.T @ off, off.sum(axis=0)])
        gradient[:-1] += ridge * held
        return fit + 0.5 * ridge * float((held * held).sum()), gradient.ravel().astype(np.float64)

    return loss


def _matrices(hashed: Hashed, meanings: Meanings) -> tuple[csr_array, Floats]:
    """Return features as rows of length about 1, as `Student.judge` weighs them, and vectors."""
    from scipy.sparse import csr_array

    sizes = hashed.words + np.diff(hashed.pairs.bounds)
    scale = (1.0 / np.sqrt(np.maximum(sizes, 1))).astype(np.float32)

    def matrix(block: Block, columns: npt.NDArray[np.integer], width: int) -> csr_array:
        cells = (np.repeat(scale, np.diff(block.bounds)), columns, block.bounds)
        return csr_array(cells, shape=(len(sizes), width))

    single, pairs = hashed.single, hashed.pairs
    rows = matrix(single, single.buckets, BUCKETS) + matrix(pairs, pairs.buckets, BUCKETS)
    places = meanings.rows[single.buckets]
    vectors = matrix(single, places, len(meanings.vectors)) @ meanings.vectors
    return csr_array(rows), np.asarray(vectors, dtype=np.float32)
