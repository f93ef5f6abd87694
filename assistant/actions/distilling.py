"""A fast model of this workspace's labels, for exports of any size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from assistant.actions.action import SHORT_O, Action, Params
from assistant.answers import Answer, Data, Line, Table
from assistant.audits.accuracy import accuracy_note
from assistant.labelling.words import described
from assistant.session import Session
from assistant.wording import count, share
from corpora.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

    from classifiers.students.cards import Card
    from classifiers.students.distilling import Lesson

_FEW = 300


class StudentParams(Params):
    """Where to."""

    output: Annotated[
        Path,
        Field(description="Folder for model.npz and card.toml.", json_schema_extra=SHORT_O),
    ] = Path("student")


class TaughtStage(Data):
    """A stage that the student tells apart, and what it learned it from."""

    stage: str
    name: str
    share: float


class StudentData(Data):
    """The student's card."""

    folder: str
    contacts: int
    by_people: int
    held_out: int
    agreement: float | None
    low: float
    high: float
    unknown_words: float
    stages: tuple[TaughtStage, ...]


def student(session: Session, params: StudentParams) -> Answer:
    """Make a fast model of this workspace's labels, for `frontstage classify EXPORT`.

    It learns what counts here today: what people decided, then what the model said. A tenth of
    the contacts is kept apart to measure it. The folder holds no text; take it anywhere.
    """
    from classifiers.encoding.encoders import StaticEncoder
    from classifiers.students.distilling import distil

    with session.workspace.reading() as db:
        from corpora.store.lessons import labelled_contacts

        table = labelled_contacts(db)
    if not table.num_rows:
        raise BadInput(
            "no contact is labelled", where="student", remedy="frontstage classify labels them"
        )
    session.progress(0, None, "learning")
    made = distil(
        _lesson(table),
        session.stages,
        "labels of this workspace",
        session.now(),
        StaticEncoder.load(),
        audit=accuracy_note(session),
    )
    made.save(params.output)
    card = made.card
    return Answer(
        headline=f"Student written to {params.output}.",
        data=_data(params.output, card),
        blocks=(
            Line(described(card)),
            Table(
                ("stage", "share"),
                tuple((name, share(card.shares[s], 1.0)) for s, name in card.stages.items()),
                right=frozenset({"share"}),
            ),
        ),
        scope="all contacts that are labelled",
        n=card.contacts,
        notes=_notes(card),
        follow_ups=(f"frontstage classify EXPORT -o labels.parquet --student {params.output}",),
    )


def _data(folder: Path, card: Card) -> StudentData:
    low, high = card.interval
    return StudentData(
        folder=str(folder),
        contacts=card.contacts,
        by_people=card.by_people,
        held_out=card.held_out,
        agreement=card.agreement,
        low=low,
        high=high,
        unknown_words=card.unknown,
        stages=tuple(
            TaughtStage(stage=stage, name=name, share=card.shares[stage])
            for stage, name in card.stages.items()
        ),
    )


def _lesson(table: pa.Table) -> Lesson:
    from classifiers.students.distilling import Lesson

    return Lesson(
        texts=table.column("said").combine_chunks(),
        stages=table.column("stage_id").to_pylist(),
        probabilities=table.column("probability").to_pylist(),
        reasons=table.column("reason").to_pylist(),
        by_people=[origin != "model" for origin in table.column("origin").to_pylist()],
    )


def _notes(card: Card) -> tuple[str, ...]:
    told, contacts = [f"Of its teacher: {card.audit}"], card.contacts
    if len(card.stages) == 1:
        told.insert(0, "There is one stage only: the student can tell it from unsure, no more.")
    if contacts < _FEW:
        told.insert(0, f"{count(contacts, 'contact')} are few; expect it to miss what is rare.")
    return tuple(told)


STUDENT = Action(
    "student",
    StudentParams,
    student,
    StudentData,
    examples=("make a fast model of these labels", "distil a student"),
    command="student",
)
