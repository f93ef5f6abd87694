"""Which of a topic's questions tell most, and what the topic is called: in customers' words.

A title is a whole question that somebody asked, where one is short and says by itself what is
meant; else a phrase that could stand as a noun.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from classifiers.text import GENERIC, GENERIC_STEMS, STOP_WORDS, sentences, stem, words
from corpora.protocols import Vectors

RARE_HERE = 0.2
"""A word of fewer needs than this share of the group does not speak for the group."""
COVERED = 0.6
"""What the group's telling words count in a question, beside its nearness to the group's middle."""
TITLE_WORDS, TITLE_WIDTH = (3, 13), 72
"""Fewest and most words of a question that is a title, and its most characters."""
NAME_TELLS = 0.3
"""What a word of the product's name counts, beside a word of what is asked about it."""
FEW = 3
"""A group of fewer needs has no words that tell it."""
TITLE_TELLS = 3
"""A title has one of so many most telling words of its group; of fewer than three needs, any."""
_LOOKED_AT = 40
_MOST_TELLING = 4
_LONG = 16
_EDGES = STOP_WORDS | GENERIC | frozenset("cant cannot dont doesnt isnt wont dear".split())
_STOP_STEMS = frozenset(map(stem, STOP_WORDS))
_LINKS = frozenset("with for to of in on the a an from at by".split())
_LEAD = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|and|but|or|ok|please|thanks|also|just|question)\b[\s,.:!]*)*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:how|what|which|where|when|who|why|is|are|was|were|does|do|did|can|could|will|would|has|"
    r"have|must|may|should|isn't|doesn't|can't)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"<[A-Z]+_\d")


def word_values(
    texts: Sequence[str],
    everywhere: Counter[str],
    total: int,
    told: Collection[str] | None = None,
) -> dict[str, float]:
    """Return how well each stem tells this group from others, those of few of its needs left out.

    Args:
        texts: The group's needs.
        everywhere: In how many needs of all products each stem occurs.
        total: How many needs there are.
        told: Stems that tell something; the others, such as the product's name, count for less.
            None: all of them tell.
    """
    here = Counter(each for text in texts for each in {stem(word) for word in words(text)})
    return {
        word: count
        / len(texts)
        * math.log(1 + total / (1 + everywhere[word]))
        * (1.0 if told is None or word in told else NAME_TELLS)
        for word, count in here.items()
        if count > len(texts) * RARE_HERE or len(texts) < FEW
    }


def most_telling(
    texts: Sequence[str], vectors: Vectors, values: Mapping[str, float]
) -> npt.NDArray[np.int64]:
    """Return the positions of a group's needs from the most to the least telling.

    Near to the middle, with the words that tell the group, whole and not too long, a question.
    """
    centre = vectors.mean(axis=0)
    near = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    telling = {word: value for word, value in values.items() if word not in _STOP_STEMS}
    best = sum(sorted(telling.values(), reverse=True)[:_MOST_TELLING]) or 1.0
    tells = [float(n) + _tells(text, telling, best) for n, text in zip(near, texts, strict=True)]
    return np.argsort(-np.asarray(tells), kind="stable")


def _tells(text: str, values: Mapping[str, float], best: float) -> float:
    """Return how much a need says by itself of what its group asks."""
    spoken = words(text)
    own = {stem(word) for word in spoken if word not in _EDGES}
    covered = min(1.0, sum(values.get(word, 0.0) for word in own) / best)
    lead = _LEAD.match(text)
    begun = lead.end() if lead else 0
    return (
        COVERED * covered
        - 0.35 * (len(own) < 2)
        - 0.2 * (len(spoken) < TITLE_WORDS[0] + 1)
        - 0.015 * max(0, len(spoken) - _LONG)
        + 0.15 * text.rstrip().endswith("?")
        + 0.1 * bool(_ASKS.match(text, begun))
        - 0.1 * (begun > 0)
        - 0.2 * bool(_PLACEHOLDER.search(text))
    )


def name_topic(texts: Sequence[str], values: Mapping[str, float]) -> str:
    """Return what customers call a topic: a question of theirs, or a phrase from one.

    Args:
        texts: The group's needs, the most telling first.
        values: How well each stem tells the group.
    """
    question = _question(texts, values)
    if question is not None:
        return question
    # What one or two said has no words in common to be called by: it is told as it was said.
    return name_phrase(texts, values) if len(texts) >= FEW else _shortened(texts[0])


def name_phrase(texts: Sequence[str], values: Mapping[str, float]) -> str:
    """Return one to five words in a row, as customers said them, that tell this group from others.

    Arguments are those of `name_topic`.
    """
    best = ("", 0.0)
    for place, text in enumerate(texts[:_LOOKED_AT]):
        for phrase in _phrases(text):
            score = _worth(phrase, values) * (1.15 if place == 0 else 1.0)
            if score > best[1] + 1e-9:
                best = (" ".join(phrase), score)
    return best[0] or _shortened(texts[0])


def _question(texts: Sequence[str], values: Mapping[str, float]) -> str | None:
    """Return the first of the more telling half that can stand alone; None: there is none."""
    wanted = _wanted(texts, values)
    for text in texts[: max(3, len(texts) // 2)]:
        asked = " ".join(_LEAD.sub("", text).split())
        spoken = words(asked)
        own = {stem(word) for word in spoken if word not in _EDGES}
        if (
            asked.endswith("?")
            and _ASKS.match(asked)
            and TITLE_WORDS[0] <= len(spoken) <= TITLE_WORDS[1]
            and len(asked) <= TITLE_WIDTH
            and len(own) >= 2
            and not wanted.isdisjoint(own)
            and len(sentences(asked)) == 1
            and not _PLACEHOLDER.search(asked)
        ):
            return f"{asked[0].upper()}{asked[1:].rstrip('?')}?"
    return None


def _wanted(texts: Sequence[str], values: Mapping[str, float]) -> set[str]:
    """Return the stems of which a title has one: the most telling that several needs have."""
    said = Counter(each for text in texts for each in {stem(word) for word in words(text)})
    least = 2 if len(texts) >= FEW else 1
    telling = [w for w in values if said[w] >= least and w not in _STOP_STEMS]
    most = sorted(telling, key=lambda word: (-values[word], word))
    return set(most[:TITLE_TELLS] if len(texts) >= FEW else most)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_WIDTH else f"{line[: TITLE_WIDTH - 1].rstrip()}…"


def _worth(phrase: list[str], values: Mapping[str, float]) -> float:
    """Return how well a phrase names the group: telling words, each once, and little else."""
    telling = {stem(word) for word in phrase if word not in STOP_WORDS}
    alien = sum(word not in values for word in telling)
    gain = sum(values.get(word, 0.0) * (0.4 if word in GENERIC_STEMS else 1.0) for word in telling)
    repeats = len(phrase) - len(set(phrase))
    # One word alone ("ear") names a part of the product, not what people ask about it.
    gain *= 0.7 if len(phrase) == 1 else 1.0
    return gain - 0.6 * alien - 0.6 * repeats


def _phrases(text: str) -> list[list[str]]:
    """Return runs of one to five words that could stand as a noun: no pronoun, no auxiliary."""
    found: list[list[str]] = []
    for clause in re.split(r"[.,;:!?()\"/]+\s|[?!()]", _LEAD.sub("", text)):
        spoken = words(clause)
        for start, word in enumerate(spoken):
            # The "long" of "how long is ..." asks, it does not name.
            if word in _EDGES or len(word) < 2 or spoken[max(start - 1, 0)] == "how":
                continue
            for end in range(start + 1, min(start + 6, len(spoken) + 1)):
                last = spoken[end - 1]
                if last in STOP_WORDS and last not in _LINKS:
                    break
                if last not in _EDGES:
                    found.append(spoken[start:end])
    return found
