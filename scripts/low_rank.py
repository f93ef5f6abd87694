"""A low-rank change of MiniLM (LoRA, Hu et al. 2021), for the scripts that learn one."""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from torch import nn


class LowRank(nn.Module):
    """A linear layer that stays as it is, plus a product of two thin matrices that learns.

    Args:
        base: The layer.
        rank: Rows of one matrix, columns of the other.
        strength: What the product is multiplied with.
    """

    def __init__(self, base: nn.Linear, rank: int, strength: float) -> None:
        super().__init__()
        self.base = base
        self.strength = strength
        self.A = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.B = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the layer's answer."""
        return self.base(x) + (x @ self.A.T) @ self.B.T * self.strength


def change(layers: Iterable[nn.Module], rank: int, strength: float) -> None:
    """Put a low-rank change beside every linear layer of some layers of BERT, in their order."""
    for layer in layers:
        own = layer.attention.self
        for owner, name in (
            (own, "query"),
            (own, "key"),
            (own, "value"),
            (layer.attention.output, "dense"),
            (layer.intermediate, "dense"),
            (layer.output, "dense"),
        ):
            setattr(owner, name, LowRank(getattr(owner, name), rank, strength))
