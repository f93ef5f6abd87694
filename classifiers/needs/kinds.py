"""What sort of thing a need asks: a linear model on the vector of its text and a few word cues."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, get_args
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from classifiers.needs.requests import is_request
from corpora.errors import ModelError
from corpora.protocols import Vectors
from corpora.records import NeedKind

KINDS: tuple[NeedKind, ...] = get_args(NeedKind)
KINDS_DIR = Path(__file__).parents[1] / "models" / "kinds"
KINDS_READ_DIR = KINDS_DIR.parent / "kinds_read"
"""The same on the vectors of the sentence encoder."""
KINDS_FORMAT = 2
REQUESTED = 0.9
"""Probability that what is worded as a request is about an order."""

CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("order", r"\b(?:my|the|an?) (?:order|parcel|package|delivery|shipment|refund|booking)\b"),
        (
            "track",
            r"\b(?:track|status|deliver(?:ed|y)|shipp(?:ed|ing)|refund|invoice|charged|cancel)",
        ),
        ("account", r"\b(?:account|password|log ?in|username|membership|subscription|e-?mail)\b"),
        ("mine", r"\b(?:I|we) (?:bought|ordered|purchased|received|paid|returned)\b|\bmine\b"),
        (
            "broken",
            r"\b(?:broke|stopped|faulty|defective|crash|error|won't|not working|doesn't work)",
        ),
        ("fix", r"\b(?:fix|repair|replace(?:ment)?|warranty|problem|issue)\b"),
        (
            "opinion",
            r"\b(?:recommend|worth|opinion|any good|like it|prefer|best|better|think of)\b",
        ),
        (
            "fits",
            r"\b(?:compatible|fit|fits|work with|works with|suitable|support|supports|use with)\b",
        ),
        (
            "made",
            r"\b(?:made|material|size|colou?r|weigh|long|wide|tall|inch|cm|mm|watts?|volts?)\b",
        ),
        ("has", r"\b(?:come with|comes with|include|included|have a|has a|is there a)\b"),
        ("price", r"\b(?:price|cost|discount|promo|coupon|cheaper|how much is)\b"),
        ("site", r"\b(?:search|site|website|web ?page|checkout|loading|slow|spinning|cart)\b"),
        ("release", r"\b(?:collection|season|release[ds]?|come out|coming out|in stock|restock)\b"),
        ("packed", r"\b(?:original|unopened|sealed|packaging|receipt)\b"),
        ("member", r"\b(?:member|members|membership|levels?|tiers?|benefits|rewards?)\b"),
        (
            "details",
            r"\b(?:info|information|details|question|(?:know|learn) more|tell me (?:more )?about)",
        ),
        (
            "before_buying",
            r"\b(?:before I (?:buy|order)|(?:think|thinking|plan|planning) (?:about|of|on|to) "
            r"(?:buy|get|order)|interested in|(?:want|looking|like) to (?:buy|get)|considering)",
        ),
        (
            "bad",
            r"\b(?:static|echo|buzz|noise|disconnect|hurts?|won't|can't|cannot|keeps?|"
            r"still (?:not|doesn't|won't))\b",
        ),
        (
            "how_good",
            r"\b(?:how (?:good|is the|are the|do you (?:like|find))|quality|comfortable)\b",
        ),
        ("separately", r"\b(?:separately|replacement|spare|where (?:can|do) I (?:buy|get|find))\b"),
        ("it", r"\b(?:it|this|these|they|the \w+)\b"),
        ("refers", r"\b(?:page|website|site|description|listing|says)\b"),
    )
)


def features(vectors: Vectors, texts: Sequence[str], about: Sequence[bool]) -> Vectors:
    """Return vectors, cues and whether the source names a product, side by side, as float32."""
    cues = np.array(
        [[bool(cue.search(text)) for _, cue in CUES] for text in texts], dtype=np.float32
    ).reshape(len(texts), len(CUES))
    flag = np.asarray(about, dtype=np.float32).reshape(-1, 1)
    return np.hstack([3.0 * vectors, cues, flag]).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights of shape `(4, features)` and a bias each, in the order of `KINDS`.

    `encoder` names the encoder whose vectors they weigh.
    """

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    encoder: str = ""

    @classmethod
    def load(cls, directory: Path = KINDS_DIR) -> Self:
        """Load the shipped model.

        Raises:
            ModelError: A file is missing, damaged or of another format.
        """
        try:
            card = tomllib.loads((directory / "card.toml").read_text(encoding="utf-8"))
            with np.load(directory / "model.npz", allow_pickle=False) as file:
                weights, bias = file["weights"], file["bias"]
            fits = (card["format"], tuple(card["kinds"])) == (KINDS_FORMAT, KINDS)
            encoder = str(card["encoder"])
        except (OSError, ValueError, KeyError, TypeError, BadZipFile):
            fits = False
        if not fits:
            raise ModelError(
                "the model of needs is missing or damaged",
                where=str(directory),
                remedy="install frontstage again",
            )
        return cls(weights.astype(np.float32), bias.astype(np.float32), encoder)

    def proba(self, vectors: Vectors, texts: Sequence[str], about: Sequence[bool]) -> Vectors:
        """Return probabilities of shape `(n, 4)`."""
        if not len(texts):
            return np.zeros((0, len(KINDS)), dtype=np.float32)
        logits = features(vectors, texts, about) @ self.weights.T + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        exps = np.exp(logits)
        return np.asarray(exps / exps.sum(axis=1, keepdims=True), dtype=np.float32)

    def predict(
        self, vectors: Vectors, texts: Sequence[str], about: Sequence[bool]
    ) -> list[tuple[NeedKind, float]]:
        """Return the likeliest kind of each need with its probability; a request is an order."""
        return [
            ("order", REQUESTED)
            if is_request(text)
            else (KINDS[int(row.argmax())], float(row.max()))
            for text, row in zip(texts, self.proba(vectors, texts, about), strict=True)
        ]
