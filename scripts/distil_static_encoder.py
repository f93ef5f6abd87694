"""Rebuild the static encoder that ships with Frontstage: `python scripts/distil_static_encoder.py`.

Every token of all-MiniLM-L6-v2's vocabulary goes through the transformer once; principal
components, token weighting and one byte a value leave a table small enough to ship. Takes about
a minute on two cores and needs no network: the weights come with an installed package.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np

from classifiers.encoding.encoders import MINILM_SHA256, STATIC_DIR, minilm_directory

DIMENSIONS = 256
SIF_COEFFICIENT = 1e-4


def quantise(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return int8 values and one float32 scale a row, so that rare tokens keep their precision."""
    scale = np.abs(table).max(axis=1) / 127.0
    scale[scale == 0] = 1.0
    return np.round(table / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def card(weights: Path, tokenizer: Path, tokens: int) -> str:
    """Return the TOML card that travels with the model."""
    digest = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (weights, tokenizer)
    }
    return f'''# The model card of the static encoder; rebuilt by scripts/distil_static_encoder.py.
format = 1
name = "frontstage-static-1"
what = "One vector a word piece, averaged: a fast stand-in for all-MiniLM-L6-v2 without torch."
base = "sentence-transformers/all-MiniLM-L6-v2"
base_sha256 = "{MINILM_SHA256}"
method = "model2vec.distill, {DIMENSIONS} components, SIF {SIF_COEFFICIENT:g}, int8 by row"
licence = "Apache-2.0"
languages = ["en"]
dimensions = {DIMENSIONS}
tokens = {tokens}

[sha256]
"model.safetensors" = "{digest["model.safetensors"]}"
"tokenizer.json" = "{digest["tokenizer.json"]}"
'''


def main() -> None:
    """Distil, quantise and write the three files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=STATIC_DIR)
    out = parser.parse_args().out
    from model2vec.distill import distill
    from safetensors.numpy import save_file

    model = distill(
        str(minilm_directory()),
        pca_dims=DIMENSIONS,
        sif_coefficient=SIF_COEFFICIENT,
        quantize_to="float32",
    )
    values, scale = quantise(np.asarray(model.embedding, dtype=np.float32))
    out.mkdir(parents=True, exist_ok=True)
    save_file({"embedding": values, "scale": scale}, out / "model.safetensors")
    model.tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    for path in (out / "model.safetensors", out / "tokenizer.json"):
        path.chmod(0o644)
    (out / "card.toml").write_text(
        card(out / "model.safetensors", out / "tokenizer.json", len(values)), encoding="utf-8"
    )
    print(f"wrote {len(values)} tokens x {values.shape[1]} to {out}")


if __name__ == "__main__":
    main()
