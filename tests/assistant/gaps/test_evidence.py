"""Who looked, and which passage must not be called no answer."""

from __future__ import annotations

import pytest

from assistant.gaps.evidence import may_say, who_looked
from corpora.records import Gap, Need, Passage

PAGE = Passage("s-1", "page", "1", 1, "paragraph", "Wash by hand. Never in a dishwasher.")


def need(number: int, text: str, probability: float = 0.1, **more: object) -> Need:
    return Need(
        id=f"n-{number}", contact_id=f"c-{number}", turn_index=2, start=0, end=len(text),
        text=text, kind="product_fact", kind_probability=0.9, answer_probability=probability,
        passage_id="s-1", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def gap(topic: str, kind: str = "missing") -> Gap:
    return Gap(
        id="g-1", product_ids=("p-1",), topic=topic, kind=kind,  # type: ignore[arg-type]
        need_ids=("n-1", "n-2"), contacts=2, customers=2, customers_low=1, customers_high=2,
        open_probability=0.9, founding_need="n-1", passage_id="s-1",
    )  # fmt: skip


ASKED = [need(1, "Knife: hand or machine?"), need(2, "may it go in the dishwasher?", 0.2)]


@pytest.mark.parametrize(
    ("topic", "kind", "said"),
    [
        ("dishwasher", "missing", True),
        ("dishwasher", "not_found", True),
        ("dishwasher", "unclear", False),
        ("dishwasher safe handle", "missing", False),
        ("the knife in the dishwasher", "missing", True),
    ],
)
def test_a_passage_with_the_words_of_the_topic_may_answer(
    topic: str, kind: str, *, said: bool
) -> None:
    assert may_say(gap(topic, kind), ASKED, PAGE, "Bramley chef's knife") is said


def test_a_passage_that_the_classifier_takes_for_an_answer_to_one_of_them_may_answer() -> None:
    assert not may_say(gap("machine"), ASKED, PAGE)
    assert not may_say(gap("machine"), ASKED, None)
    assert may_say(gap("machine"), [*ASKED, need(3, "by hand?", 0.3)], PAGE)


def test_customers_who_looked_are_counted_once_and_quoted() -> None:
    words = "I read the page twice."
    looked = {"looked": "looked", "looked_start": 7, "looked_words": words}
    needs = [ASKED[0], need(2, "how deep?", **looked), need(3, "how tall?", **looked)]  # type: ignore[arg-type]
    number, quote = who_looked(needs, {"c-2": "k-1", "c-3": "k-1"})
    assert number == 1
    assert quote is not None
    assert (quote.contact_id, quote.start, quote.end, quote.text) == ("c-2", 7, 29, words)
    assert who_looked(ASKED, {}) == (0, None)
    assert who_looked([need(1, "how deep?", looked="looked")], {}) == (1, None)
