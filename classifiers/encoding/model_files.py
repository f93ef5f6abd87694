"""Models on disk: cards beside the weights, and hashes that show damage."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from corpora.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

CARD_FORMAT = 1
_REINSTALL = "install frontstage again"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        ModelError: It is not there.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError("the file is missing", where=str(path), remedy=_REINSTALL) from error


def read_card(directory: Path) -> dict[str, Any]:
    """Read the card beside a model's weights.

    Raises:
        ModelError: It is missing, damaged or of another format.
    """
    path = directory / "card.toml"
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError("the model card is missing", where=str(path), remedy=_REINSTALL) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError("the model card is damaged", where=str(path), remedy=_REINSTALL) from error
    if card.get("format") != CARD_FORMAT or "name" not in card or "sha256" not in card:
        raise ModelError(
            f"the model is not of format {CARD_FORMAT}", where=str(path), remedy=_REINSTALL
        )
    return card


def checked_bytes(path: Path, card: dict[str, Any]) -> bytes:
    """Return the bytes of a file whose hash stands in its card.

    Raises:
        ModelError: The file is missing or damaged.
    """
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise ModelError("the file is missing", where=str(path), remedy=_REINSTALL) from error
    if hashlib.sha256(payload).hexdigest() != card["sha256"].get(path.name):
        raise ModelError("the file is damaged", where=str(path), remedy=_REINSTALL)
    return payload


def numpy_tensors(path: Path, card: dict[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """Return the tensors of a file whose hash stands in its card, as arrays.

    Raises:
        ModelError: The file is missing or damaged.
    """
    from safetensors.numpy import load

    tensors: dict[str, npt.NDArray[Any]] = load(checked_bytes(path, card))
    return tensors


def torch_tensors(path: Path, card: dict[str, Any]) -> dict[str, Tensor]:
    """Return the tensors of a file whose hash stands in its card, as torch tensors.

    Raises:
        ModelError: The file is missing or damaged.
    """
    from safetensors.torch import load

    tensors: dict[str, Tensor] = load(checked_bytes(path, card))
    return tensors
