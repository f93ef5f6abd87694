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
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from assistant.dialogue.guards import without_refusals
from assistant.dialogue.intent_network import plain
from assistant.dialogue.intents import (
    NONE,
    UNCLEAR,
    WEIGHTS,
    Terms,
    examples,
    examples_checksum,
    kernel,
    terms_of,
)
from assistant.dialogue.mentions import read
from assistant.dialogue.readings import clean
from assistant.dialogue.spelling import mended
from assistant.dialogue.vocabulary import Vocabulary, synonyms
from benchmarks.dialogue import sample_vocabulary
from classifiers.encoding.encoders import MiniLMEncoder
from corpora.records import Stage

SPOKEN = Path(__file__).parent / "utterances" / "spoken.jsonl"
"""What people of many trades and tempers type, one utterance a line as in the benchmark's sets."""

# Chosen as the likeness of assistant/dialogue/intents.py was.
RIDGE = 0.6
_TOO_SHORT = 5


class Told(NamedTuple):
    """An utterance that the model learns from, what it names masked, and the one before it."""

    name: str
    masked: str
    before: str = ""


def masked_examples() -> list[Told]:
    """Return the examples."""
    stages = tuple(Stage(key, known[0], "") for key, known in synonyms()["stage"].items())
    vocabulary = Vocabulary(today=date(2026, 1, 1), stages=stages)
    told = [
        Told(name, read(each, vocabulary).masked())
        for name, own in examples().items()
        for each in own
    ]
    return [each for each in told if not _hides(each)]


def masked_spoken() -> list[Told]:
    """Return what people said of the sample company."""
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = sample_vocabulary(Path(folder))

    def masked(utterance: str) -> str:
        return read(mended(without_refusals(clean(utterance)), vocabulary), vocabulary).masked()

    lines = SPOKEN.read_text(encoding="utf-8").splitlines()
    return [
        Told(
            UNCLEAR if said["action"] == "clarify" else said["action"],
            masked(said["utterance"]),
            masked(said["context"][-1]) if said["context"] else "",
        )
        for said in map(json.loads, lines)
    ]


def classes(told: Iterable[Told]) -> tuple[str, ...]:
    """Return every action that is told of, the examples' first."""
    return tuple(dict.fromkeys((*examples(), *(each.name for each in told))))


def checksum() -> str:
    """Return what tells whether the weights were fitted to all that is said now."""
    return f"{examples_checksum()}-{zlib.crc32(SPOKEN.read_bytes()):08x}"


def _hides(told: Told) -> bool:
    """Whether masking hides what an example says: "show me the password" names a stage."""
    if told.name not in (NONE, "help") or "{stage}" not in told.masked:
        return False
    return len(told.masked.split()) <= _TOO_SHORT


def main() -> None:
    """Fit the model and keep its weights."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    told = [*masked_examples(), *masked_spoken()]
    names = classes(told)
    masked = [each.masked for each in told]
    meanings = MiniLMEncoder.load().encode([plain(each) for each in masked])
    terms = terms_of(masked)
    wanted = np.eye(len(names), dtype=np.float32)[[names.index(each.name) for each in told]]
    wanted -= wanted.mean(axis=0)
    likeness = kernel(meanings, terms)
    likeness[np.diag_indices_from(likeness)] += RIDGE
    factor = cho_factor(likeness, lower=True, overwrite_a=True, check_finite=False)
    dual = cho_solve(factor, wanted, check_finite=False)
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
    print(f"fitted to {len(told):,} utterances of {len(names)} actions")


if __name__ == "__main__":
    main()
