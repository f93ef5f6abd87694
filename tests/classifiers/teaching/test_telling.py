from __future__ import annotations

from classifiers.stages.contacts import Said
from classifiers.teaching.telling import Telling


def said(turn: int, text: str) -> Said:
    return Said(turn, 0, len(text), text)


def test_people_are_shown_a_sentence_rather_than_the_clearest_word() -> None:
    whole = said(3, "The kettle that I ordered on Monday has not come yet.")
    telling = Telling("c-1", (said(1, "Ordering."), whole), (0.9, 0.6))
    assert telling.shown == whole


def test_a_word_is_shown_where_there_is_nothing_fuller() -> None:
    telling = Telling("c-1", (said(1, "Ordering."), said(3, "The lid.")), (0.9, 0.2))
    assert telling.shown.text == "Ordering."
