"""Stages, zero-shot and after teaching: `python -m benchmarks.stages --data FILE [--json]`.

FILE holds one JSON object a line with `text` and `stage` (null: belongs to none). Macro-F1 over
the stages that occur, of the best stage for every text (no abstaining), with a 95 % interval by
resampling texts; beside it, how much is decided at the shipped threshold and how right that is.
Choices are made on the MultiDoGO files only. `--answers 15 30` measures teaching on texts that
have a stage, as `benchmarks.teaching` says; `--setfit SEEDS` puts SetFit beside it, which is slow.
Without `--data` it is ABCD that is scored.
`--company FOLDER` scores whole contacts of a sample company against its truth file instead, with
`--answers` after so many.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import data_file
from classifiers.encoding.encoders import MiniLMEncoder, StaticEncoder
from classifiers.stages.classifier import StageClassifier
from corpora.records import Stage

_POOL = 2_000
JOURNEY = Path(__file__).parent.parent / "journeys" / "default_journey.toml"


def stages_of(path: Path) -> tuple[Stage, ...]:
    """Read the stages of a journey file."""
    return tuple(
        Stage(row["id"], row["name"], row["description"], tuple(row["examples"]))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["stage"]
    )


def read(path: Path) -> tuple[list[str], list[str], int]:
    """Return texts with a stage, their stages, and how many texts belong to none."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row["stage"]]
    return [row["text"] for row in kept], [row["stage"] for row in kept], len(rows) - len(kept)


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """Return the unweighted mean F1 over the stages that occur in `truth`."""
    from sklearn.metrics import f1_score

    labels = sorted(set(truth))
    return float(f1_score(truth, said, labels=labels, average="macro", zero_division=0))


def measure(classifier: StageClassifier, path: Path, seed: int) -> dict[str, Any]:
    """Return one row of the table."""
    texts, truth, none = read(path)
    begun = time.perf_counter()
    said = classifier.predict(texts).tolist()
    seconds = time.perf_counter() - begun
    rng = np.random.default_rng(seed)
    drawn = [
        macro_f1([truth[i] for i in pick], [said[i] for i in pick])
        for pick in rng.integers(len(texts), size=(100, len(texts)))
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    decided = [(d.stage_id, t) for d, t in zip(classifier.decide(texts), truth, strict=True)]
    sure = [(stage, t) for stage, t in decided if stage is not None]
    return {
        "texts": len(texts),
        "without_stage": none,
        "macro_f1": round(macro_f1(truth, said), 3),
        "low": round(float(low), 3),
        "high": round(float(high), 3),
        "decided": round(len(sure) / len(texts), 3),
        "right_when_decided": round(sum(a == b for a, b in sure) / max(len(sure), 1), 3),
        "texts_per_second": round(len(texts) / seconds),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=[], nargs="+")
    parser.add_argument("--company", type=Path, default=[], nargs="+", help="with truth.toml")
    parser.add_argument("--journey", type=Path, default=JOURNEY)
    parser.add_argument("--encoder", choices=("static", "minilm", "both"), action="append")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--answers", type=int, nargs="+", help="measure teaching after so many")
    parser.add_argument("--seeds", type=int, default=10, help="of teaching")
    parser.add_argument("--setfit", type=int, default=0, help="seeds of SetFit")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not (arguments.data or arguments.company):
        arguments.data = [data_file("stages/abcd.jsonl")]
    for path in arguments.data:
        if not path.exists():
            raise SystemExit(f"{path}: not there; docs/benchmarks.md says where the sets are from")
    if arguments.company:
        _show(_companies(arguments), as_json=arguments.json)
        return
    stages = stages_of(arguments.journey)
    rows: list[dict[str, Any]] = []
    if arguments.answers:
        _show(_teaching(arguments, stages), as_json=arguments.json)
        return
    for name in arguments.encoder or ["both"]:
        if name == "both":
            rows += [_both(path, stages, arguments.seed) for path in arguments.data]
            continue
        encoder = StaticEncoder.load() if name == "static" else MiniLMEncoder.load()
        classifier = StageClassifier(stages, encoder=encoder).fit()
        rows += [
            {"data": path.name, "encoder": name, **measure(classifier, path, arguments.seed)}
            for path in arguments.data
        ]
    _show(rows, as_json=arguments.json)


def _companies(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from benchmarks.company_stages import measure_company, measure_taught

    if arguments.answers:
        marks = [0, *arguments.answers]
        return [row for each in arguments.company for row in measure_taught(each, marks)]
    return [row for each in arguments.company for row in measure_company(each)]


def _both(path: Path, stages: Sequence[Stage], seed: int) -> dict[str, Any]:
    """Measure what labels a workspace: both encoders judge 2,000 texts, the quick one all."""
    from classifiers.stages.two_encoders import handed_on
    from classifiers.text import plain

    texts, _, _ = read(path)
    rng = np.random.default_rng(seed)
    pool = [plain(texts[i]) for i in rng.permutation(len(texts))[:_POOL]]
    quick, careful = StaticEncoder.load(), MiniLMEncoder.load()
    vectors = quick.encode(pool), careful.encode(pool)
    classifier = handed_on(stages, quick, careful, vectors)
    return {
        "data": path.name,
        "encoder": "both",
        "pool": len(pool),
        **measure(classifier, path, seed),
    }


def _teaching(arguments: argparse.Namespace, stages: Sequence[Stage]) -> list[dict[str, Any]]:
    from benchmarks.teaching import prepare
    from benchmarks.teaching_table import table

    encoder = MiniLMEncoder.load()
    rows = []
    for path in arguments.data:
        texts, truth, _ = read(path)
        data = prepare(texts, truth, stages, encoder)
        found = table(
            data,
            stages,
            encoder,
            marks=arguments.answers,
            seeds=range(arguments.seeds),
            setfit_seeds=range(arguments.setfit),
        )
        rows += [{"data": path.name, **row} for row in found]
    return rows


def _show(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
