"""Rebuild the cross-encoder of `classifiers.answerability`: a low-rank change to MiniLM.

`python -m scripts.fit_cross_encoder --data DIR` learns from semiPQA and hetPQA in DIR
(CDLA-Sharing-1.0): every attribute that answers, for each one that looks as if it did and one drawn
at random, and hetPQA's passages at half the weight, because its labels are noisier. Products of
ePQA are left out: it is what the model is measured on, and what the combination is fitted on.
One pass, some five minutes of one core.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import nn

from classifiers.answerability.cross_encoder import CROSS_DIR, CROSS_NAME, SCALE, joined_features
from classifiers.answerability.matching import readable
from classifiers.encoding.encoders import MINILM_SHA256, StaticEncoder, bert_of_minilm
from scripts.low_rank import change

RANK = 8
RATE = 1e-3
BATCH = 24
LONGEST = 64
SEED = 1
Example = tuple[str, str, float, float]
"""Question, text, 1 where it answers, weight."""


class Learner(nn.Module):
    """MiniLM with a low-rank change in every layer, and the head."""

    def __init__(self) -> None:
        super().__init__()
        self.tokenizer, self.bert = bert_of_minilm()
        self.tokenizer.enable_truncation(LONGEST, strategy="only_second")
        self.bert.requires_grad_(requires_grad=False)
        change(self.bert.encoder.layer, RANK, SCALE)
        self.cls = nn.Linear(4 * self.bert.config.hidden_size, 1)
        # Learning begins with the cosine of the two sides, which is right more often than not.
        self.cls.weight.data.zero_()
        self.cls.weight.data[0, : self.bert.config.hidden_size] = 8.0
        self.cls.bias.data.fill_(-4.0)
        self.drop = nn.Dropout(0.1)

    def forward(self, pairs: list[tuple[str, str]]) -> torch.Tensor:
        """Return one logit a pair."""
        encoded = self.tokenizer.encode_batch(pairs)
        width = max(len(e.ids) for e in encoded)
        packed = torch.zeros(3, len(pairs), width, dtype=torch.long)
        for i, e in enumerate(encoded):
            for j, values in enumerate((e.ids, e.type_ids, e.attention_mask)):
                packed[j, i, : len(values)] = torch.tensor(values)
        ids, sides, mask = packed
        out = self.bert(input_ids=ids, token_type_ids=sides, attention_mask=mask)
        joined = joined_features(out.last_hidden_state, sides, mask)
        return self.cls(self.drop(joined))[:, 0]


def semipqa(data: Path, rng: np.random.Generator) -> list[Example]:
    """Return every answering attribute with twice as many that do not answer."""
    questions: dict[str, list[tuple[str, str, bool]]] = {}
    for name in ("semipqa_dev.tsv", "semipqa_testseen.tsv"):
        with (data / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                entry = (row["question"], readable(row["candidate"]), row["label"] == "1")
                questions.setdefault(name + row["qid"], []).append(entry)
    encoder, out = StaticEncoder.load(), []
    for rows in questions.values():
        vector = encoder.encode([rows[0][0]])[0]
        yes = [row for row in rows if row[2]]
        no = [row for row in rows if not row[2]]
        likeness = encoder.encode([row[1] for row in no]) @ vector
        order = np.argsort(-likeness, kind="stable").tolist()
        wanted = 2 * len(yes) or 1
        near = order[: (wanted + 1) // 2]
        rest = order[len(near) :]
        drawn = rng.choice(rest, min(len(rest), wanted - len(near)), replace=False) if rest else []
        chosen = yes + [no[i] for i in [*near, *(int(i) for i in drawn)]]
        out += [(asked, text, float(label), 1.0) for asked, text, label in chosen]
    return out


def hetpqa(data: Path) -> list[Example]:
    """Return all judged passages of products that ePQA does not have."""
    rows = [json.loads(line) for line in (data / "hetpqa.jsonl").read_text("utf-8").splitlines()]
    kept_out = {
        json.loads(line)["asin"] for line in (data / "epqa.jsonl").read_text("utf-8").splitlines()
    }
    return [
        (row["question"], readable(passage["text"]), float(passage["label"]), 0.5)
        for row in rows
        if row["asin"] not in kept_out
        for passage in [*row["page"], *row["other"]]
    ]


def batches(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Return batches of examples of like length, in random order."""
    order = sorted(examples, key=lambda e: (len(e[0] + e[1]) // 40, rng.random()))
    out = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(out)
    return out


def learn(model: Learner, examples: list[Example]) -> None:
    """Go over the examples once; the rate rises for a tenth of the way and then falls."""
    rng = random.Random(SEED)  # noqa: S311 - an order of examples is no secret
    plan = batches(examples, rng)
    optimizer = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01
    )
    model.train()
    for step, batch in enumerate(plan):
        share = min((step + 1) / (0.1 * len(plan) + 1), max(0.02, 1 - step / len(plan)))
        for group in optimizer.param_groups:
            group["lr"] = RATE * share
        target = torch.tensor([label for _, _, label, _ in batch])
        weight = torch.tensor([weight for *_, weight in batch])
        logits = model([(asked[:400], text[:1500]) for asked, text, _, _ in batch])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, target, weight)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.bert.parameters(), 1.0)
        optimizer.step()
        if step % 50 == 49:
            print(f"{step + 1} of {len(plan)} steps, loss {loss.item():.3f}", flush=True)


def write(learned: dict[str, torch.Tensor], out: Path, learned_from: list[str]) -> None:
    """Write what was learned, in half precision, and its card."""
    from safetensors.torch import save

    half = {name: value.half().contiguous() for name, value in sorted(learned.items())}
    payload = save(half)
    out.mkdir(parents=True, exist_ok=True)
    (out / "adapter.safetensors").write_bytes(payload)
    sources = ", ".join(f'"{source}"' for source in learned_from)
    card = f"""# The model card of the cross-encoder; rebuilt by scripts/fit_cross_encoder.py.
format = 1
name = "{CROSS_NAME}"
what = "Reads a question and a piece of a page together: does the one answer the other?"
base = "sentence-transformers/all-MiniLM-L6-v2"
base_sha256 = "{MINILM_SHA256}"
method = "low-rank change (LoRA, rank {RANK}) in every linear layer, and one linear head"
learned_from = [{sources}]
licence = "Apache-2.0 (base); learned from data under CDLA-Sharing-1.0"
languages = ["en"]
measured = "docs/benchmarks.md; python -m benchmarks.answerability"
limits = "Short questions about consumer products; one piece of text of up to some 90 words."

[sha256]
"adapter.safetensors" = "{hashlib.sha256(payload).hexdigest()}"
"""
    (out / "card.toml").write_text(card, encoding="utf-8")


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=CROSS_DIR)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    gaps = arguments.data / "gaps"
    examples = semipqa(gaps, np.random.default_rng(3)) + hetpqa(gaps)
    model = Learner()
    learn(model, examples)
    learned = {k: v for k, v in model.state_dict().items() if k[-2:] in {".A", ".B"} or "cls" in k}
    write(learned, arguments.out, ["semiPQA", "hetPQA"])
    print(f"learned from {len(examples)} pairs")


if __name__ == "__main__":
    main()
