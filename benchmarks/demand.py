"""Failure demand and resolution on calls that nothing was fitted on.

Labels: tests/data/demand/contoso.toml, every second call of `calls/contoso`, labelled by hand
before the classifier was written. The interval is a bootstrap over calls, 2,000 draws, seed 7.
"""

from __future__ import annotations

import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.data import data_file
from classifiers.demand import DemandClassifier
from classifiers.encoding.encoders import StaticEncoder
from classifiers.stages.batch import contacts_of
from corpora.intake.ingest import IngestOptions, ingest
from corpora.records import Turn
from corpora.store.contacts import contact_slices, turn_batch
from corpora.store.workspace import Workspace

LABELS = Path(__file__).parents[1] / "tests" / "data" / "demand" / "contoso.toml"
Flags = npt.NDArray[np.bool_]


def f1(truth: Flags, guess: Flags) -> float:
    """Return the F1 score of True; 0 where there is no True at all."""
    hits = int((truth & guess).sum())
    return 2 * hits / max(int(truth.sum() + guess.sum()), 1)


def interval(truth: Flags, guess: Flags) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the F1 score."""
    draws = np.random.default_rng(7).integers(0, len(truth), (2000, len(truth)))
    scores = [f1(truth[draw], guess[draw]) for draw in draws]
    return float(np.quantile(scores, 0.025)), float(np.quantile(scores, 0.975))


def read(workspace: Path) -> dict[str, list[Turn]]:
    """Return the turns of the calls by their id in the source, as ingest stores them."""
    store = Workspace.create(workspace)
    folder = data_file("calls/contoso")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    ingest(store, [folder], IngestOptions(), now=now, progress=lambda *_: None)
    turns: dict[str, list[Turn]] = {}
    with store.reading() as db:
        names = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
        for ids in contact_slices(db):
            for contact, own in contacts_of(turn_batch(db, ids)):
                turns[names[contact]] = own
    return turns


def main() -> None:
    """Print the table."""
    labels = tomllib.loads(LABELS.read_text(encoding="utf-8"))["call"]
    with tempfile.TemporaryDirectory() as folder:
        turns = read(Path(folder) / "calls.duckdb")
    judged = DemandClassifier(StaticEncoder.load()).judge(
        (each["id"], turns[each["id"]]) for each in labels
    )
    said = {each.contact_id: each for each in judged}
    print(f"{len(labels)} calls, {len(said)} judged")
    for name, of in (("failure", "failure demand"), ("resolved", "resolved")):
        truth = np.array([each[name] for each in labels])
        guess = np.array([getattr(said[each["id"]], name) for each in labels])
        for word, t, g in ((of, truth, guess), (f"not {of}", ~truth, ~guess)):
            low, high = interval(t, g)
            print(f"{word:20} n {int(t.sum()):3}  F1 {f1(t, g):.3f}  [{low:.2f}, {high:.2f}]")


if __name__ == "__main__":
    main()
