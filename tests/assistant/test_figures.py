"""A number that no result holds is found; one that is told otherwise is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import unfounded

RESULT = {"contacts": 1240, "share": 0.8379, "low": 12.25, "rows": [{"n": 7}], "told": "415 of 420",
          "ids": ["c-2ri5rix6kt7p", "g-39ab12"], "change": -3.5,
          "quotes": [{"contact_id": "c-2ri5rix6kt7p", "text": "I paid 8888 for it"}]}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "1,240 contacts, 84 % of them (12.3 at least), 7 in the first row.",
        "1240 contacts; 415 were labelled.",
        "About 83.8% of 1 240.",
        "See c-2ri5rix6kt7p and g-39ab12.",
        "1. First the pods\n2. then the airer, the 3rd page.",
        "Nothing stands out.",
        "Twelve hundred and forty contacts; most of the seven rows, one after the other.",
        "It fell by 3.5, that is -3.5.",
    ],
)
def test_numbers_of_the_results_are_founded(text: str) -> None:
    assert unfounded(text, [RESULT]) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1,241 contacts", ("1,241",)),
        ("85% of them", ("85%",)),
        ("that makes 99 in all and 0.5 a day", ("99", "0.5")),
        ("Seventeen hundred contacts complained", ("Seventeen hundred",)),
        ("Half of the contacts, two thirds of calls", ("Half", "two thirds")),
        ("It rose by -1240", ("-1240",)),
        ("See g-9999 for it", ("g-9999",)),
        ("99. contacts", ("99",)),
        ("They paid 8,888", ("8,888",)),
    ],
)
def test_numbers_of_nobody_are_named(text: str, wrong: tuple[str, ...]) -> None:
    assert unfounded(text, [RESULT]) == wrong


def test_what_the_person_said_may_be_said_again() -> None:
    assert unfounded("In the last 90 days: 7.", [RESULT], "what came in the last 90 days?") == ()


@given(st.integers(0, 10**6))
def test_any_integer_is_found_as_it_is_usually_written(number: int) -> None:
    assert unfounded(f"There are {number:,} of them.", [{"n": number}]) == ()
    assert unfounded(f"There are {number + 2:,} of them.", [{"n": number}]) != ()
