"""Simpler judges of whether a page answers, to hold the pipeline's own against.

`python -m benchmarks.gaps --judge bm25` (or `minilm`) finds gaps by the same pipeline with one of
them in its place. Their scores become probabilities by Platt's lines, fitted on all of ePQA as the
pipeline's are: `python -m benchmarks.rivals --data epqa.jsonl` prints them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from benchmarks.answerability import load_epqa
from benchmarks.data import data_file
from classifiers.answerability.matching import Rarity, units
from classifiers.answerability.probability import Answer
from classifiers.text import stem, words
from corpora.protocols import Encoder
from corpora.records import Passage

Asked = Sequence[tuple[Sequence[str], Sequence[Passage]]]
LINES = {"bm25": (14.384, -1.876), "minilm": (7.413, -3.679)}
"""Slope and intercept of each, from score to log odds."""


class Scorer(Protocol):
    """Scores questions against texts."""

    def __call__(self, questions: Sequence[str], texts: Sequence[str]) -> np.ndarray:
        """Return scores of shape `(questions, texts)`."""


class BM25:
    """BM25 (Robertson and Zaragoza 2009), as a share of what a question could reach.

    Without the division long questions would always be answered best.

    Args:
        texts: All texts, which tell how rare words are.
    """

    def __init__(self, texts: Sequence[str], k: float = 1.2, b: float = 0.75) -> None:
        self._rarity = Rarity(texts)
        self._usual = float(np.mean([len(words(text)) for text in texts] or [1]))
        self._k, self._b = k, b

    def __call__(self, questions: Sequence[str], texts: Sequence[str]) -> np.ndarray:
        """Return scores of shape `(questions, texts)`."""
        bags = [Counter(stem(word) for word in words(text)) for text in texts]
        room = [self._k * (1 - self._b + self._b * bag.total() / self._usual) for bag in bags]
        rows = []
        for question in questions:
            asked = {stem(word): self._rarity(word) for word in words(question)}
            most = sum(asked.values()) * (self._k + 1) or 1.0
            rows.append(
                [
                    sum(w * bag[s] * (self._k + 1) / (bag[s] + own) for s, w in asked.items())
                    / most
                    for bag, own in zip(bags, room, strict=True)
                ]
            )
        return np.array(rows)


class Cosine:
    """The cosine of two sentence vectors."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def __call__(self, questions: Sequence[str], texts: Sequence[str]) -> np.ndarray:
        """Return scores of shape `(questions, texts)`."""
        return np.asarray(self._encoder.encode(questions) @ self._encoder.encode(texts).T)


class Rival:
    """Takes the piece with the best score for the answer.

    Args:
        scorer: Scores questions against pieces.
        line: Slope and intercept from the best score to the page's log odds.
    """

    def __init__(self, scorer: Scorer, line: tuple[float, float]) -> None:
        self._scorer = scorer
        self._slope, self._intercept = line

    def judge_each(self, pages: Asked) -> list[list[Answer]]:
        """Return an answer for each question over its page."""
        return [self._judge(questions, passages) for questions, passages in pages]

    def _judge(self, questions: Sequence[str], passages: Sequence[Passage]) -> list[Answer]:
        pieces = [(passage, text) for passage in passages for text in units(passage)]
        if not pieces or not questions:
            return [Answer(0.0, None) for _ in questions]
        scores = self._scorer(questions, [text for _, text in pieces])
        best = scores.argmax(axis=1)
        odds = self._slope * scores.max(axis=1) + self._intercept
        return [
            Answer(round(float(1 / (1 + np.exp(-odd))), 4), pieces[i][0].id, pieces[i][1])
            for i, odd in zip(best, odds, strict=True)
        ]


def rival(name: str, encoder: Encoder, passages: Sequence[Passage]) -> Rival:
    """Return the judge `bm25` or `minilm`; `passages` are all of the workspace."""
    scorer: Scorer = (
        BM25([text for each in passages for text in units(each)])
        if name == "bm25"
        else Cosine(encoder)
    )
    return Rival(scorer, LINES[name])


def _scores(questions: Sequence[dict[str, Any]], name: str, encoder: Encoder) -> np.ndarray:
    """Return the best score of each question over its page."""
    pages = [
        [Passage(str(i), "page", "1", i, kind, text) for i, (kind, text, _) in enumerate(own)]
        for own in (entry["passages"] for entry in questions)
    ]
    texts = [[text for each in page for text in units(each)] for page in pages]
    scorer = BM25([text for own in texts for text in own]) if name == "bm25" else Cosine(encoder)
    return np.array(
        [
            scorer([entry["question"]], own).max()
            for entry, own in zip(questions, texts, strict=True)
        ]
    )


def main() -> None:
    """Fit the lines and print them."""
    from benchmarks.answerability import auroc
    from classifiers.answerability.fitting import platt
    from classifiers.encoding.encoders import MiniLMEncoder

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    questions = load_epqa(parser.parse_args().data or data_file("gaps/epqa.jsonl"))
    answered = [any(label for _, _, label in entry["passages"]) for entry in questions]
    encoder = MiniLMEncoder.load()
    for name in LINES:
        scores = _scores(questions, name, encoder)
        slope, intercept = platt(scores, answered)
        area = auroc(scores, np.array(answered, dtype=float))
        print(f"{name:7} slope {slope:.3f} intercept {intercept:.3f} AUROC {area:.3f}")


if __name__ == "__main__":
    main()
