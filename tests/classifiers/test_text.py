from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from classifiers.text import content_stems, foreign, plain, sentences, stem


def test_sentences_end_where_people_end_them() -> None:
    text = "It has a 3.5 mm jack, e.g. for phones. Does it fit?\nThanks!  "
    cut = [text[a:b] for a, b in sentences(text)]
    assert cut == ["It has a 3.5 mm jack, e.g. for phones.", "Does it fit?", "Thanks!"]


@given(st.text(max_size=200))
def test_spans_are_ordered_trimmed_and_lose_only_space(text: str) -> None:
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        end = stop


@given(st.text(max_size=30))
def test_a_stem_is_never_longer(word: str) -> None:
    assert len(stem(word)) <= len(word)


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem("batteries") == stem("battery")
    assert stem("compatible") == stem("compatibles")
    assert content_stems("the hoods") == content_stems("hood")


def test_languages_and_placeholders() -> None:
    assert foreign("Ich habe eine Frage und das ist nicht gut")
    assert not foreign("Does it come with a case?")
    assert not foreign("ok")
    assert plain("mail <EMAIL_1> about it") == "mail   about it"
