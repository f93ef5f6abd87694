"""Refit the model that tells which action an utterance means: `python -m scripts.fit_intents`.

Kernel ridge regression on the examples of `assistant/dialogue/examples.toml` and on what people
said of the sample company (`scripts/utterances/spoken.jsonl`), both read as utterances are, so that
what names a stage, a product or a date is masked. Leaving one example out has a closed form: the
residual divided by the diagonal of the inverse. What is printed are its figures; they flatter,
because examples resemble each other. Run it after every change of the examples; some minutes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack

from assistant.dialogue.guards import without_refusals
from assistant.dialogue.intents import (
    NONE,
    UNCLEAR,
    WEIGHTS,
    Terms,
    examples,
    examples_checksum,
    kernel,
    spoken,
    terms_of,
)
from assistant.dialogue.mentions import read
from assistant.dialogue.readings import clean
from assistant.dialogue.spelling import mended
from assistant.dialogue.vocabulary import Vocabulary, synonyms
from benchmarks.dialogue import sample_vocabulary
from classifiers.encoding.encoders import MiniLMEncoder
from corpora.records import Stage

if TYPE_CHECKING:
    Floats = npt.NDArray[np.float32]

SPOKEN = Path(__file__).parent / "utterances" / "spoken.jsonl"
"""What people of many trades and tempers type, one utterance a line as in the benchmark's sets."""

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


def masked_spoken() -> list[tuple[str, str]]:
    """Return what people said of the sample company as `(action, masked utterance)`."""
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = sample_vocabulary(Path(folder))
    pairs = []
    for line in SPOKEN.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        name = UNCLEAR if said["action"] == "clarify" else said["action"]
        text = mended(without_refusals(clean(said["utterance"])), vocabulary)
        pairs.append((name, read(text, vocabulary).masked()))
    return pairs


def checksum() -> str:
    """Return what tells whether the weights were fitted to all that is said now."""
    return f"{examples_checksum()}-{zlib.crc32(SPOKEN.read_bytes()):08x}"


def _hides(name: str, masked: str) -> bool:
    """Whether masking hides what an example says: "show me the password" names a stage."""
    if name not in (NONE, "help") or "{stage}" not in masked:
        return False
    return len(masked.split()) <= _TOO_SHORT


def _inverse(likeness: Floats) -> Floats:
    """Return the inverse of a positive definite matrix, in half the steps of a general one."""
    factor, _ = lapack.spotrf(likeness, lower=True)
    half, _ = lapack.spotri(factor, lower=True)
    whole: Floats = np.tril(half) + np.tril(half, -1).T
    return whole


def main() -> None:
    """Fit the model, print how it does on examples left out, and keep its weights."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    pairs = [*masked_examples(), *masked_spoken()]
    names = tuple(dict.fromkeys((*examples(), *(name for name, _ in pairs))))
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
    inverse = _inverse(likeness)
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
        examples=np.array(checksum()),
    )


if __name__ == "__main__":
    main()
