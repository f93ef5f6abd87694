"""A small company through the shipped cascade, cross-encoder included, as its users run it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.session import Session
from benchmarks.gaps import Outcome, company, find, measure
from benchmarks.planted import Truth
from classifiers.answerability.cross_encoder import CrossEncoder, Pairs, Scores
from classifiers.answerability.judging import judge_needs
from classifiers.answerability.matching import Rarity
from classifiers.answerability.probability import UNDECIDED, Answer, Answerability
from classifiers.answerability.shelf import Shelf
from corpora.records import Need, Passage
from corpora.store import pages

ALL_FILES, TRUTH = company(str(Path(__file__).parents[1] / "data" / "trades" / "software"))
FILES = [each for each in ALL_FILES if each.name in ("chats", "tickets", "pages")]
"""Without its calls, which take half of the time."""


class Watching:
    """A judge whose answers are noted by their question."""

    def __init__(self, judge: Answerability) -> None:
        self.judge = judge
        self.told: dict[str, set[bool]] = {}

    def judge_each(
        self, asked: Sequence[tuple[Sequence[str], Sequence[Passage]]]
    ) -> list[list[Answer]]:
        answers = self.judge.judge_each(asked)
        for (questions, _), own in zip(asked, answers, strict=True):
            for question, answer in zip(questions, own, strict=True):
                self.told.setdefault(question, set()).add(answer.settled)
        return answers


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Session, list[tuple[str, str]]]:
    """The company's gaps, its workspace, and the pairs that the cross-encoder read."""
    folder, read = tmp_path_factory.mktemp("company"), []
    real = CrossEncoder.score

    def noted(self: CrossEncoder, pairs: Pairs) -> Scores:
        read.extend(pairs)
        return real(self, pairs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CrossEncoder, "score", noted)
        outcome = find(FILES, folder)
    return outcome, Session(folder / "gaps.duckdb"), read


def test_most_of_what_is_planted_is_shown_first(
    run: tuple[Outcome, Session, list[tuple[str, str]]],
) -> None:
    assert TRUTH is not None
    figures = measure(run[0], Truth(TRUTH))
    assert figures["found in first 20"] >= 6
    assert figures["right kind"] >= 5
    assert figures["right products"] >= 5
    assert figures["right of the first 20"] >= 7
    assert figures["every word and amount in cited answers"] == 1.0


def test_the_cross_encoder_is_asked_between_its_bounds_only_and_heard(
    run: tuple[Outcome, Session, list[tuple[str, str]]],
) -> None:
    outcome, session, read = run
    with session.workspace.reading() as db:
        live, passages = pages.live_pages(db), pages.live_passages(db)
    stored = [n for n in outcome.shelf.needs.values() if n.answer_probability is not None]
    rarity, shelf = Rarity(passage.text for passage in passages), Shelf(live, passages)
    encoders = session.static_encoder, session.bi_encoder
    alone = Watching(Answerability(*encoders, rarity=rarity))
    without = judge_needs(stored, shelf, alone)
    assert {question for question, _ in read} == {
        q for q, settled in alone.told.items() if False in settled
    }
    asked = [before for before in without if _between(before)]
    heard = {need.id: need.answer_probability for need in stored}
    assert 10 < len(asked) < len(stored)
    for need in without:
        if not _between(need):
            assert heard[need.id] == need.answer_probability
    moved = [abs((heard[n.id] or 0.0) - (n.answer_probability or 0.0)) for n in asked]
    assert np.mean(np.asarray(moved) > 0.01) > 0.8
    judge = Answerability(*encoders, cross_encoder=session.cross_encoder, rarity=rarity)
    crossed = judge_needs(asked, shelf, judge)
    assert [n.answer_probability for n in crossed] == [heard[n.id] for n in crossed]


def _between(need: Need) -> bool:
    low, high = UNDECIDED
    return low < (need.answer_probability or 0.0) < high
