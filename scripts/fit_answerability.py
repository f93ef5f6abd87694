"""Rebuild the combination behind `classifiers.answerability`.

`python scripts/fit_answerability.py --data DIR` learns from ePQA in DIR (people's judgements
whether a passage answers a question) and writes coefficients with a card. Attributes of semiPQA
beside it did not help (benchmarks/answerability.py --extra shows it), so they are left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.answerability import load_epqa, measure, table
from classifiers.answerability import MODEL
from classifiers.encoders import MiniLMEncoder, StaticEncoder
from classifiers.fitting import fit
from classifiers.matching import FEATURES, MINI


def listed(values: np.ndarray) -> str:
    """Return numbers as a TOML array."""
    return "[" + ", ".join(f"{value:.5f}" for value in values) + "]"


def main() -> None:
    """Fit, cross-validate and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    static, mini = StaticEncoder.load(), MiniLMEncoder.load()
    main_set = table(load_epqa(arguments.data / "gaps/epqa.jsonl"), static, mini)
    parts, scores = [], {}
    for name, width in (("static", MINI), ("mixed", len(FEATURES))):
        weights, platt = fit(main_set, [], width, np.random.default_rng(5))
        scores[name] = measure(main_set, [], width, 5)
        parts.append(f"[{name}]\nweights = {listed(weights)}\nplatt = {listed(np.array(platt))}\n")
    card = f"""# Does a passage answer a question; rebuilt by scripts/fit_answerability.py.
format = 1
name = "frontstage-answerability-1"
learned_from = ["ePQA, 459 questions on 423 products"]
measured = "cross-validated by product, nested; by question"
auroc_static = {scores["static"]["auroc"]}
auroc_mixed = {scores["mixed"]["auroc"]}
features = [{", ".join(f'"{name}"' for name in FEATURES)}]

"""
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(card + "\n".join(parts), encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
