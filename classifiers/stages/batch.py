"""Columns in, columns out: the stage labels of a batch of turns or contacts, pure and picklable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifiers.stages.classifier import StageClassifier
from classifiers.stages.contacts import label_contacts
from classifiers.students.student import Judged, Student
from classifiers.text import foreign, plain
from corpora.errors import BadInput
from corpora.records import Label, Turn

TURN_COLUMNS = ("contact_id", "turn_index", "speaker", "text", "visible")

LABEL_SCHEMA = pa.schema(
    [
        ("contact_id", pa.string()),
        ("level", pa.string()),
        ("stage_id", pa.string()),
        ("probability", pa.float64()),
        ("turn_index", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("rank", pa.int32()),
        ("reason", pa.string()),
        ("driver", pa.string()),
    ]
)
"""The fields of `corpora.records.Label`, in their order."""


EXPORT_LABELS = pa.schema(
    [
        ("source_id", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("stage", pa.string()),
        ("probability", pa.float32()),
        ("reason", pa.string()),
        ("words", pa.int64()),
        ("unknown", pa.int64()),
    ]
)
"""One row a contact: id, file and row as read; stage, or the reason why there is none; how many
words of it were looked at, and how many of these a student had never seen (0 without one)."""


def label_batch(batch: pa.RecordBatch, classifier: StageClassifier) -> pa.RecordBatch:
    """Label the contacts of `batch`, whose turns stand together and in order.

    Args:
        batch: The columns `TURN_COLUMNS`; `visible` may be left out.
        classifier: A fitted classifier.

    Returns:
        A batch of `LABEL_SCHEMA`: for each contact its own labels, then its turns'.

    Raises:
        BadInput: A column is missing.
    """
    labels = [label for own in label_contacts(contacts_of(batch), classifier) for label in own]
    return to_batch(labels)


def export_batch(batch: pa.RecordBatch, labeller: Student | StageClassifier) -> pa.RecordBatch:
    """Label contacts of an export, in its order.

    Args:
        batch: Columns of `corpora.readers.exports.EXPORTED`.
        labeller: A student, or a fitted classifier.

    Returns:
        A batch of `EXPORT_LABELS`. A contact that is set aside has that as its reason.
    """
    found = (
        _by_student(batch.column("said"), labeller)
        if isinstance(labeller, Student)
        else _by_classifier(batch.column("said"), labeller)
    )
    stage, probability, reason, words, unknown = found
    aside = batch.column("set_aside")
    if aside.null_count < len(aside):
        out = pc.is_valid(aside)
        stage = pc.if_else(out, pa.scalar(None, pa.string()), stage)
        probability = pc.if_else(out, pa.scalar(0.0, pa.float32()), probability)
        reason = pc.if_else(out, pc.binary_join_element_wise("set aside", aside, ": "), reason)
    columns = [*(batch.column(name) for name in ("source_id", "file", "row"))]
    return pa.RecordBatch.from_arrays(
        [*columns, stage, probability, reason, words, unknown], schema=EXPORT_LABELS
    )


def _by_student(said: pa.ListArray, student: Student) -> tuple[pa.Array, ...]:
    judged = student.judge(said)
    stages = len(student.card.stages)
    names = list(student.classes)
    positions = pa.array(judged.classes)
    stage = pa.array([*names[:stages], *[None] * (len(names) - stages)], type=pa.string())
    reason = pa.array([*[None] * stages, *names[stages:]], type=pa.string())
    strange = _foreign(said, judged)
    nothing = pa.scalar(None, pa.string())
    return (
        pc.if_else(strange, nothing, stage.take(positions)),
        pc.if_else(strange, pa.scalar(0.0, pa.float32()), pa.array(judged.probability)),
        pc.if_else(strange, pa.scalar("language"), reason.take(positions)),
        pa.array(judged.words),
        pa.array(judged.unknown),
    )


def _foreign(said: pa.ListArray, judged: Judged) -> pa.BooleanArray:
    """Tell which texts are in a language that the student does not know.

    Looked at are those of whose words it has never seen half: the others are in its own.
    """
    strange = np.zeros(len(said), dtype=bool)
    doubtful = np.flatnonzero((2 * judged.unknown >= judged.words) & (judged.words > 0))
    for place, own in zip(doubtful, said.take(pa.array(doubtful)).to_pylist(), strict=True):
        strange[place] = foreign(plain(" ".join(filter(None, own or ()))))
    return pa.array(strange)


def _by_classifier(said: pa.ListArray, classifier: StageClassifier) -> tuple[pa.Array, ...]:
    contacts = (
        (str(number), [Turn(str(number), i, "customer", text) for i, text in enumerate(own or ())])
        for number, own in enumerate(said.to_pylist())
    )
    first = [labels[0] for labels in label_contacts(contacts, classifier)]
    nothing = pa.array([0] * len(first), type=pa.int64())
    return (
        pa.array([label.stage_id for label in first], type=pa.string()),
        pa.array([label.probability for label in first], type=pa.float32()),
        pa.array([label.reason for label in first], type=pa.string()),
        nothing,
        nothing,
    )


def contacts_of(batch: pa.RecordBatch) -> Iterator[tuple[str, list[Turn]]]:
    """Yield contact ids with their turns, in the batch's order."""
    names = batch.schema.names
    for column in TURN_COLUMNS[:4]:
        if column not in names:
            raise BadInput("the batch has no such column", where=column)
    columns: list[list[Any]] = [batch.column(name).to_pylist() for name in TURN_COLUMNS[:4]]
    seen = batch.column("visible").to_pylist() if "visible" in names else [True] * batch.num_rows
    held: str | None = None
    turns: list[Turn] = []
    for contact_id, index, speaker, text, visible in zip(*columns, seen, strict=True):
        if contact_id != held:
            if held is not None:
                yield held, turns
            held, turns = contact_id, []
        turns.append(Turn(contact_id, index, speaker, text or "", visible=bool(visible)))
    if held is not None:
        yield held, turns


def to_batch(labels: Iterable[Label]) -> pa.RecordBatch:
    """Return labels as columns of `LABEL_SCHEMA`."""
    rows = list(labels)
    names = [field.name for field in fields(Label)]
    arrays = [
        pa.array([getattr(row, name) for row in rows], type=LABEL_SCHEMA.field(name).type)
        for name in LABEL_SCHEMA.names
        if name in names
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=LABEL_SCHEMA)


def from_batch(batch: pa.RecordBatch) -> list[Label]:
    """Return the rows of a batch of `LABEL_SCHEMA` as records."""
    return [Label(**row) for row in batch.to_pylist()]
