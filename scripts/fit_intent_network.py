"""Learn the network of `assistant.dialogue`: `python -m scripts.fit_intent_network`.

A low-rank change (LoRA) of MiniLM's upper layers and a linear head, learned from what
`scripts/fit_intents.py` fits to; of what people said, the utterance before is read beside it. The
examples of one writer are many and short: each time round half of them are drawn. Some half an hour
of one core; with more cores in other hands than ours, one thread is the fastest.
"""

from __future__ import annotations

import argparse

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from assistant.dialogue.intent_network import LONGEST, NETWORK, STRENGTH, plain
from classifiers.encoding.encoders import bert_of_minilm
from scripts.fit_intents import Told, checksum, classes, masked_examples, masked_spoken
from scripts.low_rank import change

RANK = 16
LOWEST = 2
"""The first layer that changes."""
ROUNDS = 6
BATCH = 48
RATE, HEAD_RATE = 2e-3, 3e-3
SMOOTHING = 0.1
SHARE = 0.5
"""How many of the examples are drawn each time round."""
SEED = 0


class Learner(nn.Module):
    """MiniLM with a low-rank change in its upper layers, and the head."""

    def __init__(self, actions: int) -> None:
        super().__init__()
        self.tokenizer, self.bert = bert_of_minilm()
        self.tokenizer.enable_truncation(LONGEST)
        self.bert.requires_grad_(requires_grad=False)
        change(self.bert.encoder.layer[LOWEST:], RANK, STRENGTH)
        self.head = nn.Linear(self.bert.config.hidden_size, actions)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.drop = nn.Dropout(0.1)

    def pieces(self, told: Told) -> tuple[list[int], list[int]]:
        """Return the word pieces of an utterance and the one before it, and their sides."""
        sides = (plain(told.masked), plain(told.before)) if told.before else (plain(told.masked),)
        encoded = self.tokenizer.encode(*sides)
        return encoded.ids, encoded.type_ids

    def forward(self, batch: list[tuple[list[int], list[int]]]) -> torch.Tensor:
        """Return logits, `(batch, actions)`."""
        width = max(len(ids) for ids, _ in batch)
        packed = torch.zeros(3, len(batch), width, dtype=torch.long)
        for row, (ids, sides) in enumerate(batch):
            packed[0, row, : len(ids)] = torch.tensor(ids)
            packed[1, row, : len(ids)] = torch.tensor(sides)
            packed[2, row, : len(ids)] = 1
        ids_, sides_, mask = packed
        states = self.bert(input_ids=ids_, token_type_ids=sides_, attention_mask=mask)
        own = (mask * (1 - sides_))[..., None]
        mean = (states.last_hidden_state * own).sum(1) / own.sum(1)
        logits: torch.Tensor = self.head(self.drop(mean))
        return logits

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """Return what was learned, in half precision, by the names that BERT gives its layers."""
        kept = {
            name.removeprefix("bert."): value.detach().numpy().astype(np.float16)
            for name, value in self.state_dict().items()
            if name.endswith((".A", ".B"))
        }
        head = {"head": self.head.weight, "bias": self.head.bias}
        return kept | {
            name: value.detach().numpy().astype(np.float16) for name, value in head.items()
        }


def rounds(
    lengths: npt.NDArray[np.int64], examples: int, rng: np.random.Generator
) -> list[npt.NDArray[np.int64]]:
    """Return all batches of all rounds, as places; utterances of like length stand together.

    Args:
        lengths: Word pieces of each utterance, the examples first.
        examples: How many of them are examples.
        rng: Draws and shuffles.
    """
    out: list[npt.NDArray[np.int64]] = []
    for _ in range(ROUNDS):
        drawn = (np.arange(len(lengths)) >= examples) | (rng.random(len(lengths)) < SHARE)
        order = rng.permutation(np.flatnonzero(drawn))
        for start in range(0, len(order), 20 * BATCH):
            part = order[start : start + 20 * BATCH]
            part = part[np.argsort(lengths[part], kind="stable")]
            batches = [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
            out += [batches[at] for at in rng.permutation(len(batches))]
    return out


def learn(model: Learner, told: list[Told], examples: int, names: tuple[str, ...]) -> None:
    """Go over what was told; the rates rise for a tenth of the way and then fall."""
    pieces = [model.pieces(each) for each in told]
    wanted = torch.tensor([names.index(each.name) for each in told])
    rng = np.random.default_rng(SEED)
    plan = rounds(np.array([len(ids) for ids, _ in pieces]), examples, rng)
    changing = [each for each in model.bert.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": changing}, {"params": model.head.parameters()}], lr=RATE, weight_decay=0.01
    )
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=[RATE, HEAD_RATE], total_steps=len(plan) + 1, pct_start=0.1
    )
    model.train()
    for step, batch in enumerate(plan, start=1):
        logits = model([pieces[at] for at in batch])
        loss = nn.functional.cross_entropy(logits, wanted[batch], label_smoothing=SMOOTHING)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(changing, 1.0)
        optimizer.step()
        rates.step()
        if step % 100 == 0:
            print(f"{step} of {len(plan)} steps, loss {loss.item():.3f}", flush=True)


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--threads", type=int, default=1)
    torch.set_num_threads(parser.parse_args().threads)
    torch.manual_seed(SEED)
    examples, spoken = masked_examples(), masked_spoken()
    told = [*examples, *spoken]
    names = classes(told)
    model = Learner(len(names))
    learn(model, told, len(examples), names)
    np.savez_compressed(
        NETWORK, names=np.array(names), examples=np.array(checksum()), **model.learned()
    )
    print(f"learned from {len(told):,} utterances of {len(names)} actions")


if __name__ == "__main__":
    main()
