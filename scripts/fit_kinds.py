"""Rebuild the model that tells product facts from orders, faults and opinions.

`python scripts/fit_kinds.py --data DIR` learns from the permissively licensed public sets in DIR
(questions about products from ePQA, hetPQA and semiPQA; customers' turns from MultiDoGO and
Bitext) and from phrases written for it. ABCD is never learned from: it is what this is measured on.
"""

from __future__ import annotations

import argparse
import csv
import json
import tomllib
from pathlib import Path

import numpy as np

from classifiers.encoding.encoders import MiniLMEncoder, StaticEncoder
from classifiers.needs.kinds import KINDS, KINDS_DIR, KINDS_READ_DIR, features
from classifiers.stages.smalltalk import SMALL_TALK
from corpora.protocols import Encoder

ORDER_STAGES = {
    "place_order",
    "revise_or_inquire",
    "pay",
    "receive",
    "exchange_or_return",
    "manage_account",
}
PHRASES = Path(__file__).parent / "kind_phrases.toml"


def read(path: Path) -> list[dict[str, str]]:
    """Read one JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written(rng: np.random.Generator) -> list[tuple[str, str, bool]]:
    """Return the phrases written for it, each six times, with other things in them every time."""
    with PHRASES.open("rb") as file:
        book = tomllib.load(file)

    def filled(text: str) -> str:
        for name in ("thing", "part", "other", "service", "feature"):
            word = str(rng.choice(book[name]))
            article = "an " if word[0] in "aeiou" else "a "
            text = text.replace("{a_" + name + "}", article + word)
            text = text.replace("{" + name + "}", word)
        return text

    return [
        (filled(text), kind, bool(turn % 2))
        for kind, texts in book["phrases"].items()
        for text in texts
        for turn in range(6)
    ]


def examples(data: Path, rng: np.random.Generator) -> list[tuple[str, str, bool]]:
    """Return `(text, kind, the source names a product)`."""
    facts = {row["question"] for row in read(data / "gaps/epqa.jsonl")}
    facts |= {row["question"] for row in read(data / "gaps/hetpqa.jsonl")}
    with (data / "gaps/semipqa_dev.tsv").open(encoding="utf-8", newline="") as file:
        facts |= {row["question"] for row in csv.DictReader(file, delimiter="\t")}
    rows = [(text, "product_fact", bool(rng.random() < 0.5)) for text in sorted(facts)]
    turns: dict[str, set[str]] = {"order": set(), "fault": set()}
    stages = data / "stages"
    for path in [*sorted(stages.glob("multidogo_*.jsonl")), stages / "bitext.jsonl"]:
        for row in read(path):
            if len(row["text"].split()) < 4:
                continue
            if row["stage"] in ORDER_STAGES:
                turns["order"].add(row["text"])
            elif row["stage"] == "get_support":
                turns["fault"].add(row["text"])
    for kind, texts in turns.items():
        chosen = rng.permutation(sorted(texts))[:1500]
        rows += [(str(text), kind, bool(rng.random() < 0.1)) for text in chosen]
    rows += written(rng)
    rows += [(text, "order", False) for text in SMALL_TALK] * 3
    return rows


def write(out: Path, encoder: Encoder, rows: list[tuple[str, str, bool]]) -> None:
    """Fit a model on the vectors of one encoder, and write it with its card."""
    from sklearn.linear_model import LogisticRegression

    texts = [text for text, _, _ in rows]
    inputs = features(encoder.encode(texts), texts, [about for _, _, about in rows])
    target = np.array([KINDS.index(kind) for _, kind, _ in rows])  # type: ignore[arg-type]
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(inputs, target)
    out.mkdir(parents=True, exist_ok=True)
    np.savez(
        out / "model.npz",
        weights=model.coef_.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )
    card = f"""# What sort of thing a need asks; rebuilt by scripts/fit_kinds.py.
format = 2
name = "frontstage-{out.name.replace("_", "-")}-2"
encoder = "{encoder.name}"
kinds = {list(KINDS)}
learned_from = ["ePQA", "hetPQA", "semiPQA", "MultiDoGO", "Bitext", "phrases written for it"]
not_learned_from = ["ABCD", "headset questions", "Hobthorn"]
examples = {len(rows)}
""".replace("'", '"')
    (out / "card.toml").write_text(card, encoding="utf-8")
    print(f"learned from {len(rows)} examples; {np.bincount(target).tolist()} of {KINDS}")


def main() -> None:
    """Fit and write the models of both encoders."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    rows = examples(arguments.data, np.random.default_rng(7))
    write(KINDS_DIR, StaticEncoder.load(), rows)
    write(KINDS_READ_DIR, MiniLMEncoder.load(), rows)


if __name__ == "__main__":
    main()
