"""The passage of a page that a gap is about: where people looked, or where the answer belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from classifiers.needs.claims import numbers
from classifiers.text import GENERIC_STEMS, content_stems
from corpora.records import Gap, Need, Passage

COMMON = 0.3
"""A word that stands in more than this share of the passages tells none of them apart."""
LEAST_SHARE = 0.25
"""So many of the gap's contacts must have words of the passage in common."""


def nearest_passage(
    gap: Gap,
    needs: Mapping[str, Need],
    said: Mapping[str, str],
    pages: Mapping[str, Sequence[Passage]],
) -> str | None:
    """Return the id of the passage that the gap's customers speak of; None: nothing comes near.

    Words and numbers that customers share with a passage count beside its probability to answer
    them: a passage that shares no word with anybody is shown to nobody.

    Args:
        gap: The gap.
        needs: Needs, judged, by id.
        said: What each need's customer says around it, by need id.
        pages: Product id -> passages of its own pages.
    """
    passages = {p.id: p for product in gap.product_ids for p in pages.get(product, ())}
    if not passages:
        return None
    telling = _telling(list(passages.values()), gap.kind)
    disputed = gap.kind in ("unclear", "contradicted")
    votes: dict[str, float] = defaultdict(float)
    shared: dict[str, set[str]] = defaultdict(set)
    for need_id in gap.need_ids:
        need = needs[need_id]
        if need.passage_id in passages:
            votes[need.passage_id] += need.answer_probability or 0.0
        text = said[need_id] if disputed else need.text
        words = _words(text, figures=disputed)
        for passage_id, own in telling.items():
            if own & words:
                shared[passage_id].add(need.contact_id)
                votes[passage_id] += 0.5 * min(len(own & words), 4) / 4
    near = [i for i in shared if len(shared[i]) >= max(1.0, LEAST_SHARE * gap.contacts)]
    return max(near, key=lambda i: (votes[i] + len(shared[i]), i), default=None)


def _telling(passages: Sequence[Passage], kind: str) -> dict[str, set[str | float]]:
    """Return, for each passage that can be quoted, the words that few of the others have."""
    figures = kind in ("unclear", "contradicted")
    found = {p.id: _of_passage(p.text, figures) for p in passages if p.kind != "title"}
    seen: dict[str | float, int] = defaultdict(int)
    for own in found.values():
        for word in own:
            seen[word] += 1
    most = max(2.0, COMMON * len(found))
    return {i: {word for word in own if seen[word] <= most} for i, own in found.items()}


@lru_cache(maxsize=20_000)
def _of_passage(text: str, figures: bool) -> frozenset[str | float]:  # noqa: FBT001 - part of a key
    return frozenset(_words(text, figures=figures))


def _words(text: str, *, figures: bool) -> set[str | float]:
    stems = {each for each in set(content_stems(text)) - GENERIC_STEMS if each[0].isalpha()}
    return {*stems, *(numbers(text) if figures else ())}
