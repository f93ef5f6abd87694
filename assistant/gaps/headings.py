"""What a gap is about, in customers' own words: the question that heads it, and whom to quote.

Of all that customers asked, one question heads a card. It must be a whole question that can be
read without the conversation around it and that holds what others asked as well: "At the ends?"
may lie in the middle of the vectors and still tells a reader nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from classifiers.text import GENERIC, GENERIC_STEMS, STOP_WORDS, normal, sentences, stem, words
from corpora.records import Gap, Need

LONGEST = 110
"""Characters of a heading; what is longer is cut at a word."""
_UNMARKED = 0.1
"""What a question without its mark is worth: it heads a gap only where few others tell."""
_LOOKED_AT = 200
_FEWEST_WORDS = 4
_EASY_WORDS = 10
_WORDS_THAT_TELL = 2
"""A topic of fewer words tells a reader nothing ("top"): any whole question tells more."""
_EMPTY = GENERIC_STEMS | GENERIC
_FILLERS = frozenset(
    map(stem, "dear regards sorry madam sir mean meant supposed suppose quick lot bit".split())
)
_FRONT = re.compile(
    r"^\W*(?:\(?(?:[a-h]|[ivx]{1,4}|\d)\)\s*|(?:first|second|third|so|no|yes|oh|ok)[:.,]\s+)+",
    re.IGNORECASE,
)
"""What only says that something went before: "(ii) does the lid fit?"."""
_ASKING = frozenset(
    """what which how where when why who is are does do can will would could has have should must
    did was were may""".split()
)
_OF_THE_CASE = frozenset("i i'm i've i'd i'll me my we us our you your you're you've".split())
"""A question with these is on one customer's case more often than on the product."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a gap is told.

    Attributes:
        question: A whole question that says what it is about; None: no customer asked one.
        need_ids: One need of each customer, the most telling first; where there is a question,
            the first is the one that holds it.
    """

    question: str | None
    need_ids: tuple[str, ...]


def tell(
    gap: Gap, needs: Mapping[str, Need], customers: Mapping[str, str], title: str = ""
) -> Told:
    """Return the question that heads a gap, and the need that each of its customers is quoted by.

    Args:
        gap: The gap.
        needs: Its needs, by id.
        customers: Customer key of each contact; one without is a customer of its own.
        title: The product's title, whose words tell nothing about a question on it.
    """
    own = [needs[each] for each in gap.need_ids[:_LOOKED_AT]]
    called = normal(gap.topic) if gap.topic.endswith("?") else None
    about = _About(_stems(gap.topic), _stems(title), _heard(own, customers), called)
    best = max(_questions(own, about), default=None)
    if best is None and len(about.topic - about.named) < _WORDS_THAT_TELL:
        best = max(_questions(own, replace(about, topic=about.named)), default=None)
    chosen: dict[str, tuple[bool, float, int, str]] = {}
    for place, need in enumerate(own):
        heads = best is not None and need.id == best[2]
        key = customers.get(need.contact_id, need.contact_id)
        told = heads, _surely(need) * about.worth(need.text, whole=False), -place, need.id
        chosen[key] = max(chosen.get(key, told), told)
    ranked = sorted(chosen.values(), reverse=True)
    return Told(best[3] if best else None, tuple(need_id for *_, need_id in ranked))


def in_short(question: str) -> str:
    """Return a question as it stands in a heading: on one line, cut at a word where it is long."""
    line = " ".join(question.split())
    if len(line) <= LONGEST:
        return line
    head = line[: LONGEST - 1].rpartition(" ")[0].rstrip(" ,;:–-(")
    return f"{head or line[: LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class _About:
    """What a gap's words are weighed by.

    Attributes:
        topic: Stems of its topic.
        named: Stems of its product's name.
        heard: How many customers said each stem.
        called: The topic, in lower case, where that is a question; None: it is a phrase.
    """

    topic: frozenset[str]
    named: frozenset[str]
    heard: Mapping[str, int]
    called: str | None

    def worth(self, text: str, *, whole: bool = True) -> float:
        """Return how well a text tells what the gap is about; 0: not at all.

        It tells by the words that it shares with the topic or with another customer. A `whole`
        question with no other word that means something needs one that both share. Where the topic
        is the product's name, any other whole question tells more.
        """
        said = _stems(text)
        shared = {each for each in said if self.heard.get(each, 0) > 1}
        about = ((said & self.topic) | shared) - self.named
        if whole and not about and self.topic <= self.named and len(said - self.named) > 1:
            about = said - self.named  # a topic that only names the product tells nothing itself
        if not about or (whole and len(said) < 2 and not about & self.topic & shared):
            return 0.0
        # Squared: the one word that all say tells more than several that two happen to share.
        gain = sum((self.heard.get(each, 1) + (each in self.topic)) ** 2 for each in about)
        spoken = words(text)
        ease = min(1.0, _EASY_WORDS / len(spoken)) * (0.5 if len(text) > LONGEST else 1.0)
        begins = 1.3 if spoken[0] in _ASKING else 1.0
        if _OF_THE_CASE.intersection(spoken):
            return 0.6 * gain * ease * begins
        # The topic was chosen against the words of all products, which are not known here.
        chosen = 3.0 if self.called is not None and self.called in normal(text) else 1.0
        return gain * ease * begins * chosen


def _questions(needs: Sequence[Need], about: _About) -> Iterator[tuple[float, int, str, str]]:
    for place, need in enumerate(needs):
        for start, end in sentences(need.text):
            text = _FRONT.sub("", need.text[start:end])
            spoken = words(text)
            marked = text.endswith("?")
            if len(spoken) >= _FEWEST_WORDS and (marked or spoken[0] in _ASKING):
                worth = _surely(need) * about.worth(text) * (1.0 if marked else _UNMARKED)
                if worth > 0:
                    yield worth, -place, need.id, text


def _surely(need: Need) -> float:
    """Return how surely a need asks for a fact about the product."""
    return need.kind_probability * need.link_probability


def _heard(needs: Iterable[Need], customers: Mapping[str, str]) -> dict[str, int]:
    """Return how many customers said each stem."""
    who: defaultdict[str, set[str]] = defaultdict(set)
    for need in needs:
        for each in _stems(need.text):
            who[each].add(customers.get(need.contact_id, need.contact_id))
    return {each: len(said) for each, said in who.items()}


@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    said = (stem(word) for word in words(text) if word not in STOP_WORDS and len(word) > 1)
    return frozenset(each for each in said if each not in _EMPTY and each not in _FILLERS)
