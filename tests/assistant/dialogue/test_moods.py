"""Questions change nothing, polite requests may."""

from __future__ import annotations

import pytest

from assistant.dialogue.moods import asks, supposes, wonders


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("what is inside our own tag delivery", True),
        ("and which of them moved", True),
        ("is it under paying?", True),
        ("could you file it under paying?", False),
        ("file it under paying", False),
    ],
)
def test_a_polite_request_is_no_question(said: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert asks(said) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("what would happen if we merged them", True),
        ("how do i rename a stage", True),
        ("merge them", False),
    ],
)
def test_what_would_be_is_supposed(said: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert supposes(said) is expected


def test_a_question_that_sounds_like_an_assignment_assigns_nothing() -> None:
    assert wonders("so what did the billing lot handle last week")
    assert not wonders("billing handles returns from now on")
