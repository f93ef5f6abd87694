"""Checking a page before it is published: which known questions does the draft leave open?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.actions.ingesting import problems
from assistant.answers import Answer, Block, Data, Line, Table
from assistant.gaps.cards import GapShelf, NearestPassage, known_shelf
from assistant.gaps.drafts import Draft, Question, known_questions, questions_of, read_drafts
from assistant.session import Session
from assistant.wording import clipped, count
from corpora.errors import BadInput, WorkspaceMissing

if TYPE_CHECKING:
    from corpora.records import Passage, Reject

ANSWERED = 0.5
"""A question counts as answered from this probability, a topic from this mean of its questions."""
EXIT_OPEN = 1


class CheckParams(Params):
    """Which pages, against which questions."""

    paths: Annotated[
        tuple[Path, ...],
        positional(description="Pages, in every format that is read.", min_length=1),
    ]
    questions: Annotated[
        Path | None,
        Field(description="A file with one question a line, instead."),
    ] = None
    gap: Annotated[str | None, Field(description="Only what this gap's customers asked.")] = None
    strict: Annotated[bool, Field(description="End with exit code 1 if any stays open.")] = False


class CheckedNeed(Data):
    """A question with the probability that the page answers it, and the passage that does.

    `topic` says with which questions it stands and falls: the gap's id, else its own words.
    `counts` is false for the less telling half of a gap's questions, which decide nothing.
    """

    need_id: str | None
    question: str
    topic: str
    probability: float
    answered: bool
    counts: bool
    passage: NearestPassage | None


class CheckedPage(Data):
    """A page: its questions, and the topics that it leaves open."""

    title: str
    origin: str
    product_ids: tuple[str, ...]
    unread: tuple[str, ...]
    needs: tuple[CheckedNeed, ...]
    open_topics: tuple[str, ...]


class CheckData(Data):
    """All pages that were checked."""

    pages: tuple[CheckedPage, ...]
    questions: int
    open: int


def check_page(session: Session, params: CheckParams) -> Answer:
    """Say which known questions a page answers and which it leaves open, before it is published.

    The questions are those that customers asked about the page's products, from the workspace,
    or the lines of `--questions`. A topic that several customers asked about counts as answered
    when the more telling half of its questions are on average. `--strict` ends with exit code 1
    while any is open.
    """
    if params.questions is not None and params.gap is not None:
        raise BadInput(
            "--questions and --gap each say which questions are meant", remedy="name one of them"
        )
    own = questions_of(params.questions) if params.questions is not None else None
    shelf = _shelf(session, needed=own is None)
    rejects: list[Reject] = []
    drafts = read_drafts(session, params.paths, shelf, rejects)
    told: list[str] = list(problems(rejects))
    own, unjudged = _in_english(own)
    if unjudged:
        told.append(
            f"{params.questions}: {count(unjudged, 'question')} not in English, the only language "
            "that questions are judged in yet"
        )
    pages = []
    for draft in drafts if own != [] else ():
        questions = (
            own if own is not None else known_questions(draft.page.product_ids, shelf, params.gap)
        )
        trouble = _trouble(draft, questions)
        if trouble:
            told.append(trouble)
        else:
            pages.append(_checked(session, draft, questions, shelf))
    if not drafts and not told:
        told.append("No page in these files; `frontstage formats` lists what is read.")
    data = CheckData(
        pages=tuple(pages),
        questions=sum(len(page.needs) for page in pages),
        open=sum(len(page.open_topics) for page in pages),
    )
    return Answer(
        headline=_headline(data),
        data=data,
        blocks=tuple(block for page in pages for block in _blocks(page)),
        scope=", ".join(page.origin for page in pages),
        n=data.questions,
        notes=_notes(pages),
        problems=tuple(told),
        exit_code=EXIT_OPEN if params.strict and data.open and not told else None,
    )


def _in_english(questions: list[Question] | None) -> tuple[list[Question] | None, int]:
    """Return the questions that can be judged, and how many can't."""
    from classifiers.text import foreign

    kept = [each for each in questions or () if not foreign(each.text)]
    return (None, 0) if questions is None else (kept, len(questions) - len(kept))


def _shelf(session: Session, *, needed: bool) -> GapShelf | None:
    try:
        with session.workspace.reading() as db:
            return known_shelf(session, db)
    except WorkspaceMissing:
        if needed:
            raise
        return None


def _trouble(draft: Draft, questions: Sequence[Question]) -> str | None:
    """Return why a page can't be checked, in one line."""
    from classifiers.text import foreign

    where = draft.page.origin or draft.page.title
    if not any(passage.kind != "title" for passage in draft.passages):
        return (
            f"{where}: nothing to read but menus and titles; save the page as the browser shows it"
        )
    if foreign(" ".join(passage.text for passage in draft.passages[:20])):
        return f"{where}: not in English, the only language that questions are judged in yet"
    if not questions:
        return f"{where}: nobody asked about its products yet; name questions with --questions"
    return None


def _checked(
    session: Session, draft: Draft, questions: Sequence[Question], shelf: GapShelf | None
) -> CheckedPage:
    from classifiers.answerability.matching import Rarity
    from classifiers.answerability.probability import Answerability

    shared = [] if shelf is None else _shared(session, shelf)
    passages = [*draft.passages, *shared]
    judge = Answerability(
        session.static_encoder,
        session.bi_encoder if shelf is not None else None,
        rarity=Rarity(passage.text for passage in passages),
    )
    by_id = {passage.id: passage for passage in passages}
    needs = []
    for question, answer in zip(
        questions, judge.judge([each.text for each in questions], passages), strict=True
    ):
        near = by_id.get(answer.passage_id or "")
        needs.append(
            CheckedNeed(
                need_id=question.need_id,
                question=question.text,
                topic=question.topic,
                probability=answer.probability,
                answered=answer.probability >= ANSWERED,
                counts=question.counts,
                passage=NearestPassage(id=near.id, kind=near.kind, text=near.text)
                if near
                else None,
            )
        )
    return CheckedPage(
        title=draft.page.title,
        origin=draft.page.origin,
        product_ids=draft.page.product_ids,
        unread=draft.page.unread,
        needs=tuple(needs),
        open_topics=_open(needs),
    )


def _shared(session: Session, shelf: GapShelf) -> list[Passage]:
    """Return the passages of the pages that belong to every product."""
    from corpora.store import pages

    with session.workspace.reading() as db:
        shared = {page.id for page in pages.live_pages(db) if not page.product_ids}
    return [passage for passage in shelf.passages.values() if passage.page_id in shared]


def _open(needs: Sequence[CheckedNeed]) -> tuple[str, ...]:
    topics: dict[str, list[float]] = defaultdict(list)
    counting = {need.topic for need in needs if need.counts}
    for need in needs:
        if need.counts or need.topic not in counting:
            topics[need.topic].append(need.probability)
    return tuple(topic for topic, own in topics.items() if sum(own) / len(own) < ANSWERED)


def _headline(data: CheckData) -> str:
    if not data.pages:
        return "No page was checked."
    topics = sum(len({need.topic for need in page.needs}) for page in data.pages)
    return (
        f"{data.open} of {count(topics, 'topic')} left open by "
        f"{count(len(data.pages), 'page')}, from {count(data.questions, 'question')}."
    )


def _blocks(page: CheckedPage) -> tuple[Block, ...]:
    rows = tuple(
        (
            ("open" if need.topic in page.open_topics else "answered") if need.counts else "aside",
            f"{need.probability:.2f}",
            clipped(need.question, 70),
            clipped(need.passage.text, 70) if need.passage else "",
        )
        for need in sorted(page.needs, key=lambda need: (not need.counts, need.probability))
    )
    columns = ("", "probability", "question", "nearest passage")
    return (
        Line(f"{page.title} ({page.origin})", "heading"),
        Table(columns, rows, right=frozenset({"probability"})),
    )


def _notes(pages: Sequence[CheckedPage]) -> tuple[str, ...]:
    unread = [page.origin for page in pages if page.unread]
    return tuple(
        f"{origin}: parts may be unread, so open means: not found in what could be read."
        for origin in unread
    )


CHECK_PAGE = Action(
    "check_page",
    CheckParams,
    check_page,
    CheckData,
    examples=("does this draft answer what people ask", "check the new page"),
    command="check-page",
)
