"""Rebuild the combination behind `classifiers.answerability.probability`.

`python scripts/fit_answerability.py --data DIR` learns from ePQA in DIR (people's judgements
whether a passage answers a question) and writes coefficients with a card. Attributes of semiPQA
beside it did not help (benchmarks/answerability.py --extra shows it), so they are left out.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.answerability import load_epqa, measure, of_width, table
from classifiers.answerability.cross_encoder import CrossEncoder
from classifiers.answerability.fitting import fit
from classifiers.answerability.matching import FEATURES
from classifiers.answerability.probability import MODEL, WIDTHS
from classifiers.encoding.encoders import MiniLMEncoder, StaticEncoder


def listed(values: np.ndarray) -> str:
    """Return numbers as a TOML array."""
    return "[" + ", ".join(f"{value:.5f}" for value in values) + "]"


def main() -> None:
    """Fit, cross-validate and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    static, mini, cross = StaticEncoder.load(), MiniLMEncoder.load(), CrossEncoder.load()
    main_set = table(load_epqa(arguments.data / "gaps/epqa.jsonl"), static, mini, cross)
    parts, scores = [], {}
    for name, width in WIDTHS.items():
        weights, platt = fit(main_set, [], width, np.random.default_rng(5))
        scores[name] = measure(main_set, partial(of_width, main_set, [], width), seeds=5)
        parts.append(f"[{name}]\nweights = {listed(weights)}\nplatt = {listed(np.array(platt))}\n")
    measured = "\n".join(f"auroc_{name} = {score['auroc']}" for name, score in scores.items())
    card = f"""# Does a passage answer a question; rebuilt by scripts/fit_answerability.py.
format = 2
name = "frontstage-answerability-2"
learned_from = ["ePQA, 459 questions on 423 products"]
measured = "cross-validated by product, nested; by question; mean of five seeds"
{measured}
features = [{", ".join(f'"{name}"' for name in FEATURES)}]

"""
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(card + "\n".join(parts), encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
