"""A fix is believed when contacts fell more than those about anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.verify import Spell, verify

counts = st.integers(0, 500)
days = st.floats(1, 400)
spells = st.builds(Spell, days, counts, counts)


def test_a_fix_that_works_is_confirmed() -> None:
    found = verify(Spell(42, 40, 300), Spell(42, 8, 320))
    assert found.verdict == "confirmed"
    assert found.expected == pytest.approx(42.7, abs=0.1)
    assert found.low < found.ratio < found.high < 1
    assert found.wait_days is None


def test_contacts_that_fall_everywhere_confirm_nothing() -> None:
    assert verify(Spell(42, 40, 400), Spell(42, 20, 200)).verdict != "confirmed"


def test_contacts_that_grow_are_worse() -> None:
    assert verify(Spell(42, 10, 300), Spell(42, 40, 300)).verdict == "worse"


def test_as_many_as_before_is_no_effect() -> None:
    assert verify(Spell(90, 120, 900), Spell(90, 118, 900)).verdict == "no effect"


def test_a_week_after_the_fix_is_too_early_and_says_how_long_to_wait() -> None:
    found = verify(Spell(42, 14, 300), Spell(7, 2, 50))
    assert found.verdict == "too early"
    assert found.wait_days is not None
    assert found.wait_days > 7


def test_what_was_never_asked_often_can_never_be_told() -> None:
    found = verify(Spell(42, 2, 300), Spell(42, 1, 300))
    assert (found.verdict, found.wait_days) == ("too early", None)


def test_without_anything_to_compare_time_decides() -> None:
    assert verify(Spell(30, 60, 0), Spell(60, 20, 0)).expected == pytest.approx(120)
    assert verify(Spell(30, 60, 0), Spell(60, 20, 0)).verdict == "confirmed"


def test_a_spell_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="without days"):
        verify(Spell(0, 1, 1), Spell(1, 1, 1))


@given(spells, spells)
def test_the_interval_holds_the_ratio_and_the_verdict_follows_from_it(
    before: Spell, after: Spell
) -> None:
    found = verify(before, after)
    assert found.low < found.ratio < found.high
    assert (found.verdict == "confirmed") == (found.high < 1)
    assert (found.verdict == "worse") == (found.low > 1)
    assert found.wait_days is None or found.verdict == "too early"


@given(spells, spells)
def test_swapping_before_and_after_turns_the_ratio_round(before: Spell, after: Spell) -> None:
    one, other = verify(before, after), verify(after, before)
    assert one.ratio * other.ratio == pytest.approx(1)
