"""What stands around a need: its topic is often in the answer, and not in the first one."""

from __future__ import annotations

import pytest

from classifiers.encoding.encoders import StaticEncoder
from classifiers.needs.asking import read_asked
from classifiers.needs.finding import NeedFinder
from classifiers.needs.linking import ProductLinker
from classifiers.needs.mentions import Vocabulary
from corpora.records import Contact, Turn


def replied(encoder: StaticEncoder, *answers: str) -> str:
    """Return what is kept of these answers to one question."""
    turns = [
        Turn("c-1", 0, "customer", "How long does the lamp burn?"),
        *(Turn("c-1", i, "agent", text) for i, text in enumerate(answers, 1)),
    ]
    contact = Contact(id="c-1", source="s", content_hash="h")
    (asked,) = read_asked(
        [(contact, turns)], NeedFinder(encoder), ProductLinker(Vocabulary([])), {**COUNTS}
    )
    return asked.around[0].reply


COUNTS = dict.fromkeys(("contacts", "set_aside", "foreign", "with_needs"), 0)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (("The lamp burns nine hours on a charge.",), "The lamp burns nine hours on a charge."),
        (
            ("Which lamp would that be?", "One moment.", "It burns nine hours on a full charge."),
            "It burns nine hours on a full charge.",
        ),
        (("No.",), "No."),
        ((), ""),
    ],
)
def test_the_reply_is_what_answers_state(
    encoder: StaticEncoder, answers: tuple[str, ...], kept: str
) -> None:
    assert replied(encoder, *answers) == kept
