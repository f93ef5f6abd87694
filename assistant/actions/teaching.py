"""Teaching: which group to judge next, and what an answer about it changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from assistant.actions.action import Action, NoParams, Params
from assistant.actions.asking import stage_name
from assistant.answers import Answer, Data, Line, Quoted, Quotes
from assistant.lessons import Lesson, lesson
from assistant.naming import resolve_stage
from assistant.session import Session
from assistant.wording import count, listing, share
from corpora.errors import BadInput

if TYPE_CHECKING:
    from classifiers.teaching.pool import Said, Verdict
    from classifiers.teaching.teacher import Question


class Choice(Data):
    """A stage that a group may be at, and the key that says so."""

    key: str
    stage: str
    name: str


class Asked(Data):
    """A group of contacts that say alike, to be judged by five of them at most.

    `contacts` is how many there are in the group; `guess` is where the model holds them to be,
    with `probability`; `moves` is how many contacts another answer is expected to move. `kind` is
    `group`, or `borderline`: few contacts between two stages. Answer with `yes`, a stage,
    `split` or `skip`.
    """

    group: str
    kind: str
    contacts: int
    shown: tuple[Quoted, ...]
    guess: str
    guess_name: str
    probability: float
    moves: float
    choices: tuple[Choice, ...]


class LessonProgress(Data):
    """How far teaching has come: `read` of `contacts` are those that questions are made of."""

    answers: int
    contacts: int
    read: int
    stop: bool
    advice: str


class TeachData(Data):
    """An answer, proposed or written down, what it moves, and what to ask next.

    `seq` None: nothing was written down. `moves` counts contacts by "stage → stage", scaled up
    where questions are made of a sample. `question` None: nothing is left to ask.
    """

    seq: int | None
    moves: dict[str, int]
    question: Asked | None
    progress: LessonProgress
    contradictions: tuple[str, ...]


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
    headline = (
        f"{count(asked.contacts, 'contact')} that say alike: are they at {asked.guess_name}? "
        f"({share(asked.probability, 1)} likely)"
        if asked
        else "There is nothing left to ask about."
    )
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
        headline=f"Done: {_told(session, said)}. {effect(data.moves)}",
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
    later = _after(now, said)
    data = teach_data(session, later, moved_from=now)
    return Answer(
        headline=f"This would {_told(session, said)}. {effect(data.moves)}",
        data=data.model_copy(update={"question": _asked(session, now)}),
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
    later = _after(now, said.numbered(entry.seq))
    data = teach_data(session, later, moved_from=now)
    return later, data.model_copy(update={"seq": entry.seq})


def follow_teaching(session: Session) -> None:
    """Label all contacts anew after answers were given or taken back."""
    from assistant.actions.classifying import label_contacts

    label_contacts(session, lesson=True)


def teach_data(session: Session, now: Lesson, *, moved_from: Lesson | None = None) -> TeachData:
    """Return what is asked next, how far teaching has come, and what moved since `moved_from`."""
    teacher = now.teacher
    question = teacher.question()
    advice = teacher.advice(question)
    moved: Counter[tuple[str, str]] = Counter()
    if moved_from is not None:
        moved = teacher.moves_since(moved_from.teacher)
    stages = session.stages
    return TeachData(
        seq=None,
        moves={
            f"{stage_name(old, stages)} → {stage_name(new, stages)}": round(number * now.scale)
            for (old, new), number in moved.most_common()
        },
        question=_asked(session, now, question),
        progress=LessonProgress(
            answers=len(teacher.answers),
            contacts=now.contacts,
            read=len(teacher.pool),
            stop=advice.stop,
            advice=advice.why,
        ),
        contradictions=tuple(
            f"Answer {each.one} and answer {each.other} contradict each other: the words of the "
            f"first read like {stage_name(each.stage_id, stages)}."
            for each in teacher.contradictions()
        ),
    )


def _asked(session: Session, now: Lesson, question: Question | None = None) -> Asked | None:
    question = question or now.teacher.question()
    if question is None:
        return None
    return Asked(
        group=question.id,
        kind=question.kind,
        contacts=len(question.members),
        shown=tuple(
            Quoted(
                contact_id=contact,
                turn_index=words.turn_index,
                start=words.start,
                end=words.end,
                text=words.text,
            )
            for contact in question.shown
            for words in (now.telling[contact].shown,)
        ),
        guess=question.guess,
        guess_name=stage_name(question.guess, session.stages),
        probability=round(question.probability, 4),
        moves=round(question.moves, 1),
        choices=tuple(
            Choice(key=str(place), stage=stage.id, name=stage.name)
            for place, stage in enumerate(session.stages, start=1)
        ),
    )


def question_blocks(data: TeachData) -> tuple[Line | Quotes, ...]:
    """Return a question as people see it; nothing where nothing is asked."""
    if data.question is None:
        return ()
    asked = data.question
    return (
        Line(
            f"{asked.group}: {count(asked.contacts, 'contact')}, "
            f"{asked.guess_name} ({share(asked.probability, 1)})",
            "heading",
        ),
        Quotes(asked.shown),
    )


def effect(moves: dict[str, int]) -> str:
    """Return what moved, as a sentence."""
    if not moves:
        return "No contact moves."
    number = sum(moves.values())
    shown = [f"{each:,} {way}" for way, each in list(moves.items())[:4]]
    rest = len(moves) - len(shown)
    also = [f"{rest} more ways"] if rest > 0 else []
    return (
        f"{count(number, 'contact')} {'moves' if number == 1 else 'move'}: {listing(shown + also)}."
    )


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


def _after(now: Lesson, said: Said) -> Lesson:
    return Lesson(now.teacher.after(said), now.telling, now.contacts)


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
