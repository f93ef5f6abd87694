"""Students: what a taught model learned, as a linear model that labels at the speed of reading.

A student is two files in a folder: `model.npz`, plain arrays, and `card.toml`, which says what it
learned from, when, and how good it is. It holds no text: words are hashed.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from classifiers.encoding.hashing import BUCKETS, Block, Hashed, hash_words
from classifiers.students.cards import AGAIN, CARD, Card, card_as_toml, card_of, read_card
from corpora.errors import ModelError, SourceError
from corpora.ids import content_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from corpora.records import Stage

MODEL = "model.npz"

TOO_SHORT, NOTHING_FITS = "too short", "nothing fits"
_FEWEST_WORDS = 2
_FEWEST_KNOWN = 2


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a student says about a batch of texts; all arrays have one element a text.

    Attributes:
        classes: Position in the student's classes: stages first, then reasons to be unsure.
        probability: Of the best stage, 0 to 1.
        unknown: How many of its words the student had never seen.
        words: How many words were looked at.
    """

    classes: npt.NDArray[np.int64]
    probability: npt.NDArray[np.float32]
    unknown: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Student:
    """A linear model over hashed words and pairs of words.

    Attributes:
        classes: Ids of stages, then reasons to be unsure.
        slots: Row of `weights` for each bucket, shape `(BUCKETS,)`; 0 for those not known.
        weights: float32 of shape `(rows, classes)`; row 0 is zero.
        seen: Rows up to this one were seen when it learned; those after it are words whose
            meaning alone is known.
        bias: Shape `(classes,)`.
        line: Slope and intercept from the share of the softmax to the teacher's probability.
        card: What it learned from, and how good it is.
    """

    classes: tuple[str, ...]
    slots: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    seen: int
    line: tuple[float, float]
    card: Card

    def judge(self, texts: pa.ListArray) -> Judged:
        """Judge texts that are lists of utterances (`list<string>`)."""
        hashed = hash_words(texts)
        words = hashed.words
        rows = self.slots[hashed.single.buckets]
        known = _count_in(rows != 0, hashed.single)
        new = words - _count_in((rows != 0) & (rows <= self.seen), hashed.single)
        shares = self._shares(hashed, rows)
        stages = len(self.card.stages)
        best = shares[:, :stages].argmax(axis=1)
        top = shares[np.arange(len(shares)), best]
        found = decide(shares, stages)
        found[known < _FEWEST_KNOWN] = self.classes.index(NOTHING_FITS)
        found[words < _FEWEST_WORDS] = self.classes.index(TOO_SHORT)
        slope, intercept = self.line
        probability = np.clip(slope * top + intercept, 0.0, 1.0).astype(np.float32)
        probability[(known < _FEWEST_KNOWN) | (words < _FEWEST_WORDS)] = 0.0
        return Judged(found, probability, new, words)

    def shares(self, hashed: Hashed) -> npt.NDArray[np.float32]:
        """Return the share of each class, shape `(n, classes)`; rows sum to 1."""
        return self._shares(hashed, self.slots[hashed.single.buckets])

    def _shares(self, hashed: Hashed, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        sums = self._sums(rows, hashed.single)
        sums += self._sums(self.slots[hashed.pairs.buckets], hashed.pairs)
        sums /= np.sqrt(np.maximum(hashed.words + np.diff(hashed.pairs.bounds), 1))[:, None]
        return softmax(sums + self.bias)

    def _sums(self, rows: npt.NDArray[np.int32], block: Block) -> npt.NDArray[np.float32]:
        """Return the sum of the weights of each text's features."""
        from scipy.sparse import csr_array

        ones = np.ones(len(rows), dtype=np.float32)
        shape = (len(block.bounds) - 1, len(self.weights))
        return np.asarray(csr_array((ones, rows, block.bounds), shape=shape) @ self.weights)

    def save(self, folder: Path) -> None:
        """Write the two files.

        Raises:
            SourceError: The folder can't be written.
        """
        import tomlkit

        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            slots=self.slots,
            weights=self.weights,
            bias=self.bias,
            seen=np.asarray(self.seen),
            line=np.asarray(self.line),
        )
        payload = buffer.getvalue()
        card = tomlkit.document()
        card.add(tomlkit.comment("What this model learned from, and how good it is."))
        card.update(card_as_toml(self.card, self.classes, hashlib.sha256(payload).hexdigest()))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _replace(folder / MODEL, payload)
            _replace(folder / CARD, tomlkit.dumps(card).encode())
        except OSError as error:
            raise SourceError(
                f"can't be written ({error.strerror})",
                where=str(folder),
                remedy="name a folder that you may write to",
            ) from error

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a student back.

        Raises:
            ModelError: It is missing, damaged, or of another version.
        """
        card = read_card(folder)
        try:
            payload = (folder / MODEL).read_bytes()
        except OSError as error:
            raise ModelError("the model file is missing", where=str(folder), remedy=AGAIN) from (
                error
            )
        if hashlib.sha256(payload).hexdigest() != card.get("sha256"):
            raise ModelError("the model file is damaged", where=str(folder / MODEL), remedy=AGAIN)
        try:
            with np.load(io.BytesIO(payload), allow_pickle=False) as file:
                arrays = {name: file[name] for name in ("slots", "weights", "bias", "seen", "line")}
            student = cls(
                classes=tuple(card["classes"]),
                slots=arrays["slots"].astype(np.int32),
                weights=arrays["weights"].astype(np.float32),
                bias=arrays["bias"].astype(np.float32),
                seen=int(arrays["seen"]),
                line=(float(arrays["line"][0]), float(arrays["line"][1])),
                card=card_of(card),
            )
            fits = student._fits()
        except (ValueError, KeyError, TypeError, IndexError, BadZipFile, AttributeError) as error:
            raise ModelError(
                "the model's parts do not fit", where=str(folder), remedy=AGAIN
            ) from error
        if not fits:
            raise ModelError("the model's parts do not fit", where=str(folder), remedy=AGAIN)
        return student

    def _fits(self) -> bool:
        width = len(self.classes)
        return (
            self.slots.shape == (BUCKETS,)
            and self.weights.ndim == 2
            and self.weights.shape[1] == width == len(self.bias)
            and int(self.slots.min()) >= 0
            and int(self.slots.max()) < len(self.weights)
            and self.classes[: len(self.card.stages)] == tuple(self.card.stages)
            and {TOO_SHORT, NOTHING_FITS} <= set(self.classes)
        )


def _count_in(mask: npt.NDArray[np.bool_], block: Block) -> npt.NDArray[np.int64]:
    """Return how many features of each text the mask holds."""
    counts = np.concatenate([[0], np.cumsum(mask)])
    return np.asarray(counts[block.bounds[1:]] - counts[block.bounds[:-1]])


def softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return `scores`, worked on in place, as shares that sum to 1 in each row."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def decide(shares: npt.NDArray[np.float32], stages: int) -> npt.NDArray[np.int64]:
    """Return the best stage of each row, or the likeliest reason where unsure is likelier.

    Args:
        shares: Shape `(n, classes)`; the first `stages` columns are stages.
        stages: How many there are.
    """
    best = shares[:, :stages].argmax(axis=1)
    unsure = shares[:, stages:].sum(axis=1) >= shares[np.arange(len(shares)), best]
    return np.asarray(np.where(unsure, stages + shares[:, stages:].argmax(axis=1), best))


def journey_hash(stages: Sequence[Stage]) -> str:
    """Return 24 characters that change when a stage's id, name or description does."""
    return content_hash(*(part for s in stages for part in (s.id, s.name, s.description)))


def _replace(path: Path, payload: bytes) -> None:
    """Write a file so that it is there as a whole or not at all."""
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_bytes(payload)
    unfinished.replace(path)
