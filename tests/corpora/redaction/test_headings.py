"""Subjects of one word: mostly what a message is about, sometimes who."""

from __future__ import annotations

import pytest

from corpora.redact import Redactor
from tests.corpora.redaction.conftest import assert_marked

BELOW = "Does it stand outdoors in all weathers? Nobody could tell me at the store."


@pytest.mark.parametrize("word", ["Storm", "Summer", "Olive", "Hazel", "Ginger", "Sandy", "Dawn"])
def test_a_word_that_is_all_of_a_subject_names_nobody(redactor: Redactor, word: str) -> None:
    assert not redactor.contact([f"{word}\n\n{BELOW}"])[0].spans


@pytest.mark.parametrize("word", ["Rain", "Duvet", "Rug", "Kettle"])
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
        f"Robin\n\n{BELOW} Or shall I ask «Agata»?",
        f"«Robin»\n\nMy name is «Robin Byrne». {BELOW}",
        f"«Robin»,\n\nthanks for the call. {BELOW}",
    ],
)
def test_who_is_named_by_a_subject_and_below_it_stays_hidden(redactor: Redactor, text: str) -> None:
    assert_marked(redactor, text)
