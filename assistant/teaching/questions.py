"""What a question of teaching shows: the group, what was moved, how far it has come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.actions.asking import stage_name
from assistant.answers import Data, Line, Quoted, Quotes
from assistant.session import Session
from assistant.teaching.lessons import Lesson
from assistant.wording import count, listing, share

if TYPE_CHECKING:
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
        question=asked_of(session, now, question),
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


def asked_of(session: Session, now: Lesson, question: Question | None = None) -> Asked | None:
    """Return the question that is open, or None."""
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
            f"{count(asked.contacts, 'contact')} that say alike: {asked.guess_name}? "
            f"({share(asked.probability, 1)} sure, {asked.group})",
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
