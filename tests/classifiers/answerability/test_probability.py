from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from classifiers.answerability.matching import FEATURES, readable, units
from classifiers.answerability.probability import Answerability, Coefficients
from classifiers.encoding.encoders import StaticEncoder
from corpora.errors import ModelError
from corpora.records import Passage


def test_the_passage_that_answers_is_found(
    encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    page = [passage for passage in passages if passage.page_id == "page-pan"]
    asked = ["How much does it weigh?", "Can it go in the dishwasher?", "Is there a lid for it?"]
    weight, dishwasher, lid = Answerability(encoder).judge(asked, page)
    assert weight.passage_id == "page-pan-2"
    assert dishwasher.passage_id == "page-pan-3"
    assert min(weight.probability, dishwasher.probability) > lid.probability


def test_no_page_no_answer(encoder: StaticEncoder) -> None:
    (answer,) = Answerability(encoder).judge(["Is it heavy?"], [])
    assert (answer.probability, answer.passage_id) == (0.0, None)
    assert Answerability(encoder).judge([], []) == []


def test_a_bi_encoder_reads_only_what_is_new(
    encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    class Counting:
        name = "counting"

        def __init__(self) -> None:
            self.seen: list[str] = []

        def encode(self, texts: list[str]) -> np.ndarray:
            self.seen += texts
            return encoder.encode(texts)

    counting = Counting()
    judge = Answerability(encoder, counting)  # type: ignore[arg-type]
    judge.judge(["Is it heavy?"], passages)
    judge.judge(["Is it heavy?", "Is it loud?"], passages)
    assert len(counting.seen) == len(set(counting.seen))


def test_attribute_rows_are_read_as_words() -> None:
    assert readable('number_of_items:  { value:"2" }') == "number of items: 2"
    assert readable("Holds 1.7 litres: enough for six") == "Holds 1.7 litres: enough for six"


def test_long_passages_are_cut_and_nothing_is_lost() -> None:
    text = " ".join(f"Sentence number {i} says something about the pan." for i in range(30))
    cut = units(Passage("x", "page", "1", 0, "paragraph", text))
    assert len(cut) > 3
    assert " ".join(cut) == text


def test_a_damaged_model_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "coefficients.toml"
    with pytest.raises(ModelError, match="missing or damaged"):
        Coefficients.load(path)
    path.write_text("format = 1\nfeatures = []\n", encoding="utf-8")
    with pytest.raises(ModelError, match="missing or damaged"):
        Coefficients.load(path)
    assert Coefficients.load().crossed.shape == (len(FEATURES),)
