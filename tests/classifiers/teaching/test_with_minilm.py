"""Teaching with MiniLM's real weights: what a few answers are worth on words, not on numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from classifiers.encoding.encoders import MiniLMEncoder
from classifiers.stages.classifier import StageClassifier
from classifiers.teaching.learner import OF_CONTACTS
from classifiers.teaching.pool import Pool
from classifiers.teaching.taught import taught, untaught
from classifiers.teaching.teacher import Teacher
from corpora.records import Stage

STAGES = (
    Stage("a", "Before the visit", "planning"),
    Stage("b", "During the visit", "being there"),
    Stage("c", "After the visit", "looking back"),
)
"""Names that say little: what is right must come from the answers."""
THINGS = ("on Friday", "for my sister", "for two adults", "at the harbour", "with the twins")
SAID: Mapping[str, tuple[str, ...]] = {
    "a": ("can I book seats {}", "is there a discount {}", "which entrance is open {}"),
    "b": ("the ride stopped halfway {}", "the lockers are jammed {}", "the queue is endless {}"),
    "c": ("I left my umbrella behind {}", "the photos never came {}", "I want a receipt {}"),
}
HELD_OUT = {
    "a": ("may we reserve two places for Sunday", "do students pay less"),
    "b": ("we are stuck in the gondola", "my locker does not open"),
    "c": ("I forgot my scarf in the boat", "we still wait for our pictures"),
}


def test_nine_answers_teach_what_the_names_of_stages_do_not_say() -> None:
    encoder = MiniLMEncoder.load()
    said = [(text.format(thing), k) for k, own in SAID.items() for text in own for thing in THINGS]
    ids = tuple(f"c-{i}" for i in range(len(said)))
    truth = dict(zip(ids, (stage for _, stage in said), strict=True))
    words = tuple(text for text, _ in said)
    vectors = encoder.encode(words)
    before = StageClassifier(STAGES, encoder=encoder).fit()
    prior = before.predict_proba(words)
    pool = Pool(ids, words, vectors, prior, ids)
    learner = untaught(STAGES, encoder, OF_CONTACTS)
    teacher = Teacher.begin(pool, [stage.id for stage in STAGES], learner)
    for _ in range(9):
        question = teacher.question()
        assert question is not None
        seen = [truth[each] for each in question.shown]
        most = max(sorted(set(seen)), key=seen.count)
        teacher = teacher.after(question.said("stage", most))
    after = taught(STAGES, encoder, teacher.learner)
    asked = [(text, stage) for stage, own in HELD_OUT.items() for text in own]
    held, right = [text for text, _ in asked], [stage for _, stage in asked]
    wanted = [list(SAID).index(stage) for stage in truth.values()]
    found = np.mean(teacher.probabilities.argmax(axis=1) == wanted)
    assert found >= 0.85
    assert after.score(held, right) > 0.8
    assert before.score(held, right) < after.score(held, right)
