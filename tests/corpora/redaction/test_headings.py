"""Subjects of one word: mostly what a message is about, sometimes who."""

from __future__ import annotations

import pytest

from corpora.redact import Redactor, names
from tests.corpora.redaction.conftest import assert_marked

BELOW = "Does it stand outdoors in all weathers? Nobody could tell me at the store."


@pytest.mark.parametrize("word", ["Duvet", "Sofa", "Rug", "Kettle"])
def test_a_word_that_is_all_of_a_subject_names_nobody(redactor: Redactor, word: str) -> None:
    assert not redactor.contact([f"{word}\n\n{BELOW}"])[0].spans


@pytest.mark.parametrize("word", ["Rain", "Summer", "Hazel", "Duvet", "Rug", "Kettle"])
@pytest.mark.parametrize("prefix", ["RE: ", "Fwd: Re: ", "Subject: "])
def test_nor_does_one_behind_the_mark_of_a_reply(
    redactor: Redactor, word: str, prefix: str
) -> None:
    assert not redactor.contact([f"{prefix}{word}\n{BELOW}"])[0].spans


@pytest.mark.parametrize(
    "text",
    [
        f"«Taylor»\n\n{BELOW}",
        f"Re: «Takács»\n\n{BELOW}",
        f"«Hazel Byrne»\n\n{BELOW}",
        f"Re: Robin\n\n{BELOW} Or shall I ask «Agata»?",
        f"«Robin»\n\nMy name is «Robin Byrne». {BELOW}",
        f"«Robin»,\n\nthanks for the call. {BELOW}",
        "«Grace»\n\nThank you for your message. The lamp is on its way.",
        "Re: «Daisy»\n\nShe has still not called me.",
        f"«Hazel»\n\n{BELOW}",
    ],
)
def test_who_is_named_by_a_subject_and_below_it_stays_hidden(redactor: Redactor, text: str) -> None:
    assert_marked(redactor, text)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("May I have your name?", "<NAME_1>.\n\nMy order has not come."),
        ("Who am I speaking to?", "<NAME_1>\n\nand I have a question about my order."),
        ("What is your first name?", "<NAME_1>\n\nIt is about the lamp."),
    ],
)
@pytest.mark.parametrize("name", ["Hazel", "Dawn", "Daisy", "Kettle"])
def test_an_answer_is_no_subject(redactor: Redactor, question: str, answer: str, name: str) -> None:
    said = answer.replace("<NAME_1>", name)
    assert redactor.contact([question, said])[1].text == answer
    # The question can stand elsewhere than in a turn of its own.
    assert names.hear(said, question, first=True) == [(0, len(name))]


def test_what_a_turn_begins_with_is_a_subject_in_the_first_alone(redactor: Redactor) -> None:
    turns = ["Where is my lamp?", "Re: Hazel\n\nThank you for your message. It is on its way."]
    assert redactor.contact(turns[1:])[0].text == turns[1]
    assert redactor.contact(turns)[1].text.startswith("Re: <NAME_1>\n")
