"""Columns in, columns out: the stage labels of a batch of turns, pure and picklable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

import pyarrow as pa

from classifiers.contacts import label_contacts
from classifiers.stages import StageClassifier
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
