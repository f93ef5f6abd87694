"""Needs held against the pages of their products, today's and those that were live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import numpy as np

from classifiers.answerability.probability import Answer
from classifiers.answerability.shelf import Shelf
from classifiers.encoding.representatives import representatives, shares
from classifiers.needs.unnamed import unnamed
from classifiers.text import normal
from corpora.protocols import Encoder, Progress
from corpora.records import Need, Passage

QUESTIONS_READ = 8_000
"""So many distinct questions of a run are held against pages; each of the others takes the answer
of the one of its product that is nearest to it in meaning."""
_AT_ONCE = 1_000
_NOW = -1
Asked = dict[tuple[str, int], dict[str, str]]
"""Product and epoch of its page -> normal form of a question -> the question."""


class PageJudge(Protocol):
    """Says whether pages answer questions; `Answerability` is one."""

    def judge_each(
        self, pages: Sequence[tuple[Sequence[str], Sequence[Passage]]]
    ) -> list[list[Answer]]:
        """Return an answer for each question over its page."""


def judge_needs(
    needs: Sequence[Need],
    shelf: Shelf,
    judge: PageJudge,
    static: Encoder,
    *,
    at: Mapping[str, datetime | None] | None = None,
    progress: Progress | None = None,
) -> list[Need]:
    """Return the needs with what the pages say to them, each distinct one judged once.

    Needs about product facts are judged against the pages of their likeliest product and the
    shared pages, as they are today; where these changed since the contact, also as they were. The
    others, and those whose product has no page, stay as they are.

    Args:
        needs: Needs with products linked.
        shelf: The pages.
        judge: Says whether a page answers.
        static: Says which questions mean the same, where there are too many to read.
        at: Contact id -> when it was.
        progress: Told how far the work is.
    """
    times = at or {}
    asked: Asked = defaultdict(dict)
    for need in needs:
        if need.kind != "product_fact" or not shelf.own.get(product_of(need)):
            continue
        product_id = need.product_ids[0]
        for epoch in {None, shelf.epoch(product_id, times.get(need.contact_id))}:
            key = (product_id, _NOW if epoch is None else epoch)
            asked[key].setdefault(normal(need.text), unnamed(need.text, shelf.titles[product_id]))
    answers = _answers(asked, shelf, judge, static, progress)
    return [_answered(need, shelf, answers, times.get(need.contact_id)) for need in needs]


def product_of(need: Need) -> str:
    """Return the likeliest product of a need; empty: nobody knows."""
    return need.product_ids[0] if need.product_ids else ""


def _answers(
    asked: Asked,
    shelf: Shelf,
    judge: PageJudge,
    static: Encoder,
    progress: Progress | None,
) -> dict[tuple[str, int], dict[str, Answer]]:
    keys = sorted(asked)
    read = dict(zip(keys, shares([len(asked[key]) for key in keys], QUESTIONS_READ), strict=True))
    answers: dict[tuple[str, int], dict[str, Answer]] = {}
    part: list[tuple[str, int]] = []
    for done, key in enumerate(keys, 1):
        part.append(key)
        if sum(read[each] for each in part) < _AT_ONCE and done < len(keys):
            continue
        owners = [_owners(list(asked[each].values()), static, read[each]) for each in part]
        judged = judge.judge_each(
            [
                (
                    [list(asked[each].values())[i] for i in np.unique(own)],
                    shelf.of(each[0], None if each[1] == _NOW else each[1]),
                )
                for each, own in zip(part, owners, strict=True)
            ]
        )
        for each, own, told in zip(part, owners, judged, strict=True):
            place = {int(i): answer for i, answer in zip(np.unique(own), told, strict=True)}
            answers[each] = {
                words: place[int(i)] for words, i in zip(asked[each], own, strict=True)
            }
        part = []
        if progress is not None:
            progress(done, len(keys), "pages judged")
    return answers


def _owners(questions: Sequence[str], static: Encoder, most: int) -> np.ndarray:
    if len(questions) <= most:
        return np.arange(len(questions))
    return representatives(static.encode(questions), most)


def _answered(
    need: Need,
    shelf: Shelf,
    answers: Mapping[tuple[str, int], Mapping[str, Answer]],
    at: datetime | None,
) -> Need:
    product_id, words = product_of(need), normal(need.text)
    now = answers.get((product_id, _NOW), {}).get(words)
    if need.kind != "product_fact" or now is None:
        return need
    need = replace(need, answer_probability=now.probability, passage_id=now.passage_id)
    epoch = shelf.epoch(product_id, at)
    if epoch is None:
        return need
    then = answers[product_id, epoch][words]
    return replace(need, then_probability=then.probability, then_passage_id=then.passage_id)
