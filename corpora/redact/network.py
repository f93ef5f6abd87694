"""How likely a word is a person's name where it stands, as a small network judges it.

One hidden layer over the meanings of the words around, 24 numbers each, and some facts about them
(`windows`); fitted by `scripts.fit_name_network`. Its table of meanings is cut from the static
encoder's, so that a verb which no sentence of the fitting holds still counts as the like of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from corpora.redact import windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Judged(NamedTuple):
    """A word at `text[start:end]` and how likely it is a person's name, from 0 to 1."""

    start: int
    end: int
    likely: float


class Network(NamedTuple):
    """The weights.

    Attributes:
        vocabulary: What is known of words, and where their meanings stand in the table.
        meanings: Shape: rows, 24.
        hidden: Shape: inputs, hidden units; inputs are the meanings of eight words, then facts.
        hidden_bias: Shape: hidden units.
        out: Shape: hidden units.
        out_bias: The log-odds where nothing speaks.
    """

    vocabulary: windows.Vocabulary
    meanings: NDArray[np.float32]
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: float


def judge(texts: Sequence[str]) -> list[list[Judged]]:
    """Judge every word that can be a name; one list a text, in the order of its words."""
    judged: list[list[Judged]] = [[] for _ in texts]
    network = load()
    found = network.vocabulary.candidates(texts)
    if found is not None:
        likely = _likely(network, found)
        for (text, start, end), one in zip(found.places, likely, strict=True):
            judged[text].append(Judged(start, end, one))
    return judged


def _likely(network: Network, found: windows.Candidates) -> list[float]:
    import numpy as np

    meanings = network.meanings[found.rows].reshape(len(found.rows), -1)
    inputs = np.concatenate([meanings, found.facts], axis=1)
    units = np.maximum(inputs @ network.hidden + network.hidden_bias, 0)
    odds = units @ network.out + network.out_bias
    likely: list[float] = (1 / (1 + np.exp(-odds))).tolist()
    return likely


@cache
def load() -> Network:
    """Read the weights once a process."""
    import numpy as np

    with (files("corpora.redact") / "name_network.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        words = stored["words"].tobytes().decode().split()
        return Network(
            vocabulary=windows.Vocabulary(
                {word: at for at, word in enumerate(words, windows.SPECIAL)}
            ),
            meanings=stored["meanings"].astype(np.float32) / float(stored["scale"]),
            hidden=stored["hidden"].astype(np.float32),
            hidden_bias=stored["hidden_bias"].astype(np.float32),
            out=stored["out"].astype(np.float32),
            out_bias=float(stored["out_bias"]),
        )
