from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from classifiers.stages.batch import EXPORT_LABELS, export_batch
from classifiers.stages.classifier import StageClassifier
from classifiers.students.distilling import Lesson, distil, held_out
from classifiers.students.drift import drift_of
from classifiers.students.student import Student
from corpora.errors import BadInput, ModelError
from corpora.readers.exports import EXPORTED
from corpora.records import Stage
from tests.classifiers.conftest import STAGES
from tests.conftest import NOON

TALK = {
    "research": ("is the {} pan made of steel", "does the {} lid fit induction hobs"),
    "revise": ("where is my {} order today", "cancel my {} order before it ships"),
    "return": ("i want my money back for the {} jug", "how do i send the {} jug back"),
    None: ("my aunt sang {} songs", "the weather is {} again"),
}
COLOURS = "red blue green grey black white brown pink amber ochre teal plum".split()


def texts_of(said: list[str]) -> pa.ListArray:
    return pa.array([[text] for text in said], type=pa.list_(pa.string()))


def lesson(repeats: int = 10) -> Lesson:
    rows = [
        (f"{pattern.format(colour)} {'please ' * (n % 3)}", stage)
        for n in range(repeats)
        for colour in COLOURS
        for stage, patterns in TALK.items()
        for pattern in patterns
    ]
    return Lesson(
        texts=texts_of([text for text, _ in rows]),
        stages=[stage for _, stage in rows],
        probabilities=[0.8 if stage else 0.3 for _, stage in rows],
        reasons=[None if stage else "nothing fits" for _, stage in rows],
        by_people=[False] * len(rows),
    )


@pytest.fixture(scope="module")
def student() -> Student:
    return distil(lesson(), STAGES, "a test", NOON)


def judged(student: Student, *said: str) -> list[str]:
    return [student.classes[i] for i in student.judge(texts_of(list(said))).classes]


def test_it_says_what_its_teacher_said_about_words_in_new_company(student: Student) -> None:
    assert judged(
        student,
        "is this lid made of steel",
        "where is my order",
        "please send my money back",
        "my aunt sang about the weather",
    ) == ["research", "revise", "return", "nothing fits"]


def test_it_does_not_guess_where_it_knows_no_word(student: Student) -> None:
    found = student.judge(texts_of(["zxq vrrt kkpl", "order", "", "12 34"]))
    assert [student.classes[i] for i in found.classes] == [
        *("nothing fits", "too short", "too short", "too short")
    ]
    assert found.probability.tolist() == [0, 0, 0, 0]
    assert found.unknown.tolist() == [3, 0, 0, 0]


def test_its_probability_is_worth_what_the_teachers_was(student: Student) -> None:
    found = student.judge(texts_of(["where is my blue order today"]))
    assert float(found.probability[0]) == pytest.approx(0.8, abs=0.08)


def test_the_card_says_how_good_it_is(student: Student) -> None:
    card = student.card
    assert card.contacts == 960
    assert 20 < card.held_out < 250
    assert card.agreement is not None
    assert card.agreement > 0.95
    assert card.interval[0] <= card.agreement <= card.interval[1]
    assert card.shares["nothing fits"] == pytest.approx(0.25)


def test_equal_texts_are_kept_apart_together() -> None:
    apart = held_out(texts_of(["one", "two", "One", "three"] * 3))
    assert apart[0] == apart[2] == apart[4]


def test_it_is_the_same_after_saving(student: Student, tmp_path: Path) -> None:
    student.save(tmp_path / "deep" / "model")
    back = Student.load(tmp_path / "deep" / "model")
    said = texts_of(["where is my order", "my aunt sang"])
    assert np.array_equal(student.judge(said).classes, back.judge(said).classes)
    assert np.allclose(student.judge(said).probability, back.judge(said).probability)
    assert back.card.stages == student.card.stages
    assert back.card.learned_at == NOON.replace(microsecond=0)


def test_same_lesson_same_student(student: Student) -> None:
    assert np.array_equal(distil(lesson(), STAGES, "a test", NOON).weights, student.weights)


def cut(folder: Path) -> None:
    payload = (folder / "model.npz").read_bytes()
    (folder / "model.npz").write_bytes(payload[: len(payload) // 2])


def newer(folder: Path) -> None:
    text = (folder / "card.toml").read_text().replace("format = 1", "format = 9")
    (folder / "card.toml").write_text(text)


def of_another(folder: Path) -> None:
    (folder / "card.toml").write_text('name = "frontstage-static-1"\nformat = 1\n')


def no_toml(folder: Path) -> None:
    (folder / "card.toml").write_bytes(b"\xff\xfe\x00 = [")


def without_stages(folder: Path) -> None:
    card = (folder / "card.toml").read_text()
    (folder / "card.toml").write_text(card[: card.index("[stages]")])


def renamed(folder: Path) -> None:
    card = (folder / "card.toml").read_text()
    (folder / "card.toml").write_text(card.replace('classes = ["research"', 'classes = ["pay"'))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (cut, "damaged"),
        (newer, "version 9"),
        (of_another, "another model"),
        (no_toml, "card is damaged"),
        (without_stages, "do not fit"),
        (renamed, "do not fit"),
        (lambda folder: (folder / "model.npz").unlink(), "missing"),
        (lambda folder: (folder / "card.toml").unlink(), "no student here"),
    ],
)
def test_what_cannot_be_loaded_says_so_in_one_line(
    student: Student, tmp_path: Path, damage: Callable[[Path], None], told: str
) -> None:
    student.save(tmp_path)
    damage(tmp_path)
    with pytest.raises(ModelError, match=told) as error:
        Student.load(tmp_path)
    assert "\n" not in str(error.value)
    assert "frontstage student" in str(error.value)


def test_the_card_is_toml_that_people_read(student: Student, tmp_path: Path) -> None:
    student.save(tmp_path)
    card = tomllib.loads((tmp_path / "card.toml").read_text())
    assert card["stages"] == {"research": STAGES[0].name} | {s.id: s.name for s in STAGES[1:]}
    assert set(card["shares"]) == set(card["classes"])


def small(*rows: tuple[str, str | None]) -> Lesson:
    return Lesson(
        texts=texts_of([text for text, _ in rows]),
        stages=[stage for _, stage in rows],
        probabilities=[1.0] * len(rows),
        reasons=[None] * len(rows),
        by_people=[True] * len(rows),
    )


def test_one_class_only_works() -> None:
    one = distil(small(*[("where is my order", "revise")] * 5), STAGES, "a test", NOON)
    assert judged(one, "where is my order") == ["revise"]


def test_thirty_contacts_work_with_a_wide_interval() -> None:
    rows = [(p.format(c), s) for c in COLOURS[:5] for s, ps in TALK.items() for p in ps[:2]][:30]
    few = distil(small(*rows), STAGES, "a test", NOON)
    assert few.card.by_people == 30
    assert few.card.interval[1] - few.card.interval[0] > 0.3
    assert judged(few, "where is my amber order today") == ["revise"]


@pytest.mark.parametrize(
    "rows",
    [[("", "revise"), ("  ", None)], [("nothing of note", None)], [("hello there", "gone")]],
)
def test_nothing_to_learn_from_is_bad_input(rows: list[tuple[str, str | None]]) -> None:
    with pytest.raises(BadInput, match="to learn from"):
        distil(small(*rows), STAGES, "a test", NOON)


def test_an_unknown_stage_counts_as_unsure() -> None:
    rows = [("where is my order", "revise"), ("old things here", "gone")] * 4
    made = distil(small(*rows), (Stage("revise", "Asking", ""),), "a test", NOON)
    assert tuple(made.card.stages) == ("revise",)


def exported(*said: str | None, aside: str | None = None) -> pa.RecordBatch:
    n = len(said)
    columns = [
        [f"T-{i}" for i in range(n)],
        ["f.csv"] * n,
        list(range(2, n + 2)),
        [aside, *[None] * (n - 1)],
        [None if text is None else [text] for text in said],
    ]
    return pa.RecordBatch.from_pydict(dict(zip(EXPORTED.names, columns, strict=True)), EXPORTED)


def test_a_batch_of_an_export_is_labelled_in_its_order(
    student: Student, classifier: StageClassifier
) -> None:
    batch = exported("where is my order", None, "my aunt sang songs", "is the lid steel")
    for labeller in (student, classifier):
        out = export_batch(batch, labeller)
        assert out.schema == EXPORT_LABELS
        assert out.column("source_id").to_pylist() == ["T-0", "T-1", "T-2", "T-3"]
        assert out.column("stage").to_pylist()[:2] == ["revise", None]
        assert out.column("reason").to_pylist()[:2] == [None, "too short"]


def test_what_is_set_aside_has_that_as_its_reason(student: Student) -> None:
    out = export_batch(exported("where is my order", "where is it", aside="merged"), student)
    assert out.column("stage").to_pylist()[0] is None
    assert out.column("reason").to_pylist()[0] == "set aside: merged"


def test_drift_is_told_from_the_same(student: Student) -> None:
    counts = {"research": 250, "revise": 250, "return": 250, "unsure": 250}
    same = drift_of(student.card, counts, 10_000, int(10_000 * student.card.unknown))
    assert not same.shifted
    assert not same.strange
    other = drift_of(student.card, {"research": 900, "unsure": 100}, 10_000, 6_000)
    assert other.shifted
    assert other.strange


def test_a_few_contacts_are_no_drift(student: Student) -> None:
    few = drift_of(student.card, {"research": 12}, 100, 90)
    assert few.shift is None
    assert not few.strange
