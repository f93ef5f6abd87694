"""What a question of teaching shows: the group, what was moved, how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.actions.asking import stage_name
from assistant.answers import Data, Line, Quoted, Quotes
from assistant.session import Session
from assistant.teaching.lessons import Lesson
from assistant.wording import between, count, listing, share

if TYPE_CHECKING:
    from classifiers.teaching.pool import Verdict
    from classifiers.teaching.teacher import Question
    from corpora.records import Stage


class Choice(Data):
    """A stage that a group may be at, and the key that says so.

    `moves` is how many contacts the model then reads otherwise, scaled up as `TeachData.moves`.
    """

    key: str
    stage: str
    name: str
    moves: int


class Asked(Data):
    """A group of contacts that say alike, to be judged by five of them at most.

    `contacts` is how many there are in the group; `guess` is where the model holds them to be,
    with `probability`. `kind` is `group`, or `borderline`: few contacts between two stages.
    Answer with `yes`, a stage, `split` or `skip`.
    """

    group: str
    kind: str
    contacts: int
    shown: tuple[Quoted, ...]
    guess: str
    guess_name: str
    probability: float
    choices: tuple[Choice, ...]


class LessonProgress(Data):
    """How far teaching has come: `read` of `contacts` are those that questions are made of.

    `corrections` are decisions about single contacts, made elsewhere, that it learns from, too.
    """

    answers: int
    corrections: int
    contacts: int
    read: int
    stop: bool
    advice: str


class TeachData(Data):
    """An answer, proposed or written down, what it moves, and what to ask next.

    `seq` None: nothing was written down. `moves` counts contacts that the model reads otherwise
    by "stage → stage", scaled up where questions are made of a sample. `question` None: nothing
    is left to ask.
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
    asked = asked_of(session, now, question)
    return TeachData(
        seq=None,
        moves={
            f"{stage_name(old, stages)} → {stage_name(new, stages)}": round(number * now.scale)
            for (old, new), number in moved.most_common()
        },
        question=asked,
        progress=LessonProgress(
            answers=len(teacher.answers) - now.corrections,
            corrections=now.corrections,
            contacts=now.contacts,
            read=len(teacher.pool),
            stop=advice.stop,
            advice=f"{advice.why} {foretold(asked, now)}".strip() if asked else advice.why,
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
    outcomes = now.teacher.outcomes(question)
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
        choices=tuple(
            Choice(
                key=str(place),
                stage=stage.id,
                name=stage.name,
                moves=round(outcomes[stage.id] * now.scale),
            )
            for place, stage in enumerate(session.stages, start=1)
        ),
    )


def question_blocks(data: TeachData) -> tuple[Line | Quotes, ...]:
    """Return a question as people see it; nothing where nothing is asked."""
    if data.question is None:
        return ()
    asked = data.question
    return (
        Line(f"{asking(asked)} ({asked.group})", "heading"),
        Quotes(asked.shown),
    )


def foretold(asked: Asked, now: Lesson) -> str:
    """Return what an answer will move, as a sentence; the model tries each, so it is no guess."""
    yes = next(each.moves for each in asked.choices if each.stage == asked.guess)
    others = [each.moves for each in asked.choices if each.stage != asked.guess]
    about = "about " if now.scale > 1 else ""
    told = f"Yes moves {about}{yes:,} of {count(now.contacts, 'contact')} in the model"
    return f"{told}; another stage {between(min(others), max(others))}." if others else f"{told}."


def asking(asked: Asked) -> str:
    """Return what is asked about a group, in words."""
    contacts = count(asked.contacts, "contact")
    who = f"{contacts} that say alike" if asked.contacts > 1 else contacts
    if asked.kind == "borderline":
        who = f"{contacts} between two stages"
    return f"{who}: {asked.guess_name}? The model is {share(asked.probability, 1)} sure."


def effect(moves: dict[str, int], verdict: Verdict = "stage") -> str:
    """Return what an answer moved, as a sentence.

    Args:
        moves: Contacts by "stage → stage".
        verdict: What was answered: a split or a skip moves nobody, and says what it does instead.
    """
    if verdict == "split":
        return "Its two halves are asked about apart; until then no contact moves."
    if verdict == "skip":
        return "It teaches nothing, so no contact moves."
    if not moves:
        return "The model held that before, so no contact moves."
    number = sum(moves.values())
    shown = [f"{each:,} {way}" for way, each in list(moves.items())[:4]]
    rest = len(moves) - len(shown)
    also = [f"{rest} more ways"] if rest > 0 else []
    verb = "moves" if number == 1 else "move"
    return f"{count(number, 'contact')} {verb} in the model: {listing(shown + also)}."


def outcome(
    before: Mapping[str, str | None], after: Mapping[str, str | None], stages: tuple[Stage, ...]
) -> str:
    """Return where contacts count after a sitting, against before it, as sentences.

    Args:
        before: Stage of each contact, by its id; None: unsure.
        after: The same, later.
        stages: The journey's.
    """
    ways = Counter((before.get(each), now) for each, now in after.items())
    moved = {way: n for way, n in ways.most_common() if way[0] != way[1]}
    if not moved:
        return "Every contact counts where it did."
    shown = [
        f"{n:,} {stage_name(left, stages)} → {stage_name(to, stages)}"
        for (left, to), n in list(moved.items())[:4]
    ]
    rest = len(moved) - len(shown)
    also = [f"{rest} more ways"] if rest > 0 else []
    unsure = [sum(stage is None for stage in each.values()) for each in (before, after)]
    return (
        f"{count(sum(moved.values()), 'contact')} of {len(after):,} now count elsewhere: "
        f"{listing(shown + also)}. Unsure are {unsure[1]:,}; before, {unsure[0]:,}."
    )
