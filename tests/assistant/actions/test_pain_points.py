"""What is said when there is no page to change: not looked, nothing to judge, or nothing open."""

from __future__ import annotations

from dataclasses import replace

from assistant.actions.gaps import NOT_YET
from assistant.actions.pain_points import NO_PRODUCTS_PAGE, headline
from assistant.gaps.cards import GapShelf
from corpora.records import Need, Page

NOBODY = GapShelf(
    gaps=(), needs={}, products={}, pages={}, passages={}, marks={}, customers={}, looked=False
)
ASKED = Need(
    id="n-1",
    contact_id="c-1",
    turn_index=0,
    start=0,
    end=3,
    text="why",
    kind="product_fact",
    kind_probability=1.0,
    link_probability=1.0,
)


def test_nobody_looked_yet() -> None:
    assert headline([], NOBODY) == NOT_YET


def test_questions_without_a_page_are_no_praise_of_pages() -> None:
    asked = replace(NOBODY, looked=True, needs={"n-1": ASKED})
    assert headline([], asked) == NO_PRODUCTS_PAGE
    page = Page(id="page-1", version="1", product_ids=("p-1",), title="Lamp")
    told = headline([], replace(asked, pages={"p-1": page}))
    assert told == "No page was judged: no question here is about a product that has a page."


def test_pages_that_answer_leave_nobody_without() -> None:
    judged = replace(ASKED, answer_probability=0.9)
    assert "No page leaves" in headline([], replace(NOBODY, looked=True, needs={"n-1": judged}))
