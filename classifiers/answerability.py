"""Does this page answer this need? A calibrated probability, with the passage.

A cascade: words and static vectors choose the pieces of the page that might answer; the
bi-encoder, where there is one, reads only these; a logistic combination (fitted by
`scripts/fit_answerability.py` on people's judgements) turns what they say into a probability.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classifiers.matching import (
    FEATURES,
    MINI,
    Array,
    Pieces,
    Positions,
    Rarity,
    WordVectors,
    cut,
    pair_features,
)
from corpora.errors import ModelError
from corpora.protocols import Encoder, Vectors
from corpora.records import Passage

MODEL = Path(__file__).parent / "models" / "answerability" / "coefficients.toml"
MODEL_FORMAT = 1
TITLE_COST = 0.5
"""Taken off a title's score: a title names the product, so it is near to any question about it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a page answers a question.

    Attributes:
        probability: That it does, 0 to 1; 0 where there are no passages.
        passage_id: The passage that comes nearest; None where there are none.
        unit: The piece of that passage that was compared.
    """

    probability: float
    passage_id: str | None
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """The fitted combination.

    Attributes:
        static: Weights of the features without the bi-encoder, shape `(MINI,)`.
        mixed: Weights of all features, shape `(len(FEATURES),)`.
        static_line: Slope and intercept from the best piece's score to the page's log odds.
        mixed_line: The same with the bi-encoder.
        keep: How many pieces the bi-encoder reads for one question.
    """

    static: Array
    mixed: Array
    static_line: tuple[float, float]
    mixed_line: tuple[float, float]
    keep: int = 8

    @classmethod
    def load(cls, path: Path = MODEL) -> Coefficients:
        """Load the shipped coefficients.

        Raises:
            ModelError: The file is missing, damaged or of another format.
        """
        try:
            card = tomllib.loads(path.read_text(encoding="utf-8"))
            static, mixed = (np.array(card[n]["weights"], dtype=float) for n in _PARTS)
            lines = [(float(card[n]["platt"][0]), float(card[n]["platt"][1])) for n in _PARTS]
            fits = (card["format"], tuple(card["features"])) == (MODEL_FORMAT, FEATURES)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            fits = False
        if not fits or static.shape != (MINI,) or mixed.shape != (len(FEATURES),):
            raise ModelError(
                "the model of answers is missing or damaged",
                where=str(path),
                remedy="install frontstage again",
            )
        return cls(static, mixed, lines[0], lines[1])


_PARTS = ("static", "mixed")


class Answerability:
    """Judges questions against the passages of one page at a time.

    Args:
        static: The static encoder.
        bi_encoder: MiniLM or another sentence encoder; None: words and static vectors decide.
        coefficients: The fitted combination; None: the shipped one.
        rarity: How telling words are, from all pages of the workspace; None: from each page.
    """

    def __init__(
        self,
        static: Encoder,
        bi_encoder: Encoder | None = None,
        *,
        coefficients: Coefficients | None = None,
        rarity: Rarity | None = None,
    ) -> None:
        self._static = static
        self._bi = bi_encoder
        self._fitted = coefficients if coefficients is not None else Coefficients.load()
        self._rarity = rarity
        self._words = WordVectors(static)
        self._cache: dict[str, Vectors] = {}

    def judge(self, questions: Sequence[str], passages: Sequence[Passage]) -> list[Answer]:
        """Return an answer for each question over one page's passages and shared ones."""
        if not questions or not passages:
            return [Answer(0.0, None) for _ in questions]
        page = self.pieces(passages)
        rows, chosen = self.features(questions, page)
        mixed = self._bi is not None
        weights = self._fitted.mixed if mixed else self._fitted.static
        slope, intercept = self._fitted.mixed_line if mixed else self._fitted.static_line
        titles = np.array([page.passages[i].kind == "title" for i in page.owner])
        answers: list[Answer] = []
        for row, kept in zip(rows, chosen, strict=True):
            scores = row @ weights - TITLE_COST * titles[kept]
            best = int(scores.argmax())
            probability = 1.0 / (1.0 + np.exp(-(slope * scores[best] + intercept)))
            piece = int(kept[best])
            passage = page.passages[page.owner[piece]]
            answers.append(Answer(round(float(probability), 4), passage.id, page.texts[piece]))
        return answers

    def pieces(self, passages: Sequence[Passage]) -> Pieces:
        """Cut and encode a page."""
        return cut(passages, self._static, self._words)

    def features(
        self, questions: Sequence[str], page: Pieces
    ) -> tuple[list[Array], list[Positions]]:
        """Return, for each question, features of its likeliest pieces, and which these are."""
        rarity = self._rarity if self._rarity is not None else Rarity(page.texts)
        rows: list[Array] = []
        chosen: list[Positions] = []
        for question, vector in zip(questions, self._static.encode(questions), strict=True):
            base = pair_features(question, vector, page, self._words, rarity)
            kept = np.argsort(-(base @ self._fitted.static), kind="stable")[: self._fitted.keep]
            rows.append(base[kept])
            chosen.append(kept)
        if self._bi is not None:
            rows = self._with_mini(questions, page, rows, chosen)
        return rows, chosen

    def _with_mini(
        self,
        questions: Sequence[str],
        page: Pieces,
        rows: Sequence[Array],
        chosen: Sequence[Positions],
    ) -> list[Array]:
        wanted = sorted({int(i) for kept in chosen for i in kept})
        position = {piece: n for n, piece in enumerate(wanted)}
        encoded = self._encode([*questions, *(page.texts[i] for i in wanted)])
        asked, read = encoded[: len(questions)], encoded[len(questions) :]
        return [
            np.column_stack([row, read[[position[int(i)] for i in kept]] @ asked[q]])
            for q, (row, kept) in enumerate(zip(rows, chosen, strict=True))
        ]

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Encode with the bi-encoder; texts that were seen before, on another page, are kept."""
        assert self._bi is not None  # noqa: S101 - the only caller checked
        if len(self._cache) > 100_000:
            self._cache.clear()
        fresh = list(dict.fromkeys(text for text in texts if text not in self._cache))
        if fresh:
            self._cache.update(zip(fresh, self._bi.encode(fresh), strict=True))
        return np.stack([self._cache[text] for text in texts])
