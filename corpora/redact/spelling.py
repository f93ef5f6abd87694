"""How likely a word that no list knows is a name, by its spelling alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

from corpora.redact.lexicon import fold

SLOTS = 1 << 14
_LONGEST = 4  # letters in a group
_SHORTEST = 2


def groups(word: str) -> Iterator[int]:
    """Yield the slots of the groups of two to four letters of a word, its ends marked."""
    marked = f"^{word}$".encode()
    for length in range(_SHORTEST, _LONGEST + 1):
        for at in range(len(marked) - length + 1):
            yield crc32(marked[at : at + length]) % SLOTS


@lru_cache(maxsize=16_384)
def likeness(word: str) -> float:
    """Return the log-odds that `word` is a name rather than an English word; 0: both alike.

    Fitted by `scripts.fit_name_spelling` on as many names as words.
    """
    weights, bias = _weights()
    return bias + sum(weights[slot] for slot in set(groups(fold(word))))


@cache
def _weights() -> tuple[list[float], float]:
    import numpy as np

    with (files("corpora.redact") / "name_spelling.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        scale = float(stored["scale"])
        return [float(weight) / scale for weight in stored["weights"]], float(stored["bias"])
