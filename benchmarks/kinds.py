"""Product fact or other, on real questions that two people labelled independently.

Labels: `labels/headset_kinds.jsonl`, row numbers of `contacts/headset_questions.jsonl` and the
labels of both. Nothing was fitted or chosen on them. Nearly all questions put to a product page
ask for a fact, so beside the F1 of the facts stands that of the others, and what answering
"product fact" to everything would reach.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from sklearn.metrics import cohen_kappa_score, f1_score

from benchmarks.data import data_file
from classifiers.encoding.encoders import MiniLMEncoder, StaticEncoder
from classifiers.needs.kinds import KINDS_DIR, KINDS_READ_DIR, KindModel
from classifiers.text import plain
from corpora.protocols import Encoder

LABELS = Path(__file__).parent / "labels" / "headset_kinds.jsonl"
_FACT = "product_fact"


def main() -> None:
    """Print the table."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    lines = data_file("contacts/headset_questions.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(lines[each["row"]])["question"] for each in labels]
    both = [[each[rater] for each in labels] for rater in ("a", "b")]
    print(f"{len(labels)} questions, kappa of the two {cohen_kappa_score(*both):.2f}")
    sides: tuple[tuple[Encoder, Path], ...] = (
        (StaticEncoder.load(), KINDS_DIR),
        (MiniLMEncoder.load(), KINDS_READ_DIR),
    )
    for encoder, directory in sides:
        vectors = encoder.encode([plain(text) for text in texts])
        said = KindModel.load(directory).predict(vectors, texts, [True] * len(texts))
        guess = np.array([kind == _FACT for kind, _ in said])
        for rater, own in zip("ab", both, strict=True):
            truth = np.array([label == _FACT for label in own])
            print(
                f"{encoder.name}, rater {rater}: n {int(truth.sum())}, F1 of product facts "
                f"{f1_score(truth, guess):.3f} (all called facts: "
                f"{f1_score(truth, np.ones_like(truth)):.3f}), F1 of the others "
                f"{f1_score(~truth, ~guess):.3f}"
            )


if __name__ == "__main__":
    main()
