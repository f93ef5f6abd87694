"""What sort of thing a need asks, read again by the sentence encoder where a page is at stake.

Static vectors know words, not sentences: "will it take my old pans?" holds none of the words of a
question about a product. Only needs that would be held against a page, were they about a fact of
its product, are read again, alone and with the words next to them: "which of those?" says nothing
by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from classifiers.answerability.judging import product_of
from classifiers.answerability.shelf import Shelf
from classifiers.encoding.representatives import Owners
from classifiers.needs.kinds import KINDS, KINDS_READ_DIR, REQUESTED, KindModel
from classifiers.needs.requests import is_request
from classifiers.text import normal, plain
from corpora.protocols import Encoder, Vectors
from corpora.records import Need

FACT = 0.35
"""Beside a page, what asks for a product fact this likely is one: a gap that is left out is seen by
nobody, and one too many weighs by its probability."""


def read_again(
    needs: Sequence[Need],
    shelf: Shelf,
    encoder: Encoder,
    model: KindModel | None = None,
    *,
    windows: Mapping[str, str] | None = None,
    owners: Owners | None = None,
) -> list[Need]:
    """Return the needs, with kinds read again where their product has a page.

    Args:
        needs: Needs with products linked.
        shelf: The pages.
        encoder: The sentence encoder. The model knows the vectors of one only; by another, the
            needs stay as they are.
        model: Tells kinds by the encoder's vectors; None: the shipped model.
        windows: What stands around each need, itself included, by need id.
        owners: Which need is read in the place of each; None: each itself.
    """
    model = model if model is not None else KindModel.load(KINDS_READ_DIR)
    if encoder.name != model.encoder:
        return list(needs)
    near = windows or {}
    spoken = needs if owners is None else [needs[int(i)] for i in owners]
    keys: list[tuple[str, str] | None] = []
    for need, speaker in zip(needs, spoken, strict=True):
        text = normal(plain(speaker.text))
        window = normal(near.get(speaker.id, "")) or text
        keys.append((text, window) if shelf.own.get(product_of(need)) else None)
    read = list(dict.fromkeys(key for key in keys if key is not None))
    told = dict(zip(read, _chances(read, encoder, model), strict=True))
    return [
        need if key is None else _of_kind(need, told[key])
        for need, key in zip(needs, keys, strict=True)
    ]


def _of_kind(need: Need, chances: Vectors) -> Need:
    if is_request(need.text):
        return replace(need, kind="order", kind_probability=REQUESTED)
    fact = KINDS.index("product_fact")
    best = fact if chances[fact] >= FACT else int(chances.argmax())
    return replace(need, kind=KINDS[best], kind_probability=round(float(chances[best]), 4))


def _chances(read: Sequence[tuple[str, str]], encoder: Encoder, model: KindModel) -> Vectors:
    """Return the mean of what a text and what stands around it say, shape `(n, 4)`."""
    texts = list(dict.fromkeys(text for key in read for text in key))
    chances = model.proba(encoder.encode(texts), texts, [True] * len(texts))
    place = {text: i for i, text in enumerate(texts)}
    own, around = ([place[key[side]] for key in read] for side in (0, 1))
    return np.asarray((chances[own] + chances[around]) / 2)
