from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.encoding import hashing
from classifiers.encoding.hashing import BITS, hash_words

TEXTS = st.lists(st.lists(st.text(alphabet="aB z'é1.!🙂", max_size=12), max_size=4), max_size=6)
WORD = re.compile(rb"[A-Za-z'\x80-\xff]+")


def hashed(*texts: list[str] | None) -> hashing.Hashed:
    return hash_words(pa.array(list(texts), type=pa.list_(pa.string())))


def of(block: hashing.Block, text: int) -> list[int]:
    return block.buckets[block.bounds[text] : block.bounds[text + 1]].tolist()


@given(TEXTS)
def test_words_are_those_that_a_regular_expression_finds(texts: list[list[str]]) -> None:
    found = hashed(*texts)
    expected = [[WORD.findall(said.encode()) for said in text] for text in texts]
    assert found.words.tolist() == [sum(map(len, text)) for text in expected]
    pairs = [sum(max(len(said) - 1, 0) for said in text) for text in expected]
    assert np.diff(found.pairs.bounds).tolist() == pairs


@given(TEXTS)
def test_a_text_has_the_same_features_alone_as_among_others(texts: list[list[str]]) -> None:
    together = hashed(*texts)
    for number, text in enumerate(texts):
        alone = hashed(text)
        assert of(together.single, number) == of(alone.single, 0)
        assert of(together.pairs, number) == of(alone.pairs, 0)


@given(TEXTS)
def test_pieces_change_nothing(texts: list[list[str]]) -> None:
    whole = hashed(*texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "_PIECE", 7)
        pieces = hashed(*texts)
    assert whole.single.buckets.tolist() == pieces.single.buckets.tolist()
    assert whole.pairs.buckets.tolist() == pieces.pairs.buckets.tolist()


def test_capitals_and_digits_do_not_tell_words_apart() -> None:
    found = hashed(["Where is ORDER 4711?"], ["where is order 12"], ["order is where"])
    assert of(found.single, 0) == of(found.single, 1)
    assert of(found.pairs, 0) == of(found.pairs, 1)
    assert sorted(of(found.single, 0)) == sorted(of(found.single, 2))
    assert of(found.pairs, 0) != of(found.pairs, 2)


def test_words_fall_into_different_buckets() -> None:
    words = [a + b + c for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyz"]
    buckets = hashed([" ".join(words[:190])]).single.buckets
    assert len(set(buckets.tolist())) > 185
    assert buckets.min() >= 0
    assert buckets.max() < 1 << BITS


def test_only_the_first_words_of_a_text_count() -> None:
    table = pa.array([["one two three", "four five"], ["six"]], type=pa.list_(pa.string()))
    found = hash_words(table, first_words=4)
    assert found.words.tolist() == [4, 1]
    assert np.diff(found.pairs.bounds).tolist() == [2, 0]


def test_nothing_empty_and_null_texts_have_no_words() -> None:
    assert hashed().words.tolist() == []
    assert hashed(None, [], [""], ["?!"]).words.tolist() == [0, 0, 0, 0]


def test_a_slice_of_a_column_is_read_as_such() -> None:
    table = pa.array([["one"], ["two three"], ["four"]], type=pa.list_(pa.string()))
    found = hash_words(table.slice(1, 1))
    assert found.words.tolist() == [2]
    assert of(found.single, 0) == of(hashed(["two three"]).single, 0)
