"""Does a page answer a question: `python -m benchmarks.answerability --data epqa.jsonl [--json]`.

AUROC by question with label 2 as positive, cross-validated by product, 95 % interval by
resampling products; expected calibration error in ten bins; the right passage first where the
page answers. What is cross-validated is drawn anew with five seeds, and their mean is given. The
cross-encoder never saw ePQA (scripts/fit_cross_encoder.py), so it needs no folds. The data is the
public ePQA set (contextual-product-qa), in one JSON object a line.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import data_file
from classifiers.answerability.cross_encoder import CrossEncoder, PairReader, Pairs, Scores
from classifiers.answerability.fitting import Judged, nested
from classifiers.answerability.matching import FEATURES, Array, Rarity, readable
from classifiers.answerability.probability import UNDECIDED, WIDTHS, Answerability, Coefficients
from classifiers.encoding.encoders import MiniLMEncoder, StaticEncoder
from classifiers.text import stem, words
from corpora.protocols import Encoder
from corpora.records import Passage, PassageKind

KINDS: dict[str, PassageKind] = {
    "attribute": "spec",
    "bullet": "bullet",
    "description": "paragraph",
}


def load_epqa(path: Path) -> list[dict[str, Any]]:
    """Return questions as `{group, question, passages: [(kind, text, 0 or 1)]}`."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passages = [
            (KINDS.get(p["source"], "paragraph"), p["text"], int(p["label"] == 2))
            for p in row["page"]
        ]
        if passages:
            out.append({"group": row["asin"], "question": row["question"], "passages": passages})
    return out


def load_semipqa(path: Path, most: int) -> list[dict[str, Any]]:
    """Return the first `most` questions of semiPQA with at most twelve attributes each."""
    questions: dict[str, dict[str, Any]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            entry = questions.setdefault(
                row["qid"], {"group": row["qid"], "question": row["question"], "passages": []}
            )
            entry["passages"].append(("spec", row["candidate"], int(row["label"] == "1")))
    for entry in questions.values():
        yes = [p for p in entry["passages"] if p[2]]
        entry["passages"] = (yes + [p for p in entry["passages"] if not p[2]])[:12]
    return list(questions.values())[:most]


def table(
    questions: list[dict[str, Any]],
    static: Encoder,
    mini: Encoder | None,
    cross: PairReader | None = None,
    weight: float = 1.0,
) -> list[Judged]:
    """Return the features of every question's pieces; none is cut off before the fit."""
    one, two, three = (np.ones(width) for width in WIDTHS.values())
    flat = Coefficients(one, two, three, ((1, 0), (1, 0), (1, 0)), keep=10_000, read=10_000)
    rarity = Rarity(readable(text) for entry in questions for _, text, _ in entry["passages"])
    judge = Answerability(static, mini, cross_encoder=cross, coefficients=flat, rarity=rarity)
    out = []
    for entry in questions:
        passages = [
            Passage(str(i), "page", "1", i, kind, text)
            for i, (kind, text, _) in enumerate(entry["passages"])
        ]
        page = judge.pieces(passages)
        rows, chosen = judge.features([entry["question"]], page)
        labels = np.array([entry["passages"][page.owner[int(i)]][2] for i in chosen[0]])
        out.append(Judged(entry["group"], rows[0], labels, weight))
    return out


def auroc(scores: Array, positive: Array) -> float:
    """Return the area under the receiver operating characteristic, 0 to 1."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(positive, scores))


def interval(
    scores: Array, positive: Array, groups: list[str], rng: np.random.Generator
) -> tuple[float, float]:
    """Return the 95 % interval of the AUROC, products resampled 1,000 times."""
    members: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group, []).append(i)
    names = sorted(members)
    values = []
    for _ in range(1000):
        drawn = [i for k in rng.integers(len(names), size=len(names)) for i in members[names[k]]]
        if 0 < positive[drawn].sum() < len(drawn):
            values.append(auroc(scores[drawn], positive[drawn]))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def calibration_error(probabilities: Array, positive: Array) -> float:
    """Return the expected calibration error over ten equal bins."""
    bins = np.minimum((probabilities * 10).astype(int), 9)
    return float(
        sum(
            abs(probabilities[bins == b].mean() - positive[bins == b].mean()) * (bins == b).mean()
            for b in set(bins.tolist())
        )
    )


Probabilities = tuple[Array, npt.NDArray[np.bool_]]
"""For each question, whether the page answers it, and whether the piece that came first does."""


def of_width(judged: list[Judged], extra: list[Judged], width: int, seed: int) -> Probabilities:
    """Return what the first `width` features say, by weights that never saw the product."""
    return nested(judged, extra, width, np.random.default_rng(seed))


def cascade(judged: list[Judged], seed: int) -> Probabilities:
    """Return what `Answerability.judge` does: the cross-encoder is asked where it is open."""
    cheap, cheap_first = nested(judged, [], WIDTHS["mixed"], np.random.default_rng(seed))
    dear, dear_first = nested(judged, [], WIDTHS["crossed"], np.random.default_rng(seed))
    asked = (cheap > UNDECIDED[0]) & (cheap < UNDECIDED[1])
    return np.where(asked, dear, cheap), np.where(asked, dear_first, cheap_first)


def measure(
    judged: list[Judged], probabilities_of: Callable[[int], Probabilities], seeds: int
) -> dict[str, Any]:
    """Return one row of the table: means over seeds, and the widest of their intervals."""
    positive = np.array([float(question.answered) for question in judged])
    groups = [question.group for question in judged]
    rows = []
    for seed in range(seeds):
        probabilities, first = probabilities_of(seed)
        low, high = interval(probabilities, positive, groups, np.random.default_rng(seed))
        right = float(first[positive > 0].mean())
        error = calibration_error(probabilities, positive)
        rows.append((auroc(probabilities, positive), low, high, right, error))
    mean, least, most = np.mean(rows, axis=0), np.min(rows, axis=0), np.max(rows, axis=0)
    return {
        "auroc": round(float(mean[0]), 3),
        "low": round(float(least[1]), 3),
        "high": round(float(most[2]), 3),
        "passage_first": round(float(mean[3]), 3),
        "calibration_error": round(float(mean[4]), 3),
        "spread_of_seeds": round(float(most[0] - least[0]), 3),
    }


class Timed:
    """A pair reader that notes how many pairs it read in how many processor seconds."""

    def __init__(self, reader: PairReader) -> None:
        self._reader = reader
        self.pairs = 0
        self.seconds = 0.0

    def score(self, pairs: Pairs) -> Scores:
        """Return the reader's scores."""
        begun = time.process_time()
        scores = self._reader.score(pairs)
        self.seconds += time.process_time() - begun
        self.pairs += len(pairs)
        return scores


def bm25(questions: list[dict[str, Any]], k: float = 1.2, b: float = 0.75) -> dict[str, Any]:
    """Return the baseline of BM25 (Robertson and Zaragoza 2009) over the passages."""
    bags = [
        [Counter(stem(w) for w in words(readable(t))) for _, t, _ in entry["passages"]]
        for entry in questions
    ]
    rarity = Rarity(readable(text) for entry in questions for _, text, _ in entry["passages"])
    usual = float(np.mean([bag.total() for own in bags for bag in own]))
    best, first, positive = [], [], []
    for entry, own in zip(questions, bags, strict=True):
        asked = {stem(word): rarity(word) for word in words(entry["question"])}
        scores = [
            sum(
                weight * bag[word] * (k + 1) / (bag[word] + k * (1 - b + b * bag.total() / usual))
                for word, weight in asked.items()
            )
            for bag in own
        ]
        labels = [label for _, _, label in entry["passages"]]
        best.append(max(scores))
        positive.append(float(max(labels)))
        if max(labels):
            first.append(labels[int(np.argmax(scores))])
    return {
        "auroc": round(auroc(np.array(best), np.array(positive)), 3),
        "passage_first": round(float(np.mean(first)), 3),
    }


def single(judged: list[Judged], feature: str) -> dict[str, Any]:
    """Return the baseline of one feature alone, with the right passage first."""
    column = FEATURES.index(feature)
    best = np.array([question.rows[:, column].max() for question in judged])
    positive = np.array([float(question.answered) for question in judged])
    first = [
        question.labels[int(question.rows[:, column].argmax())]
        for question in judged
        if question.answered
    ]
    return {
        "auroc": round(auroc(best, positive), 3),
        "passage_first": round(float(np.mean(first)), 3),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="otherwise ePQA")
    parser.add_argument("--extra", type=Path, help="semiPQA table to learn from as well")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    source = arguments.data or data_file("gaps/epqa.jsonl")
    if not source.exists():
        raise SystemExit(f"{source}: not there; it is public: amazon-science/contextual-product-qa")
    static, mini, cross = StaticEncoder.load(), MiniLMEncoder.load(), Timed(CrossEncoder.load())
    questions = load_epqa(source)
    begun = time.process_time()
    judged = table(questions, static, mini, cross)
    seconds = time.process_time() - begun - cross.seconds
    extra = (
        table(load_semipqa(arguments.extra, 250), static, mini, cross, weight=0.3)
        if arguments.extra
        else []
    )
    result = {
        "questions": len(judged),
        "answered": sum(question.answered for question in judged),
        "questions a processor second, without the cross-encoder": round(len(judged) / seconds, 1),
        "pairs a processor second, cross-encoder": round(cross.pairs / cross.seconds, 1),
        "BM25": bm25(questions),
        "soft word match": single(judged, "soft"),
        "static cosine": single(judged, "static"),
        "MiniLM cosine": single(judged, "mini"),
        "cross-encoder alone": single(judged, "cross"),
    }
    for name, width in WIDTHS.items():
        result[f"combination, {name}"] = measure(
            judged, partial(of_width, judged, extra, width), arguments.seeds
        )
    result["cascade, as shipped"] = measure(judged, partial(cascade, judged), arguments.seeds)
    if arguments.json:
        print(json.dumps(result, indent=1))
        return
    for name, value in result.items():
        print(f"{name:26} {value}")


if __name__ == "__main__":
    main()
