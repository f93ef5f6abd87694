"""What teaching works on: contacts as vectors, and what a person said about groups of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from corpora.errors import BadInput
from corpora.protocols import Vectors

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Verdict = Literal["stage", "split", "skip"]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The contacts that questions are made of.

    Attributes:
        ids: Ids of the contacts, each once.
        texts: The words by which each is shown and judged.
        vectors: Unit vectors of these words, shape `(n, dimensions)`.
        prior: Zero-shot probability of each stage, shape `(n, stages)`.
        customers: Whose contact it is; equal keys are one customer.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    prior: Floats
    customers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts of different lengths.

        Raises:
            BadInput: Ids, texts, vectors and prior are not of one length.
        """
        sizes = {len(self.ids), len(self.texts), len(self.vectors), len(self.prior)}
        if len(sizes) > 1 or (self.customers and len(self.customers) != len(self.ids)):
            raise BadInput("ids, texts, vectors and probabilities differ in length")

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, ids: tuple[str, ...]) -> Places:
        """Return the positions of those ids that are here, in their order."""
        known = self.positions()
        return np.asarray([known[each] for each in ids if each in known], dtype=np.int64)

    def positions(self) -> dict[str, int]:
        """Return the position of each id."""
        return {each: place for place, each in enumerate(self.ids)}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: what a person said about a group.

    Attributes:
        members: Ids of the group's contacts.
        verdict: `stage`: they are at `stage_id`; `split`: not one group; `skip`: can't tell.
        stage_id: The stage, where the verdict is `stage`.
        shown: Ids of the contacts whose words the person saw.
        name: How to speak of the answer: a number in the journal.
    """

    members: tuple[str, ...]
    verdict: Verdict
    stage_id: str | None = None
    shown: tuple[str, ...] = ()
    name: int = 0

    def numbered(self, name: int) -> Said:
        """Return the same answer under a number of the journal."""
        return replace(self, name=name)
