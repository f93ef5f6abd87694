"""What teaching is held against, measured the same way: the same pool, the same untouched texts.

k-means with as many clusters as answers and logistic regression on top; prototypes and SetFit on
the very texts that the simulated user was shown, each with the stage that the user gave to its
group; SetFit once more on as many texts as answers, drawn by chance, each with its own stage, as
somebody who labels texts one by one would use it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.teaching import Labelled, Score, halves, majority, score
from classifiers.stages.classifier import StageClassifier
from classifiers.teaching.grouping import most_telling
from classifiers.teaching.teacher import Teacher
from corpora.protocols import Encoder
from corpora.records import Stage

ITERATIONS = 20
"""Pairs of like and of unlike stage for each text: R of SetFit (Tunstall and others, 2022)."""


@dataclass(frozen=True)
class Examples:
    """Positions of texts, and the stage that each was said to be at."""

    places: tuple[int, ...]
    stages: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[int, str]]:
        """Position and stage of each."""
        return list(zip(self.places, self.stages, strict=True))


def shown(teacher: Teacher) -> Examples:
    """Return the texts that the user was shown, with the stage that was given to their group."""
    told = {int(each): said.stage_id for said in teacher.answers for each in said.shown}
    kept = {place: stage for place, stage in told.items() if stage is not None}
    return Examples(tuple(kept), tuple(kept.values()))


def drawn(data: Labelled, answers: int, seed: int) -> Examples:
    """Return as many texts of the pool as answers, drawn by chance, with their own stages."""
    pool, _ = halves(len(data.texts), seed)
    own = pool[:answers].tolist()
    return Examples(tuple(own), tuple(str(data.truth[i]) for i in own))


def clustered(data: Labelled, answers: int, seed: int) -> Score:
    """Return the score of the plain baseline."""
    from sklearn.cluster import KMeans
    from sklearn.linear_model import LogisticRegression

    pool, rest = halves(len(data.texts), seed)
    own = data.vectors[pool]
    numbers = KMeans(answers, n_init=4, random_state=seed).fit(own).labels_
    said = np.empty(len(pool), dtype=object)
    for number in range(answers):
        members = np.flatnonzero(numbers == number)
        if len(members):
            shown = most_telling(own, members, ())
            said[members] = majority(data.truth[pool][shown].tolist())
    classes = sorted(set(said))
    if len(classes) == 1:
        return score(np.ones((len(rest), 1)), classes, data.truth[rest])
    model = LogisticRegression(C=10.0, max_iter=300).fit(own, said.astype(str))
    return score(model.predict_proba(data.vectors[rest]), list(model.classes_), data.truth[rest])


def prototypes(
    data: Labelled, stages: Sequence[Stage], encoder: Encoder, taught: Examples, seed: int
) -> Score:
    """Return the score of the nearest prototype: the journey's words and the examples."""
    _, rest = halves(len(data.texts), seed)
    told = [
        replace(
            stage,
            examples=(
                *stage.examples,
                *(data.texts[i] for i, own in taught.pairs if own == stage.id),
            ),
        )
        for stage in stages
    ]
    found = StageClassifier(told, encoder=encoder).fit().joint(data.vectors[rest])[:, :-1]
    shares = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)
    return score(shares, [stage.id for stage in stages], data.truth[rest])


def setfit(data: Labelled, taught: Examples, seed: int) -> Score:
    """Return SetFit's score, on the same all-MiniLM-L6-v2 and the same examples."""
    import datasets
    from setfit import SetFitModel, Trainer, TrainingArguments

    from classifiers.encoding.encoders import minilm_directory

    _, rest = halves(len(data.texts), seed)
    names = sorted(set(taught.stages))
    if len(names) == 1:
        return score(np.ones((len(rest), 1)), names, data.truth[rest])
    model = SetFitModel.from_pretrained(str(minilm_directory()), labels=names)
    rows = datasets.Dataset.from_dict(
        {
            "text": [data.texts[i] for i in taught.places],
            "label": [names.index(own) for own in taught.stages],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder,
            batch_size=16,
            num_epochs=1,
            num_iterations=ITERATIONS,
            seed=seed,
            report_to="none",
            save_strategy="no",
            logging_strategy="no",
            show_progress_bar=False,
        )
        Trainer(model=model, args=arguments, train_dataset=rows).train()
    found = model.predict_proba([data.texts[i] for i in rest], as_numpy=True)
    return score(np.asarray(found, dtype=np.float64), names, data.truth[rest])
