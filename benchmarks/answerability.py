"""Does a page answer a question: `python -m benchmarks.answerability --data epqa.jsonl [--json]`.

AUROC by question with label 2 as positive, cross-validated by product, 95 % interval by
resampling products; expected calibration error in ten bins; the right passage first where the
page answers. The data is the public ePQA set (contextual-product-qa), in one JSON object a line.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from classifiers.answerability import Answerability, Coefficients
from classifiers.encoders import MiniLMEncoder, StaticEncoder
from classifiers.fitting import Judged, nested
from classifiers.matching import FEATURES, MINI, Array, Rarity, readable
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
    questions: list[dict[str, Any]], static: Encoder, mini: Encoder | None, weight: float = 1.0
) -> list[Judged]:
    """Return the features of every question's pieces; none is cut off before the fit."""
    flat = Coefficients(np.ones(MINI), np.ones(len(FEATURES)), (1, 0), (1, 0), keep=10_000)
    rarity = Rarity(readable(text) for entry in questions for _, text, _ in entry["passages"])
    judge = Answerability(static, mini, coefficients=flat, rarity=rarity)
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


def measure(judged: list[Judged], extra: list[Judged], width: int, seed: int) -> dict[str, Any]:
    """Return one row of the table."""
    rng = np.random.default_rng(seed)
    probabilities = nested(judged, extra, width, rng)
    positive = np.array([float(question.answered) for question in judged])
    low, high = interval(probabilities, positive, [q.group for q in judged], rng)
    return {
        "auroc": round(auroc(probabilities, positive), 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "calibration_error": round(calibration_error(probabilities, positive), 3),
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
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--extra", type=Path, help="semiPQA table to learn from as well")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.data.exists():
        raise SystemExit(
            f"{arguments.data}: not there; it is public: amazon-science/contextual-product-qa"
        )
    static, mini = StaticEncoder.load(), MiniLMEncoder.load()
    questions = load_epqa(arguments.data)
    begun = time.perf_counter()
    judged = table(questions, static, mini)
    seconds = time.perf_counter() - begun
    extra = (
        table(load_semipqa(arguments.extra, 250), static, mini, weight=0.3)
        if arguments.extra
        else []
    )
    result = {
        "questions": len(judged),
        "answered": sum(question.answered for question in judged),
        "questions_per_second": round(len(judged) / seconds, 1),
        "soft word match": single(judged, "soft"),
        "static cosine": single(judged, "static"),
        "MiniLM cosine": single(judged, "mini"),
        "combination, static": measure(judged, extra, MINI, arguments.seed),
        "combination, with MiniLM": measure(judged, extra, len(FEATURES), arguments.seed),
    }
    if arguments.json:
        print(json.dumps(result, indent=1))
        return
    for name, value in result.items():
        print(f"{name:26} {value}")


if __name__ == "__main__":
    main()
