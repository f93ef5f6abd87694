"""Reads a question and a piece of a page together and says whether the one answers the other.

The weights of all-MiniLM-L6-v2 come from its package; what was learned on top is a low-rank change
to them (LoRA, Hu et al. 2021, arXiv:2106.09685) and one linear layer, some 0.7 MB beside this file.
`scripts/fit_cross_encoder.py` rebuilds them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
import numpy.typing as npt

from classifiers.encoding.encoders import bert_of_minilm
from classifiers.encoding.model_files import read_card, torch_tensors
from corpora.errors import ModelError
from corpora.ids import content_hash

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor
    from transformers import BertModel

    from corpora.protocols import Vectors, VectorShelf

Scores = npt.NDArray[np.float64]
Pairs = Sequence[tuple[str, str]]

CROSS_DIR = Path(__file__).parents[1] / "models" / "cross"
CROSS_NAME = "frontstage-cross-1"
SCALE = 2.0
"""What the low-rank product is multiplied by (alpha over rank in the paper's words)."""
_BATCH = 32
_LONGEST_QUESTION = 400
_LONGEST_PIECE = 1500


class PairReader(Protocol):
    """Scores pairs of a question and a piece of text."""

    def score(self, pairs: Pairs) -> Scores:
        """Return log odds that the second text of each pair answers the first."""


class CrossEncoder:
    """MiniLM with the change that was learned; build it with `load`.

    Args:
        tokenizer: A `tokenizers.Tokenizer` that joins pairs.
        bert: A `transformers.BertModel` with the change merged in.
        head: Weights over the features of `_joined`, shape `(4 * hidden,)`, and a bias.
    """

    def __init__(self, tokenizer: Tokenizer, bert: BertModel, head: tuple[Tensor, Tensor]) -> None:
        self._tokenizer = tokenizer
        self._bert = bert
        self._weight, self._bias = head

    @classmethod
    def load(cls, directory: Path = CROSS_DIR) -> Self:
        """Load the shipped model.

        Raises:
            ModelError: A file is missing, damaged or of another format, or MiniLM's weights are
                not the ones that the change was learned on.
        """
        card = read_card(directory)
        change = torch_tensors(directory / "adapter.safetensors", card)
        tokenizer, bert = bert_of_minilm()
        try:
            _merge(bert, change)
            head = (change["cls.weight"].float(), change["cls.bias"].float())
        except (KeyError, RuntimeError) as error:
            raise ModelError(
                "the model's parts do not fit",
                where=str(directory),
                remedy="install frontstage again",
            ) from error
        return cls(tokenizer, bert, head)

    def score(self, pairs: Pairs) -> Scores:
        """Return log odds, one a pair; pairs of like length are read together."""
        import torch

        cut = [(asked[:_LONGEST_QUESTION], read[:_LONGEST_PIECE]) for asked, read in pairs]
        encoded = [(e.ids, e.type_ids) for e in self._tokenizer.encode_batch(cut)]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
        scores = np.zeros(len(encoded))
        with torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                part = order[start : start + _BATCH]
                scores[part] = self._logits([encoded[i] for i in part])
        return scores

    def _logits(self, batch: list[tuple[list[int], list[int]]]) -> Scores:
        import torch

        width = max(len(ids) for ids, _ in batch)
        packed = np.zeros((3, len(batch), width), dtype=np.int64)
        for i, (ids, sides) in enumerate(batch):
            packed[0, i, : len(ids)], packed[1, i, : len(ids)] = ids, sides
            packed[2, i, : len(ids)] = 1
        tokens, kinds, mask = (torch.from_numpy(part) for part in packed)
        out = self._bert(input_ids=tokens, token_type_ids=kinds, attention_mask=mask)
        joined = joined_features(out.last_hidden_state, kinds, mask)
        logits = torch.nn.functional.linear(joined, self._weight, self._bias)[:, 0]
        return np.asarray(logits.numpy(), dtype=np.float64)


def joined_features(hidden: Tensor, sides: Tensor, mask: Tensor) -> Tensor:
    """Return what the head weighs, shape `(pairs, 4 * hidden)`.

    The averages of the question's and the piece's words, each read in the light of the other and
    brought to length 1, as product and as distance; the first token; the piece alone.
    """
    import torch

    first = torch.zeros_like(mask)
    first[:, 0] = 1
    sums = []
    for side in (0, 1):
        weights = (mask * (sides == side) * (1 - first)).to(hidden.dtype)
        mean = (hidden * weights[..., None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1)
        sums.append(torch.nn.functional.normalize(mean, dim=-1))
    asked, read = sums
    token = torch.nn.functional.normalize(hidden[:, 0], dim=-1)
    return torch.cat([asked * read, (asked - read).abs(), token, read], dim=-1)


def _merge(bert: BertModel, change: dict[str, Tensor]) -> None:
    """Add the products of the low-rank pairs to the weights they belong to."""
    for name, first in change.items():
        if not name.endswith(".A"):
            continue
        weight = bert.get_parameter(name.removeprefix("bert.").removesuffix("A") + "weight")
        second = change[name.removesuffix("A") + "B"]
        weight.data += SCALE * (second.float() @ first.float())


class CachedPairs:
    """Answers from the pairs read before, in this run or an earlier one.

    Args:
        load: Loads the reader; called once at most. None: what was not read before has no score.
        shelf: Keeps scores from run to run, as vectors of length 1.
        name: The reader's name, part of the key.
    """

    def __init__(
        self, load: Callable[[], PairReader] | None, shelf: VectorShelf, name: str = CROSS_NAME
    ) -> None:
        self._load = load
        self._shelf = shelf
        self._name = name
        self._reader: PairReader | None = None

    def score(self, pairs: Pairs) -> Scores:
        """Return log odds, one a pair; NaN for those that nobody reads."""
        if not pairs:
            return np.zeros(0)
        hashes = [content_hash(f"{asked}\n{read}") for asked, read in pairs]
        known: dict[str, Vectors] = self._shelf.get(self._name, list(dict.fromkeys(hashes)))
        new = {key: pair for key, pair in zip(hashes, pairs, strict=True) if key not in known}
        if new and self._load is not None:
            if self._reader is None:
                self._reader = self._load()
            scores = self._reader.score(list(new.values())).astype(np.float32)
            fresh = dict(zip(new, scores.reshape(-1, 1), strict=True))
            self._shelf.put(self._name, fresh)
            known = {**known, **fresh}
        return np.array([float(known[key][0]) if key in known else np.nan for key in hashes])
