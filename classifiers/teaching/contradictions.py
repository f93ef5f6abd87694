"""Answers that can't both be right, as far as the words go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classifiers.teaching.learner import Learner
from classifiers.teaching.pool import Floats, Pool, Said
from corpora.protocols import Vectors

SURE = 0.8
"""The other answers together must be this sure of another stage."""
NEAR = 0.7
"""Cosine of two groups from which one says something about the other."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two answers at odds.

    Attributes:
        one: The answer that stands alone, by its name.
        other: The answer nearest to it that says otherwise.
        stage_id: What the other answers say of the first one's contacts.
    """

    one: int
    other: int
    stage_id: str


def contradictions(
    pool: Pool, stages: Sequence[str], learner: Learner, answers: Sequence[Said]
) -> list[Contradiction]:
    """Return the answers that all others together clearly contradict.

    Each answer is taken out of the learner in turn, and its contacts judged by what remains.
    """
    voiced = [(said, pool.places(said.members)) for said in answers if said.verdict == "stage"]
    voiced = [(said, members) for said, members in voiced if len(members)]
    middles = [_middle(pool.vectors[members]) for _, members in voiced]
    found = []
    for place, (said, members) in enumerate(voiced):
        own = stages.index(said.stage_id or "")
        rest = learner.without(pool.vectors[members], one_hot(own, len(members), len(stages)))
        mean = rest.probabilities(pool.vectors[members], pool.prior[members]).mean(axis=0)
        best = int(mean.argmax())
        rivals = [
            (float(middles[place] @ middles[k]), k)
            for k, (other, _) in enumerate(voiced)
            if other.stage_id == stages[best]
        ]
        if best != own and mean[best] >= SURE and max(rivals, default=(0.0,))[0] >= NEAR:
            nearest = voiced[max(rivals)[1]][0]
            found.append(Contradiction(said.name, nearest.name, stages[best]))
    return found


def _middle(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9))


def one_hot(stage: int, rows: int, stages: int) -> Floats:
    """Return `rows` equal rows that say `stage`."""
    share = np.zeros((rows, stages))
    share[:, stage] = 1.0
    return share
