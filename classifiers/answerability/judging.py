"""Needs held against the pages of their products, today's and those that were live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from classifiers.answerability.probability import Answer
from classifiers.answerability.shelf import Shelf
from classifiers.encoding.representatives import Owners
from classifiers.needs.unnamed import unnamed
from classifiers.text import normal
from corpora.protocols import Progress
from corpora.records import Need, Passage

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
    *,
    at: Mapping[str, datetime | None] | None = None,
    owners: Owners | None = None,
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
        at: Contact id -> when it was.
        owners: Which need's words are judged in the place of each; None: its own.
        progress: Told how far the work is.
    """
    times = at or {}
    asked: Asked = defaultdict(dict)
    spoken = [need.text for need in needs]
    if owners is not None:
        spoken = [spoken[int(i)] for i in owners]
    for need, text in zip(needs, spoken, strict=True):
        if need.kind != "product_fact" or not shelf.own.get(product_of(need)):
            continue
        product_id = need.product_ids[0]
        for epoch in {None, shelf.epoch(product_id, times.get(need.contact_id))}:
            own, said = asked[product_id, _NOW if epoch is None else epoch], normal(text)
            if said not in own:
                own[said] = unnamed(text, shelf.titles[product_id])
    answers = _answers(asked, shelf, judge, progress)
    return [
        _answered(need, text, shelf, answers, times.get(need.contact_id))
        for need, text in zip(needs, spoken, strict=True)
    ]


def product_of(need: Need) -> str:
    """Return the likeliest product of a need; empty: nobody knows."""
    return need.product_ids[0] if need.product_ids else ""


def _answers(
    asked: Asked, shelf: Shelf, judge: PageJudge, progress: Progress | None
) -> dict[tuple[str, int], dict[str, Answer]]:
    keys = sorted(asked)
    answers: dict[tuple[str, int], dict[str, Answer]] = {}
    part: list[tuple[str, int]] = []
    for done, key in enumerate(keys, 1):
        part.append(key)
        if sum(len(asked[each]) for each in part) < _AT_ONCE and done < len(keys):
            continue
        judged = judge.judge_each(
            [
                (
                    list(asked[each].values()),
                    shelf.of(each[0], None if each[1] == _NOW else each[1]),
                )
                for each in part
            ]
        )
        for each, told in zip(part, judged, strict=True):
            answers[each] = dict(zip(asked[each], told, strict=True))
        part = []
        if progress is not None:
            progress(done, len(keys), "pages judged")
    return answers


def _answered(
    need: Need,
    text: str,
    shelf: Shelf,
    answers: Mapping[tuple[str, int], Mapping[str, Answer]],
    at: datetime | None,
) -> Need:
    product_id, words = product_of(need), normal(text)
    now = answers.get((product_id, _NOW), {}).get(words)
    if need.kind != "product_fact" or now is None:
        return need
    need = replace(need, answer_probability=now.probability, passage_id=now.passage_id)
    epoch = shelf.epoch(product_id, at)
    if epoch is None:
        return need
    then = answers[product_id, epoch][words]
    return replace(need, then_probability=then.probability, then_passage_id=then.passage_id)
