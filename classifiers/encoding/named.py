"""A sentence-transformers model that a user named: a folder of theirs, or one of the hub.

Nothing is fetched unless a model is named. A hub model that was fetched before is loaded from the
hub's cache on this machine; one that was not is fetched once.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from classifiers.encoding.caching import CachedEncoder
from classifiers.encoding.encoders import MiniLMEncoder, sentence_transformer
from corpora.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpora.protocols import VectorShelf

_MODEL_FILES = (".json", ".safetensors", ".bin", ".txt", ".model")
_NOT_NEEDED = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.ot", "*.msgpack")
_REMEDY = (
    "name a folder with a sentence-transformers model or one of the hub (owner/model), "
    "or take `encoder` out of the settings"
)


def named_encoder(
    name: str, beside: Path, shelf: VectorShelf, told: Callable[[str], None]
) -> CachedEncoder:
    """Return the encoder of this name; its weights are loaded when a new text comes.

    A folder's vectors are kept under its name and a hash of its files, so that another model in
    the same place is another encoder.

    Args:
        name: A folder, or the name of a model of the hub.
        beside: Where relative folders begin.
        shelf: Keeps vectors from run to run.
        told: Hears what is being loaded.

    Raises:
        SettingsError: It is written as a path, and there is no folder.
    """
    folder = beside / Path(name).expanduser()
    if not folder.is_dir():
        if name.startswith((".", "~", "/", "\\")) or name.count("/") > 1:
            raise SettingsError("there is no such folder", where=_where(name), remedy=_REMEDY)
        return CachedEncoder(name, lambda: _of_the_hub(name, told), shelf)
    version = f"{folder.resolve().name}@{_hash(folder)[:8]}"

    def load() -> MiniLMEncoder:
        told(f"loading {name}")
        return _loaded(name, str(folder), version)

    return CachedEncoder(version, load, shelf)


def _of_the_hub(name: str, told: Callable[[str], None]) -> MiniLMEncoder:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = snapshot_download(name, local_files_only=True, ignore_patterns=[*_NOT_NEEDED])
        told(f"loading {name}")
    except LocalEntryNotFoundError:
        told(f"fetching {name} from the hub")
        folder = _fetched(name)
    except ValueError as error:
        raise _unusable(name, error) from error
    return _loaded(name, folder, name)


def _fetched(name: str) -> str:
    from huggingface_hub import snapshot_download

    try:
        return str(snapshot_download(name, ignore_patterns=[*_NOT_NEEDED]))
    # Many things go wrong between here and the hub, and all mean the same to who named the model.
    except Exception as error:
        raise SettingsError(
            "no folder of this name is beside the settings, and the hub gave no such model "
            f"({type(error).__name__})",
            where=_where(name),
            remedy=_REMEDY,
        ) from error


def _loaded(name: str, folder: str, version: str) -> MiniLMEncoder:
    try:
        return MiniLMEncoder(sentence_transformer(folder), version)
    # The library raises what its many kinds of models happen to raise.
    except Exception as error:
        raise _unusable(name, error) from error


def _unusable(name: str, error: Exception) -> SettingsError:
    return SettingsError(
        f"can't be loaded as a sentence-transformers model ({type(error).__name__})",
        where=_where(name),
        remedy=_REMEDY,
    )


def _where(name: str) -> str:
    return f'encoder = "{name}"'


def _hash(folder: Path) -> str:
    """Return the SHA-256 over the files that make the model, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _MODEL_FILES:
            with path.open("rb") as file:
                digest.update(str(path.relative_to(folder)).encode())
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
