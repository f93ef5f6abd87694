"""A draft held against questions: which it answers, by topic, and with which passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answers import Data
from assistant.gaps.cards import GapShelf
from assistant.gaps.drafts import Draft, Question
from assistant.gaps.gap_card import NearestPassage
from assistant.session import Session

if TYPE_CHECKING:
    from corpora.records import Passage

ANSWERED = 0.5
"""A question counts as answered from this probability, a topic where one of those that count is."""
NEAR = 0.3
"""A passage that answers less likely than this is none that a reader would call near."""


class CheckedNeed(Data):
    """A question with the probability that the page answers it, and the passage that does.

    `topic` says with which questions it stands and falls: the gap's id, else its own words.
    `counts` is false for the less telling of a gap's questions, which decide nothing.
    `passage` is null where nothing on the page comes near.
    """

    need_id: str | None
    question: str
    topic: str
    probability: float
    answered: bool
    counts: bool
    passage: NearestPassage | None


class CheckedTopic(Data):
    """Questions that stand and fall together.

    `topic` is the gap's id, else the words of its only question; `name` is what it is called.
    `probability` is that of the question among those that count which the page answers best: they
    ask the same, and one wording is read better than another. `question` is the most telling one,
    `passage` the one that answers best; null where nothing on the page comes near.
    """

    topic: str
    name: str
    question: str
    questions: int
    probability: float
    answered: bool
    passage: NearestPassage | None


class CheckedPage(Data):
    """A page: its questions, their topics, and those that it leaves open."""

    title: str
    origin: str
    product_ids: tuple[str, ...]
    unread: tuple[str, ...]
    needs: tuple[CheckedNeed, ...]
    topics: tuple[CheckedTopic, ...]
    open_topics: tuple[str, ...]


def checked_page(
    session: Session, draft: Draft, questions: Sequence[Question], shelf: GapShelf | None
) -> CheckedPage:
    """Hold a draft against questions.

    Args:
        session: For encoders, and for the pages that belong to every product.
        draft: The page.
        questions: At least one.
        shelf: What the workspace knows; None: there is none, and nothing is shared.
    """
    from classifiers.answerability.matching import Rarity
    from classifiers.answerability.probability import Answerability
    from classifiers.needs.unnamed import unnamed

    shared = [] if shelf is None else _shared(session, shelf)
    passages = [*draft.passages, *shared]
    judge = Answerability(
        session.static_encoder,
        session.quick_bi_encoder if shelf is not None else None,
        rarity=Rarity(passage.text for passage in passages),
    )
    asked = [unnamed(each.text, [draft.page.title]) for each in questions]
    answers = zip(questions, judge.judge(asked, passages), strict=True)
    by_id = {passage.id: passage for passage in passages}
    needs = tuple(
        CheckedNeed(
            need_id=question.need_id,
            question=question.text,
            topic=question.topic,
            probability=answer.probability,
            answered=answer.probability >= ANSWERED,
            counts=question.counts,
            passage=_near(by_id.get(answer.passage_id or ""), answer.probability),
        )
        for question, answer in answers
    )
    topics = _topics(needs, shelf)
    return CheckedPage(
        title=draft.page.title,
        origin=draft.page.origin,
        product_ids=draft.page.product_ids,
        unread=draft.page.unread,
        needs=needs,
        topics=topics,
        open_topics=tuple(each.topic for each in topics if not each.answered),
    )


def _near(passage: Passage | None, probability: float) -> NearestPassage | None:
    if passage is None or probability < NEAR:
        return None
    return NearestPassage(id=passage.id, kind=passage.kind, text=passage.text)


def _shared(session: Session, shelf: GapShelf) -> list[Passage]:
    """Return the passages of the pages that belong to every product."""
    from corpora.store import pages

    with session.workspace.reading() as db:
        shared = {page.id for page in pages.live_pages(db) if not page.product_ids}
    return [passage for passage in shelf.passages.values() if passage.page_id in shared]


def _topics(needs: Sequence[CheckedNeed], shelf: GapShelf | None) -> tuple[CheckedTopic, ...]:
    """Return the topics of some questions, the one least likely answered first."""
    names = {gap.id: gap.topic for gap in shelf.gaps} if shelf is not None else {}
    by_topic: dict[str, list[CheckedNeed]] = defaultdict(list)
    for need in needs:
        by_topic[need.topic].append(need)
    found = [_topic(topic, names.get(topic, topic), own) for topic, own in by_topic.items()]
    return tuple(sorted(found, key=lambda each: each.probability))


def _topic(topic: str, name: str, needs: Sequence[CheckedNeed]) -> CheckedTopic:
    counting = [need for need in needs if need.counts] or list(needs)
    best = max(counting, key=lambda need: need.probability)
    return CheckedTopic(
        topic=topic,
        name=name,
        question=counting[0].question,
        questions=len(needs),
        probability=best.probability,
        answered=best.answered,
        passage=best.passage,
    )
