"""Rebuild the model that tells product facts from orders, faults and opinions.

`python scripts/fit_kinds.py --data DIR` learns from the permissively licensed public sets in DIR
(questions about products from ePQA, hetPQA and semiPQA; customers' turns from MultiDoGO and
Bitext) and from phrases written for it. ABCD is never learned from: it is what this is measured on.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from classifiers.encoders import StaticEncoder
from classifiers.kinds import KINDS, KINDS_DIR, features
from classifiers.smalltalk import SMALL_TALK

ORDER_STAGES = {
    "place_order",
    "revise_or_inquire",
    "pay",
    "receive",
    "exchange_or_return",
    "manage_account",
}
OPINIONS = (
    "is it any good?",
    "would you buy it again?",
    "is it worth the money?",
    "what do you think of it?",
    "do you like yours?",
    "which one would you recommend?",
    "is this one better than the other?",
    "how is the quality?",
    "has anyone tried it?",
    "are you happy with it?",
    "does it look nice in real life?",
    "what's the best one for a beginner?",
    "should I get this or the bigger one?",
    "why are the reviews so bad?",
    "is it comfortable for long days?",
    "do people find it noisy?",
    "would you say it is easy to use?",
    "how do you like the sound?",
    "is it really as good as they say?",
    "which do you prefer?",
)
FAULTS = (
    "mine stopped working after a week, what can I do?",
    "why won't it turn on?",
    "it keeps disconnecting, is it faulty?",
    "the left side has no sound any more, how do I fix it?",
    "is there a fix for the error message?",
    "mine arrived broken, is that normal?",
    "why does it crash every time?",
    "my screen is black, what is wrong?",
    "it doesn't charge any more",
    "it is making a strange noise, should it?",
    "I can't get it to connect, it worked yesterday",
    "does anyone else have trouble with the switch falling off?",
    "the handle broke off, can I get a new one?",
    "it leaks from the bottom, what should I do?",
    "mine is defective, who do I contact?",
)
ORDERS = (
    "when will it be back in stock?",
    "when does the new collection come out?",
    "what is the release date?",
    "when can I buy it?",
    "is it in stock?",
    "do you ship to Norway?",
    "how much is the shipping?",
    "will it get here before Sunday?",
    "why is it so expensive?",
    "how much does it cost?",
    "can you match this price?",
    "are there import fees?",
    "can I get next day delivery?",
    "can I pay with the card on file?",
    "when will my card be charged?",
    "how do I return it?",
    "is there a discount if I buy two?",
    "what are the membership levels and their benefits?",
    "why does the search show no results?",
    "why is your website so slow?",
    "how much is it to have my name put on it?",
)
FACTS = (
    "can I use it with my laptop instead of a phone?",
    "works with an android tablet?",
    "can you watch films on it?",
    "do I need an adapter for my phone?",
    "what cable do I need?",
    "what is the length of the warranty?",
    "how many hours of calls does it last?",
    "multiple users?",
    "will it read out my messages?",
    "I have a question about a pair of boots",
    "I'd like more information about these boots",
    "can you tell me more about this item?",
    "does it come with a charger?",
    "I was wondering whether it fits a twelve inch shelf",
    "the page doesn't say how long the cable is",
    "I thought it came with a carry case",
    "is the hood detachable?",
    "what is it made of?",
    "does it work on induction?",
    "can it go in the dishwasher?",
    "it says waterproof, but can I swim with it?",
    "how many watts is it?",
    "are the laces black or brown?",
    "which batteries does it take?",
    "how do you clean the filter?",
    "is it suitable for a child of three?",
    "do the jeans have holes in them?",
    "will it last for years?",
    "does the lid lock?",
    "how heavy is it?",
    "the description doesn't mention the size of the box",
    "is the cover washable?",
)


def read(path: Path) -> list[dict[str, str]]:
    """Read one JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


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
    for texts, kind in (
        (OPINIONS, "opinion"),
        (ORDERS, "order"),
        (FAULTS, "fault"),
        (FACTS, "product_fact"),
    ):
        rows += [(text, kind, bool(i % 2)) for i, text in enumerate(texts)] * 6
    rows += [(text, "order", False) for text in SMALL_TALK] * 3
    return rows


def main() -> None:
    """Fit and write the model with its card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=KINDS_DIR)
    arguments = parser.parse_args()
    from sklearn.linear_model import LogisticRegression

    rows = examples(arguments.data, np.random.default_rng(7))
    encoder = StaticEncoder.load()
    texts = [text for text, _, _ in rows]
    inputs = features(encoder.encode(texts), texts, [about for _, _, about in rows])
    target = np.array([KINDS.index(kind) for _, kind, _ in rows])  # type: ignore[arg-type]
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(inputs, target)
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.savez(
        arguments.out / "model.npz",
        weights=model.coef_.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )
    card = f"""# What sort of thing a need asks; rebuilt by scripts/fit_kinds.py.
format = 1
name = "frontstage-kinds-1"
encoder = "{encoder.name}"
kinds = {list(KINDS)}
learned_from = ["ePQA", "hetPQA", "semiPQA", "MultiDoGO", "Bitext", "phrases written for it"]
not_learned_from = ["ABCD"]
examples = {len(rows)}
""".replace("'", '"')
    (arguments.out / "card.toml").write_text(card, encoding="utf-8")
    print(f"learned from {len(rows)} examples; {np.bincount(target).tolist()} of {KINDS}")


if __name__ == "__main__":
    main()
