"""Teaching: ask about a group, learn from the answer, say what it changed.

    teacher = Teacher.begin(pool, stages, learner, seed=7)
    question = teacher.question()
    teacher = teacher.after(question.said("stage", "pay"))

A teacher never changes; `after` returns the next one. What it knows follows from the pool and
the answers alone, so that a journal of answers brings it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from classifiers.teaching import asking
from classifiers.teaching.contradictions import Contradiction, contradictions, one_hot
from classifiers.teaching.grouping import groups_of, halves, most_telling
from classifiers.teaching.learner import Learner
from classifiers.teaching.pool import Floats, Places, Pool, Said, Verdict
from classifiers.teaching.stopping import Advice, advise
from corpora.errors import BadInput
from corpora.ids import content_hash

FARTHEST = 0.3
"""Cosine that a contact has to the answered groups while there are none."""


@dataclass(frozen=True, slots=True)
class Question:
    """A group to be judged.

    Attributes:
        id: Stands for exactly these contacts.
        members: Ids of the group's contacts.
        shown: Ids of at most five of them, the most telling first, of different customers.
        guess: The stage that the model holds likeliest.
        probability: How likely, 0 to 1.
        kind: `group`, or `borderline`: few contacts between two stages.
    """

    id: str
    members: tuple[str, ...]
    shown: tuple[str, ...]
    guess: str
    probability: float
    kind: str

    def said(self, verdict: Verdict, stage_id: str | None = None, name: int = 0) -> Said:
        """Return an answer to this question."""
        return Said(self.members, verdict, stage_id, self.shown, name)


@dataclass(frozen=True, eq=False)
class Teacher:
    """What is known after some answers.

    Attributes:
        pool: The contacts.
        stages: Ids of the stages, in the order of the columns of probabilities.
        learner: The model after these answers.
        answers: What was said, in order.
        moved: How many contacts each answer moved.
        open: Positions by group that was not asked about yet.
        near: Cosine of each contact to the nearest answered group.
        seed: Makes groups the same each time.
    """

    pool: Pool
    stages: tuple[str, ...]
    learner: Learner
    answers: tuple[Said, ...]
    moved: tuple[int, ...]
    open: tuple[Places, ...]
    near: Floats
    seed: int

    @classmethod
    def begin(
        cls,
        pool: Pool,
        stages: Sequence[str],
        learner: Learner,
        *,
        answers: Iterable[Said] = (),
        seed: int = 7,
    ) -> Teacher:
        """Return a teacher that has heard `answers`.

        Raises:
            BadInput: There is no stage, or no contact.
        """
        if not stages:
            raise BadInput("there is no stage to teach", remedy="add stages to the journey")
        if not len(pool):
            raise BadInput(
                "there is nothing to ask about: no contact holds words of a customer",
                remedy="`frontstage ingest PATH...` reads contacts",
            )
        groups = tuple(groups_of(pool.vectors, seed))
        near = np.full(len(pool), FARTHEST)
        teacher = cls(pool, tuple(stages), learner, (), (), groups, near, seed)
        for said in answers:
            teacher = teacher.after(said)
        return teacher

    @cached_property
    def probabilities(self) -> Floats:
        """Probability of each stage for each contact, shape `(n, stages)`.

        A contact whose words a person saw in an answered group is at that answer's stage.
        """
        found = self.learner.probabilities(self.pool.vectors, self.pool.prior)
        for said in self.answers:
            if said.verdict == "stage" and said.stage_id in self.stages:
                seen = self.pool.places(said.shown)
                found[seen] = one_hot(self.stages.index(said.stage_id), len(seen), len(self.stages))
        return found

    def question(self) -> Question | None:
        """Return what to ask next, or None where every contact was shown."""
        fresh = np.clip(1.0 - self.near, 0.02, 1.0)
        place = asking.widest(self.open, self.probabilities, fresh)
        if place is not None:
            return self._question(self.open[place], "group")
        settled = self.pool.places(tuple(each for said in self.answers for each in said.shown))
        found = asking.borderline(self.pool.vectors, self.probabilities, settled)
        return None if found is None else self._question(found, "borderline")

    def _question(self, members: Places, kind: str) -> Question:
        mean = self.probabilities[members].mean(axis=0)
        guess = int(mean.argmax())
        ids = tuple(self.pool.ids[i] for i in members)
        shown = most_telling(self.pool.vectors, members, self.pool.customers)
        return Question(
            id="q-" + content_hash("\n".join(sorted(ids)))[:8],
            members=ids,
            shown=tuple(self.pool.ids[i] for i in shown),
            guess=self.stages[guess],
            probability=float(mean[guess]),
            kind=kind,
        )

    def after(self, said: Said) -> Teacher:
        """Return the teacher that has also heard `said`; ids that are not here are passed over.

        Raises:
            BadInput: The answer names a stage that is not there.
        """
        if said.verdict == "stage" and said.stage_id not in self.stages:
            raise BadInput("there is no such stage", where=str(said.stage_id))
        members = self.pool.places(said.members)
        rest = [np.setdiff1d(group, members) for group in self.open]
        groups = tuple(group for group in rest if len(group))
        learner, near = self.learner, self.near
        if said.verdict == "split" and len(members) > 1:
            groups += tuple(halves(self.pool.vectors, members, self.seed))
        elif said.verdict == "stage" and len(members):
            own = self.stages.index(said.stage_id or "")
            vectors = self.pool.vectors[members]
            learner = learner.with_group(vectors, one_hot(own, len(members), len(self.stages)))
            middle = vectors.mean(axis=0)
            middle = middle / max(float(np.linalg.norm(middle)), 1e-9)
            near = np.maximum(near, self.pool.vectors @ middle)
        later = replace(
            self, learner=learner, answers=(*self.answers, said), open=groups, near=near
        )
        return replace(later, moved=(*self.moved, sum(later.moves_since(self).values())))

    def moves_since(self, before: Teacher) -> Counter[tuple[str, str]]:
        """Return how many contacts moved, by the stage they left and the one they went to."""
        old, new = before.probabilities.argmax(axis=1), self.probabilities.argmax(axis=1)
        changed = np.flatnonzero(old != new)
        return Counter((self.stages[old[i]], self.stages[new[i]]) for i in changed)

    def outcomes(self, question: Question) -> dict[str, int]:
        """Return how many contacts each stage as an answer would move: what `after` then does."""
        return {stage: self.after(question.said("stage", stage)).moved[-1] for stage in self.stages}

    def advice(self, question: Question | None) -> Advice:
        """Say whether another answer is worth the while."""
        told = zip(self.answers, self.moved, strict=True)
        moved = [number for said, number in told if said.verdict == "stage"]
        return advise(moved, len(self.pool), left=question is not None)

    def contradictions(self) -> list[Contradiction]:
        """Return answers that the others together contradict."""
        return contradictions(self.pool, self.stages, self.learner, self.answers)
