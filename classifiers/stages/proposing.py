"""Proposed stages: what nothing fits, clustered, and named by what its customers say."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifiers.gaps.telling import name_phrase, word_values
from classifiers.gaps.topics import group, most_central
from classifiers.stages.smalltalk import IDENTIFIES
from classifiers.text import GENERIC, STOP_WORDS, plain, sentences, stem, words
from corpora.protocols import Encoder, Vectors

Places = npt.NDArray[np.int64]

DISTANCE = 0.42
"""Cosine distance at which clusters are cut; static vectors lie close."""
_TIGHTER, _TIGHTEST = 0.85, 0.25  # a cluster with no theme is cut again, at so much less each time
SHARED = 0.4
"""A word of a name is said in at least this share of its contacts ..."""
_SHARED_WORDS = 2  # ... and so many such words make a theme: one alone is a coincidence
FEWEST = 3
"""Distinct customers; fewer make no stage."""
LARGEST = 2_000
"""Of more contacts, so many are clustered and the others join the nearest of them."""
_TELLING_WORDS, _MOST_WORDS = 3, 14  # that mean something, in a sentence
_LOOKED_AT = 12  # sentences of a contact


@dataclass(frozen=True, slots=True)
class Saying:
    """The sentence of a contact that says most: where it stands in the stored turn.

    Attributes:
        contact_id: The contact.
        customer: Whose it is.
        turn_index: Which turn.
        start: First character.
        end: One past the last.
        text: The words.
    """

    contact_id: str
    customer: str
    turn_index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stage that the journey may lack.

    Attributes:
        id: `s-` and a hash of the contact that came first: the same while that one is unsure and
            here, whoever joins, and whatever the name then is.
        name: Words in a row that tell it from the others.
        contacts: Their ids, the most typical first.
        customers: How many distinct ones.
        quotes: What its most typical contacts say, of different customers.
    """

    id: str
    name: str
    contacts: tuple[str, ...]
    customers: int
    quotes: tuple[Saying, ...]


def telling(contact_id: str, customer: str, turns: Sequence[tuple[int, str]]) -> Saying | None:
    """Return the sentence with the most words that mean something; the earliest of equals.

    Args:
        contact_id: The contact.
        customer: Whose it is.
        turns: Index and text of the customer's turns.
    """
    best: tuple[int, Saying] | None = None
    looked = 0
    for index, text in turns:
        for start, end in sentences(text):
            looked += 1
            said = text[start:end]
            count = len({w for w in words(said) if w not in STOP_WORDS})
            if IDENTIFIES.search(said) or not _TELLING_WORDS <= count <= _MOST_WORDS:
                continue
            if best is None or count > best[0] + 2:
                best = count, Saying(contact_id, customer, index, start, end, said)
        if looked > _LOOKED_AT:
            break
    return best[1] if best else None


def propose(
    sayings: Sequence[Saying],
    encoder: Encoder,
    *,
    quotes: int = 5,
    products: frozenset[str] = frozenset(),
) -> list[Proposal]:
    """Return proposed stages, the one with most customers first.

    Clusters of a few are left out, and those whose contacts share no words: what has no name in
    its customers' words is no stage.

    Args:
        sayings: One for each contact that nothing fits, in the order in which they came.
        encoder: Turns sentences into vectors.
        quotes: How many to give of each.
        products: Stems of words that name products: a product is no stage.
    """
    if len(sayings) < FEWEST:
        return []
    order = sorted(range(len(sayings)), key=lambda i: _mixed(sayings[i].contact_id))
    ordered = [sayings[i] for i in order]
    vectors = encoder.encode([said.text for said in ordered])
    head = min(len(ordered), LARGEST)
    numbers = group(vectors[:head], DISTANCE)
    if head < len(ordered):
        nearest = (vectors[head:] @ vectors[:head].T).argmax(axis=1)
        numbers = np.concatenate([numbers, numbers[nearest]])
    everywhere: Counter[str] = Counter()
    for said in ordered:
        everywhere.update({stem(word) for word in words(said.text)})
    looking = _Looking(ordered, np.asarray(order), vectors, everywhere, products, quotes)
    found = [made for members in _parts(numbers) for made in looking.themes(members, DISTANCE)]
    return sorted(found, key=lambda made: (-made.customers, made.name))


def _mixed(contact_id: str) -> bytes:
    return hashlib.blake2b(contact_id.encode(), digest_size=8).digest()


def _parts(numbers: Places) -> Iterator[Places]:
    return (np.flatnonzero(numbers == number) for number in range(int(numbers.max()) + 1))


@dataclass(frozen=True, slots=True)
class _Looking:
    """What themes are looked for in.

    Attributes:
        sayings: In an order that tells nothing.
        arrival: The place of each in the order in which they came.
        vectors: Of each.
        everywhere: In how many sayings each stem occurs.
        products: Stems that name products.
        quotes: How many to give of a proposal.
    """

    sayings: Sequence[Saying]
    arrival: Places
    vectors: Vectors
    everywhere: Counter[str]
    products: frozenset[str]
    quotes: int

    def themes(self, members: Places, distance: float) -> Iterator[Proposal]:
        """Yield what the members have in common: one theme, or those of their parts."""
        if len({self.sayings[i].customer for i in members}) < FEWEST:
            return
        central = members[most_central(self.vectors[members])]
        name = self._name([plain(self.sayings[i].text) for i in central])
        if name is not None:
            yield self._proposal(name, central)
        elif distance > _TIGHTEST:
            closer = distance * _TIGHTER
            for part in _parts(group(self.vectors[members], closer)):
                yield from self.themes(members[part], closer)

    def _name(self, texts: list[str]) -> str | None:
        """Return words in a row that tell these texts from the others, if they share any."""
        name = name_phrase(texts, word_values(texts, self.everywhere, len(self.sayings)))
        said = [{stem(word) for word in words(text)} for text in texts]
        telling = {stem(w) for w in words(name) if w not in STOP_WORDS | GENERIC} - self.products
        least = max(2.0, SHARED * len(texts))
        shared = [
            word for word in telling if word.isalpha() and sum(word in s for s in said) >= least
        ]
        return name if len(shared) >= _SHARED_WORDS else None

    def _proposal(self, name: str, members: Places) -> Proposal:
        first: dict[str, Saying] = {}
        for i in members:
            first.setdefault(self.sayings[i].customer, self.sayings[i])
        founder = self.sayings[members[int(self.arrival[members].argmin())]]
        digest = hashlib.blake2b(founder.contact_id.encode(), digest_size=4).hexdigest()
        return Proposal(
            id=f"s-{digest}",
            name=name[:1].upper() + name[1:],
            contacts=tuple(self.sayings[i].contact_id for i in members),
            customers=len(first),
            quotes=tuple(list(first.values())[: self.quotes]),
        )
