"""A description gap by what people call it: "the airer cost gap"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dialogue.readings import Mention
from assistant.dialogue.vocabulary import Vocabulary, words_of

_NAMED = re.compile(
    r"\b(?:the|that|our|this)\s+((?:(?!the\b|that\b|our\b|gaps?\b)[\w'-]+\s+){1,5})(?:description )?gap\b(?! on\b| of\b| about\b)"
    r"|\bgap (?:about|on|of)\s+((?:[\w'-]+\s+){0,4}[\w'-]+?)(?=\s+(?:is|was|as|has|went)\b|[.,?!]|$)"
)
_SMALL = frozenset(("the", "a", "an", "on", "of", "for", "about", "page", "page's", "description"))


def find_gaps(lower: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find gaps named by words of their topic and their product, where only one has them all."""
    if "gap" not in lower or not vocabulary.gaps:
        return
    titles = {product.id: product.title for product in vocabulary.products}
    for match in _NAMED.finditer(lower):
        said = {word for word in words_of(match[1] or match[2]) if word not in _SMALL}
        held = [
            (gap.id, topic)
            for gap in vocabulary.gaps
            if said
            and (topic := set(words_of(gap.topic))) & said
            and said
            <= topic | {w for each in gap.product_ids for w in words_of(titles.get(each, ""))}
        ]
        # Of several the one of which nothing else is said.
        own = [gap for gap, topic in held if topic <= said] or [gap for gap, _ in held]
        if len(own) == 1:
            yield Mention("gap", own[0], match.start(), match.end())
