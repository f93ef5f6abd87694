from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.teaching.learner import Learner
from classifiers.teaching.pool import Pool, Said
from classifiers.teaching.stopping import advise
from classifiers.teaching.teacher import Question, Teacher
from corpora.errors import BadInput
from tests.conftest import examples

STAGES = ("pay", "receive", "use")
WIDTH = 24


def made_up(n: int, seed: int = 1, kinds: int = 9) -> tuple[Pool, list[str]]:
    """Return contacts of `kinds` kinds, three kinds a stage, and the truth."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(kinds, WIDTH))
    kind = rng.integers(kinds, size=n)
    rows = middles[kind] + 0.4 * rng.normal(size=(n, WIDTH))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    ids = tuple(f"c-{i}" for i in range(n))
    prior = np.full((n, len(STAGES)), 1 / len(STAGES))
    return Pool(ids, ids, rows, prior, ids), [STAGES[k % 3] for k in kind]


def begin(pool: Pool, answers: tuple[Said, ...] = ()) -> Teacher:
    none = np.zeros((0, WIDTH), dtype=np.float32)
    return Teacher.begin(pool, STAGES, Learner.of(none, [], len(STAGES)), answers=answers)


def judge(teacher: Teacher, truth: list[str]) -> Said:
    """Answer as a person does who sees five and says what most of them are."""
    question = teacher.question()
    assert question is not None
    seen = [truth[int(contact[2:])] for contact in question.shown]
    return question.said("stage", max(sorted(set(seen)), key=seen.count), len(teacher.answers) + 1)


def right(teacher: Teacher, truth: list[str]) -> float:
    said = [STAGES[k] for k in teacher.probabilities.argmax(axis=1)]
    return float(np.mean([a == b for a, b in zip(said, truth, strict=True)]))


def test_a_dozen_answers_label_hundreds_of_contacts() -> None:
    pool, truth = made_up(300)
    teacher = begin(pool)
    assert right(teacher, truth) < 0.6
    for _ in range(14):
        teacher = teacher.after(judge(teacher, truth))
    assert right(teacher, truth) > 0.95


def test_the_same_answers_bring_back_the_same_teacher() -> None:
    pool, truth = made_up(120)
    teacher = begin(pool)
    for _ in range(5):
        teacher = teacher.after(judge(teacher, truth))
    again = begin(pool, teacher.answers)
    assert np.array_equal(again.probabilities, teacher.probabilities)
    assert again.question() == teacher.question()
    assert again.moved == teacher.moved


def test_a_split_group_is_asked_about_in_parts_and_teaches_nothing() -> None:
    pool, _ = made_up(60)
    teacher = begin(pool)
    question = teacher.question()
    assert question is not None
    later = teacher.after(question.said("split"))
    assert np.array_equal(later.probabilities, teacher.probabilities)
    assert len(later.open) == len(teacher.open) + 1
    assert later.moved == (0,)


def test_a_skipped_group_is_not_asked_about_again() -> None:
    pool, _ = made_up(60)
    teacher = begin(pool)
    question = teacher.question()
    assert question is not None
    later = teacher.after(question.said("skip"))
    following = later.question()
    assert following is not None
    assert not set(following.members) & set(question.members)


def test_when_groups_are_used_up_borderline_contacts_come_and_then_an_end() -> None:
    pool, truth = made_up(30)
    teacher = begin(pool)
    kinds = []
    question: Question | None = teacher.question()
    while question is not None:
        kinds.append(question.kind)
        teacher = teacher.after(judge(teacher, truth))
        question = teacher.question()
    assert kinds == sorted(kinds, reverse=True), "groups first, borderline contacts later"
    assert teacher.advice(None).stop
    assert right(teacher, truth) >= 0.9


def test_answers_that_contradict_each_other_are_named() -> None:
    pool, truth = made_up(200)
    teacher = begin(pool)
    for _ in range(16):
        teacher = teacher.after(judge(teacher, truth))
    assert teacher.contradictions() == []
    first = next(said for said in teacher.answers if said.stage_id == "pay")
    alike = pool.places(first.members)
    half = tuple(pool.ids[i] for i in alike[: len(alike) // 2])
    teacher = teacher.after(Said(half, "stage", "use", half[:1], 99))
    assert 99 in {name for each in teacher.contradictions() for name in (each.one, each.other)}


def test_shown_contacts_are_where_the_person_put_them() -> None:
    pool, _ = made_up(50)
    teacher = begin(pool)
    question = teacher.question()
    assert question is not None
    teacher = teacher.after(question.said("stage", "use"))
    seen = pool.places(question.shown)
    assert (teacher.probabilities[seen].argmax(axis=1) == STAGES.index("use")).all()


def test_one_stage_only_and_one_contact_only_still_work() -> None:
    pool, _ = made_up(1)
    none = np.zeros((0, WIDTH), dtype=np.float32)
    single = Pool(pool.ids, pool.texts, pool.vectors, np.ones((1, 1)))
    teacher = Teacher.begin(single, ["pay"], Learner.of(none, [], 1))
    question = teacher.question()
    assert question is not None
    assert question.members == pool.ids
    teacher = teacher.after(question.said("stage", "pay"))
    assert teacher.question() is None


def test_what_can_not_be_taught_is_one_line() -> None:
    pool, _ = made_up(5)
    none = np.zeros((0, WIDTH), dtype=np.float32)
    empty = Pool((), (), none, np.zeros((0, 3)))
    with pytest.raises(BadInput, match="nothing to ask about"):
        Teacher.begin(empty, STAGES, Learner.of(none, [], 3))
    with pytest.raises(BadInput, match="no stage to teach"):
        Teacher.begin(pool, [], Learner.of(none, [], 1))
    with pytest.raises(BadInput, match="no such stage"):
        begin(pool).after(Said(("c-1",), "stage", "nowhere"))
    with pytest.raises(BadInput, match="differ in length"):
        Pool(("c-1",), (), none, np.zeros((0, 3)))


def test_answers_about_contacts_that_are_gone_are_passed_over() -> None:
    pool, _ = made_up(20)
    teacher = begin(pool, (Said(("c-gone",), "stage", "pay", ("c-gone",)),))
    assert np.array_equal(teacher.probabilities, begin(pool).probabilities)


@examples(15)
@given(st.integers(1, 40), st.lists(st.sampled_from(["stage", "split", "skip"]), max_size=6))
def test_whatever_is_answered_probabilities_stay_probabilities(n: int, verdicts: list[str]) -> None:
    pool, _ = made_up(n, seed=n)
    teacher = begin(pool)
    for verdict in verdicts:
        question = teacher.question()
        if question is None:
            break
        assert 1 <= len(question.shown) <= 5
        assert set(question.shown) <= set(question.members)
        stage = "pay" if verdict == "stage" else None
        teacher = teacher.after(question.said(verdict, stage))  # type: ignore[arg-type]
    assert np.allclose(teacher.probabilities.sum(axis=1), 1.0)


@pytest.mark.parametrize(
    ("left", "moved", "stop"),
    [
        (False, [], True),
        (True, [50] * 9, False),
        (True, [1, 1], False),
        (True, [8] * 9, False),
        (True, [50, 50, 50, 1, 2, 0, 3], True),
        (True, [50, 50, 1, 2, 60, 3], False),
    ],
)
def test_stopping_is_advised_when_answers_move_little(
    moved: list[int], *, left: bool, stop: bool
) -> None:
    assert advise(moved, 1000, left=left).stop is stop


def test_stopping_is_not_advised_in_a_large_pool_while_answers_still_teach() -> None:
    pool, truth = made_up(2000, kinds=60)
    teacher = begin(pool)
    for _ in range(12):
        teacher = teacher.after(judge(teacher, truth))
        assert not teacher.advice(teacher.question()).stop
    assert right(teacher, truth) < 0.8


def test_what_is_foretold_is_what_happens() -> None:
    pool, truth = made_up(120)
    teacher = begin(pool)
    for _ in range(4):
        question = teacher.question()
        assert question is not None
        foretold = teacher.outcomes(question)
        said = judge(teacher, truth)
        teacher = teacher.after(said)
        assert teacher.moved[-1] == foretold[str(said.stage_id)]
