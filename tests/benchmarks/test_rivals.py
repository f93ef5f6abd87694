"""Simpler judges of pages, against which the pipeline's own is held."""

from __future__ import annotations

import numpy as np

from benchmarks.rivals import BM25, Rival
from corpora.records import Passage

PAGE = [
    Passage("s1", "page", "1", 0, "bullet", "Burns nine hours on a full charge."),
    Passage("s2", "page", "1", 1, "bullet", "The handle is made of beech."),
]


def test_bm25_finds_the_passage_that_shares_rare_words() -> None:
    judge = Rival(BM25([each.text for each in PAGE]), (10.0, -3.0))
    ((burns, beech, nothing),) = judge.judge_each(
        [(["how many hours does it burn?", "is the handle beech?", "fits trains?"], PAGE)]
    )
    assert (burns.passage_id, beech.passage_id) == ("s1", "s2")
    assert min(burns.probability, beech.probability) > nothing.probability


def test_a_page_without_passages_answers_nothing() -> None:
    ((answer,),) = Rival(BM25([]), (1.0, 0.0)).judge_each([(["how heavy is it?"], [])])
    assert (answer.probability, answer.passage_id) == (0.0, None)


def test_a_score_is_a_share_of_what_the_question_could_reach() -> None:
    scores = BM25(["nine hours", "beech handle"])(["nine", "nine hours of beech"], ["nine hours"])
    assert scores.shape == (2, 1)
    assert np.all((scores > 0) & (scores <= 1))
    assert scores[0, 0] > scores[1, 0]
