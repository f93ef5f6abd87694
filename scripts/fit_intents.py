"""Refit the model that tells which action an utterance means: `python -m scripts.fit_intents`.

Kernel ridge regression on the examples of `assistant/dialogue/examples.toml`, read as utterances
are, so that what names a stage, a channel or a date is masked in both. Leaving one example out has
a closed form: the residual divided by the diagonal of the inverse. What is printed are its
figures; they flatter, because examples resemble each other. Run it after every change of the
examples; about a minute.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.dialogue.intents import (
    NONE,
    WEIGHTS,
    Terms,
    examples,
    examples_checksum,
    kernel,
    spoken,
    terms_of,
)
from assistant.dialogue.mentions import read
from assistant.dialogue.vocabulary import Vocabulary, synonyms
from classifiers.encoding.encoders import MiniLMEncoder
from corpora.records import Stage

if TYPE_CHECKING:
    Floats = npt.NDArray[np.float32]

# Chosen as the likeness of assistant/dialogue/intents.py was.
RIDGE = 0.6
_TOO_SHORT = 5


def masked_examples() -> list[tuple[str, str]]:
    """Return each example as `(action, masked utterance)`."""
    stages = tuple(Stage(key, known[0], "") for key, known in synonyms()["stage"].items())
    vocabulary = Vocabulary(today=date(2026, 1, 1), stages=stages)
    pairs = [
        (name, read(each, vocabulary).masked()) for name, own in examples().items() for each in own
    ]
    return [(name, masked) for name, masked in pairs if not _hides(name, masked)]


def _hides(name: str, masked: str) -> bool:
    """Whether masking hides what an example says: "show me the password" names a stage."""
    if name not in (NONE, "help") or "{stage}" not in masked:
        return False
    return len(masked.split()) <= _TOO_SHORT


def main() -> None:
    """Fit the model, print how it does on examples left out, and keep its weights."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    pairs, names = masked_examples(), tuple(examples())
    masked = [each for _, each in pairs]
    meanings, terms = (
        MiniLMEncoder.load().encode([spoken(each) for each in masked]),
        terms_of(masked),
    )
    meant = np.array([names.index(name) for name, _ in pairs])
    wanted = np.eye(len(names), dtype=np.float32)[meant]
    wanted -= wanted.mean(axis=0)
    likeness = kernel(meanings, terms)
    likeness[np.diag_indices_from(likeness)] += RIDGE
    inverse = np.linalg.inv(likeness)
    dual = inverse @ wanted
    left_out: Floats = wanted - dual / np.diag(inverse)[:, None]
    right = left_out.argmax(axis=1) == meant
    each = [right[meant == at].mean() for at in range(len(names))]
    print(
        f"{len(pairs)} examples; left out, right: {right.mean():.3f}, by action {np.mean(each):.3f}"
    )
    sparse, scales = Terms.of(terms), np.abs(meanings).max(axis=1) / np.float32(127)
    np.savez_compressed(
        WEIGHTS,
        names=np.array(names),
        weights=dual.astype(np.float16),
        meanings=np.round(meanings / scales[:, None]).astype(np.int8),
        scales=scales,
        starts=sparse.starts.astype(np.int32),
        places=sparse.places,
        values=sparse.values.astype(np.float16),
        examples=np.array(examples_checksum()),
    )


if __name__ == "__main__":
    main()
