from __future__ import annotations

import pytest

from classifiers.needs.linking import ProductLinker
from classifiers.needs.mentions import Vocabulary
from corpora.records import Page, Product


@pytest.fixture
def linker(products: tuple[Product, ...], pages: tuple[Page, ...]) -> ProductLinker:
    return ProductLinker(Vocabulary(products, pages))


def test_what_the_source_says_comes_first(linker: ProductLinker) -> None:
    link = linker.link("how heavy is the kettle?", known=["p-pan"])
    assert link.product_ids == ("p-pan",)
    assert link.how == "source"


@pytest.mark.parametrize(
    ("text", "product", "how"),
    [
        ("see hob.example/pans/ember-28?ref=mail, is it oven proof?", "p-pan", "url"),
        ("is the EM2801 oven proof?", "p-pan", "number"),
        ("is the em 2801 oven proof?", "p-pan", "number"),
        ("does the whistler whistle?", "p-kettle", "alias"),
        ("is the tern kettle loud?", "p-kettle", "title"),
    ],
)
def test_mentions(linker: ProductLinker, text: str, product: str, how: str) -> None:
    link = linker.link(text)
    assert link.product_ids == (product,)
    assert link.how == how
    assert 0.3 < link.probability <= 1


def test_two_alike_stay_ambiguous(linker: ProductLinker) -> None:
    link = linker.link("is the ember frying pan oven proof?")
    assert set(link.product_ids) == {"p-pan", "p-small"}
    assert link.probability <= 0.5


def test_the_conversation_helps_and_is_trusted_less(linker: ProductLinker) -> None:
    link = linker.link("how loud is it?", context="I am looking at the Tern kettle.")
    assert link.product_ids == ("p-kettle",)
    assert link.probability < linker.link("how loud is the Tern kettle?").probability


def test_unknown_is_an_answer(linker: ProductLinker) -> None:
    assert linker.link("do you sell gift cards?").product_ids == ()
    assert ProductLinker(Vocabulary([])).link("is the EM2801 oven proof?").product_ids == ()


def test_several_products_of_the_source_are_narrowed_by_words(linker: ProductLinker) -> None:
    known = ["p-pan", "p-kettle"]
    assert linker.link("is the kettle loud?", known=known).product_ids == ("p-kettle",)
    assert set(linker.link("is it loud?", known=known).product_ids) == set(known)


def test_words_that_only_one_page_has_link_where_nothing_is_named() -> None:
    lamp, tent = Product(id="p-lamp", title="Dusk lamp"), Product(id="p-tent", title="Gale tent")
    told = {
        "p-lamp": "Burns nine hours. Lumen: 400 (st. 3). Dimmable wick.",
        "p-tent": "Hydrostatic head 3000 mm. Sleeps three. Flysheet included.",
    }
    linker = ProductLinker(Vocabulary([lamp, tent], own=told))
    link = linker.link("what does lumen 400 mean when it is dimmable?")
    assert (link.product_ids, link.how) == (("p-lamp",), "page")
    assert link.probability < linker.link("how bright is the Dusk lamp?").probability
    assert linker.link("what does lumen mean?").product_ids == ()
    assert linker.link("is the lumen of the Gale tent dimmable?").product_ids == ("p-tent",)
    assert linker.link("dimmable lumen, flysheet, hydrostatic?").product_ids == ()


def named(title: str) -> Product:
    return Product(id=f"p-{title.lower()}", title=title, origin="contacts")


def test_a_product_that_only_contacts_name_is_linked_by_what_they_call_it_alone() -> None:
    lamp = named("Orla Lamp")
    linker = with_pages(lamp)
    link = linker.link("Does the lid of it come off?", known=(lamp.id,))
    assert (link.product_ids, link.how) == ((lamp.id,), "source")
    # Its words tell nothing in other contacts, nor do they weigh less for products with a page.
    assert lamp.id not in linker.link("Is the Orla lamp dimmable?").product_ids
    assert linker.vocabulary.weights == with_pages().vocabulary.weights


def test_what_contacts_call_like_a_kind_is_the_product_of_that_kind_that_is_told() -> None:
    kind = named("Kettle")
    linker = with_pages(kind)
    told = linker.link("Does the Harbor Kettle whistle?", known=(kind.id,))
    assert told.product_ids == ("p-harbor",)
    untold = linker.link("Does it whistle?", known=(kind.id,))
    assert untold.product_ids == (kind.id,)


def with_pages(*more: Product) -> ProductLinker:
    catalogue = [
        Product(id="p-harbor", title="Harbor Kettle"),
        Product(id="p-fern", title="Fern Lamp"),
    ]
    pages = [
        Page(id=f"page-{each.id}", version="1", product_ids=(each.id,), title=each.title)
        for each in catalogue
    ]
    return ProductLinker(Vocabulary([*catalogue, *more], pages))
