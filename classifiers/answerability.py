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
    Rarity,
    key_of,
    mini_features,
    pair_features,
    units,
)
from classifiers.text import content_stems
from corpora.errors import ModelError
from corpora.protocols import Encoder, Vectors
from corpora.records import Passage

MODEL = Path(__file__).parent / "models" / "answerability" / "coefficients.toml"
MODEL_FORMAT = 1


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
        platt: Slope and intercept from the best piece's score to the page's, for each of both.
        keep: How many pieces the bi-encoder reads for one question.
    """

    static: Array
    mixed: Array
    platt: dict[str, tuple[float, float]]
    keep: int = 8

    @classmethod
    def load(cls, path: Path = MODEL) -> Coefficients:
        """Load the shipped coefficients.

        Raises:
            ModelError: The file is missing, damaged or of another format.
        """
        try:
            card = tomllib.loads(path.read_text(encoding="utf-8"))
            if card["format"] != MODEL_FORMAT or tuple(card["features"]) != FEATURES:
                raise ValueError("format")
            return cls(
                np.array(card["static"]["weights"], dtype=np.float64),
                np.array(card["mixed"]["weights"], dtype=np.float64),
                {name: tuple(card[name]["platt"]) for name in ("static", "mixed")},
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                "the model of answers is missing or damaged",
                where=str(path),
                remedy="install frontstage again",
            ) from error


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A page cut into pieces, encoded once and asked many times."""

    passages: tuple[Passage, ...]
    owner: tuple[int, ...]
    texts: tuple[str, ...]
    stems: tuple[set[str], ...]
    vectors: Vectors
    keys: Vectors
    rarity: Rarity


class Answerability:
    """Judges questions against the passages of one page at a time.

    Args:
        static: The static encoder.
        bi_encoder: MiniLM or another sentence encoder; None: words and static vectors decide.
        coefficients: The fitted combination; None: the shipped one.
    """

    def __init__(
        self,
        static: Encoder,
        bi_encoder: Encoder | None = None,
        coefficients: Coefficients | None = None,
    ) -> None:
        self._static = static
        self._bi = bi_encoder
        self._fitted = coefficients if coefficients is not None else Coefficients.load()
        self._cache: dict[str, Vectors] = {}

    def judge(self, questions: Sequence[str], passages: Sequence[Passage]) -> list[Answer]:
        """Return an answer for each question over one page's passages and shared ones."""
        if not questions or not passages:
            return [Answer(0.0, None) for _ in questions]
        page = self.pieces(passages)
        rows, chosen = self.features(questions, page)
        name = "mixed" if self._bi is not None else "static"
        weights = self._fitted.mixed if self._bi is not None else self._fitted.static
        slope, intercept = self._fitted.platt[name]
        answers: list[Answer] = []
        for row, kept in zip(rows, chosen, strict=True):
            scores = row @ weights
            best = int(scores.argmax())
            piece = int(kept[best])
            probability = 1.0 / (1.0 + np.exp(-(slope * scores[best] + intercept)))
            passage = page.passages[page.owner[piece]]
            answers.append(Answer(round(float(probability), 4), passage.id, page.texts[piece]))
        return answers

    def pieces(self, passages: Sequence[Passage]) -> Pieces:
        """Cut and encode a page."""
        cut = [(i, text) for i, passage in enumerate(passages) for text in units(passage)]
        texts = [text for _, text in cut]
        return Pieces(
            tuple(passages),
            tuple(i for i, _ in cut),
            tuple(texts),
            tuple(set(content_stems(text)) for text in texts),
            self._static.encode(texts),
            self._static.encode([key_of(text) for text in texts]),
            Rarity(texts),
        )

    def features(
        self, questions: Sequence[str], page: Pieces
    ) -> tuple[list[Array], list[np.ndarray]]:
        """Return, for each question, features of its likeliest pieces, and which pieces these are."""
        vectors = self._static.encode(questions)
        cosines, keys = vectors @ page.vectors.T, vectors @ page.keys.T
        rows: list[Array] = []
        chosen: list[np.ndarray] = []
        for q, question in enumerate(questions):
            stems = content_stems(question)
            base = np.stack(
                [
                    pair_features(
                        question,
                        stems,
                        text,
                        page.stems[i],
                        page.passages[page.owner[i]].kind,
                        page.rarity,
                        float(cosines[q, i]),
                        float(keys[q, i]),
                    )
                    for i, text in enumerate(page.texts)
                ]
            )
            kept = np.argsort(-(base @ self._fitted.static), kind="stable")[: self._fitted.keep]
            rows.append(base[kept])
            chosen.append(kept)
        if self._bi is not None:
            rows = self._with_mini(questions, page, rows, chosen)
        return rows, chosen

    def _with_mini(
        self, questions: Sequence[str], page: Pieces, rows: list[Array], chosen: list[np.ndarray]
    ) -> list[Array]:
        wanted = sorted({int(i) for kept in chosen for i in kept})
        position = {piece: n for n, piece in enumerate(wanted)}
        encoded = self._encode([*questions, *(page.texts[i] for i in wanted)])
        asked, read = encoded[: len(questions)], encoded[len(questions) :]
        out: list[Array] = []
        for q, (row, kept) in enumerate(zip(rows, chosen, strict=True)):
            cosine = (read[[position[int(i)] for i in kept]] @ asked[q]).astype(np.float64)
            out.append(mini_features(row, cosine, float(cosine.max())))
        return out

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Encode with the bi-encoder; texts that were seen before, on another page, are kept."""
        assert self._bi is not None  # noqa: S101 - the only caller checked
        fresh = list(dict.fromkeys(text for text in texts if text not in self._cache))
        if len(self._cache) + len(fresh) > 100_000:
            self._cache.clear()
            fresh = list(dict.fromkeys(texts))
        if fresh:
            self._cache.update(zip(fresh, self._bi.encode(fresh), strict=True))
        return np.stack([self._cache[text] for text in texts])


__all__ = ["MINI", "Answer", "Answerability", "Coefficients", "Pieces"]
