"""Agent knowledge: where agents tell customers something else than a page that is right.

It begins with somebody who says so: a customer who holds what they were told against the page, or
an agent who takes back what another one said ("you were told wrong"). What other agents say on
that passage, against it or as it says, comes on top. Words and numbers only, no model.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log, sqrt

from classifiers.agents.told import (
    NEGATION,
    NO_STATEMENT,
    Conversation,
    Says,
    Sentence,
    pointing,
    straight,
    telling_stems,
    told,
)
from classifiers.answerability.amounts import amounts, in_base_units
from classifiers.text import sentences
from corpora.records import Evidence, Page, Passage

LEAST = 2
"""One contact alone may have been misheard: a finding needs so many."""

_NEAR, _ALIKE = 9.0, 2
"""Weight of the words that a sentence shares with a passage, and how many, to be about it."""
_SAMPLE, _FEWEST = 4_000, 200
"""How many sentences tell how rare words are; of fewer, the words are taken for as rare."""
_FULL = 12
"""Passages of more telling words than this match by chance more easily, and count less."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Words that bear on a passage.

    Attributes:
        evidence: Where they stand.
        says: `reported` by a customer who holds them against the page or was put right,
            `corrected` by an agent, an agent's sentence `against` the passage, or `as the page`.
        weight: How much they share with the passage; comparable within a passage only.
    """

    evidence: Evidence
    says: Says
    weight: float


@dataclass(frozen=True, slots=True)
class AgentFinding:
    """A passage that agents contradict, with everybody's words.

    Attributes:
        passage: What the page says.
        product_ids: The products of the page; empty: a page that all share.
        wrong: The words of customers and agents that tell of a wrong answer, the clearest first.
        right: Agents' words that say the same as the page, the clearest first.
    """

    passage: Passage
    product_ids: tuple[str, ...]
    wrong: tuple[Witness, ...]
    right: tuple[Witness, ...]

    @property
    def contacts(self) -> int:
        """Contacts that tell of a wrong answer."""
        return len({each.evidence.contact_id for each in self.wrong})

    @property
    def contacts_right(self) -> int:
        """Contacts in which an agent said what the page says."""
        return len({each.evidence.contact_id for each in self.right})


@dataclass(frozen=True, slots=True)
class _Target:
    """A passage to hold words against, without the words of its page's title."""

    passage: Passage
    product_ids: tuple[str, ...]
    stems: frozenset[str]
    parts: tuple[tuple[frozenset[str], bool], ...]


def find_agent_faults(
    conversations: Sequence[Conversation], pages: Sequence[Page], passages: Sequence[Passage]
) -> list[AgentFinding]:
    """Return the passages that agents contradict, that of most contacts first.

    Args:
        conversations: Contacts with their turns and the products that they are about.
        pages: Live pages; those without products are shared by all.
        passages: Their passages.
    """
    book = _Book(conversations, pages, passages)
    strong: dict[str, list[Witness]] = defaultdict(list)
    shared: dict[str, list[frozenset[str]]] = defaultdict(list)
    for talk in conversations:
        for sentence, says in pointing(talk):
            near = book.nearest(sentence, talk)
            if near is not None:
                target, weight = near
                strong[target.passage.id].append(_witness(sentence, says, weight))
                shared[target.passage.id].append(sentence.stems & target.stems)
    _join(strong, shared, book)
    found = []
    for passage_id, witnesses in strong.items():
        target, core = book.targets[passage_id], _core(shared[passage_id])
        least = max(_NEAR, max(each.weight for each in witnesses) / 2)
        against, alike = _others(target, core, conversations, book, least)
        finding = AgentFinding(
            passage=target.passage,
            product_ids=target.product_ids,
            wrong=_one_each([*sorted(witnesses, key=_clear), *sorted(against, key=_clear)]),
            right=_one_each(sorted(alike, key=_clear)),
        )
        if finding.contacts >= LEAST:
            found.append(finding)
    return sorted(found, key=lambda each: (-each.contacts, each.passage.id))


class _Book:
    """The passages, and how telling words are among what agents say."""

    def __init__(
        self,
        conversations: Sequence[Conversation],
        pages: Sequence[Page],
        passages: Sequence[Passage],
    ) -> None:
        said = islice((s for talk in conversations for s in told(talk)), _SAMPLE)
        counted = [sentence.stems for sentence in said]
        self._seen = Counter(each for stems in counted for each in stems)
        self._n = max(len(counted), _FEWEST)
        by_id = {page.id: page for page in pages}
        self.targets = {
            passage.id: _target(passage, by_id[passage.page_id])
            for passage in passages
            if passage.kind != "title" and passage.page_id in by_id
        }
        self._of: dict[str, list[_Target]] = defaultdict(list)
        for target in self.targets.values():
            for product_id in target.product_ids or ("",):
                self._of[product_id].append(target)

    def rare(self, word: str) -> float:
        """Return how telling a word is, in nats."""
        return log((1 + self._n) / (1 + self._seen[word]))

    def targets_of(self, talk: Conversation) -> Iterator[_Target]:
        """Yield the passages of the contact's products and of the pages that all share."""
        for product_id in ("", *talk.product_ids):
            yield from self._of.get(product_id, ())

    def likeness(self, sentence: Sentence, target: _Target) -> float:
        """Return what a sentence and, half as much, the question before it share with a passage."""
        own = sentence.stems & target.stems
        asked = (sentence.asked - own) & target.stems
        if not own or len(own) + len(asked) < _ALIKE:
            return 0.0
        shared = sum(map(self.rare, own)) + 0.5 * sum(map(self.rare, asked))
        return shared * min(1.0, sqrt(_FULL / max(len(target.stems), 1)))

    def nearest(self, sentence: Sentence, talk: Conversation) -> tuple[_Target, float] | None:
        """Return the passage that a sentence is about, where one comes near enough."""
        ranked = [(self.likeness(sentence, each), each) for each in self.targets_of(talk)]
        weight, target = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
        return (target, weight) if target is not None and weight >= _NEAR else None


def _target(passage: Passage, page: Page) -> _Target:
    title = telling_stems(page.title)
    parts = tuple(
        (telling_stems(part) - title, bool(NEGATION.search(part)))
        for start, end in sentences(passage.text)
        for part in (straight(passage.text[start:end]),)
    )
    stems = frozenset(each for own, _ in parts for each in own)
    return _Target(passage, page.product_ids, stems, parts)


def _join(
    strong: dict[str, list[Witness]], shared: dict[str, list[frozenset[str]]], book: _Book
) -> None:
    """Put together passages of one page that say the same: the one with more words on it stays."""
    for passage_id in sorted(strong, key=lambda each: (len(strong[each]), each)):
        page = book.targets[passage_id].passage.page_id
        for other_id in strong:
            same = other_id != passage_id and page == book.targets[other_id].passage.page_id
            if same and len(_core(shared[passage_id]) & _core(shared[other_id])) >= _ALIKE:
                strong[other_id] += strong.pop(passage_id)
                shared[other_id] += shared.pop(passage_id)
                break


def _core(shared: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return what the matter is about: words of the passage that at least half of those share."""
    heard = Counter(each for stems in shared for each in stems)
    least = max(min(LEAST, len(shared)), len(shared) / 2)
    return frozenset(each for each, times in heard.items() if times >= least)


def _others(
    target: _Target,
    core: frozenset[str],
    conversations: Iterable[Conversation],
    book: _Book,
    least: float,
) -> tuple[list[Witness], list[Witness]]:
    """Return what agents say on the passage in any contact: against it, and as it says."""
    against, alike = [], []
    for talk in conversations:
        if target.product_ids and not set(talk.product_ids) & set(target.product_ids):
            continue
        for sentence in told(talk):
            own = sentence.stems & target.stems
            if len(own) < _ALIKE or not own & core or NO_STATEMENT.search(sentence.text):
                continue
            weight = book.likeness(sentence, target)
            if weight < least:
                continue
            if _contradicts(sentence, target, core):
                against.append(_witness(sentence, "against", weight))
            else:
                alike.append(_witness(sentence, "as the page", weight))
    return _without_doubtful(against, alike), alike


def _without_doubtful(against: Sequence[Witness], alike: Sequence[Witness]) -> list[Witness]:
    """Leave out what contacts say against a passage that say the same as it more clearly."""
    surest: dict[str, float] = defaultdict(float)
    for each in alike:
        contact = each.evidence.contact_id
        surest[contact] = max(surest[contact], each.weight)
    return [each for each in against if each.weight > surest[each.evidence.contact_id]]


def _contradicts(sentence: Sentence, target: _Target, core: frozenset[str]) -> bool:
    """Tell whether a sentence gives another amount than the passage, or denies what it says."""
    given, said = in_base_units(amounts(sentence.text)), in_base_units(amounts(target.passage.text))
    common = given.keys() & said.keys()
    if common:
        return not any(given[unit] & said[unit] for unit in common)
    nearest = max(target.parts, key=lambda part: len(part[0] & sentence.stems))
    return _denies(sentence.text, core) != nearest[1]


def _denies(text: str, core: frozenset[str]) -> bool:
    """Tell whether a negation stands before what the matter is about."""
    negation = NEGATION.search(text)
    return negation is not None and bool(telling_stems(text[negation.end() :]) & core)


def _witness(sentence: Sentence, says: Says, weight: float) -> Witness:
    turn = sentence.turn
    quote = turn.text[sentence.start : sentence.end]
    evidence = Evidence(turn.contact_id, turn.index, sentence.start, sentence.end, quote)
    return Witness(evidence, says, round(weight, 3))


def _clear(witness: Witness) -> tuple[float, str, int]:
    return -witness.weight, witness.evidence.contact_id, witness.evidence.turn_index


def _one_each(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """Return the first words of each contact."""
    first: dict[str, Witness] = {}
    for each in witnesses:
        first.setdefault(each.evidence.contact_id, each)
    return tuple(first.values())
