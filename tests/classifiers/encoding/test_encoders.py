from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.encoding.encoders import STATIC_DIR, StaticEncoder
from corpora.errors import ModelError


def test_near_in_meaning_is_near_in_vectors(encoder: StaticEncoder) -> None:
    a, b, c = encoder.encode(["where is my parcel", "my package has not come", "blue cotton shirt"])
    assert a @ b > a @ c + 0.1


@given(st.lists(st.text(max_size=40), max_size=6))
def test_vectors_have_length_one_or_zero(texts: list[str]) -> None:
    encoder = _shared()
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), encoder.dimensions)
    assert vectors.dtype == np.float32
    norms = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(norms - 1) < 1e-4) | (norms == 0))


def test_a_text_is_encoded_the_same_alone_and_in_company(encoder: StaticEncoder) -> None:
    alone = encoder.encode(["how heavy is it"])[0]
    assert np.allclose(alone, encoder.encode(["", "how heavy is it", "x"])[1], atol=1e-6)


def test_it_travels_to_another_process_as_a_path(encoder: StaticEncoder) -> None:
    payload = pickle.dumps(encoder)
    assert len(payload) < 1000
    assert pickle.loads(payload).name == encoder.name  # noqa: S301 - made here


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "card.toml"])
def test_a_damaged_or_missing_file_is_one_clear_line(tmp_path: Path, name: str) -> None:
    shutil.copytree(STATIC_DIR, tmp_path / "static")
    target = tmp_path / "static" / name
    target.write_bytes(target.read_bytes()[:-40])
    with pytest.raises(ModelError) as caught:
        StaticEncoder.load(tmp_path / "static")
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    target.unlink()
    with pytest.raises(ModelError, match="missing"):
        StaticEncoder.load(tmp_path / "static")


def test_loading_and_labelling_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from classifiers.stages.classifier import StageClassifier\n"
        "from corpora.records import Stage\n"
        "c = StageClassifier([Stage('a', 'Asking', 'asking'), Stage('b', 'Buying', 'buying')])\n"
        "c.fit().decide(['I want to buy one'])\n"
        "heavy = {'torch', 'sklearn', 'spacy', 'sentence_transformers', 'transformers', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


_held: list[StaticEncoder] = []


def _shared() -> StaticEncoder:
    if not _held:
        _held.append(StaticEncoder.load())
    return _held[0]
