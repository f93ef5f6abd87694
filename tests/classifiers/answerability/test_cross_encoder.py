from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from classifiers.answerability.cross_encoder import (
    CROSS_DIR,
    CachedPairs,
    CrossEncoder,
    Pairs,
    Scores,
)
from classifiers.answerability.matching import FEATURES
from classifiers.answerability.probability import Answer, Answerability, Coefficients
from classifiers.encoding.encoders import StaticEncoder
from corpora.errors import ModelError
from corpora.protocols import Vectors
from corpora.records import Passage


class Counting:
    """Says that shorter texts answer better, and notes what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def score(self, pairs: Pairs) -> Scores:
        self.seen += pairs
        return np.array([1.0 / len(read) for _, read in pairs])


class Shelf:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Vectors] = {}

    def get(self, encoder: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        return {key: self.kept[encoder, key] for key in hashes if (encoder, key) in self.kept}

    def put(self, encoder: str, vectors: Mapping[str, Vectors]) -> None:
        self.kept.update({(encoder, key): value for key, value in vectors.items()})


def test_it_tells_an_answer_from_what_only_sounds_like_one() -> None:
    reader = CrossEncoder.load()
    pairs = [
        ("Can I wash the cover in the machine?", "The cover is machine washable at 30 degrees."),
        ("Can I wash the cover in the machine?", "The cover comes in grey, blue and red."),
        ("How many cups does it make?", "capacity: 12 cups"),
        ("How many cups does it make?", "batteries required: no"),
    ]
    scores = reader.score(pairs)
    assert scores[0] > scores[1]
    assert scores[2] > scores[3]
    # A pair's score doesn't hang on what else is read with it.
    assert reader.score(pairs[1:2])[0] == pytest.approx(scores[1], abs=1e-4)
    assert reader.score([]).shape == (0,)


def test_a_changed_file_is_told_from_the_shipped_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="card is missing"):
        CrossEncoder.load(tmp_path)
    shutil.copy(CROSS_DIR / "card.toml", tmp_path)
    with pytest.raises(ModelError, match="missing"):
        CrossEncoder.load(tmp_path)
    payload = bytearray((CROSS_DIR / "adapter.safetensors").read_bytes())
    payload[-1] ^= 1
    (tmp_path / "adapter.safetensors").write_bytes(payload)
    with pytest.raises(ModelError, match="damaged"):
        CrossEncoder.load(tmp_path)


def test_no_pair_is_read_twice_in_this_run_or_a_later_one() -> None:
    shelf, reader = Shelf(), Counting()
    pairs = [("loud?", "60 dB"), ("heavy?", "1.4 kg"), ("loud?", "60 dB")]
    first = CachedPairs(lambda: reader, shelf).score(pairs)
    again = CachedPairs(lambda: reader, shelf).score([*pairs, ("heavy?", "60 dB")])
    assert reader.seen == [("loud?", "60 dB"), ("heavy?", "1.4 kg"), ("heavy?", "60 dB")]
    assert again[:3].tolist() == first.tolist()


def test_it_reads_only_the_likeliest_pieces(
    encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    reader = Counting()
    fitted = Coefficients.load()
    judge = Answerability(encoder, encoder, cross_encoder=reader)
    page = judge.pieces(passages)
    rows, chosen = judge.features(["Is it heavy?", "Is there a lid?"], page)
    assert len(page.texts) > fitted.read
    assert [len(own) for own in chosen] == [fitted.read] * 2
    assert all(row.shape == (fitted.read, len(FEATURES)) for row in rows)
    assert len(reader.seen) == 2 * fitted.read


def test_it_is_left_out_where_there_is_no_bi_encoder(
    encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    reader = Counting()
    Answerability(encoder, cross_encoder=reader).judge(["Is it heavy?"], passages)
    assert not reader.seen


def test_what_nobody_reads_closer_is_not_settled(
    encoder: StaticEncoder, passages: tuple[Passage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("classifiers.answerability.probability._LOW", 0.0)
    monkeypatch.setattr("classifiers.answerability.probability._HIGH", 1.0)
    shelf, asked = Shelf(), ["Is it heavy?"]

    def judged(reader: CachedPairs | None) -> Answer:
        return Answerability(encoder, encoder, cross_encoder=reader).judge(asked, passages)[0]

    alone, unread = judged(None), judged(CachedPairs(None, shelf))
    assert not alone.settled
    assert alone == unread
    read = judged(CachedPairs(Counting, shelf))
    assert read.settled
    assert read.probability != alone.probability
    assert judged(CachedPairs(None, shelf)) == read, "pairs that were read before are known"
