"""An encoder that remembers: no text is encoded twice, in this run or a later one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from corpora.ids import content_hash
from corpora.protocols import Encoder, Vectors, VectorShelf


class Unkept:
    """A shelf that keeps nothing, where there is no workspace; satisfies `VectorShelf`."""

    def get(self, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:  # noqa: ARG002
        """Return nothing."""
        return {}

    def put(self, encoder: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep nothing."""


class CachedEncoder:
    """Answers from what was encoded before, and loads the encoder only for what was not.

    Args:
        name: Name of the encoder, known without loading it.
        load: Loads it; called once at most.
        shelf: Keeps vectors from run to run.
    """

    def __init__(self, name: str, load: Callable[[], Encoder], shelf: VectorShelf) -> None:
        self._name = name
        self._load = load
        self._shelf = shelf
        self._encoder: Encoder | None = None
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """Name of the encoder."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape `(len(texts), dimensions)`, each of length 1 or 0."""
        if not texts:
            return self._model().encode([])
        hashes = [content_hash(text) for text in texts]
        self._recall(hashes)
        new = {key: text for key, text in zip(hashes, texts, strict=True) if key not in self._known}
        if new:
            fresh = dict(zip(new, self._model().encode(list(new.values())), strict=True))
            self._known.update(fresh)
            self._shelf.put(self._name, fresh)
        return np.stack([self._known[key] for key in hashes])

    def _recall(self, hashes: Sequence[str]) -> None:
        missing = [key for key in dict.fromkeys(hashes) if key not in self._known]
        if missing:
            self._known.update(self._shelf.get(self._name, missing))

    def _model(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder
