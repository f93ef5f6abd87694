"""Pages that are checked against questions before they are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.actions.checking import CheckData, CheckParams, check_page
from assistant.answers import Answer, Table
from assistant.session import Session
from corpora.errors import BadInput, WorkspaceMissing

PAGE = """<html lang="en"><head><title>Moor teapot</title></head><body><main><h1>Moor teapot</h1>
<p>A round teapot of brown clay. It holds 1.1 litres, which is five cups.</p>
<p>Do not put it in the dishwasher; rinse it by hand with warm water.</p></main></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "moor-teapot.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def checked(session: Session, page: Path, text: str, *, strict: bool = False) -> Answer:
    questions = page.with_name("questions.txt")
    questions.write_text(text, encoding="utf-8")
    return check_page(session, CheckParams(paths=(page,), questions=questions, strict=strict))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "none.duckdb")


def test_each_question_has_its_probability_and_its_passage(session: Session, page: Path) -> None:
    answer = checked(session, page, "Can it go in the dishwasher?\nIs there a tea strainer?\n")
    assert isinstance(answer.data, CheckData)
    (own,) = answer.data.pages
    first, second = own.needs
    assert first.answered
    assert first.passage is not None
    assert "dishwasher" in first.passage.text
    assert not second.answered
    assert own.open_topics == ("Is there a tea strainer?",)
    assert (answer.data.questions, answer.data.open, answer.exit_code) == (2, 1, None)


def test_strict_ends_with_one_while_a_question_is_open(session: Session, page: Path) -> None:
    assert checked(session, page, "Is there a tea strainer?", strict=True).exit_code == 1
    assert checked(session, page, "Can it go in the dishwasher?", strict=True).exit_code is None


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<html><body><nav><a href='/a'>Home</a><a href='/b'>Tea</a></nav></body></html>", "save"),
        (
            "<html lang='de'><body><main><h1>Kanne</h1><p>Die Kanne ist nicht für die Maschine, "
            "und wir haben sie mit der Hand gemacht.</p></main></body></html>",
            "English",
        ),
    ],
)
def test_pages_that_cannot_be_checked_say_why(
    session: Session, page: Path, html: str, told: str
) -> None:
    page.write_text(html, encoding="utf-8")
    answer = checked(session, page, "Can it go in the dishwasher?", strict=True)
    assert told in "".join(answer.problems)
    assert answer.exit_code is None, "which is 2 where there are problems"


def test_bad_questions_are_one_line(session: Session, page: Path) -> None:
    with pytest.raises(BadInput, match="no question"):
        checked(session, page, "\n \n")
    with pytest.raises(WorkspaceMissing):
        check_page(session, CheckParams(paths=(page,)))


def test_questions_in_another_language_are_told_and_not_judged(
    session: Session, page: Path
) -> None:
    german = "Kann die Kanne in die Maschine und ist das nicht schlecht?"
    mixed = checked(session, page, f"Can it go in the dishwasher?\n{german}\n", strict=True)
    assert isinstance(mixed.data, CheckData)
    assert (mixed.data.questions, mixed.data.open) == (1, 0)
    assert "1 question not in English" in mixed.problems[0]
    alone = checked(session, page, german)
    assert isinstance(alone.data, CheckData)
    assert (alone.data.pages, len(alone.problems)) == ((), 1)


def test_two_sorts_of_questions_at_once_are_refused(session: Session, page: Path) -> None:
    questions = page.with_name("questions.txt")
    questions.write_text("How long is the cable?", encoding="utf-8")
    with pytest.raises(BadInput, match="each say which questions"):
        check_page(session, CheckParams(paths=(page,), questions=questions, gap="g-1"))


def test_questions_of_a_topic_are_told_once_and_far_passages_not_at_all(
    session: Session, page: Path
) -> None:
    answer = checked(session, page, "Can it go in the dishwasher?\nWho won the boat race?\n")
    assert isinstance(answer.data, CheckData)
    far, near = answer.data.pages[0].topics
    assert (far.name, far.answered, far.passage) == ("Who won the boat race?", False, None)
    assert near.answered
    assert near.passage is not None
    (table,) = (block for block in answer.blocks if isinstance(block, Table))
    assert table.rows[0][-1] == "nothing comes near"
    assert answer.data.pages[0].needs[1].passage is None
