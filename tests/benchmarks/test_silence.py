"""Cards that call a page silent, held against the truth: wrong ones, perhapses, decoys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.gaps.cards import GapShelf
from benchmarks.planted import Truth
from benchmarks.silence import decoy_of, silence
from corpora.records import Gap, Need, Passage, Product

TRUTH = """
[[gap]]
id = "A"
kind = "missing"
products = ["T-1"]
contact_ids = ["1"]
[[decoy]]
id = "D"
contact_ids = ["2", "3"]
[[contact]]
id = "1"
[[contact.need]]
quote = "how heavy is the tent"
kind = "product_fact"
product = "T-1"
gap = "A"
page_answers = false
[[contact]]
id = "2"
[[contact.need]]
quote = "is the groundsheet included"
kind = "product_fact"
product = "T-1"
page_answers = true
[[contact]]
id = "3"
[[contact.need]]
quote = "comes the groundsheet with it"
kind = "product_fact"
product = "T-1"
page_answers = true
[[contact.need]]
quote = "will it stand on sand"
kind = "product_fact"
product = "T-1"
page_answers = false
"""
SKUS = {"p1": "T-1", "p2": "T-2"}
SOURCES = {f"c{i}": str(i) for i in range(1, 6)}


def need(contact: str, text: str, said: float = 0.1) -> Need:
    return Need(
        id=f"n{contact}-{len(text)}", contact_id=f"c{contact}", turn_index=0, start=0,
        end=len(text), text=text, kind="product_fact", kind_probability=0.9, link_probability=0.9,
        product_ids=("p1",), answer_probability=said, passage_id="s1",
    )  # fmt: skip


def gap(*needs: Need, product: str = "p1") -> Gap:
    return Gap(
        id=f"g-{needs[0].id}", product_ids=(product,), topic=needs[0].text, kind="missing",
        need_ids=tuple(each.id for each in needs), contacts=len(needs), customers=len(needs),
        customers_low=1.0, customers_high=4.0, open_probability=0.9, founding_need=needs[0].id,
        passage_id="s1",
    )  # fmt: skip


HEAVY = need("1", "How heavy is the tent?")
SHEET = need("2", "Is the groundsheet included?")
ALSO = need("3", "Comes the groundsheet with it?")
SAND = need("3", "Will it stand on sand?")


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    path = tmp_path / "truth.toml"
    path.write_text(TRUTH, encoding="utf-8")
    return Truth(path)


def shelf(*gaps: Gap, passage: str = "Sold in green and in blue.") -> GapShelf:
    needs = {each.id: each for each in (HEAVY, SHEET, ALSO, SAND)}
    return GapShelf(
        gaps=gaps,
        needs=needs,
        products={"p1": Product(id="p1", title="Ridge tent")},
        pages={},
        passages={"s1": Passage("s1", "page", "1", 0, "paragraph", passage)},
        marks={},
        customers={},
    )


def told(truth: Truth, *gaps: Gap, passage: str = "Sold in green and in blue.") -> list[object]:
    return list(silence(gaps, shelf(*gaps, passage=passage), truth, SOURCES, SKUS).values())


def test_what_the_page_answers_is_called_silent_wrongly(truth: Truth) -> None:
    assert told(truth, gap(HEAVY)) == [1, 0, 0, 0, "0 of 1"]
    assert told(truth, gap(HEAVY), gap(SHEET, ALSO)) == [2, 1, 0, 0, "1 of 1"]
    unclear = replace(gap(SHEET, ALSO), kind="unclear")
    assert told(truth, unclear) == [0, 0, 0, 0, "1 of 1"], "no silence, and a decoy all the same"


def test_a_perhaps_is_counted_beside_what_it_costs(truth: Truth) -> None:
    sheet = "The groundsheet is included."
    assert told(truth, gap(HEAVY), gap(SHEET, ALSO), passage=sheet) == [2, 1, 1, 0, "1 of 1"]
    heavy = "How heavy the tent is: 1.8 kg."
    assert told(truth, gap(HEAVY), passage=heavy) == [1, 0, 0, 1, "0 of 1"]


def test_what_another_product_s_page_answers_is_not_wrong(truth: Truth) -> None:
    assert told(truth, gap(SHEET))[:2] == [1, 1]
    assert told(truth, gap(SHEET, product="p2"))[:2] == [1, 0]


def test_what_a_decoy_s_contact_asks_besides_is_no_decoy(truth: Truth) -> None:
    needs = {each.id: each for each in (SHEET, ALSO, SAND)}
    assert decoy_of(gap(SHEET, ALSO), needs, truth, SOURCES) == "D"
    assert decoy_of(gap(SAND), needs, truth, SOURCES) is None
