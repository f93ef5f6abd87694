from __future__ import annotations

import pytest

from classifiers.needs.claims import Claim, claim, claim_on, held, kind_of, numbers, says_silent
from corpora.records import Passage

PAGE = ("Wide jug, 2.4 litres", "Fill to the 2 litre mark", "Base: R-lock (type 3)")


@pytest.mark.parametrize(
    ("text", "found"),
    [("it says 1,5 l", {1.5}), ("one point seven", {1.7}), ("just one of them", set())],
)
def test_numbers_in_digits_and_in_words(text: str, found: set[float]) -> None:
    assert numbers(text) == found


def test_a_figure_that_the_page_does_not_give_contradicts_it() -> None:
    said = "The page says 2.4 litres, but I measured it and it is 2.1."
    assert claim(said, PAGE).contradicted
    assert not claim("Does it hold 2.4 litres?", PAGE).contradicted


def test_two_places_of_the_page_that_do_not_agree_contradict_it() -> None:
    assert claim("The heading says 2.4 and the table says 2, so which is it?", PAGE).contradicted


def test_words_of_the_page_that_are_asked_about_are_unclear() -> None:
    assert claim("Your site says R-lock. What is an R-lock?", PAGE).unclear
    assert not claim("What is the weight of it?", PAGE).unclear


def test_silence_is_heard() -> None:
    assert says_silent("The page doesn’t say a word about it")
    assert claim("There's nothing about the weight on the page.", PAGE).silent


def test_one_customer_may_have_misread() -> None:
    against, silent, nothing = Claim(contradicted=True), Claim(silent=True), Claim()
    assert kind_of([against]) == "missing"
    assert kind_of([against, against, nothing]) == "contradicted"
    assert kind_of([against, against, silent, silent]) == "missing"
    assert kind_of([Claim(unclear=True)] * 2 + [nothing]) == "unclear"
    assert kind_of([]) == "missing"


def test_what_the_page_no_longer_says_is_disputed_no_more() -> None:
    def page(*texts: str) -> list[Passage]:
        return [
            Passage(id=f"s-{t}", page_id="k", version="1", index=i, kind="bullet", text=t)
            for i, t in enumerate(texts)
        ]

    said = "The page says 2.4 litres, but I measured it and it is 2.1."
    then = page(*PAGE)
    assert claim_on(said, then, page(*PAGE, "Cool touch")).contradicted, "another line was added"
    assert not claim_on(said, then, page("Wide jug, 2.1 litres", *PAGE[1:])).contradicted
    assert not claim_on(said, [], page(*PAGE)).any
    asked = "Your site says R-lock. What is an R-lock?"
    assert claim_on(asked, then, page(PAGE[2])).unclear
    assert not claim_on(asked, then, page("Base: lifts off at any angle")).unclear


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("a term of twelve months, twenty-four at the foot", {12.0, 24.0}),
        ("<ORDER_1> cost £64.00 on the 3rd at 9:30", set()),
        ("two of us, one cat", set()),
        ("1.7 on the lid", {1.7}),
        ("order part TL-SP-045 for it", set()),
    ],
)
def test_figures_are_read_in_words_and_money_and_days_are_none(
    text: str, figures: set[float]
) -> None:
    assert numbers(text) == figures


@pytest.mark.parametrize(
    ("reply", "figures"),
    [
        ("It does a hundred and fifteen up.", {115.0}),
        ("115 up, on average.", {115.0}),
        ("It is 40 wide, 33 high and 115 from the wall.", set()),
        ("The Line 900 costs £115.", set()),
    ],
)
def test_an_answer_whose_figures_stand_on_the_page_says_what_it_says(
    reply: str, figures: set[float]
) -> None:
    page = [
        Passage("s1", "page", "1", 0, "title", "Line 900"),
        Passage("s2", "page", "1", 1, "spec", "Rate: 900/115 (av. pk.)"),
    ]
    assert held(reply, page) == figures
