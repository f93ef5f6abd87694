"""Teaching: which group to judge next, and what an answer about it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from assistant.actions.action import Action, NoParams, Params
from assistant.actions.asking import stage_name
from assistant.answers import Answer
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.teaching.lessons import Lesson, lesson
from assistant.teaching.questions import (
    TeachData,
    asked_of,
    asking,
    effect,
    question_blocks,
    teach_data,
)
from assistant.wording import count
from corpora.errors import BadInput

if TYPE_CHECKING:
    from classifiers.teaching.pool import Said, Verdict
    from classifiers.teaching.teacher import Question


class TeachParams(Params):
    """What a group is about."""

    answer: Annotated[
        str, Field(min_length=1, description="yes, a stage by id or name, split or skip.")
    ]
    group: Annotated[
        str | None, Field(description="The question's id; the one that is open, if left out.")
    ] = None
    labels: Annotated[
        Literal["now", "later"],
        Field(description="Label all contacts anew now, or with the next `classify`."),
    ] = "now"


def next_question(session: Session, params: NoParams) -> Answer:  # noqa: ARG001 - every action takes both
    """Ask about the group of contacts whose answer moves most.

    The group is shown by five contacts at most, with the stage that the model holds likeliest.
    """
    return show_question(session, lesson(session))


def show_question(session: Session, now: Lesson) -> Answer:
    """Return the question that is open as an answer."""
    data = teach_data(session, now)
    asked = data.question
    headline = asking(asked) if asked else "There is nothing left to ask about."
    return Answer(
        headline=headline,
        data=data,
        blocks=question_blocks(data),
        scope="all contacts",
        n=data.progress.contacts,
        notes=(data.progress.advice, *data.contradictions),
        follow_ups=("teach answer=yes", "teach answer=split", "teach answer=skip"),
    )


def teach(session: Session, params: TeachParams) -> Answer:
    """Say what a group of contacts is about: yes, another stage, split this group, or skip.

    The model learns from the answer and labels all contacts anew; those whose words you saw
    count where you said. `next_question` shows which group is asked about.
    """
    now = lesson(session)
    said = _answer(session, now, params)
    later, data = write_answer(session, now, said)
    if params.labels == "now":
        follow_teaching(session)
    return Answer(
        headline=f"Done: {_told(session, said)}. {effect(data.moves, said.verdict)}",
        data=data,
        blocks=question_blocks(data),
        scope="all contacts",
        n=later.contacts,
        notes=(data.progress.advice, *data.contradictions),
        follow_ups=("teach answer=yes", "teach answer=split", "undo"),
    )


def preview_teach(session: Session, params: TeachParams) -> Answer:
    """Say what `teach` would move."""
    now = lesson(session)
    said = _answer(session, now, params)
    later = now.after(said)
    data = teach_data(session, later, moved_from=now)
    return Answer(
        headline=f"This would {_told(session, said)}. {effect(data.moves, said.verdict)}",
        data=data.model_copy(update={"question": asked_of(session, now)}),
        blocks=question_blocks(teach_data(session, now)),
        scope="all contacts",
        n=now.contacts,
    )


def write_answer(session: Session, now: Lesson, said: Said) -> tuple[Lesson, TeachData]:
    """Write an answer into the journal; return teaching after it, and what it changed."""
    from corpora.store import decisions

    payload: dict[str, Any] = {
        "contact_ids": said.shown,
        "stage_id": said.stage_id,
        "verdict": said.verdict,
        "group_ids": said.members,
    }
    with session.workspace.writing() as db:
        entry = decisions.decide(db, "teach", payload, session.now())
    later = now.after(said.numbered(entry.seq))
    data = teach_data(session, later, moved_from=now)
    return later, data.model_copy(update={"seq": entry.seq})


def follow_teaching(session: Session) -> None:
    """Label all contacts anew after answers were given or taken back."""
    from assistant.actions.classifying import label_contacts

    label_contacts(session, lesson=True)


def _answer(session: Session, now: Lesson, params: TeachParams) -> Said:
    question = now.teacher.question()
    if question is None:
        raise BadInput("there is nothing left to ask about", where="teach")
    if params.group is not None and params.group != question.id:
        raise BadInput(
            "this question is no longer open",
            where=params.group,
            remedy=f"the open one is {question.id}; `frontstage ask next_question` shows it",
        )
    return judged(session, question, params.answer)


def judged(session: Session, question: Question, answer: str) -> Said:
    """Return what `answer` says of a question.

    Raises:
        UnknownName: It is neither yes, split nor skip, nor a stage.
    """
    word = answer.strip().lower()
    if word in ("yes", "y"):
        return question.said("stage", question.guess)
    plain: dict[str, Verdict] = {"split": "split", "skip": "skip"}
    if word in plain:
        return question.said(plain[word])
    return question.said("stage", resolve_stage(answer, session.stages).id)


def _told(session: Session, said: Said) -> str:
    group = f"a group of {count(len(said.members), 'contact')}"
    if said.verdict == "stage":
        return f"answer that {group} is at {stage_name(said.stage_id, session.stages)}"
    return f"split {group}" if said.verdict == "split" else f"skip {group}"


NEXT_QUESTION = Action(
    "next_question",
    NoParams,
    next_question,
    TeachData,
    examples=("ask me something", "what should I teach you next"),
)
TEACH = Action(
    "teach",
    TeachParams,
    teach,
    TeachData,
    examples=("I want to teach you", "those are all about returns"),
    preview=preview_teach,
)
