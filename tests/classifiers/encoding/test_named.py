"""Encoders that a user named; nothing here asks the hub, and sockets are shut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest

from classifiers.encoding.named import named_encoder
from corpora.errors import SettingsError
from corpora.protocols import Vectors

WORDS = ["[UNK]", "[PAD]", "where", "is", "my", "parcel", "the", "bill", "wrong"]


class Shelf:
    """Keeps vectors in memory."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, Vectors]] = {}

    def get(self, name: str, keys: Iterable[str]) -> dict[str, Vectors]:
        own = self.held.get(name, {})
        return {key: own[key] for key in keys if key in own}

    def put(self, name: str, vectors: Mapping[str, Vectors]) -> None:
        self.held.setdefault(name, {}).update(vectors)


def small_model(folder: Path, seed: int) -> None:
    """Write a sentence-transformers model of nine words."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(seed)
    vocabulary = {word: place for place, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    part = StaticEmbedding(tokenizer, embedding_dim=6)
    SentenceTransformer(modules=[part], device="cpu").save(str(folder))


def test_a_folder_is_an_encoder_under_a_name_of_its_own(tmp_path: Path) -> None:
    small_model(tmp_path / "models" / "ours", seed=1)
    shelf, told = Shelf(), list[str]()
    encoder = named_encoder("models/ours", tmp_path, shelf, told.append)
    vectors = encoder.encode(["where is my parcel", "the bill is wrong", "where is my parcel"])
    assert vectors.shape == (3, 6)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2])
    assert encoder.name.startswith("ours@")
    assert set(shelf.held) == {encoder.name}
    assert told == ["loading models/ours"]

    again = named_encoder("models/ours", tmp_path, shelf, told.append)
    assert np.array_equal(again.encode(["the bill is wrong"])[0], vectors[1])
    assert len(told) == 1, "what is known needs no model"

    small_model(tmp_path / "models" / "ours", seed=2)
    other = named_encoder("models/ours", tmp_path, shelf, told.append)
    assert other.name != encoder.name, "another model in the same place is another encoder"
    assert not np.allclose(other.encode(["the bill is wrong"])[0], vectors[1])


@pytest.mark.parametrize("name", ["./models/none", "/no/such/folder", "a/b/c"])
def test_a_path_that_is_not_there_is_one_clear_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="there is no such folder") as error:
        named_encoder(name, tmp_path, Shelf(), print)
    assert name in str(error.value)


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no such name", "-no--such-"])
def test_a_name_that_the_hub_does_not_give_is_one_clear_line(tmp_path: Path, name: str) -> None:
    encoder = named_encoder(name, tmp_path, Shelf(), lambda _: None)
    with pytest.raises(SettingsError) as error:
        encoder.encode(["where is my parcel"])
    assert f'encoder = "{name}"' in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 2


def test_a_folder_without_a_model_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    encoder = named_encoder("empty", tmp_path, Shelf(), lambda _: None)
    with pytest.raises(SettingsError, match="can't be loaded as a sentence-transformers model"):
        encoder.encode(["where is my parcel"])
