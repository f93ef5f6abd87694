"""What sort of thing a need asks, read again by the sentence encoder where a page is at stake.

Static vectors know words, not sentences: "will it take my old pans?" holds none of the words of a
question about a product. Only needs that would be held against a page, were they about a fact of
its product, are read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from classifiers.judging import product_of
from classifiers.kinds import KINDS_READ_DIR, KindModel
from classifiers.shelf import Shelf
from classifiers.text import normal, plain
from corpora.protocols import Encoder
from corpora.records import Need

READ = 8_000
"""So many distinct texts of a run are read again, those first whose kind is least sure."""


def read_again(
    needs: Sequence[Need], shelf: Shelf, encoder: Encoder, model: KindModel | None = None
) -> list[Need]:
    """Return the needs, with kinds read again where their product has a page.

    Args:
        needs: Needs with products linked.
        shelf: The pages.
        encoder: The sentence encoder. The model knows the vectors of one only; by another, the
            needs stay as they are.
        model: Tells kinds by the encoder's vectors; None: the shipped model.
    """
    model = model if model is not None else KindModel.load(KINDS_READ_DIR)
    if encoder.name != model.encoder:
        return list(needs)
    asked: dict[str, float] = {}
    for need in needs:
        if shelf.own.get(product_of(need)):
            text = normal(plain(need.text))
            asked[text] = min(asked.get(text, 1.0), need.kind_probability)
    texts = sorted(asked, key=lambda text: (asked[text], text))[:READ]
    told = dict(
        zip(texts, model.predict(encoder.encode(texts), texts, [True] * len(texts)), strict=True)
    )
    again = []
    for need in needs:
        found = told.get(normal(plain(need.text))) if shelf.own.get(product_of(need)) else None
        kind, probability = found or (need.kind, need.kind_probability)
        again.append(replace(need, kind=kind, kind_probability=round(probability, 4)))
    return again
