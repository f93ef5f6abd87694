"""Which new group is a gap that is known."""

from __future__ import annotations

from classifiers.gaps.memory import Memory
from corpora.records import Gap


def gap(name: str, needs: str, product: str = "p-1") -> Gap:
    return Gap(
        id=name, product_ids=(product,), topic="t", kind="missing", need_ids=tuple(needs),
        contacts=1, customers=1, customers_low=0.0, customers_high=1.0, open_probability=0.9,
        founding_need=needs[0],
    )  # fmt: skip


def test_the_gap_with_most_of_the_needs_is_taken_up_once() -> None:
    memory = Memory([gap("g-small", "ab"), gap("g-large", "cdefgh")])
    found = memory.match(["p-1"], set("abcdef"))
    assert found is not None
    assert found.id == "g-large"
    second = memory.match(["p-1"], set("abcdef"))
    assert second is not None
    assert second.id == "g-small", "one group takes each"
    assert memory.match(["p-1"], set("abcdef")) is None


def test_too_little_in_common_or_another_product_is_another_gap() -> None:
    memory = Memory([gap("g-1", "abcdefghij")])
    assert memory.match(["p-1"], set("abklmnopqr")) is None, "two of ten"
    assert memory.match(["p-2"], set("abcdefghij")) is None
    assert memory.match(["p-1"], set("xyz")) is None
    assert memory.match(["p-1"], set("abcklmnopq")) is not None


def test_a_need_may_be_of_several_gaps_that_are_gone() -> None:
    memory = Memory([gap("g-old", "abc"), gap("g-new", "abcd")])
    found = memory.match(["p-1"], set("abcd"))
    assert found is not None
    assert found.id == "g-new"
