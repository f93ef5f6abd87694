"""What labels an export: a student, what the workspace was taught, or the untaught classifier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from assistant.session import Session
from classifiers.students.cards import NOT_AUDITED

if TYPE_CHECKING:
    from classifiers.stages.classifier import StageClassifier
    from classifiers.students.cards import Card
    from classifiers.students.student import Student

Labeller: TypeAlias = "Student | StageClassifier"


@dataclass(frozen=True)
class Labelling:
    """What labels an export.

    Attributes:
        labeller: Itself.
        names: Of its stages, by id.
        told: What tells it from others.
        card: Of a student; None: none labels.
        answers: How many it was taught with.
        audit: How often it is right by people's grades, in words.
        of_workspace: Whether it is of a workspace, and not the untaught one of nobody's.
    """

    labeller: Labeller
    names: dict[str, str]
    told: str
    card: Card | None = None
    answers: int = 0
    audit: str = NOT_AUDITED
    of_workspace: bool = False


def model_of(session: Session, folder: Path | None) -> Labelling:
    """Return the student in `folder`, or what the workspace was taught, or the untaught one.

    Raises:
        ModelError: There is no student in the folder, or it is damaged.
    """
    from assistant.audits.accuracy import accuracy_note
    from assistant.teaching.lessons import stage_classifier
    from classifiers.stages.classifier import StageClassifier
    from classifiers.students.cards import CARD
    from classifiers.students.student import Student, journey_hash
    from corpora.ids import content_hash

    if folder is not None:
        student = Student.load(folder)
        told = (folder / CARD).read_text(encoding="utf-8")
        return Labelling(student, student.card.stages, told, student.card, audit=student.card.audit)
    if session.path.exists():
        stages = session.stages
        classifier, how = stage_classifier(session, fast=True)
        answers = int(how.get("answers", 0))
        # Answers taken back and others given make another model of as many.
        taught = content_hash(*map(str, _answered(session))) if answers else ""
        audit = accuracy_note(session)
    else:
        stages = session.first_stages
        classifier = StageClassifier(stages, encoder=session.static_encoder).fit()
        answers, taught, audit = 0, "", NOT_AUDITED
    names = {stage.id: stage.name for stage in stages}
    return Labelling(
        classifier,
        names,
        f"{journey_hash(stages)}{taught}",
        answers=answers,
        audit=audit,
        of_workspace=session.path.exists(),
    )


def _answered(session: Session) -> list[object]:
    from assistant.teaching.lessons import answers_in_force

    with session.workspace.reading() as db:
        return list(answers_in_force(db))
