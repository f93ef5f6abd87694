"""Fit the weights of classifiers/demand.py on the sample company, and print them with accuracies.

    python -m scripts.fit_demand WORKSPACE

WORKSPACE holds the ingested sample company. Contacts that a page's gap has caused are left out of
the fit for failure demand: their words alone don't tell it, the page does. Reported are a tenfold
cross-validation here; what counts is `python -m benchmarks demand`, on other people's calls.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict

from classifiers.demand import DemandClassifier
from classifiers.encoding.encoders import StaticEncoder
from classifiers.stages.batch import contacts_of
from corpora.records import Turn
from corpora.store.contacts import contact_slices, turn_batch
from corpora.store.workspace import Workspace

TRUTH = Path(__file__).parents[1] / "corpora" / "samples" / "hobthorn" / "truth.toml"


def turns_by_source(workspace: Path) -> dict[str, list[Turn]]:
    """Return the turns of every contact, by its id in the source."""
    found: dict[str, list[Turn]] = {}
    with Workspace.open(workspace).reading() as db:
        names = dict(db.execute("SELECT id, source_id FROM contacts").fetchall())
        for ids in contact_slices(db):
            for contact, turns in contacts_of(turn_batch(db, ids)):
                found[names[contact] or contact] = turns
    return found


def report(name: str, rows: np.ndarray[Any, Any], truth: np.ndarray[Any, Any], model: Any) -> None:  # noqa: ANN401 - a scikit-learn estimator
    """Print the cross-validated accuracy and the weights, bias first."""
    guess = cross_val_predict(model, rows, truth, cv=10)
    print(
        f"{name}: n {len(truth)}, F1 {f1_score(truth, guess):.3f}, "
        f"F1 of the opposite {f1_score(~truth, ~guess):.3f}, "
        f"accuracy {(guess == truth).mean():.3f}"
    )
    model.fit(rows, truth)
    print(np.round(np.r_[model.intercept_, model.coef_[0]], 3).tolist())


def main() -> None:
    """Fit both."""
    turns = turns_by_source(Path(sys.argv[1]))
    truth = tomllib.loads(TRUTH.read_text(encoding="utf-8"))["contact"]
    cause, end = DemandClassifier(StaticEncoder.load()).features(
        (each["id"], turns[each["id"]]) for each in truth
    )
    plain = np.array(["gap" not in each for each in truth])
    failure = np.array([each["failure_demand"] for each in truth])
    resolved = np.array([each["resolved"] for each in truth])
    report("failure demand", cause[plain], failure[plain], LogisticRegression(max_iter=3000))
    report(
        "resolved", end, resolved, LogisticRegression(C=0.3, class_weight="balanced", max_iter=3000)
    )


if __name__ == "__main__":
    main()
