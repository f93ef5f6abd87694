"""Which action an utterance means: ridge regression on how like it is to the example utterances.

Likeness is the sum of three inner products of unit vectors: the static encoder's vectors, the
words, word pairs and character n-grams, and the kinds of things named. The weights are
fitted by `scripts/fit_intents.py`, because fitting takes longer than anybody waits for an answer.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from corpora.protocols import Encoder

    Floats = npt.NDArray[np.float32]

NONE = "none"
"""The class of what is out of scope."""

WEIGHTS = Path(__file__).parent / "intents.npz"
"""Weights of the model, fitted to the examples."""

_EXAMPLES = Path(__file__).parent / "examples.toml"
_SLOT = re.compile(r"\{(\w+)\}")
_TERM = re.compile(r"\{\w+\}|[^\W_]+(?:'[^\W_]+)?|\?")
_FILE = re.compile(r"\b[\w/-]+\.(?:csv|tsv|md|xlsx|json|html|duckdb|toml|bpmn)\b")
_QUOTED = re.compile(r"(?<!\w)'[^']+'(?!\w)")
_DIMENSIONS = 4096
_KIND_DIMENSIONS = 1024
_GRAM = 4
# Chosen with the ridge of scripts/fit_intents.py by leaving one example out, over all examples.
_MEANING, _WORDS, _KINDS = 1.0, 1.0, 0.5
_SHARPNESS = 15.0


@cache
def examples() -> Mapping[str, tuple[str, ...]]:
    """Return the example utterances of each action."""
    raw = tomllib.loads(_EXAMPLES.read_text(encoding="utf-8"))
    return {
        name: tuple(_FILE.sub("{path}", _QUOTED.sub("{quoted}", each)) for each in utterances)
        for name, utterances in raw.items()
    }


def example_words() -> frozenset[str]:
    """Return every word of the example utterances."""
    return frozenset(
        word
        for utterances in examples().values()
        for utterance in utterances
        for word in re.findall(r"[a-z']+", _SLOT.sub(" ", utterance))
    )


@dataclass(frozen=True)
class Intents:
    """The fitted model.

    Attributes:
        encoder: The static encoder.
        names: The classes, `none` among them.
        weights: float32 of shape `(dimensions, classes)`.
    """

    encoder: Encoder
    names: tuple[str, ...]
    weights: Floats

    @classmethod
    def load(cls, encoder: Encoder) -> Self:
        """Load the weights that `scripts/fit_intents.py` made."""
        with np.load(WEIGHTS, allow_pickle=False) as kept:
            names = tuple(str(name) for name in kept["names"])
            return cls(encoder, names, kept["weights"].astype(np.float32))

    def rank(self, masked: str) -> list[tuple[str, float]]:
        """Return every action with its probability, the likeliest first.

        Args:
            masked: The utterance in small letters, what it names replaced by `{kind}`.
        """
        scores = features([masked], self.encoder) @ self.weights
        odds = np.exp(_SHARPNESS * (scores[0] - scores[0].max()))
        chances = odds / odds.sum()
        order = np.argsort(-chances, kind="stable")
        return [(self.names[i], float(chances[i])) for i in order]


def examples_checksum() -> str:
    """Return what tells whether the weights were fitted to the examples as they are."""
    text = _EXAMPLES.read_text(encoding="utf-8")
    return f"{zlib.crc32(text.encode()):08x}"


def features(masked: Sequence[str], encoder: Encoder) -> Floats:
    """Return what the model sees of masked utterances, float32 of `(utterances, dimensions)`."""
    vectors = encoder.encode([_SLOT.sub(r"\1", each) for each in masked])
    words = _hashed([list(_terms(each)) for each in masked], _DIMENSIONS)
    kinds = _hashed([sorted(set(_SLOT.findall(each))) for each in masked], _KIND_DIMENSIONS)
    parts = (
        np.float32(_MEANING**0.5) * vectors,
        np.float32(_WORDS**0.5) * words,
        np.float32(_KINDS**0.5) * kinds,
    )
    return np.hstack(parts)


def _terms(masked: str) -> Iterator[str]:
    words = _TERM.findall(masked)
    yield from words
    yield from (f"{one} {other}" for one, other in zip(["^", *words], [*words, "$"], strict=True))
    for word in words:
        if word.startswith("{"):
            continue
        padded = f"<{word}>"
        yield from (padded[i : i + _GRAM] for i in range(max(1, len(padded) - _GRAM + 1)))


@lru_cache(maxsize=100_000)
def _checksum(term: str) -> int:
    return zlib.crc32(term.encode())


def _hashed(rows: Sequence[Sequence[str]], dimensions: int) -> Floats:
    """Return rows of terms as unit vectors, each term at the place that its checksum says."""
    out = np.zeros((len(rows), dimensions), dtype=np.float32)
    for row, terms in enumerate(rows):
        for term in terms:
            out[row, _checksum(term) % dimensions] += 1.0
    np.sqrt(out, out=out)
    norms = np.linalg.norm(out, axis=1, keepdims=True)
    norms[norms == 0] = 1.0
    scaled: Floats = out / norms
    return scaled
