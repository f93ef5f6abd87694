"""What speaks for and against a passage answering a question: features of the pair."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifiers.text import content_stems, sentences, words
from corpora.records import Passage, PassageKind

Array = npt.NDArray[np.float64]

FEATURES = (
    "bias",
    "lexical",
    "lexical_rare",
    "static",
    "static_key",
    "number_missing",
    "number_found",
    "asks_number",
    "has_number",
    "number_asked_and_there",
    "yes_no",
    "spec",
    "title",
    "length",
    "static_times_lexical",
    "mini",
    "mini_times_lexical",
    "mini_lead",
)
MINI = FEATURES.index("mini")
"""From here on features need the bi-encoder; they are left out where there is none."""

_UNIT = 240
_NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much|long|big|tall|wide|deep|high|heavy|thick|far|fast|old|large|small|loud)\b|"
    r"\b(?:dimension|size|weigh|length|width|height|depth|diameter|capacity|watt|volt|amp|mah|"
    r"measure|age)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:^|[.,!?;]\s*|\b(?:if|whether)\s)\W*(?:\w+\s){0,2}?(?:is|are|does|do|did|will|can|could|would|has|have|was|it|this)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[{}\"\[\]]|\bvalue:|\b(?:null|none)\b", re.IGNORECASE)


def readable(text: str) -> str:
    """Return an attribute row as words: `num_batteries: {quantity:2}` -> `num batteries: quantity 2`."""
    if ":" not in text or ("_" not in text and "{" not in text):
        return text
    return " ".join(_MARKS.sub(" ", text).replace("_", " ").replace("'", "").split())


def units(passage: Passage) -> list[str]:
    """Cut a passage into pieces of one or more sentences, at most about 240 characters each."""
    text = readable(passage.text)
    if len(text) <= _UNIT * 1.25:
        return [text]
    pieces: list[str] = []
    for start, end in sentences(text):
        part = text[start:end]
        if pieces and len(pieces[-1]) + len(part) < _UNIT:
            pieces[-1] = f"{pieces[-1]} {part}"
        else:
            pieces.extend(_wrapped(part))
    return pieces or [text]


def _wrapped(text: str) -> list[str]:
    """Cut a sentence that never ends, such as a list of specifications, at its separators."""
    if len(text) <= 2 * _UNIT:
        return [text]
    out: list[str] = [""]
    for part in re.split(r"(?<=[,;:|•])\s+|\s{2,}", text):
        if out[-1] and len(out[-1]) + len(part) > _UNIT:
            out.append(part)
        else:
            out[-1] = f"{out[-1]} {part}".strip()
    return out


class Rarity:
    """How telling words are, from the pieces of text that they occur in."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count: Counter[str] = Counter()
        for text in texts:
            self._count.update(set(content_stems(text)))
        self._total = len(texts) + 1

    def __call__(self, word: str) -> float:
        """Return the weight of a stem, above 0."""
        return math.log(1 + self._total / (1 + self._count[word]))


def lexical(question: Sequence[str], passage: set[str], rarity: Rarity) -> tuple[float, float]:
    """Return the weighted share of the question's stems in the passage, and of its rarest ones."""
    weights = {word: rarity(word) for word in set(question)}
    total = sum(weights.values())
    if not total:
        return 0.0, 0.0
    found = sum(weight for word, weight in weights.items() if word in passage)
    top = sorted(weights, key=lambda word: (-weights[word], word))[:2]
    return found / total, sum(word in passage for word in top) / len(top)


def numbers(text: str) -> set[str]:
    """Return the words of `text` that hold a digit: sizes, models, versions."""
    return {word for word in words(text) if any(c.isdigit() for c in word)}


def key_of(text: str) -> str:
    """Return the name in `name: value`; the whole text where there is none."""
    head, colon, _ = text.partition(":")
    return head if colon and len(head) <= 60 else text


def pair_features(
    question: str,
    stems: Sequence[str],
    unit: str,
    unit_stems: set[str],
    kind: PassageKind,
    rarity: Rarity,
    static: float,
    static_key: float,
) -> Array:
    """Return the features of one pair without the bi-encoder's, shape `(MINI,)`."""
    share, rare = lexical(stems, unit_stems, rarity)
    asked, there = numbers(question), numbers(unit)
    wants = bool(_NUMBER_ASKED.search(question))
    return np.array(
        [
            1.0,
            share,
            rare,
            static,
            static_key,
            float(bool(asked - there)),
            float(bool(asked & there)),
            float(wants),
            float(bool(there)),
            float(wants and bool(there)),
            float(bool(_YES_NO.search(question))),
            float(kind in {"spec", "table"} or ":" in unit[:60]),
            float(kind == "title"),
            math.log1p(len(unit) / 50),
            static * share,
        ]
    )


def mini_features(base: Array, cosine: Array, question_best: float) -> Array:
    """Append the bi-encoder's features to rows of base features, shape `(n, len(FEATURES))`."""
    return np.column_stack([base, cosine, cosine * base[:, 1], cosine - question_best])
