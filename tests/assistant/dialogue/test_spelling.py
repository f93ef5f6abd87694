"""Slips are put right, names are left alone."""

from __future__ import annotations

import pytest

from assistant.dialogue import Vocabulary
from assistant.dialogue.spelling import mended
from corpora.records import Product

SHOP = Vocabulary(products=(Product(id="p-1", title="Wrenna Kettel"),))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shwo me teh gaps", "show me the gaps"),
        ("find contcts sayng wobbly", "find contacts saying wobbly"),
        ("wot do ppl ask abt it", "what do people ask about it"),
        ("gaps in ocotber", "gaps in october"),
    ],
)
def test_slips_are_put_right(typed: str, meant: str) -> None:
    assert mended(typed, SHOP) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "rename paying to Chekout",
        'find "contcts"',
        "the wrenna kettel",
        "read tikets/dmp.csv",
        "c-abcd and g-1b7e",
        "sam@exmple.org",
    ],
)
def test_names_quotes_files_and_ids_are_left(typed: str) -> None:
    assert mended(typed, SHOP) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gaps of the oilheater", "gaps of the oil heater"),
        ("gaps of the oilheters", "gaps of the oil heater"),
        ("gaps of the moroil", "gaps of the moroil"),
        ("gaps of the moor oil", "gaps of the moor oil"),
    ],
)
def test_two_words_of_a_product_may_be_written_as_one(typed: str, meant: str) -> None:
    shop = Vocabulary(products=(Product(id="p-2", title="Moor Oil Heater 2 kW"),))
    assert mended(typed, shop) == meant
