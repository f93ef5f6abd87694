"""Which action an utterance means, told by MiniLM itself, with the utterance before beside it.

MiniLM reads the masked utterance and, as the second side of a pair, the masked utterance before:
"and for returns?" means nothing alone. Its upper layers are changed by products of thin matrices
(LoRA, Hu et al. 2021) and a linear head reads the mean of its last states, all learned by
`scripts/fit_intent_network.py` from what people said. It knows order and context better than the
likeness to examples of `intents.py`, which knows rare actions better; both together are right more
often than each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from classifiers.encoding.minilm_arrays import MiniLMArrays

    Floats = npt.NDArray[np.float32]

NETWORK = Path(__file__).parent / "intent_network.npz"
"""What was learned."""

STRENGTH = 2.0
"""What the product of two thin matrices is multiplied with."""

LONGEST = 64
"""Word pieces of an utterance and the one before it; what is longer is cut where it learned so."""

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class IntentNetwork:
    """The learned network.

    Attributes:
        encoder: MiniLM with its upper layers changed.
        names: The classes, as of `Intents`.
        head: float32 of `(classes, 384)`.
        bias: float32 of `(classes,)`.
    """

    encoder: MiniLMArrays
    names: tuple[str, ...]
    head: Floats
    bias: Floats

    @classmethod
    def load(cls, encoder: MiniLMArrays) -> Self:
        """Load what `scripts/fit_intent_network.py` learned on top of MiniLM."""
        with np.load(NETWORK, allow_pickle=False) as kept:
            learned = {name: kept[name] for name in kept.files}
        return cls(
            encoder.changed(lambda name: _added(name, learned)),
            tuple(str(name) for name in learned["names"]),
            learned["head"].astype(np.float32),
            learned["bias"].astype(np.float32),
        )

    def log_chances(self, masked: str, before: str = "") -> Floats:
        """Return the logarithm of the probability of each class, `(classes,)`.

        Args:
            masked: The utterance in small letters, what it names replaced by `{kind}`.
            before: The utterance before it, alike; "" where it is the first.
        """
        scores = (
            self.head @ self.encoder.mean_state(plain(masked), plain(before), longest=LONGEST)
            + self.bias
        )
        scores -= scores.max()
        told: Floats = scores - np.log(np.exp(scores).sum())
        return told


def plain(masked: str) -> str:
    """Return a masked utterance as MiniLM reads it: kinds as plain words."""
    return _SLOT.sub(r"\1", masked)


def _added(name: str, learned: Mapping[str, npt.NDArray[np.float16]]) -> Floats | None:
    """Return what was learned for a weight of MiniLM, or None: it stays as it is."""
    layer = name.removesuffix(".weight")
    if f"{layer}.A" not in learned:
        return None
    thin, wide = learned[f"{layer}.A"].astype(np.float32), learned[f"{layer}.B"].astype(np.float32)
    product: Floats = np.float32(STRENGTH) * (wide @ thin)
    return product
