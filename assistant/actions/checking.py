"""Checking a page before it is published: which known questions does the draft leave open?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.answers import Answer, Block, Data, Line, Table
from assistant.closing import problems
from assistant.gaps.background import Library
from assistant.gaps.cards import GapShelf, known_shelf
from assistant.gaps.check_result import CheckedPage, CheckedTopic
from assistant.gaps.checked import checked_page
from assistant.gaps.drafts import Draft, Question, known_questions, questions_of, read_drafts
from assistant.session import Session
from assistant.wording import clipped, count
from corpora.errors import BadInput, WorkspaceMissing

if TYPE_CHECKING:
    from corpora.records import Reject

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
    thorough: Annotated[
        bool, Field(description="Read closer what would be undecided; takes seconds more.")
    ] = False
    once: Annotated[bool, Field(description="Also what one customer alone asked.")] = False
    strict: Annotated[
        bool, Field(description="End with exit code 1 if any stays open; thorough.")
    ] = False


class CheckData(Data):
    """All pages that were checked."""

    pages: tuple[CheckedPage, ...]
    questions: int
    open: int
    undecided: int


def check_page(session: Session, params: CheckParams) -> Answer:
    """Say which known questions a page answers and which it leaves open, before it is published.

    The questions are those that customers asked about the page's products, from the workspace,
    or the lines of `--questions`. What `frontstage gaps` found stands as far as the page's text
    is the same. An open gap counts as answered when new text answers one of its three most telling
    questions. What is nearly as likely answered as not is undecided, until `--thorough` has it
    read closer. `--strict` does, too, and ends with exit code 1 while any is open.
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
    asked = [
        (draft, _questions(draft, shelf, params) if own is None else own)
        for draft in (drafts if own != [] else ())
    ]
    troubles = [_trouble(draft, questions) for draft, questions in asked]
    told += filter(None, troubles)
    if not drafts and not told:
        told.append("No page in these files; `frontstage formats` lists what is read.")
    library, thorough = Library(session, shelf), params.thorough or params.strict
    pages = [
        checked_page(session, draft, questions, shelf, library.background(draft), thorough=thorough)
        for (draft, questions), trouble in zip(asked, troubles, strict=True)
        if trouble is None
    ]
    left_out = _left_out(drafts, shelf, params) if shelf is not None else ()
    return _answer(pages, told, shelf, left_out, strict=params.strict)


def _answer(
    pages: Sequence[CheckedPage],
    told: Sequence[str],
    shelf: GapShelf | None,
    left_out: Sequence[str],
    *,
    strict: bool,
) -> Answer:
    data = CheckData(
        pages=tuple(pages),
        questions=sum(topic.questions for page in pages for topic in page.topics),
        open=sum(len(page.open_topics) for page in pages),
        undecided=sum(len(page.undecided_topics) for page in pages),
    )
    return Answer(
        headline=_headline(data),
        data=data,
        blocks=tuple(block for page in pages for block in _blocks(page)),
        scope=", ".join(page.origin for page in pages),
        n=data.questions,
        notes=(*_notes(pages), *left_out, *(shelf.notes() if shelf is not None else ())),
        problems=tuple(told),
        exit_code=EXIT_OPEN if strict and data.open and not told else None,
    )


def _questions(draft: Draft, shelf: GapShelf | None, params: CheckParams) -> list[Question]:
    return known_questions(draft.page.product_ids, shelf, params.gap, once=params.once)


def _left_out(drafts: Sequence[Draft], shelf: GapShelf, params: CheckParams) -> tuple[str, ...]:
    """Say how many open questions of one customer each were not held against the pages."""
    if params.once or params.gap is not None or params.questions is not None:
        return ()
    products = {own for draft in drafts for own in draft.page.product_ids}
    left = sum(
        gap.customers < 2 and bool(set(gap.product_ids) & products) for gap in shelf.open_gaps()
    )
    if not left:
        return ()
    return (
        f"{count(left, 'question')} that one customer alone asked: left out; --once holds the "
        "pages against them, too.",
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


def _headline(data: CheckData) -> str:
    if not data.pages:
        return "No page was checked."
    topics = sum(len(page.topics) for page in data.pages)
    undecided = f", {data.undecided} undecided" if data.undecided else ""
    return (
        f"{data.open} of {count(topics, 'topic')} left open{undecided} by "
        f"{count(len(data.pages), 'page')}, from {count(data.questions, 'question')}."
    )


def _blocks(page: CheckedPage) -> tuple[Block, ...]:
    rows = tuple(
        (
            _state(each),
            f"{each.probability:.2f}",
            _asked(each),
            clipped(each.passage.text, 70) if each.passage else "nothing comes near",
        )
        for each in page.topics
    )
    columns = ("", "probability", "asked", "nearest passage")
    return (
        Line(f"{page.title} ({page.origin})", "heading"),
        Table(columns, rows, right=frozenset({"probability"})),
    )


def _state(topic: CheckedTopic) -> str:
    if topic.answered:
        return "answered"
    if topic.undecided:
        return "undecided"
    return topic.kind if topic.kind in ("unclear", "contradicted") else "open"


def _asked(topic: CheckedTopic) -> str:
    """Return the most telling question, and in how many others it is asked as well."""
    more = f" and {topic.questions - 1:,} more" if topic.questions > 1 else ""
    return f"{clipped(topic.question, 90)}{more}"


def _notes(pages: Sequence[CheckedPage]) -> tuple[str, ...]:
    unread = [page.origin for page in pages if page.unread]
    told = [
        f"{origin}: parts may be unread, so open means: not found in what could be read."
        for origin in unread
    ]
    unchanged = sum(page.unchanged for page in pages)
    if unchanged:
        what = "The page" if len(pages) == 1 else f"{unchanged:,} of {len(pages):,} pages"
        told.append(f"{what} unchanged since gaps were looked for: as they were found then.")
    if any(page.undecided_topics for page in pages):
        told.append("Undecided: nearly as likely answered as not; --thorough reads closer.")
    return tuple(told)


CHECK_PAGE = Action(
    "check_page",
    CheckParams,
    check_page,
    CheckData,
    examples=("does this draft answer what people ask", "check the new page"),
    command="check-page",
)
