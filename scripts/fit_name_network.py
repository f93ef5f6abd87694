"""Fit what tells a person's name by its sentence: `python -m scripts.fit_name_network [--folds N]`.

Writes corpora/redact/name_network.npz: one hidden layer over the meanings of the words around a
candidate (`corpora.redact.windows`). The meanings are the static encoder's, cut down to 24
dimensions. It learns from sentences of our own with names of our lists in them (`naming`), from
the labelled texts of tests/corpora/redaction that were worked on, their names exchanged, and, where
`../shared/data` has them, from questions on products, in which nobody is named, and from talk, in
which the rules alone say who is; none of these is kept. Names that no list holds are what it is
for, so what lists know is hidden now and then.

With `--folds N` nothing is written: each labelled text is judged by a network that has not seen it.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from benchmarks.data import data_folder
from benchmarks.redaction import TEXTS
from corpora.redact import Redactor, names, windows
from scripts.naming.texts import Maker, Named

SEED = 20_261_122
SETS = ("dev", "more_dev", "more_check", "later")
MADE, EXCHANGED, QUESTIONS = 30_000, 8, 12_000  # texts; of each labelled one; at most
WORDS, MEANING, UNITS = 12_000, 24, 40
EPOCHS, BATCH, RATE = 4, 256, 4e-3
LABELLED_WEIGHT, TALK_WEIGHT = 1.5, 0.7
HIDDEN, OWN_HIDDEN, NEAR_HIDDEN = 0.3, 0.35, 0.07  # shares of what is hidden from it
FACTS_AROUND = len(windows.OFFSETS) * windows.NEAR_FACTS
BY_LISTS = [FACTS_AROUND + at for at in (2, 3, 4, 11)]  # of `windows.about`
LIKENESS, UNLISTED_LIKENESS = FACTS_AROUND + 9, FACTS_AROUND + 10
_SPEAKER = re.compile(r"\*\*(?:Agent|Customer)[^*]*\*\*|\n")
STATIC = Path(str(files("classifiers"))) / "models" / "static"
TARGET = Path(str(files("corpora.redact"))) / "name_network.npz"


Floats = np.ndarray[Any, np.dtype[np.float32]]


class Examples(NamedTuple):
    """Candidates: their rows, facts and whether each is a name, and how much each counts."""

    rows: np.ndarray[Any, np.dtype[np.int32]]
    facts: Floats
    names: Floats
    weights: Floats


class Net(torch.nn.Module):
    """The network while it learns; the rows that stand for no word are learnt with it."""

    def __init__(self, meanings: torch.Tensor, facts: int) -> None:
        super().__init__()
        self.special = torch.nn.Parameter(torch.randn(windows.SPECIAL, MEANING) * 0.1)
        self.register_buffer("words", meanings)
        self.one = torch.nn.Linear(MEANING * (len(windows.OFFSETS) + 1) + facts, UNITS)
        self.two = torch.nn.Linear(UNITS, 1)
        self.drop = torch.nn.Dropout(0.15)

    def forward(self, rows: torch.Tensor, facts: torch.Tensor) -> torch.Tensor:
        """Return log-odds; while it learns some words are hidden, as ones it will not know."""
        near = torch.cat([self.special, self.words])[rows]
        if self.training:
            shares = torch.full(near.shape[1:2], NEAR_HIDDEN)
            shares[-1] = OWN_HIDDEN
            near = near * (torch.rand(near.shape[:2]) >= shares).unsqueeze(2)
        inputs = torch.cat([near.flatten(1), facts], 1)
        return self.two(self.drop(torch.relu(self.one(inputs)))).squeeze(1)


def table() -> tuple[list[str], torch.Tensor]:
    """Return the commonest words of the static encoder and their meanings in 24 dimensions."""
    from safetensors.numpy import load_file

    stored = load_file(STATIC / "model.safetensors")
    known = json.loads((STATIC / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    words = [word for word in sorted(known, key=known.get) if word.isalpha() and word.isascii()]
    at = [known[word] for word in words[:WORDS]]
    vectors = stored["embedding"][at].astype(np.float32) * stored["scale"][at, None]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    vectors -= vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors[:8_000], full_matrices=False)
    short = vectors @ axes[:MEANING].T
    short /= np.linalg.norm(short, axis=1, keepdims=True).clip(1e-6)
    return words[:WORDS], torch.from_numpy(np.round(short * 127) / 127)


def examples(texts: Iterable[Named], vocabulary: windows.Vocabulary, weight: float) -> Examples:
    """Turn texts into candidates."""
    found: list[Examples] = []
    for text, spans in texts:
        one = vocabulary.candidates([text])
        if one is not None:
            named = [any(a < end and start < b for a, b in spans) for _, start, end in one.places]
            names = np.array(named, dtype=np.float32)
            found.append(Examples(one.rows, one.facts, names, np.full_like(names, weight)))
    return together(found)


def together(sets: Iterable[Examples]) -> Examples:
    """Return all of them as one."""
    return Examples(*(np.concatenate(part) for part in zip(*sets, strict=True)))


def labelled() -> list[dict[str, Any]]:
    """Return the labelled texts that were worked on."""
    paths = (TEXTS / f"texts_{name}.jsonl" for name in SETS)
    return [_by_patterns(json.loads(line)) for path in paths for line in path.open("rb")]


def _by_patterns(row: dict[str, Any]) -> dict[str, Any]:
    """Put placeholders for all but names, as the network sees texts."""
    text, spans, at = "", [], 0
    for span in sorted(row["spans"], key=lambda span: span["start"]):
        text += row["text"][at : span["start"]]
        of_a_name = span["kind"] == "NAME"
        put = row["text"][span["start"] : span["end"]] if of_a_name else f"<{span['kind']}_1>"
        if of_a_name:
            spans.append({"start": len(text), "end": len(text) + len(put), "kind": "NAME"})
        text += put
        at = span["end"]
    return {"text": text + row["text"][at:], "spans": spans}


def as_named(row: dict[str, Any]) -> Named:
    """Return a labelled text as it is."""
    spans = row["spans"]
    return Named(row["text"], [(s["start"], s["end"]) for s in spans if s["kind"] == "NAME"])


def of_labelled(rows: Sequence[dict[str, Any]], maker: Maker) -> Iterator[Named]:
    """Yield each labelled text, and again with other names."""
    for row in rows:
        yield as_named(row)
        yield from (maker.exchanged(row) for _ in range(EXCHANGED))


def questions() -> list[Named]:
    """Return what is asked and said about products, in which nobody is named."""
    found: set[str] = set()
    for path in sorted((data_folder() / "gaps").glob("epqa.jsonl")):
        for row in map(json.loads, path.open(encoding="utf-8")):
            said = (part["text"][:300] for part in row["page"] if part["source"] != "attribute")
            found.update((row["question"], row["title"], *said))
    for path in sorted((data_folder() / "gaps").glob("semipqa_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(row["question"] for row in csv.DictReader(file, delimiter="\t"))
    order = np.random.default_rng(SEED).permutation(sorted(found))
    return [Named(str(text), []) for text in order[:QUESTIONS]]


def talk() -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield what customers said, mistyped as they do, and where the rules find names in it."""
    found: set[str] = set()
    for name in ("multidogo_*", "abcd", "natcs_insurance"):
        for path in sorted((data_folder() / "stages").glob(f"{name}.jsonl")):
            found.update(json.loads(line)["text"] for line in path.open(encoding="utf-8"))
    for path in sorted((data_folder() / "calls").glob("woodgrove.jsonl")):
        said = (json.loads(line)["Content"] for line in path.open(encoding="utf-8"))
        found.update(part.strip() for text in said for part in _SPEAKER.split(text))
    redactor = Redactor("patterns")
    for text in sorted(found):
        redacted = redactor.contact([text])[0].text
        yield redacted, names.hear(redacted, "")


def of_talk(vocabulary: windows.Vocabulary) -> Examples:
    """Turn talk into candidates; known names that the rules pass over are left out, as unsure."""
    found = examples((Named(*said) for said in talk()), vocabulary, TALK_WEIGHT)
    sure = (found.names > 0) | (found.facts[:, BY_LISTS[0]] == 0)
    return Examples(*(part[sure] for part in found))


def fit(sets: Sequence[Examples], meanings: torch.Tensor) -> Net:
    """Fit the network."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    rows, facts, named, weights = together(sets)
    net = Net(meanings, facts.shape[1])
    steps = EPOCHS * -(-len(named) // BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    net.train()
    for _ in range(EPOCHS):
        order = rng.permutation(len(named))
        for begin in range(0, len(order), BATCH):
            at = order[begin : begin + BATCH]
            shown = _some_hidden(facts[at], rng)
            odds = net(torch.from_numpy(rows[at]).long(), torch.from_numpy(shown))
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                odds, torch.from_numpy(named[at]), torch.from_numpy(weights[at])
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def _some_hidden(facts: Floats, rng: np.random.Generator) -> Floats:
    shown = facts.copy()
    hidden = rng.random(len(shown)) < HIDDEN
    shown[np.ix_(hidden, BY_LISTS)] = 0
    shown[hidden, UNLISTED_LIKENESS] = shown[hidden, LIKENESS]
    return shown


def write(net: Net, words: Sequence[str]) -> None:
    """Write the weights that `corpora.redact.network` reads."""
    meanings = torch.cat([net.special, net.words]).detach().numpy()
    scale = 127 / max(1.0, float(np.abs(meanings).max()))
    half = {
        "hidden": net.one.weight.T, "hidden_bias": net.one.bias,
        "out": net.two.weight[0], "out_bias": net.two.bias[0],
    }  # fmt: skip
    np.savez_compressed(
        TARGET,
        words=np.frombuffer(" ".join(words).encode(), dtype=np.uint8),
        meanings=np.round(meanings * scale).astype(np.int8),
        scale=scale,
        **{name: part.detach().numpy().astype(np.float16) for name, part in half.items()},
    )
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


def check(net: Net, known: windows.Vocabulary, texts: Sequence[Named]) -> tuple[Floats, Floats]:
    """Return how likely each candidate of `texts` is a name, and whether it is."""
    asked = examples(texts, known, 1.0)
    with torch.no_grad():
        odds = net(torch.from_numpy(asked.rows).long(), torch.from_numpy(asked.facts))
    return torch.sigmoid(odds).numpy(), asked.names


def main() -> None:
    """Fit and write, or say how well folds that were kept back are told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--folds", type=int, default=0, help="only say how well they are told")
    folds = parser.parse_args().folds
    words, meanings = table()
    known = windows.Vocabulary({word: at for at, word in enumerate(words, windows.SPECIAL)})
    maker, texts = Maker(SEED), labelled()
    sets = [examples((maker.made() for _ in range(MADE)), known, 1.0)]
    sets += [examples(asked, known, 1.0)] if (asked := questions()) else []
    sets += [of_talk(known)] if (data_folder() / "stages").is_dir() else []
    print(f"{len(sets[0].names):,} candidates in sentences, {len(asked):,} questions")
    if not folds:
        own = examples(of_labelled(texts, maker), known, LABELLED_WEIGHT)
        write(fit([*sets, own], meanings), words)
        return
    parts = np.array_split(np.random.default_rng(SEED).permutation(len(texts)), folds)
    judged = []
    for part in parts:
        others = [texts[at] for at in sorted(set(range(len(texts))) - set(part.tolist()))]
        net = fit([*sets, examples(of_labelled(others, maker), known, LABELLED_WEIGHT)], meanings)
        judged.append(check(net, known, [as_named(texts[at]) for at in part]))
    likely, names = (np.concatenate(one) for one in zip(*judged, strict=True))
    for bar in (0.2, 0.5, 0.8, 0.9):
        said = likely >= bar
        found, right = said[names > 0].mean(), names[said].mean()
        print(f"bar {bar}: {found:.3f} of the words of names, {right:.3f} of what is said is one")


if __name__ == "__main__":
    main()
