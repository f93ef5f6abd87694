"""What speaks for and against a passage answering a question: features of the pair.

The strongest is `soft`: every telling word of the question looks for its nearest word in the
passage (late interaction, Khattab and Zaharia 2020, on static word vectors).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifiers.text import GENERIC, STOP_WORDS, pieces, sentences, stem, words
from corpora.protocols import Encoder, Vectors
from corpora.records import Passage

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

FEATURES = (
    "bias",
    "soft",
    "soft_min",
    "static",
    "static_key",
    "yes_no",
    "asks_number",
    "number_asked_and_there",
    "spec",
    "length",
    "mini",
    "cross",
)
MINI = FEATURES.index("mini")
"""From here on features need the bi-encoder; they are left out where there is none."""
CROSS = FEATURES.index("cross")
"""From here on features need the cross-encoder."""

_UNIT = 240
_NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much|long|big|tall|wide|deep|high|heavy|thick|far|fast|old|large|small|loud)\b|"
    r"\b(?:dimension|size|weigh|length|width|height|depth|diameter|capacity|watt|volt|amp|mah|"
    r"measure|age)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:^|[.,!?;]\s*|\b(?:if|whether)\s)\W*(?:\w+\s){0,2}?"
    r"(?:is|are|does|do|did|will|can|could|would|has|have|was|it|this)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[{}\"\[\]]|\bvalue:|\b(?:null|none)\b", re.IGNORECASE)


def readable(text: str) -> str:
    """Return an attribute row as words: `num_parts: {quantity:2}` -> `num parts: quantity:2`."""
    if ":" not in text or ("_" not in text and "{" not in text):
        return text
    return " ".join(_MARKS.sub(" ", text).replace("_", " ").replace("'", "").split())


def units(passage: Passage) -> list[str]:
    """Cut a passage into pieces of one or more sentences, at most about 240 characters each."""
    text = readable(passage.text)
    if len(text) <= _UNIT * 1.25:
        return [text]
    parts: list[str] = []
    for start, end in sentences(text):
        part = text[start:end]
        if parts and len(parts[-1]) + len(part) < _UNIT:
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.extend(_wrapped(part))
    return parts or [text]


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
    """How telling words are: from how many pieces of text they occur in."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._count: Counter[str] = Counter()
        self._total = 1
        for text in texts:
            self._count.update({stem(word) for word in words(text)})
            self._total += 1

    def __call__(self, word: str) -> float:
        """Return the weight of a word, above 0."""
        return math.log(1 + self._total / (1 + self._count[stem(word)]))


class WordVectors:
    """Static vectors of single words, each encoded once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def __call__(self, spoken: Sequence[str]) -> Vectors:
        """Return one vector a word."""
        fresh = sorted({word for word in spoken if word not in self._known})
        if len(self._known) > 200_000:
            self._known.clear()
            fresh = sorted(set(spoken))
        if fresh:
            self._known.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        return np.stack([self._known[word] for word in spoken])


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A page cut into pieces, encoded once and asked many times.

    Attributes:
        passages: The page's passages.
        owner: Which passage each piece is of.
        texts: The pieces.
        vectors: One vector a piece.
        keys: One vector for each piece's name, in `name: value`.
        vocabulary: The page's words, and their vectors.
        spoken: Positions in the vocabulary of each piece's words, one piece after the other.
        starts: Where each piece begins in `spoken`.
    """

    passages: tuple[Passage, ...]
    owner: tuple[int, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    keys: Vectors
    vocabulary: dict[str, int]
    word_vectors: Vectors
    spoken: Positions
    starts: Positions
    has_number: npt.NDArray[np.bool_]
    is_spec: npt.NDArray[np.bool_]


def cut(passages: Sequence[Passage], encoder: Encoder, word_vectors: WordVectors) -> Pieces:
    """Cut and encode the passages of a page; there must be one at least."""
    parts = [(i, text) for i, passage in enumerate(passages) for text in units(passage)]
    texts = [text for _, text in parts]
    own = [sorted({*words(text), *pieces(text)}) or ["?"] for text in texts]
    vocabulary = {word: i for i, word in enumerate(sorted({w for ws in own for w in ws}))}
    lengths = np.array([len(ws) for ws in own])
    return Pieces(
        passages=tuple(passages),
        owner=tuple(i for i, _ in parts),
        texts=tuple(texts),
        vectors=encoder.encode(texts),
        keys=encoder.encode([_key_of(text) for text in texts]),
        vocabulary=vocabulary,
        word_vectors=word_vectors(list(vocabulary)),
        spoken=np.array([vocabulary[word] for ws in own for word in ws], dtype=np.int64),
        starts=np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
        has_number=np.array([any(c.isdigit() for c in text) for text in texts]),
        is_spec=np.array(
            [passages[i].kind in {"spec", "table"} or ":" in text[:60] for i, text in parts]
        ),
    )


def _key_of(text: str) -> str:
    head, colon, _ = text.partition(":")
    return head if colon and len(head) <= 60 else text


def pair_features(
    question: str, vector: Vectors, page: Pieces, word_vectors: WordVectors, rarity: Rarity
) -> Array:
    """Return the features of one question with each piece, shape `(pieces, MINI)`."""
    count = len(page.texts)
    soft, least = _soft(question, page, word_vectors, rarity)
    wants = float(bool(_NUMBER_ASKED.search(question)))
    return np.column_stack(
        [
            np.ones(count),
            soft,
            least,
            page.vectors @ vector,
            page.keys @ vector,
            np.full(count, float(bool(_YES_NO.search(question)))),
            np.full(count, wants),
            wants * page.has_number,
            page.is_spec.astype(float),
            np.log1p(np.array([len(text) for text in page.texts]) / 50),
        ]
    )


def _soft(
    question: str, page: Pieces, word_vectors: WordVectors, rarity: Rarity
) -> tuple[Array, Array]:
    """Return the weighted mean, over the telling words, of the nearest word, and the least."""
    asked = telling_words(question)
    likeness = word_vectors(asked) @ page.word_vectors.T
    own = {stem(word): [] for word in asked}  # type: dict[str, list[int]]
    for word, position in page.vocabulary.items():
        if (root := stem(word)) in own:
            own[root].append(position)
    for i, word in enumerate(asked):
        likeness[i, own[stem(word)]] = 1.0
    best = np.maximum.reduceat(likeness[:, page.spoken], page.starts, axis=1).astype(np.float64)
    weights = np.array([rarity(word) for word in asked])
    return (weights @ best) / weights.sum(), best.min(axis=0)


def telling_words(question: str) -> list[str]:
    """Return the distinct words of a question that say what it is about; never none."""
    spoken = list(dict.fromkeys(words(question))) or ["?"]
    content = [word for word in spoken if word not in STOP_WORDS]
    return [word for word in content if word not in GENERIC] or content or spoken
