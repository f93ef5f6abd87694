"""Stages of whole contacts, as the truth file of a sample company gives them."""

from __future__ import annotations

import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.session import Session
from assistant.teaching.lessons import lesson, stage_classifier
from benchmarks.companies import read_in
from classifiers.stages.batch import contacts_of
from classifiers.stages.classifier import StageClassifier
from classifiers.stages.contacts import label_contacts
from classifiers.teaching.taught import taught
from classifiers.teaching.teacher import Teacher
from corpora.store.contacts import contact_slices, turn_batch

TRUTH = "truth.toml"


def measure_company(company: Path) -> list[dict[str, Any]]:
    """Return one row for the static encoder alone, and one for what labels a workspace.

    A contact is right if its primary stage is one of those that its author gave it.

    Raises:
        SystemExit: There is no truth file, or it gives no contact a stage.
    """
    truth = stages_given(company / TRUTH)
    with tempfile.TemporaryDirectory() as folder:
        session = read_in(company, Path(folder))
        alone = StageClassifier(session.stages, encoder=session.static_encoder).fit()
        sides = {"static": alone, "both": stage_classifier(session)[0]}
        return [
            {"company": company.name, "encoder": name, **scored(truth, _primary(session, each))}
            for name, each in sides.items()
        ]


def measure_taught(company: Path, marks: Sequence[int]) -> list[dict[str, Any]]:
    """Return what the model reads in contacts after each number of answers in `marks`; 0: before.

    The simulated user sees at most five contacts of a group and says the stage that most of them
    are about, by the truth file. Contacts that were shown are scored apart: they count where the
    user put them. Of the others it is also told how many are decided when the workspace is
    labelled after these answers, and how many of these are right.

    Raises:
        SystemExit: There is no truth file, or it gives no contact a stage.
    """
    truth = stages_given(company / TRUTH)
    with tempfile.TemporaryDirectory() as folder:
        session = read_in(company, Path(folder), pages=True)
        teacher = lesson(session).teacher
        with session.workspace.reading() as db:
            numbers = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
        about = {each: truth.get(numbers[each], frozenset[str]()) for each in teacher.pool.ids}
        rows = []
        for answers in range(max(marks) + 1):
            if answers in marks:
                row = {"company": company.name, "answers": answers, **_read(teacher, about)}
                rows.append(row | _labelled(session, teacher, truth, numbers))
            teacher = _answered(teacher, about)
    return rows


def _answered(teacher: Teacher, about: Mapping[str, frozenset[str]]) -> Teacher:
    """Return the teacher after the simulated user's next answer; itself where nothing is asked."""
    question = teacher.question()
    if question is None:
        return teacher
    stages = Counter(stage for each in question.shown for stage in sorted(about[each]))
    said = stages.most_common(1)[0][0] if stages else None
    return teacher.after(question.said("stage" if said else "skip", said))


def _labelled(
    session: Session,
    teacher: Teacher,
    truth: Mapping[str, frozenset[str]],
    numbers: Mapping[str, str],
) -> dict[str, Any]:
    """Return what is decided of the contacts that were not shown, as `classify` labels them."""
    if not teacher.answers:
        return {"decided": None, "right_when_decided": None}
    labels = taught(session.stages, session.stage_encoder, teacher.learner)
    shown = {numbers[each] for said in teacher.answers for each in said.shown}
    left = {each: stages for each, stages in truth.items() if each not in shown}
    found = scored(left, _primary(session, labels))
    return {name: found[name] for name in ("decided", "right_when_decided")}


def _read(teacher: Teacher, about: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    shown = {each for said in teacher.answers for each in said.shown}
    best = teacher.probabilities.argmax(axis=1)
    right = {
        each: teacher.stages[best[place]] in about[each]
        for place, each in enumerate(teacher.pool.ids)
        if about[each]
    }
    unseen = [ok for each, ok in right.items() if each not in shown]
    return {
        "contacts": len(right),
        "right_of_all": round(sum(right.values()) / len(right), 3),
        "not_shown": len(unseen),
        "right_of_not_shown": round(sum(unseen) / max(len(unseen), 1), 3),
    }


def stages_given(file: Path) -> dict[str, frozenset[str]]:
    """Return the stages that each contact of a truth file is about, by its number in the source.

    Raises:
        SystemExit: There is no such file, or it gives no contact a stage.
    """
    if not file.is_file():
        raise SystemExit(f"{file}: not there; name the folder of a company with its truth file")
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("contact", [])
    found = {row["id"]: frozenset(row["stages"]) for row in rows if row.get("stages")}
    if not found:
        raise SystemExit(f"{file}: no [[contact]] has stages")
    return found


def scored(truth: Mapping[str, frozenset[str]], said: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the shares that are right of all contacts, decided, and right where decided.

    Args:
        truth: The stages of each contact.
        said: The primary stage of each; None, or no such contact: undecided, so not right.
    """
    decided = {each: stage for each in truth if (stage := said.get(each)) is not None}
    right = sum(stage in truth[each] for each, stage in decided.items())
    return {
        "contacts": len(truth),
        "right_of_all": round(right / len(truth), 3),
        "decided": round(len(decided) / len(truth), 3),
        "right_when_decided": round(right / max(len(decided), 1), 3),
    }


def _primary(session: Session, classifier: StageClassifier) -> dict[str, str | None]:
    with session.workspace.reading() as db:
        numbers = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
        slices = [list(contacts_of(turn_batch(db, ids))) for ids in contact_slices(db)]
    # The encoder may keep vectors in the workspace, which must not be held open then.
    every = (each for turns in slices for each in label_contacts(turns, classifier))
    return {numbers[labels[0].contact_id]: labels[0].stage_id for labels in every}
