"""Spellings of one name are one, and what names nothing is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.intake.called import FREE_TEXT, is_titled, kept, loose, may_name
from tests.conftest import examples


@pytest.mark.parametrize("other", ["hl-2", "HL 2", "HL2", " hl\u20112 ", "ＨＬ-2"])
def test_spellings_of_a_number_are_one(other: str) -> None:
    assert loose(other) == loose("HL-2")


@pytest.mark.parametrize(
    ("one", "other"), [("Series 1 2", "Series 12"), ("HL-2", "HL-20"), ("Orla Lamp", "Orla Lamps")]
)
def test_what_is_only_alike_is_not_one(one: str, other: str) -> None:
    assert loose(one) != loose(other)


@examples(50)
@given(st.text(max_size=40))
def test_case_and_blanks_make_no_difference(name: str) -> None:
    assert loose(f"  {name.upper()}\t") == loose(name.upper())
    assert loose(loose(name)) == loose(name) or "://" in name


@pytest.mark.parametrize(
    "value", ["n/a", "N/A ", "-", "--", "other", "Unknown.", "none", "?", "", "tbd", "Delivery"]
)
def test_values_that_say_nothing(value: str) -> None:
    assert kept(value) == ""


@pytest.mark.parametrize(
    "value", ["x" * 200, "My lamp broke. What now", "is it this one?", "a b c d e f g h i j k"]
)
def test_prose_is_not_kept(value: str) -> None:
    assert kept(value) == FREE_TEXT
    assert not may_name(kept(value))


@pytest.mark.parametrize(
    "value", ["4006381333931", "12", "https://example.org/lamp", "a@b.example"]
)
def test_numbers_and_addresses_are_kept_and_name_nothing(value: str) -> None:
    assert kept(value) == value
    assert not may_name(value)


@pytest.mark.parametrize("value", ["Orla Lamp", "HL-2", "The Lamp of Orla", "iPhone 12 case 3x"])
def test_what_is_written_like_a_title(value: str) -> None:
    assert may_name(kept(value))
    assert is_titled(value) is (value != "iPhone 12 case 3x")
