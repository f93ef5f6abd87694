from __future__ import annotations

import pyarrow as pa
import pytest

from classifiers.engines.local import run
from classifiers.stages.batch import LABEL_SCHEMA, from_batch, label_batch
from classifiers.stages.classifier import StageClassifier
from corpora.errors import BadInput
from tests.conftest import kill_workers


def batch(first: int, count: int) -> pa.RecordBatch:
    said = ["Where is my order?", "I want to return it", "thanks", "What is it made of?"]
    return pa.RecordBatch.from_pydict(
        {
            "contact_id": [f"c-{first + i // 2}" for i in range(2 * count)],
            "turn_index": [i % 2 for i in range(2 * count)],
            "speaker": ["customer", "agent"] * count,
            "text": [said[(first + i // 2) % 4] if i % 2 == 0 else "ok" for i in range(2 * count)],
            "visible": [True] * (2 * count),
        }
    )


def test_every_contact_gets_its_label_in_the_label_schema(classifier: StageClassifier) -> None:
    out = label_batch(batch(0, 4), classifier)
    assert out.schema == LABEL_SCHEMA
    own = {
        label.contact_id: label.stage_id for label in from_batch(out) if label.level == "contact"
    }
    assert own == {"c-0": "revise", "c-1": "return", "c-2": None, "c-3": "research"}


def test_processes_change_nothing_but_the_time(classifier: StageClassifier) -> None:
    batches = [batch(first, 3) for first in range(0, 9, 3)]
    alone = list(run(batches, label_batch, classifier))
    together = list(run(batches, label_batch, classifier, processes=2))
    assert alone == together


def test_the_work_goes_on_where_the_workers_are_killed(
    classifier: StageClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = kill_workers(monkeypatch, at=2)
    batches = [batch(first, 3) for first in range(0, 18, 3)]
    alone = list(run(batches, label_batch, classifier))
    assert alone == list(run(batches, label_batch, classifier, processes=2))
    assert dead


def test_batches_are_read_lazily(classifier: StageClassifier) -> None:
    taken = []

    def stream() -> object:
        for first in range(100):
            taken.append(first)
            yield batch(first, 1)

    next(run(stream(), label_batch, classifier))  # type: ignore[arg-type]
    assert taken == [0]


def test_a_missing_column_and_an_empty_batch(classifier: StageClassifier) -> None:
    with pytest.raises(BadInput, match="text"):
        label_batch(batch(0, 1).drop_columns(["text"]), classifier)
    assert label_batch(batch(0, 1).slice(0, 0), classifier).num_rows == 0
