"""What one package needs from another, without importing it.

`classifiers` and `journeys` never import each other; what one needs of the other it takes as a
callable of one of these shapes, which `assistant` passes in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is a similarity."""

    @property
    def name(self) -> str:
        """A stable name of model and version; part of the key under which vectors are cached."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape `(len(texts), dimensions)`, each of length 1 or 0."""


class VectorShelf(Protocol):
    """Keeps vectors of texts from run to run."""

    def get(self, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Return those vectors that are kept, by text hash, each of shape `(dimensions,)`."""

    def put(self, encoder: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by text hash."""


class Progress(Protocol):
    """Told how far a long piece of work has come; silent where nobody watches."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Report `done` of `total` units (None: not known) of the work called `what`."""
