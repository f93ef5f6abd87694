"""Kinds read again by the sentence encoder: where a page is at stake, by its own vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from classifiers.answerability.shelf import Shelf
from classifiers.needs.kinds import CUES, KINDS, KindModel
from classifiers.needs.second_look import read_again
from corpora.protocols import Vectors
from corpora.records import Need, Page, Passage


class Reader:
    """An encoder whose first number says whether a text asks what something will take."""

    def __init__(self, name: str = "reader-1") -> None:
        self.name = name
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return np.array([[float("take" in text)] for text in texts], dtype=np.float32)


@pytest.fixture
def model() -> KindModel:
    """Calls a fact what asks what something takes, and an order everything else."""
    weights = np.zeros((len(KINDS), 1 + len(CUES) + 1), dtype=np.float32)
    weights[KINDS.index("product_fact"), 0] = 5.0
    bias = np.array([-5.0 if kind != "order" else 0.0 for kind in KINDS], dtype=np.float32)
    return KindModel(weights, bias, "reader-1")


def need(text: str, *products: str) -> Need:
    return Need(
        id=f"n-{text}",
        contact_id="c-1",
        turn_index=0,
        start=0,
        end=len(text),
        text=text,
        kind="order",
        kind_probability=0.5,
        link_probability=1.0,
        product_ids=products,
    )


@pytest.fixture
def shelf(pages: tuple[Page, ...], passages: tuple[Passage, ...]) -> Shelf:
    return Shelf(pages, passages)


def test_a_question_without_a_telling_word_becomes_a_fact(shelf: Shelf, model: KindModel) -> None:
    asked = need("Will it take my old ones?", "p-pan")
    (again,) = read_again([asked], shelf, Reader(), model)
    assert again.kind == "product_fact"
    assert again.kind_probability > 0.9
    assert again == replace(asked, kind=again.kind, kind_probability=again.kind_probability)


def test_needs_that_no_page_could_answer_are_not_read(shelf: Shelf, model: KindModel) -> None:
    reader = Reader()
    asked = [need("Will it take long?"), need("Will it take a lid?", "p-without-page")]
    assert read_again(asked, shelf, reader, model) == asked
    assert reader.read == []


def test_another_encoder_s_vectors_are_not_weighed(shelf: Shelf, model: KindModel) -> None:
    asked = [need("Will it take my old ones?", "p-pan")]
    assert read_again(asked, shelf, Reader("another"), model) == asked


def test_each_text_is_read_once(shelf: Shelf, model: KindModel) -> None:
    reader = Reader()
    asked = [need("Will it take  a lid?", "p-pan"), need("will it take a lid?", "p-pan")]
    assert {each.kind for each in read_again(asked, shelf, reader, model)} == {"product_fact"}
    assert reader.read == ["will it take a lid?"]


def test_the_words_next_to_a_need_count_as_much_as_its_own(shelf: Shelf, model: KindModel) -> None:
    asked = need("Which of those?", "p-pan")
    near = {asked.id: "I have old pans. Will it take them? Which of those?"}
    (alone,) = read_again([asked], shelf, Reader(), model)
    (read,) = read_again([asked], shelf, Reader(), model, windows=near)
    assert (alone.kind, read.kind) == ("order", "product_fact")
    assert 0.35 <= read.kind_probability < 0.6
