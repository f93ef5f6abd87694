"""What bears out a suggested text: checks that a wrong text does not pass."""

from __future__ import annotations

import pytest

from assistant.answers import Quoted
from assistant.reports.suggesting import Suggestion
from benchmarks.bearing_out import borne_out, grounded
from corpora.records import Turn

SAID = "The base needs ten centimetres of air behind it."


def suggestion(text: str, *sources: str) -> Suggestion:
    quotes = tuple(
        Quoted(contact_id=f"c-{n}", turn_index=1, start=0, end=len(said), text=said)
        for n, said in enumerate(sources)
    )
    return Suggestion(text=text, why_not=None, sources=quotes, contacts=len(quotes), differing=())


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (SAID, True),
        ("The base needs twelve centimetres of air behind it.", False),
        ("The base needs ten centimetres of air, and a fan behind it.", False),
    ],
)
def test_a_word_or_an_amount_that_nobody_said_is_seen(text: str, *, holds: bool) -> None:
    assert grounded(suggestion(text, SAID)) is holds


@pytest.mark.parametrize(
    ("other", "page", "sound"),
    [
        ("Leave 10 cm free behind the base, for air.", (), True),
        ("Leave 12 cm free behind the base, for air.", (), False),
        ("Leave the base some air.", (), False),
        ("Leave the base some air.", ("Free space: 10 cm",), True),
    ],
)
def test_what_one_contact_alone_was_told_is_not_borne_out(
    other: str, page: tuple[str, ...], *, sound: bool
) -> None:
    turns = {
        "c-0": [Turn("c-0", 1, "agent", SAID)],
        "c-1": [Turn("c-1", 0, "customer", SAID), Turn("c-1", 1, "agent", other)],
    }
    held = borne_out(suggestion(SAID, SAID), turns, page)
    assert held[0] is sound
    assert 0 < held[1] < 1
