"""What a topic is called, and which of its questions come first."""

from __future__ import annotations

from collections import Counter

import numpy as np

from classifiers.gaps.telling import most_telling, name_phrase, name_topic, word_values
from classifiers.text import stem, words

OTHERS = ["is the pan heavy?", "does it have a lid?", "what colour is the handle?"]


def values_of(texts: list[str]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for text in (*texts, *OTHERS):
        seen.update({stem(word) for word in words(text)})
    return word_values(texts, seen, len(texts) + len(OTHERS))


def ordered(texts: list[str]) -> list[str]:
    same = np.ones((len(texts), 4), dtype=np.float32) / 2
    return [texts[int(i)] for i in most_telling(texts, same, values_of(texts))]


def test_a_topic_is_called_by_a_question_that_says_what_is_meant() -> None:
    asked = "hi, does it come with a charger cable?"
    texts = ["And then?", asked, "charger cable missing", "cable"]
    first = ordered(texts)
    assert first[0] == asked
    assert first[-1] in ("And then?", "cable")
    assert name_topic(first, values_of(texts)) == "Does it come with a charger cable?"


def test_what_is_no_short_question_gives_a_phrase_that_stands_as_a_noun() -> None:
    texts = [
        "I rang first, I actually rang, and there is nothing about the power cord on the page.",
        "Has <NAME_1> told you about the power cord?",
        "I have since found the bit on the power cord, is it in the box or must I go and buy one?",
    ]
    name = name_topic(texts, values_of(texts))
    assert "power cord" in name
    assert {"i", "is", "it", "my", "there", "has", "have"}.isdisjoint(name.split())


def test_what_one_said_is_told_as_it_was_said() -> None:
    text = "nothing on the page about the power cord"
    assert name_topic([text], values_of([text])) == text


def test_a_question_without_the_words_of_its_group_is_no_title() -> None:
    texts = ["Could you delete it when you go home?", "battery out", "battery dead", "battery"]
    assert name_topic(texts, values_of(texts)) in ("battery", "battery out", "battery dead")


def test_a_single_need_is_named_too() -> None:
    assert name_topic(["?!"], {})
    assert name_phrase(["how long is the power cord"], values_of(["power cord"])) == "power cord"


def test_long_texts_are_shortened() -> None:
    assert len(name_topic(["?" * 500], {})) <= 72
