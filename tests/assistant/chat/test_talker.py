"""What the chat remembers of what was typed, and of what was asked otherwise."""

from __future__ import annotations

from pathlib import Path

from assistant.answers import Answer, Data
from assistant.chat.calls import Call
from assistant.chat.talker import PlainWords
from assistant.session import Session


class Nothing(Data):
    """No data."""


ANSWER = Answer(headline="Three gaps.", data=Nothing())


def test_what_was_typed_goes_before_the_next_words_and_a_key_by_its_label(shop: Path) -> None:
    words, session = PlainWords(), Session(shop)
    understood = words.understand("show me the gaps of the lamp", session)
    (call,) = understood.calls
    words.heard(call, ANSWER)
    assert words._before().said == "show me the gaps of the {product}"
    words.heard(Call("changes"), ANSWER)
    assert words._before().said == "what changed since the last run"
