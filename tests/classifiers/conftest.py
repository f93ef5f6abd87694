"""A small journey and a small shop for the classifiers' tests."""

from __future__ import annotations

import pytest

from classifiers.encoding.encoders import StaticEncoder
from classifiers.stages.classifier import StageClassifier
from corpora.records import Page, Passage, Product, Stage

STAGES = (
    Stage(
        "research",
        "Researching",
        "Asking what a product is like before buying it: size, material, compatibility",
        ("Does it work on induction?", "How wide is it?", "What is it made of?"),
    ),
    Stage(
        "revise",
        "Asking about the order",
        "Status and changes of an order that is on its way",
        ("Where is my order?", "Please cancel my order", "When will my parcel arrive?"),
    ),
    Stage(
        "return",
        "Returning",
        "Sending something back for a refund or an exchange",
        ("I want to return it", "Can I swap it for a larger size?", "I want my money back"),
    ),
)


@pytest.fixture(scope="session")
def stages() -> tuple[Stage, ...]:
    return STAGES


@pytest.fixture(scope="session")
def encoder() -> StaticEncoder:
    return StaticEncoder.load()


@pytest.fixture(scope="session")
def classifier(encoder: StaticEncoder) -> StageClassifier:
    return StageClassifier(STAGES, encoder=encoder).fit()


@pytest.fixture
def products() -> tuple[Product, ...]:
    return (
        Product(id="p-pan", title="Ember frying pan 28 cm EM-2801", sku="EM-2801", brand="Hob"),
        Product(id="p-small", title="Ember frying pan 20 cm EM-2001", sku="EM-2001", brand="Hob"),
        Product(id="p-kettle", title="Tern kettle TK-90", sku="TK-90", aliases=("the whistler",)),
    )


@pytest.fixture
def pages() -> tuple[Page, ...]:
    return (
        Page(
            id="page-pan",
            version="1",
            product_ids=("p-pan",),
            title="Ember frying pan",
            url="https://www.hob.example/pans/ember-28",
        ),
        Page(id="page-kettle", version="1", product_ids=("p-kettle",), title="Tern kettle"),
    )


@pytest.fixture
def passages() -> tuple[Passage, ...]:
    texts = {
        "page-pan": (
            ("title", "Ember frying pan 28 cm EM-2801"),
            ("bullet", "Non-stick coating without PFAS"),
            ("spec", "weight: 1.2 kg"),
            ("paragraph", "Wash it by hand; the pan can't go in the dishwasher."),
        ),
        "page-kettle": (
            ("title", "Tern kettle TK-90"),
            ("bullet", "Holds 1.7 litres and boils in three minutes"),
        ),
    }
    return tuple(
        Passage(f"{page}-{i}", page, "1", i, kind, text)  # type: ignore[arg-type]
        for page, items in texts.items()
        for i, (kind, text) in enumerate(items)
    )
