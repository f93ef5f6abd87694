from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.encoding.encoders import StaticEncoder
from classifiers.gaps.grouping import GapInput, find_gaps
from classifiers.intervals import _cumulated, count_interval, poisson_binomial
from corpora.records import Gap, Need

INDUCTION = (
    "does it work on an induction hob?",
    "is it ok for induction hobs?",
    "will this pan work on my induction hob?",
    "can I use it on an induction hob?",
)


def need(i: int, text: str, answered: float = 0.1, product: str = "p-pan") -> Need:
    return Need(
        id=f"n-{i:03}",
        contact_id=f"c-{i:03}",
        turn_index=0,
        start=0,
        end=len(text),
        text=text,
        kind="product_fact",
        kind_probability=0.95,
        product_ids=(product,),
        link_probability=0.98,
        answer_probability=answered,
        passage_id="pass-1",
    )


def gaps_of(
    encoder: StaticEncoder,
    needs: list[Need],
    previous: tuple[Gap, ...] = (),
    unread: frozenset[str] = frozenset(),
    customers: dict[str, str | None] | None = None,
) -> list[Gap]:
    vectors = encoder.encode([n.text for n in needs])
    return find_gaps(GapInput(needs, vectors, customers or {}, unread, 0.45), previous)


@pytest.fixture
def needs() -> list[Need]:
    return [need(i, text) for i, text in enumerate(INDUCTION)] + [
        need(10, "how long is the warranty?"),
        need(11, "how long is the guarantee on it?", 0.9),
    ]


@pytest.mark.parametrize("name", ["g-0", "g-zzz"])
def test_a_lone_question_that_joins_a_gap_does_not_take_its_id_away(
    encoder: StaticEncoder, needs: list[Need], name: str
) -> None:
    (known, *_) = gaps_of(encoder, [replace(n, id=f"{n.id}-old") for n in needs])
    own = [each.id for each in needs[: len(INDUCTION)]]
    large = replace(known, id="g-large", need_ids=(*own[1:], "n-gone"))
    lone = replace(known, id=name, need_ids=(own[0],))
    for previous in ((large, lone), (lone, large)):
        assert gaps_of(encoder, needs, previous)[0].id == "g-large"


def test_needs_on_one_topic_make_a_gap_named_in_their_words(
    encoder: StaticEncoder, needs: list[Need]
) -> None:
    first, second = gaps_of(encoder, needs)
    assert set(first.need_ids) == {"n-000", "n-001", "n-002", "n-003"}
    assert "induction" in first.topic
    assert first.topic.casefold() in INDUCTION
    assert (first.kind, first.contacts, first.customers) == ("missing", 4, 4)
    assert first.customers_low <= 4 <= first.customers_high
    assert first.open_probability == pytest.approx(0.9)
    # The need that the page answers is no part of the gap.
    assert second.need_ids == ("n-010",)
    assert second.customers == 1


def test_one_customer_counts_once(encoder: StaticEncoder, needs: list[Need]) -> None:
    customers: dict[str, str | None] = {f"c-{i:03}": "k-1" for i in range(3)}
    first = gaps_of(encoder, needs, customers=customers)[0]
    assert (first.contacts, first.customers) == (4, 2)


def test_a_page_that_is_partly_unread_is_never_said_to_miss(
    encoder: StaticEncoder, needs: list[Need]
) -> None:
    found = gaps_of(encoder, needs, unread=frozenset({"p-pan"}))
    assert {gap.kind for gap in found} == {"not_found"}


def test_answered_but_asked_by_people_who_looked_is_unclear(encoder: StaticEncoder) -> None:
    said = [replace(need(i, text, 0.9), looked="looked") for i, text in enumerate(INDUCTION)]
    (gap,) = gaps_of(encoder, said)
    assert gap.kind == "unclear"
    assert gaps_of(encoder, [need(i, text, 0.9) for i, text in enumerate(INDUCTION)]) == []


def test_what_agents_answer_with_the_page_s_figure_is_written_there(
    encoder: StaticEncoder, needs: list[Need]
) -> None:
    own = needs[: len(INDUCTION)]
    vectors = encoder.encode([each.text for each in own])
    looking = [replace(each, looked="looked") for each in own]

    def kinds(asked: list[Need], figures: int) -> list[str]:
        held = [frozenset({115.0} if i < figures else ()) for i in range(len(own))]
        return [
            gap.kind for gap in find_gaps(GapInput(asked, vectors, {}, distance=0.45, held=held))
        ]

    assert kinds(looking, 2) == ["unclear"]
    assert kinds(looking, 1) == ["missing"]
    assert kinds(own, 2) == []


@pytest.mark.parametrize(
    "change",
    [{"kind": "order"}, {"product_ids": ()}, {"answer_probability": None}],
)
def test_only_product_facts_on_a_page_can_be_gaps(
    encoder: StaticEncoder, change: dict[str, object]
) -> None:
    assert gaps_of(encoder, [replace(need(1, INDUCTION[0]), **change)]) == []  # type: ignore[arg-type]


def test_an_id_is_minted_once_and_lives_on(encoder: StaticEncoder, needs: list[Need]) -> None:
    before = gaps_of(encoder, needs)
    later = [*needs[1:], need(0, "is induction fine?"), need(20, "does an induction hob heat it?")]
    again = gaps_of(encoder, [replace(n, id=f"{n.id}") for n in later], tuple(before))
    assert again[0].id == before[0].id
    assert again[0].founding_need == before[0].founding_need
    assert len({gap.id for gap in again}) == len(again)


def test_the_order_of_needs_changes_no_id(encoder: StaticEncoder, needs: list[Need]) -> None:
    forward, backward = gaps_of(encoder, needs), gaps_of(encoder, needs[::-1])
    assert {gap.id for gap in forward} == {gap.id for gap in backward}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=16))
def test_the_quick_way_for_few_events_sums_up_the_same(probabilities: list[float]) -> None:
    assert np.allclose(_cumulated(probabilities), poisson_binomial(probabilities).cumsum())


@given(st.lists(st.floats(0, 1), max_size=40))
def test_the_interval_of_a_count_holds_what_it_says(probabilities: list[float]) -> None:
    distribution = poisson_binomial(probabilities)
    assert distribution.sum() == pytest.approx(1.0)
    low, high = count_interval(probabilities)
    assert 0 <= low <= high <= len(probabilities)
    assert distribution[int(low) : int(high) + 1].sum() >= 0.95 - 1e-9


def test_large_counts_agree_with_the_exact_interval() -> None:
    exact = count_interval([0.3] * 200)
    near = count_interval([0.3] * 201)
    assert np.allclose(exact, near, atol=2)
