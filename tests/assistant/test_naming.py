from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.naming import products_with, resolve_gap, resolve_product, resolve_stage
from corpora.errors import UnknownName
from corpora.records import Gap, Product, Stage
from journeys.default import load_journey

PRODUCTS = (
    Product(id="p-kettle", title="Bramley enamel kettle", sku="TP-101", brand="Bramley"),
    Product(
        id="p-pan24", title="Ember frying pan 24 cm", gtin="4006381333931", aliases=("small pan",)
    ),
    Product(id="p-pan28", title="Ember frying pan 28 cm"),
    Product(id="p-boiler", title="Wasserkocher Rot"),
    Product(id="p-airer", title="Linden heated airer"),
    Product(id="p-fryer", title="Squall air fryer"),
)
STAGES = load_journey(None)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("p-kettle", "p-kettle"),
        ("tp-101", "p-kettle"),
        ("kettle", "p-kettle"),
        ("KETTLE ", "p-kettle"),
        ("the bramley", "p-kettle"),
        ("enamle kettel", "p-kettle"),
        ("4006381333931", "p-pan24"),
        ("small pan", "p-pan24"),
        ("frying pan 28", "p-pan28"),
        ("kocher", "p-boiler"),
        ("airer", "p-airer"),
        ("air fryers", "p-fryer"),
        ("the red Bramley enamel kettle with a lid", "p-kettle"),
    ],
)
def test_a_product_is_meant_by_short_forms_and_slips(said: str, meant: str) -> None:
    assert resolve_product(said, PRODUCTS).id == meant


@pytest.mark.parametrize("said", ["zzz", "x", "", "102", "pay", "bread bin"])
def test_nothing_is_meant_by_letters_alone(said: str) -> None:
    with pytest.raises(UnknownName):
        resolve_product(said, PRODUCTS)


def test_what_could_be_several_is_asked_back() -> None:
    with pytest.raises(UnknownName, match="could be several products") as error:
        resolve_product("frying pan", PRODUCTS)
    assert "Ember frying pan 28 cm" in error.value.remedy


def test_what_is_not_there_names_the_nearest_first() -> None:
    with pytest.raises(UnknownName) as error:
        resolve_product("frying wok", PRODUCTS)
    assert "Ember frying pan 28 cm" in error.value.remedy.partition("Bramley")[0]
    with pytest.raises(UnknownName, match="no product") as error:
        resolve_product("kettle", ())
    assert error.value.remedy == "there are no products yet"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("pay", "pay"),
        ("paying", "pay"),
        ("returning", "exchange_or_return"),
        ("researching the product", "research"),
        ("place_order", "place_order"),
        ("account", "manage_account"),
    ],
)
def test_a_stage_is_meant_by_id_name_or_part_of_it(said: str, meant: str) -> None:
    assert resolve_stage(said, STAGES).id == meant


def test_a_stage_answers_to_what_was_merged_into_it() -> None:
    merged = Stage("pay", "Paying", "Bills.", aliases=("invoices",))
    assert resolve_stage("invoices", (merged,)).id == "pay"


@given(st.sampled_from(STAGES))
def test_every_stage_answers_to_its_own_name(stage: Stage) -> None:
    assert resolve_stage(stage.name, STAGES) is stage
    assert resolve_stage(stage.id.upper(), STAGES) is stage


@given(st.text(max_size=40))
def test_whatever_is_said_is_a_product_or_unknown(said: str) -> None:
    with contextlib.suppress(UnknownName):
        assert resolve_product(said, PRODUCTS) in PRODUCTS


def _gap(gap_id: str, topic: str) -> Gap:
    return Gap(
        id=gap_id,
        product_ids=("p-kettle",),
        topic=topic,
        kind="missing",
        need_ids=(),
        contacts=3,
        customers=3,
        customers_low=1,
        customers_high=3,
        open_probability=0.8,
        founding_need="n-1",
    )


GAPS = (_gap("g-abc1", "induction hob"), _gap("g-abd2", "battery of the clock"))


def test_a_gap_is_meant_by_the_beginning_of_its_id_or_its_topic() -> None:
    assert resolve_gap("g-abc", GAPS).id == "g-abc1"
    assert resolve_gap("induction", GAPS).id == "g-abc1"
    with pytest.raises(UnknownName, match="could be g-abc1, g-abd2"):
        resolve_gap("g-ab", GAPS)
    with pytest.raises(UnknownName, match="no gap 'g-x'"):
        resolve_gap("g-x", GAPS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("frying pan", {"p-pan24", "p-pan28"}), ("fryers", {"p-fryer"}), ("fry", set()), ("", set())],
)
def test_products_that_hold_the_very_words(said: str, meant: set[str]) -> None:
    assert {product.id for product in products_with(said, PRODUCTS)} == meant


def test_products_of_one_title_are_told_apart_by_what_they_have() -> None:
    lamps = (
        Product(id="p-oak", title="Orla Lamp", sku="OL-1"),
        Product(id="p-steel", title="Orla Lamp", aliases=("p-before",)),
    )
    with pytest.raises(UnknownName, match="2 products are called 'orla lamp'") as error:
        resolve_product("orla lamp", (*lamps, *PRODUCTS))
    assert "name one of Orla Lamp (OL-1), Orla Lamp (p-steel)" in str(error.value)
    assert resolve_product("p-before", lamps).id == "p-steel"
    with pytest.raises(UnknownName, match="nearest: Orla Lamp"):
        resolve_product("table", lamps[1:])


def test_gaps_of_one_topic_are_told_apart_by_their_ids() -> None:
    gaps = [_gap("g-one", "lid of the pan"), _gap("g-two", "lid of the pan")]
    with pytest.raises(UnknownName, match=r"\(g-one\), lid of the pan \(g-two\)"):
        resolve_gap("lid of the pan", gaps)
