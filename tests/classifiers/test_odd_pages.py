"""Pages and catalogues that make claims about what is missing unsafe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classifiers.encoding.encoders import StaticEncoder
from classifiers.gaps.pipeline import GapReport, find_description_gaps
from corpora.records import Contact, Page, Passage, Product, Turn

KETTLE = Product(id="p-kettle", title="Fern kettle", sku="FK-100")
PAGE = Page(id="s-kettle", version="1", product_ids=("p-kettle",), title="Fern kettle")
TITLE = Passage(id="t", page_id="s-kettle", version="1", index=0, kind="title", text="Fern kettle")
ASKED = (
    "Does the Fern kettle switch itself off when it boils?",
    "Will the Fern kettle switch off by itself when boiling?",
    "Does this kettle switch itself off after boiling?",
)


def passage(text: str, page_id: str = "s-kettle") -> Passage:
    return Passage(
        id=f"of {page_id}", page_id=page_id, version="1", index=1, kind="paragraph", text=text
    )


def asked(texts: tuple[str, ...], *known: str) -> list[tuple[Contact, list[Turn]]]:
    return [
        (
            Contact(id=f"c-{i}", source="test", content_hash="", product_ids=known),
            [Turn(f"c-{i}", 0, "customer", text)],
        )
        for i, text in enumerate(texts)
    ]


def found(encoder: StaticEncoder, page: Page, *passages: Passage) -> GapReport:
    contacts = asked(ASKED, "p-kettle")
    return find_description_gaps(contacts, [KETTLE], [page], passages, static=encoder)


def test_a_page_that_is_all_navigation(encoder: StaticEncoder) -> None:
    report = found(encoder, PAGE, TITLE)
    assert {gap.kind for gap in report.gaps} == {"not_found"}
    assert report.counts["empty_pages"] == 1


def test_a_page_in_another_language_than_the_questions(encoder: StaticEncoder) -> None:
    german = passage("Der Kessel ist nicht für die Maschine, und wir haben ihn aus Stahl gemacht.")
    report = found(encoder, PAGE, TITLE, german)
    assert {gap.kind for gap in report.gaps} == {"not_found"}
    assert report.counts["foreign_pages"] == 1


def test_a_page_whose_text_comes_from_a_script(encoder: StaticEncoder) -> None:
    page = replace(PAGE, unread=("script",))
    report = found(encoder, page, TITLE, passage("Our kettles are made for you to enjoy."))
    assert {gap.kind for gap in report.gaps} == {"not_found"}


def test_a_page_that_was_read_whole_may_miss_something(encoder: StaticEncoder) -> None:
    report = found(encoder, PAGE, TITLE, passage("The cable of the kettle is 80 cm long."))
    assert {gap.kind for gap in report.gaps} == {"missing"}
    assert "empty_pages" not in report.counts
    assert "foreign_pages" not in report.counts


def test_two_products_with_one_title(encoder: StaticEncoder) -> None:
    twin = replace(KETTLE, id="p-twin", sku="FK-200")
    pages = [PAGE, replace(PAGE, id="s-twin", product_ids=("p-twin",))]
    texts = [passage("The cable is 80 cm long."), passage("The cable is 90 cm long.", "s-twin")]
    report = find_description_gaps(asked(ASKED), [KETTLE, twin], pages, texts, static=encoder)
    named = [need for need in report.needs if need.product_ids]
    assert named
    assert all(set(need.product_ids) == {"p-kettle", "p-twin"} for need in named)
    assert report.counts["ambiguous"] == len(
        [need for need in named if need.kind == "product_fact"]
    )
    assert all(need.link_probability <= 0.5 for need in named)


def test_a_discontinued_product_whose_page_is_gone_has_no_gaps_and_is_counted(
    encoder: StaticEncoder,
) -> None:
    other = replace(PAGE, id="s-other", product_ids=("p-other",), title="Moor teapot")
    lines = [passage("Holds 1.1 litres.", "s-other")]
    products = [KETTLE, Product(id="p-other", title="Moor teapot")]
    report = find_description_gaps(
        asked(ASKED, "p-kettle"), products, [other], lines, static=encoder
    )
    assert report.gaps == ()
    assert report.counts["no_page"] == report.counts["product_fact"] == len(ASKED)


def test_a_discontinued_product_whose_page_was_kept_is_judged_as_it_stood(
    encoder: StaticEncoder,
) -> None:
    told = passage("This kettle is not made any more. It switches itself off when it boils.")
    report = found(encoder, PAGE, TITLE, told)
    assert report.gaps == ()
    assert report.counts["answered"] == len(ASKED)


@pytest.mark.parametrize("questions", [1_000])
def test_many_questions_on_one_product(encoder: StaticEncoder, questions: int) -> None:
    texts = tuple(
        f"Does the Fern kettle boil {n} cups in {n % 97} minutes?" for n in range(questions)
    )
    report = find_description_gaps(
        asked(texts, "p-kettle"),
        [KETTLE],
        [PAGE],
        [TITLE, passage("The cable is 80 cm long.")],
        static=encoder,
    )
    assert report.counts["judged"] == report.counts["product_fact"] > questions / 2
    (first, *_) = report.gaps
    assert first.kind == "missing"
    assert first.contacts > questions / 2, "all of them ask after cups and minutes"
