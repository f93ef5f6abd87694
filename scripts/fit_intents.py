"""Refit the model that tells which action an utterance means: `python -m scripts.fit_intents`.

Ridge regression on the examples of `assistant/dialogue/examples.toml`, read as utterances are, so
that what names a stage, a channel or a date is masked in both. Leaving one example out has a
closed form: the residual divided by the diagonal of the inverse kernel. What is printed are its
figures. Run it after every change of the examples.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.dialogue.intents import WEIGHTS, examples, examples_checksum, features
from assistant.dialogue.mentions import read
from assistant.dialogue.vocabulary import Vocabulary, synonyms
from classifiers.encoders import StaticEncoder
from corpora.records import Stage

if TYPE_CHECKING:
    Floats = npt.NDArray[np.float32]

# Chosen by leaving one example out.
RIDGE = 0.6


def masked_examples() -> list[tuple[str, str]]:
    """Return each example as `(action, masked utterance)`."""
    stages = tuple(Stage(key, known[0], "") for key, known in synonyms()["stage"].items())
    vocabulary = Vocabulary(today=date(2026, 1, 1), stages=stages)
    return [
        (name, read(each, vocabulary).masked()) for name, own in examples().items() for each in own
    ]


def main() -> None:
    """Fit the model, print how it does on examples left out, and keep its weights."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    pairs, names = masked_examples(), tuple(examples())
    known = features([each for _, each in pairs], StaticEncoder.load())
    meant = np.array([names.index(name) for name, _ in pairs])
    wanted = np.eye(len(names), dtype=np.float32)[meant]
    wanted -= wanted.mean(axis=0)
    kernel = known @ known.T
    kernel[np.diag_indices_from(kernel)] += RIDGE
    inverse = np.linalg.inv(kernel)
    dual = inverse @ wanted
    left_out: Floats = wanted - dual / np.diag(inverse)[:, None]
    right = left_out.argmax(axis=1) == meant
    each = [right[meant == at].mean() for at in range(len(names))]
    print(
        f"{len(pairs)} examples; left out, right: {right.mean():.3f}, by action {np.mean(each):.3f}"
    )
    np.savez_compressed(
        WEIGHTS,
        names=np.array(names),
        weights=(known.T @ dual).astype(np.float16),
        examples=np.array(examples_checksum()),
    )


if __name__ == "__main__":
    main()
