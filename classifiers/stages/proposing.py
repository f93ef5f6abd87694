"""Proposed stages: what nothing fits, clustered, and named by what its customers say."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classifiers.gaps.topics import group, most_central, name_topic
from classifiers.stages.smalltalk import IDENTIFIES
from classifiers.text import STOP_WORDS, sentences, stem, words
from corpora.protocols import Encoder

DISTANCE = 0.42
"""Cosine distance at which clusters are cut; static vectors lie close."""
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
        id: `s-` and a hash of its most telling words: the same while they are.
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


def propose(sayings: Sequence[Saying], encoder: Encoder, *, quotes: int = 5) -> list[Proposal]:
    """Return proposed stages, the one with most customers first; clusters of a few are left out.

    Args:
        sayings: One for each contact that nothing fits; sorted here, so their order is no matter.
        encoder: Turns sentences into vectors.
        quotes: How many to give of each.
    """
    ordered = sorted(
        sayings, key=lambda s: hashlib.blake2b(s.contact_id.encode(), digest_size=8).digest()
    )
    if len(ordered) < FEWEST:
        return []
    vectors = encoder.encode([said.text for said in ordered])
    head = min(len(ordered), LARGEST)
    numbers = group(vectors[:head], DISTANCE)
    if head < len(ordered):
        nearest = (vectors[head:] @ vectors[:head].T).argmax(axis=1)
        numbers = np.concatenate([numbers, numbers[nearest]])
    everywhere: Counter[str] = Counter()
    for said in ordered:
        everywhere.update({stem(word) for word in words(said.text)})
    found: dict[str, Proposal] = {}
    for number in range(int(numbers.max()) + 1):
        members = np.flatnonzero(numbers == number)
        if len({ordered[i].customer for i in members}) < FEWEST:
            continue
        order = members[most_central(vectors[members])]
        made = _proposal([ordered[i] for i in order], everywhere, len(ordered), quotes)
        found.setdefault(made.id, made)
    return sorted(found.values(), key=lambda made: (-made.customers, made.name))


def _proposal(members: list[Saying], everywhere: Counter[str], total: int, quotes: int) -> Proposal:
    name = name_topic([said.text for said in members], 0, everywhere, total)
    first: dict[str, Saying] = {}
    for said in members:
        first.setdefault(said.customer, said)
    key = " ".join(sorted({stem(word) for word in words(name) if word not in STOP_WORDS}))
    digest = hashlib.blake2b(key.encode(), digest_size=4).hexdigest()
    return Proposal(
        id=f"s-{digest}",
        name=name[:1].upper() + name[1:],
        contacts=tuple(said.contact_id for said in members),
        customers=len(first),
        quotes=tuple(list(first.values())[:quotes]),
    )
