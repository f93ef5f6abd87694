"""A draft held against questions: which it answers, by topic, and with which passage.

What the latest run found stands where the draft leaves the page as it was; an open gap is closed
by new text alone. Judgements that the cross-encoder would settle are undecided until it is asked:
it takes seconds to load.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.gaps.background import Background
from assistant.gaps.cards import GapShelf
from assistant.gaps.check_result import CheckedNeed, CheckedPage, CheckedTopic
from assistant.gaps.drafts import Draft, Question
from assistant.gaps.gap_card import NearestPassage
from assistant.session import Session

if TYPE_CHECKING:
    from classifiers.answerability.probability import Answer, Answerability
    from corpora.records import Gap, Passage

ANSWERED = 0.5
"""A question counts as answered from this probability, a topic where one of those that count is."""
NEAR = 0.3
"""A passage that answers less likely than this is none that a reader would call near."""
READ_ANEW = 20
"""So many of a gap's questions, the most telling first, are held against new text."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is known of one question: by all that counts, and by what is new alone."""

    question: Question
    all: Answer
    new: Answer | None


def checked_page(
    session: Session,
    draft: Draft,
    questions: Sequence[Question],
    shelf: GapShelf | None,
    background: Background,
    *,
    thorough: bool = False,
) -> CheckedPage:
    """Hold questions against a draft and what stands beside it.

    Args:
        session: For the encoders.
        draft: The page.
        questions: What it should answer.
        shelf: What the workspace knows; None: nothing.
        background: What the draft is read beside, and what the latest run found of it.
        thorough: Ask the cross-encoder about topics that the others leave undecided.
    """
    by_id = {passage.id: passage for passage in background.passages}
    verdicts, topics = _judged(session, questions, shelf, background, thorough=thorough)
    return CheckedPage(
        title=draft.page.title,
        origin=draft.page.origin,
        product_ids=draft.page.product_ids,
        unread=draft.page.unread,
        unchanged=background.unchanged,
        needs=tuple(_need(each, by_id) for each in verdicts),
        topics=topics,
        open_topics=tuple(t.topic for t in topics if not (t.answered or t.undecided)),
        undecided_topics=tuple(t.topic for t in topics if t.undecided),
    )


def _judged(
    session: Session,
    questions: Sequence[Question],
    shelf: GapShelf | None,
    background: Background,
    *,
    thorough: bool,
) -> tuple[list[_Verdict], tuple[CheckedTopic, ...]]:
    """Return what is known of each question and of each topic.

    `thorough`: topics that are undecided at first are read closer.
    """
    gaps = _standing(questions, shelf)
    names = {gap.id: gap.topic for gap in shelf.gaps} if shelf is not None else {}
    by_id = {passage.id: passage for passage in background.passages}
    judge = _judge(session, shelf, background, closer=False)
    verdicts = _verdicts(questions, gaps, background, judge)
    topics = _topics(verdicts, gaps, names, by_id)
    undecided = {each.topic for each in topics if each.undecided}
    if not thorough or not undecided:
        return verdicts, topics
    judge = _judge(session, shelf, background, closer=True)
    doubtful = [each for each in questions if each.topic in undecided]
    closer = {each.question: each for each in _verdicts(doubtful, gaps, background, judge)}
    verdicts = [closer.get(each.question, each) for each in verdicts]
    return verdicts, _topics(verdicts, gaps, names, by_id)


def _standing(questions: Sequence[Question], shelf: GapShelf | None) -> dict[str, Gap]:
    """Return the gaps that these questions are of and that are open, by id."""
    asked = {each.topic for each in questions}
    return {gap.id: gap for gap in shelf.open_gaps() if gap.id in asked} if shelf else {}


def _judge(
    session: Session, shelf: GapShelf | None, background: Background, *, closer: bool
) -> Answerability:
    """Return the judge of gaps; not `closer`: the cross-encoder tells what it once read only."""
    from classifiers.answerability.cross_encoder import CachedPairs, CrossEncoder
    from classifiers.answerability.matching import Rarity
    from classifiers.answerability.probability import Answerability
    from classifiers.encoding.caching import CachedEncoder, Unkept
    from classifiers.encoding.encoders import MINILM_NAME
    from classifiers.encoding.minilm_arrays import MiniLMArrays
    from corpora.store.vectors import WorkspaceVectors

    kept = Unkept() if shelf is None else WorkspaceVectors(session.workspace)
    return Answerability(
        session.static_encoder,
        CachedEncoder(MINILM_NAME, MiniLMArrays.load, kept),
        cross_encoder=CachedPairs(CrossEncoder.load if closer else None, kept),
        rarity=Rarity([*(passage.text for passage in background.passages), *background.others]),
    )


def _verdicts(
    questions: Sequence[Question],
    gaps: Mapping[str, Gap],
    background: Background,
    judge: Answerability,
) -> list[_Verdict]:
    """Return what is known of each question; what the run found is taken, the rest is judged."""
    from classifiers.answerability.probability import Answer
    from classifiers.needs.unnamed import unnamed

    found: dict[int, Answer] = {}
    whole: list[int] = []
    by_new: list[int] = []
    read: dict[str, int] = defaultdict(int)
    for i, question in enumerate(questions):
        known = background.found(question.need)
        if known is None:
            whole.append(i)
        else:
            found[i] = Answer(known[0], known[1].id)
        if known is not None and known[0] >= ANSWERED and question.topic not in gaps:
            continue
        read[question.topic] += 1
        alone = known is not None or question.topic in gaps
        if alone and background.new and read[question.topic] <= READ_ANEW:
            by_new.append(i)
    asked = [unnamed(each.text, background.titles) for each in questions]
    judged, anew = judge.judge_each(
        [
            ([asked[i] for i in whole], background.passages),
            ([asked[i] for i in by_new], background.new),
        ]
    )
    found.update(zip(whole, judged, strict=True))
    new = dict(zip(by_new, anew, strict=True))
    return [_Verdict(each, found[i], new.get(i)) for i, each in enumerate(questions)]


def _need(verdict: _Verdict, passages: Mapping[str, Passage]) -> CheckedNeed:
    answers = [each for each in (verdict.all, verdict.new) if each is not None]
    best, answered, undecided = _best(answers)
    return CheckedNeed(
        need_id=verdict.question.need.id if verdict.question.need else None,
        question=verdict.question.text,
        topic=verdict.question.topic,
        probability=best.probability,
        answered=answered,
        undecided=undecided,
        counts=verdict.question.counts,
        passage=_near(passages.get(best.passage_id or ""), best.probability),
    )


def _best(answers: Sequence[Answer]) -> tuple[Answer, bool, bool]:
    """Return the likeliest of some answers, whether one surely answers, and whether one may."""
    best = max(answers, key=lambda each: (each.settled, each.probability))
    if best.settled and best.probability >= ANSWERED:
        return best, True, False
    return (
        max(answers, key=lambda each: each.probability),
        False,
        not all(each.settled for each in answers),
    )


def _askers(questions: Iterable[Question]) -> int:
    """Return how many asked: contacts, each once, and questions that no contact asks."""
    return len({who for each in questions for who in each.contact_ids or (each.text,)})


def _near(passage: Passage | None, probability: float) -> NearestPassage | None:
    if passage is None or probability < NEAR:
        return None
    return NearestPassage(id=passage.id, kind=passage.kind, text=passage.text)


def _topics(
    verdicts: Sequence[_Verdict],
    gaps: Mapping[str, Gap],
    names: Mapping[str, str],
    passages: Mapping[str, Passage],
) -> tuple[CheckedTopic, ...]:
    """Return the topics of some questions, the one least likely answered first."""
    by_topic: dict[str, list[_Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_topic[verdict.question.topic].append(verdict)
    found = [
        _topic(own, gaps.get(topic), names.get(topic, topic), passages)
        for topic, own in by_topic.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.answered, each.probability)))


def _topic(
    verdicts: Sequence[_Verdict], gap: Gap | None, name: str, passages: Mapping[str, Passage]
) -> CheckedTopic:
    counting = [each for each in verdicts if each.question.counts] or list(verdicts)
    new = [each.new for each in counting if each.new is not None]
    answers = [*(each.all for each in counting), *new]
    best, answered, undecided = _best(answers if gap is None or not new else new)
    if gap is not None:
        answered, undecided = answered and bool(new), undecided and bool(new)
    if not answered:
        best = max(answers, key=lambda each: each.probability)
    return CheckedTopic(
        topic=counting[0].question.topic,
        name=name,
        question=counting[0].question.text,
        questions=_askers(each.question for each in verdicts),
        probability=best.probability,
        answered=answered,
        undecided=undecided,
        kind=gap.kind if gap is not None and not answered else None,
        passage=_near(passages.get(best.passage_id or ""), best.probability),
    )
