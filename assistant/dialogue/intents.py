"""Which action an utterance means: its likeness to examples, and a network, together.

Likeness is kernel ridge regression: the sum of three inner products of unit vectors, MiniLM's
vectors, the words, word pairs and character n-grams, and the kinds of things named; and, because
one near example says more than many that are somewhat like it, the third power of that sum. The
weights are fitted by `scripts/fit_intents.py`, because fitting takes longer than anybody waits for
an answer. The other half is `intent_network.py`, which reads the utterance before, too; what both
give a class is added, as logarithms.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from assistant.dialogue.intent_network import IntentNetwork, plain

if TYPE_CHECKING:
    from classifiers.encoding.minilm_arrays import MiniLMArrays

    Floats = npt.NDArray[np.float32]

NONE = "none"
"""The class of what is out of scope."""

UNCLEAR = "unclear"
"""The class of what does not say what of."""

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
# Chosen with the ridge of scripts/fit_intents.py: fitted to the examples of one writer, tried on
# those of another. Without the third power 0.80 were right, without MiniLM 0.87, with both 0.89.
_MEANING, _WORDS, _KINDS = 2.0, 1.0, 0.5
_NEARNESS = 8.0
_SHARPNESS = 15.0
# How much the network weighs against likeness, and how flat all together are. After an utterance it
# is asked twice: what is said as a whole means the same after anything.
_ALONE, _AFTER = 1.25, 3.0
_WARMTH, _WARMTH_AFTER = 1.75, 3.5
_MOST_RANKED = 100
_WHOLE = _MEANING + _WORDS + _KINDS


@cache
def examples() -> Mapping[str, tuple[str, ...]]:
    """Return the example utterances of each action."""
    raw = tomllib.loads(_EXAMPLES.read_text(encoding="utf-8"))
    return {
        name: tuple(_FILE.sub("{path}", _QUOTED.sub("{quoted}", each)) for each in utterances)
        for name, utterances in raw.items()
    }


@cache
def example_words() -> frozenset[str]:
    """Return every word of the example utterances."""
    return frozenset(
        word
        for utterances in examples().values()
        for utterance in utterances
        for word in re.findall(r"[a-z']+", _SLOT.sub(" ", utterance))
    )


@dataclass(frozen=True)
class Terms:
    """Rows of terms, most of them zero.

    Attributes:
        starts: Where each row begins in the other two, int64 of `(rows,)`; no row is empty.
        places: The place of each value in its row, uint16.
        values: float32.
    """

    starts: npt.NDArray[np.int64]
    places: npt.NDArray[np.uint16]
    values: Floats

    @classmethod
    def of(cls, dense: Floats) -> Self:
        """Return the rows of a table without their zeros."""
        rows, places = np.nonzero(dense)
        starts = np.searchsorted(rows, np.arange(len(dense)))
        return cls(starts, places.astype(np.uint16), dense[rows, places])

    def times(self, row: Floats) -> Floats:
        """Return the inner product of every row with a dense one, `(rows,)`."""
        product: Floats = np.add.reduceat(self.values * row[self.places], self.starts)
        return product


@dataclass(frozen=True)
class Intents:
    """The fitted model.

    Attributes:
        encoder: MiniLM.
        network: The other half.
        names: The classes, `none` among them.
        meanings: MiniLM's vectors of the examples, float32 of `(examples, 384)`.
        terms: The words and kinds of the examples.
        weights: float32 of `(examples, classes)`.
    """

    encoder: MiniLMArrays
    network: IntentNetwork
    names: tuple[str, ...]
    meanings: Floats
    terms: Terms
    weights: Floats
    _ranked: dict[tuple[str, str], list[tuple[str, float]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def load(cls, encoder: MiniLMArrays) -> Self:
        """Load the weights that `scripts/fit_intents.py` made, and the network's."""
        with np.load(WEIGHTS, allow_pickle=False) as kept:
            starts = kept["starts"].astype(np.int64)
            terms = Terms(starts, kept["places"], kept["values"].astype(np.float32))
            return cls(
                encoder,
                IntentNetwork.load(encoder),
                tuple(str(name) for name in kept["names"]),
                kept["meanings"].astype(np.float32) * kept["scales"][:, None],
                terms,
                kept["weights"].astype(np.float32),
            )

    def rank(self, masked: str, before: str = "") -> list[tuple[str, float]]:
        """Return every action with its probability, the likeliest first.

        Args:
            masked: The utterance in small letters, what it names replaced by `{kind}`.
            before: The utterance before it, alike; "" where it is the first.
        """
        if (known := self._ranked.get((masked, before))) is not None:
            return known
        told = self._log_chances(masked) + _ALONE * self._of_network(masked)
        if before:
            told += _AFTER * self._of_network(masked, before)
        odds = np.exp(told / (_WARMTH_AFTER if before else _WARMTH))
        chances = odds / odds.sum()
        order = np.argsort(-chances, kind="stable")
        if len(self._ranked) >= _MOST_RANKED:
            self._ranked.clear()
        # One utterance is looked at from several sides.
        found = [(self.names[i], float(chances[i])) for i in order]
        self._ranked[masked, before] = found
        return found

    def by_likeness(self, masked: str) -> dict[str, float]:
        """Return how probable each action is by likeness to examples alone, whatever was said before.

        The network is too sure of what it learned from to tell whether an utterance needs the one
        before it.
        """
        chances = np.exp(self._log_chances(masked))
        return {name: float(chance) for name, chance in zip(self.names, chances, strict=True)}

    @cached_property
    def _places(self) -> npt.NDArray[np.intp]:
        """Where the network has each class."""
        return np.array([self.network.names.index(name) for name in self.names])

    def _of_network(self, masked: str, before: str = "") -> Floats:
        """Return what the network gives each class."""
        told: Floats = self.network.log_chances(masked, before)[self._places]
        return told

    def _log_chances(self, masked: str) -> Floats:
        """Return what the likeness to examples alone gives each class."""
        meaning = self.encoder.encode([plain(masked)])[0]
        likeness = _MEANING * (self.meanings @ meaning) + self.terms.times(terms_of([masked])[0])
        scores = _SHARPNESS * (nearer(likeness) @ self.weights)
        scores -= scores.max()
        told: Floats = scores - np.log(np.exp(scores).sum())
        return told


def kernel(meanings: Floats, terms: Floats) -> Floats:
    """Return how like each example is to each other, `(examples, examples)`."""
    return nearer(np.float32(_MEANING) * (meanings @ meanings.T) + terms @ terms.T)


def nearer(likeness: Floats) -> Floats:
    """Return likeness with the near made nearer."""
    share = likeness / np.float32(_WHOLE)
    told: Floats = likeness + np.float32(_NEARNESS) * share * share * share
    return told


def examples_checksum() -> str:
    """Return what tells whether the weights were fitted to the examples as they are."""
    text = _EXAMPLES.read_text(encoding="utf-8")
    return f"{zlib.crc32(text.encode()):08x}"


def terms_of(masked: Sequence[str]) -> Floats:
    """Return words and kinds of masked utterances, float32 of `(utterances, 5120)`."""
    words = _hashed([list(_terms(each)) for each in masked], _DIMENSIONS)
    kinds = _hashed([sorted(set(_SLOT.findall(each))) for each in masked], _KIND_DIMENSIONS)
    return np.hstack((np.float32(_WORDS**0.5) * words, np.float32(_KINDS**0.5) * kinds))


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
