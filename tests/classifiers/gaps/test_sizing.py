"""How many customers needs stand for: kinds, customers who come back, and the interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.gaps.sizing import asked_chance, left_open, open_chance
from corpora.records import GapKind, Need


def need(contact: str, answered: float | None = 0.0, sure: float = 1.0, link: float = 1.0) -> Need:
    return Need(
        id=f"n-{contact}-{answered}",
        contact_id=contact,
        turn_index=0,
        start=0,
        end=3,
        text="why",
        kind="product_fact",
        kind_probability=sure,
        link_probability=link,
        answer_probability=answered,
    )


@pytest.mark.parametrize(
    ("kind", "chance"),
    [("missing", 0.2), ("not_found", 0.2), (None, 0.2), ("unclear", 1.0), ("contradicted", 1.0)],
)
def test_what_is_said_unclearly_or_wrongly_stays_open(kind: GapKind, chance: float) -> None:
    assert open_chance(need("a", answered=0.8), kind) == pytest.approx(chance)


def test_a_question_about_something_else_is_left_open_by_no_page() -> None:
    assert open_chance(need("a", sure=0.5, link=0.5), "missing") == pytest.approx(0.25)


def test_one_customer_counts_once_however_often_they_ask() -> None:
    asked = [(need("a", 0.4), "missing"), (need("b", 0.1), "missing"), (need("c", 0.0), "missing")]
    size = left_open(asked, {"a": "Ann", "b": "Ann", "c": None})
    assert (size.customers, size.contacts) == (2, 3)
    assert size.expected == pytest.approx(1.9)


def test_nothing_asked_is_nobody_left() -> None:
    size = left_open([], {})
    assert (size.customers, size.expected, size.low, size.high) == (0, 0, 0, 0)


chances = st.floats(0, 1)


@given(
    st.lists(
        st.tuples(
            st.builds(need, st.sampled_from("abcdefgh"), chances, chances, chances),
            st.sampled_from(["missing", "unclear", "contradicted", "not_found"]),
        ),
        max_size=30,
    )
)
def test_the_interval_lies_within_the_customers_and_holds_what_is_expected(
    asked: list[tuple[Need, GapKind]],
) -> None:
    size = left_open(asked, {})
    assert 0 <= size.low <= size.high <= size.customers
    assert size.low - 1 <= size.expected <= size.high + 1
    assert all(open_chance(each, kind) <= asked_chance(each) for each, kind in asked)
