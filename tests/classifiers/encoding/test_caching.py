from collections.abc import Mapping, Sequence

import numpy as np

from classifiers.encoding.caching import CachedEncoder
from corpora.protocols import Vectors


class Counting:
    """Encodes a text as its length, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return "counting"

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[float(len(text)), 1.0] for text in texts], dtype=np.float32).reshape(
            -1, 2
        )


class Shelf:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Vectors] = {}

    def get(self, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        return {key: self.kept[encoder, key] for key in hashes if (encoder, key) in self.kept}

    def put(self, encoder: str, vectors: Mapping[str, Vectors]) -> None:
        self.kept.update({(encoder, key): vector for key, vector in vectors.items()})


def test_no_text_is_encoded_twice_and_order_is_kept() -> None:
    encoder, shelf = Counting(), Shelf()
    cached = CachedEncoder("counting", lambda: encoder, shelf)
    first = cached.encode(["lid", "kettle", "lid"])
    again = cached.encode(["spout", "lid"])
    assert encoder.asked == ["lid", "kettle", "spout"]
    assert first[:, 0].tolist() == [3, 6, 3]
    assert again[:, 0].tolist() == [5, 3]


def test_a_later_run_does_not_even_load_the_encoder() -> None:
    shelf = Shelf()
    CachedEncoder("counting", Counting, shelf).encode(["lid"])

    def never() -> Counting:
        raise AssertionError("loaded although everything is known")

    assert CachedEncoder("counting", never, shelf).encode(["lid"])[0, 0] == 3


def test_another_encoder_shares_nothing() -> None:
    encoder, shelf = Counting(), Shelf()
    CachedEncoder("one", Counting, shelf).encode(["lid"])
    CachedEncoder("other", lambda: encoder, shelf).encode(["lid"])
    assert encoder.asked == ["lid"]
