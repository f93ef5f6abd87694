"""Does this page answer this need? A calibrated probability, with the passage.

A cascade: words and static vectors choose the pieces of the page that might answer; the
bi-encoder, where there is one, reads only these, and the cross-encoder, where there is one, only
the likeliest of them where it is still open; a logistic combination (fitted by
`scripts/fit_answerability.py` on people's judgements) turns what they say into a probability.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from classifiers.answerability.cross_encoder import PairReader
from classifiers.answerability.matching import (
    CROSS,
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
from classifiers.text import normal
from corpora.errors import ModelError
from corpora.protocols import Encoder, Vectors
from corpora.records import Passage

MODEL = Path(__file__).parents[1] / "models" / "answerability" / "coefficients.toml"
MODEL_FORMAT = 2
Line = tuple[float, float]
TITLE_COST = 0.5
"""Taken off a title's score: a title names the product, so it is near to any question about it."""

_LOW, _HIGH = UNDECIDED = (0.3, 0.7)
"""Probabilities between which the cross-encoder is asked."""
_CROSSED = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a page answers a question.

    Attributes:
        probability: That it does, 0 to 1; 0 where there are no passages.
        passage_id: The passage that comes nearest; None where there are none.
        unit: The piece of that passage that was compared.
        settled: Whether nobody would read closer: false where the cross-encoder would be asked and
            there is none, or it has no score for these pairs.
    """

    probability: float
    passage_id: str | None
    unit: str = ""
    settled: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """The fitted combination.

    Attributes:
        static: Weights of the features without the bi-encoder, shape `(MINI,)`.
        mixed: Weights with the bi-encoder, shape `(CROSS,)`.
        crossed: Weights of all features, shape `(len(FEATURES),)`.
        lines: For each of the three, slope and intercept from the best piece's score to the
            page's log odds.
        keep: How many pieces the bi-encoder reads for one question.
        read: How many of these the cross-encoder reads.
    """

    static: Array
    mixed: Array
    crossed: Array
    lines: tuple[Line, Line, Line]
    keep: int = 8
    read: int = 3

    @classmethod
    def load(cls, path: Path = MODEL) -> Coefficients:
        """Load the shipped coefficients.

        Raises:
            ModelError: The file is missing, damaged or of another format.
        """
        try:
            card = tomllib.loads(path.read_text(encoding="utf-8"))
            weights = [np.array(card[name]["weights"], dtype=float) for name in WIDTHS]
            lines = [(float(card[n]["platt"][0]), float(card[n]["platt"][1])) for n in WIDTHS]
            fits = (card["format"], tuple(card["features"])) == (MODEL_FORMAT, FEATURES)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            fits = False
        if not fits or [len(own) for own in weights] != list(WIDTHS.values()):
            raise ModelError(
                "the model of answers is missing or damaged",
                where=str(path),
                remedy="install frontstage again",
            )
        return cls(weights[0], weights[1], weights[2], (lines[0], lines[1], lines[2]))


WIDTHS = {"static": MINI, "mixed": CROSS, "crossed": len(FEATURES)}
"""How many of the features each stage of the cascade has."""


@dataclass(slots=True, eq=False)
class _Read:
    """A question over a page: features of the pieces that are kept, and which these are."""

    question: str
    page: Pieces
    row: Array = field(default_factory=lambda: np.zeros((0, MINI)))
    kept: Positions = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


class Answerability:
    """Judges questions against the passages of one page at a time.

    Args:
        static: The static encoder.
        bi_encoder: MiniLM or another sentence encoder; None: words and static vectors decide.
        cross_encoder: Reads question and piece together; used only beside a bi-encoder.
        coefficients: The fitted combination; None: the shipped one.
        rarity: How telling words are, from all pages of the workspace; None: from each page.
    """

    def __init__(
        self,
        static: Encoder,
        bi_encoder: Encoder | None = None,
        *,
        cross_encoder: PairReader | None = None,
        coefficients: Coefficients | None = None,
        rarity: Rarity | None = None,
    ) -> None:
        self._static = static
        self._bi = bi_encoder
        self._cross = cross_encoder if bi_encoder is not None else None
        self._fitted = coefficients if coefficients is not None else Coefficients.load()
        self._rarity = rarity
        self._words = WordVectors(static)
        self._cache: dict[str, Vectors] = {}

    def judge(self, questions: Sequence[str], passages: Sequence[Passage]) -> list[Answer]:
        """Return an answer for each question over one page's passages and shared ones."""
        return self.judge_each([(questions, passages)])[0]

    def judge_each(
        self, pages: Sequence[tuple[Sequence[str], Sequence[Passage]]]
    ) -> list[list[Answer]]:
        """Return the answers of `judge` for several pages, each with questions of its own.

        The models read what all of them need in one go: some thousand questions at a time.
        """
        asked = [own if passages else () for own, passages in pages]
        sheets = [
            self.pieces(passages) if own else None
            for own, (_, passages) in zip(asked, pages, strict=True)
        ]
        read = [
            _Read(question, sheet)
            for own, sheet in zip(asked, sheets, strict=True)
            if sheet is not None
            for question in own
        ]
        self._look(read)
        answers = iter(self._answers(read))
        return [
            [next(answers) if sheet is not None else Answer(0.0, None) for _ in own]
            for (own, _), sheet in zip(pages, sheets, strict=True)
        ]

    def _look(self, read: Sequence[_Read]) -> None:
        """Fill in the features that need no cross-encoder, of the likeliest pieces."""
        vectors = self._static.encode([each.question for each in read])
        for each, vector in zip(read, vectors, strict=True):
            rarity = self._rarity if self._rarity is not None else Rarity(each.page.texts)
            base = pair_features(each.question, vector, each.page, self._words, rarity)
            scores = -(base @ self._fitted.static)
            each.kept = np.argsort(scores, kind="stable")[: self._fitted.keep]
            each.row = base[each.kept]
        if self._bi is not None and read:
            self._add_mini(read)

    def _answers(self, read: Sequence[_Read]) -> list[Answer]:
        stage = int(self._bi is not None)
        answers = [self._best(each, stage) for each in read]
        open_still = [i for i, a in enumerate(answers) if _LOW < a.probability < _HIGH]
        if self._cross is not None and open_still:
            self._add_cross([read[i] for i in open_still])
        for i in open_still:
            crossed = self._cross is not None and not np.isnan(read[i].row).any()
            answers[i] = (
                self._best(read[i], _CROSSED) if crossed else replace(answers[i], settled=False)
            )
        return answers

    def _best(self, read: _Read, stage: int) -> Answer:
        """Return the piece that answers best by the weights of a stage, and how well."""
        fitted, page = self._fitted, read.page
        titles = np.array([page.passages[page.owner[int(i)]].kind == "title" for i in read.kept])
        weights = (fitted.static, fitted.mixed, fitted.crossed)[stage]
        scores = read.row @ weights - TITLE_COST * titles
        best = int(scores.argmax())
        slope, intercept = fitted.lines[stage]
        probability = 1.0 / (1.0 + np.exp(-(slope * scores[best] + intercept)))
        piece = int(read.kept[best])
        passage = page.passages[page.owner[piece]]
        return Answer(round(float(probability), 4), passage.id, page.texts[piece])

    def pieces(self, passages: Sequence[Passage]) -> Pieces:
        """Cut and encode a page."""
        return cut(passages, self._static, self._words)

    def features(
        self, questions: Sequence[str], page: Pieces
    ) -> tuple[list[Array], list[Positions]]:
        """Return, for each question, features of its likeliest pieces, and which these are."""
        read = [_Read(question, page) for question in questions]
        self._look(read)
        if self._cross is not None and read:
            self._add_cross(read)
        return [each.row for each in read], [each.kept for each in read]

    def _add_mini(self, read: Sequence[_Read]) -> None:
        texts = [
            text
            for each in read
            # Spelt as where kinds and topics are read, so that none is read twice.
            for text in (
                normal(each.question),
                *(each.page.texts[int(i)] for i in each.kept),
            )
        ]
        encoded, at = self._encode(texts), 0
        for each in read:
            own = encoded[at : at + 1 + len(each.kept)]
            each.row = np.column_stack([each.row, own[1:] @ own[0]])
            at += len(own)

    def _add_cross(self, read: Sequence[_Read]) -> None:
        """Keep the likeliest pieces so far, with what the cross-encoder says about them."""
        assert self._cross is not None  # noqa: S101 - the only callers checked
        for each in read:
            best = np.argsort(-(each.row @ self._fitted.mixed))[: self._fitted.read]
            each.row, each.kept = each.row[best], each.kept[best]
        scores = self._cross.score(
            [(each.question, each.page.texts[int(i)]) for each in read for i in each.kept]
        )
        ends = np.cumsum([len(each.kept) for each in read])[:-1]
        for each, own in zip(read, np.split(scores, ends), strict=True):
            each.row = np.column_stack([each.row, own])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Encode with the bi-encoder; texts that were seen before, on another page, are kept."""
        assert self._bi is not None  # noqa: S101 - the only caller checked
        if len(self._cache) > 100_000:
            self._cache.clear()
        fresh = list(dict.fromkeys(text for text in texts if text not in self._cache))
        if fresh:
            self._cache.update(zip(fresh, self._bi.encode(fresh), strict=True))
        return np.stack([self._cache[text] for text in texts])
