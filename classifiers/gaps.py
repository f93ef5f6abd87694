"""Needs that pages leave open, grouped into description gaps, each with its size and interval."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifiers.intervals import count_interval
from classifiers.text import stem, words
from classifiers.topics import group, most_central, name_topic
from corpora.ids import mint
from corpora.protocols import Vectors
from corpora.records import Gap, GapKind, Need

OPEN = 0.6
"""A page is said to miss something only when its needs are open with this mean probability."""
NEAR = 0.3
"""A passage is shown as the nearest one from this probability; below, nothing comes near."""
LOOKED_SHARE = 0.2
"""Needs that the page answers make an `unclear` gap where at least this share says they looked."""
DISTANCE = 0.57
"""Average cosine distance within a topic, for sentence vectors."""
SHARED = 0.3
"""A new group is a stored gap when it holds at least this share of the smaller one's needs."""
ALIKE = 0.8
"""... or when it is about as near in meaning as two halves of one topic."""


@dataclass(frozen=True, slots=True, eq=False)
class GapInput:
    """What `find_gaps` looks at; needs and vectors run in parallel.

    Attributes:
        needs: Needs with products linked and answers judged.
        vectors: One vector a need, shape `(needs, dimensions)`.
        customers: Contact id -> customer key; contacts without one count one customer each.
        unread: Products whose pages look partly unread.
        distance: Average cosine distance within a topic.
    """

    needs: Sequence[Need]
    vectors: Vectors
    customers: Mapping[str, str | None]
    unread: frozenset[str] = frozenset()
    distance: float = DISTANCE


def find_gaps(
    data: GapInput, previous: Sequence[Gap] = (), previous_vectors: Vectors | None = None
) -> list[Gap]:
    """Return the gaps, the one with most open customers first.

    Only needs about product facts, on a product that has a page, can open one. A need that may
    be about several products counts for the likeliest.

    Args:
        data: Needs with what belongs to them.
        previous: Stored gaps; a new group that is one of them keeps its id and founding need.
        previous_vectors: One vector for each of `previous`, to match by meaning; None: by needs.
    """
    by_product: dict[str, list[int]] = defaultdict(list)
    for i, need in enumerate(data.needs):
        if need.kind == "product_fact" and need.product_ids and need.answer_probability is not None:
            by_product[need.product_ids[0]].append(i)
    everywhere: Counter[str] = Counter()
    for need in data.needs:
        everywhere.update({stem(word) for word in words(need.text)})
    memory = _Memory(previous, previous_vectors)
    gaps: list[Gap] = []
    for product_id in sorted(by_product):
        members = np.asarray(by_product[product_id])
        numbers = group(data.vectors[members], data.distance)
        groups = [
            side
            for k in range(int(numbers.max()) + 1)
            for side in _sides(members[numbers == k], data.needs)
        ]
        groups.sort(key=lambda g: (-len(g), int(g[0])))
        found = (_gap(product_id, own, data, everywhere, memory) for own in groups)
        gaps += [gap for gap in found if gap is not None]
    return sorted(gaps, key=lambda gap: (-expected_customers(gap), gap.id))


def expected_customers(gap: Gap) -> float:
    """Return how many customers' needs are open in expectation; what gaps are ranked by."""
    return gap.customers * gap.open_probability


def once_or_twice(gap: Gap) -> bool:
    """Tell whether fewer than three customers asked: "heard once or twice"."""
    return gap.customers < 3


def _sides(members: np.ndarray, needs: Sequence[Need]) -> list[np.ndarray]:
    """Part a topic's needs into those that the page leaves open and those that it answers."""
    answered = np.array([(needs[int(i)].answer_probability or 0.0) >= 0.5 for i in members])
    return [side for side in (members[~answered], members[answered]) if len(side)]


def _gap(
    product_id: str,
    members: np.ndarray,
    data: GapInput,
    everywhere: Counter[str],
    memory: _Memory,
) -> Gap | None:
    needs = [data.needs[int(i)] for i in members]
    vectors = data.vectors[members]
    opens = np.array([1.0 - float(need.answer_probability or 0.0) for need in needs])
    kind = _kind(needs, opens, unread=product_id in data.unread)
    if kind is None:
        return None
    central = most_central(vectors)
    contacts = {need.contact_id for need in needs}
    sides = opens if kind != "unclear" else np.ones(len(needs))
    chances = _by_customer(needs, sides, data.customers)
    # One misjudged page errs for all of its customers at once, so the upper end takes the page's
    # side as given and only asks who wanted a fact about this product at all.
    low, _ = count_interval(list(chances.values()))
    _, high = count_interval(
        list(_by_customer(needs, np.ones(len(needs)), data.customers).values())
    )
    ordered = [needs[int(i)] for i in central]
    known = memory.match(product_id, {need.id for need in needs}, vectors.mean(axis=0))
    founding = known.founding_need if known is not None else min(need.id for need in needs)
    nearest = max(needs, key=lambda need: need.answer_probability or 0.0)
    return Gap(
        id=known.id if known is not None else mint("g", product_id, founding),
        product_ids=(product_id,),
        topic=name_topic(
            [need.text for need in needs], int(central[0]), everywhere, len(data.needs)
        ),
        kind=kind,
        need_ids=tuple(need.id for need in ordered),
        contacts=len(contacts),
        customers=len(chances),
        customers_low=low,
        customers_high=max(high, float(len(chances))),
        open_probability=round(float(opens.mean()), 4),
        founding_need=founding,
        passage_id=nearest.passage_id if (nearest.answer_probability or 0.0) >= NEAR else None,
    )


def _kind(needs: Sequence[Need], opens: np.ndarray, *, unread: bool) -> GapKind | None:
    """Return the gap's kind; None where nothing can be said against the page."""
    mean = float(opens.mean())
    if mean >= OPEN:
        return "not_found" if unread else "missing"
    looked = sum(need.looked == "looked" for need in needs) / len(needs)
    return "unclear" if mean < 0.5 and looked >= LOOKED_SHARE else None


def _by_customer(
    needs: Sequence[Need], opens: np.ndarray, customers: Mapping[str, str | None]
) -> dict[str, float]:
    """Return, for each customer, the probability that a need of theirs is open and a product fact.

    The needs of one customer on one topic stand and fall together, so the likeliest counts.
    """
    chances: dict[str, float] = {}
    for need, is_open in zip(needs, opens, strict=True):
        key = customers.get(need.contact_id) or need.contact_id
        chance = float(is_open) * need.kind_probability * max(need.link_probability, 1e-9)
        chances[key] = max(chances.get(key, 0.0), min(chance, 1.0))
    return chances


class _Memory:
    """Stored gaps, each of which can be taken up once."""

    def __init__(self, previous: Sequence[Gap], vectors: Vectors | None) -> None:
        self._free = {gap.id: gap for gap in previous if gap.successor is None}
        self._vectors: dict[str, Vectors] = (
            {gap.id: vector for gap, vector in zip(previous, vectors, strict=True)}
            if vectors is not None
            else {}
        )

    def match(self, product_id: str, need_ids: set[str], centre: Vectors) -> Gap | None:
        """Return the stored gap that this group is, by shared needs, then by meaning."""
        best: tuple[float, str] | None = None
        for gap in self._free.values():
            if product_id not in gap.product_ids:
                continue
            shared = len(need_ids & set(gap.need_ids)) / min(len(need_ids), len(gap.need_ids))
            score = 1.0 + shared if shared >= SHARED else self._meaning(gap, centre)
            if score > 0 and (best is None or (score, gap.id) > best):
                best = (score, gap.id)
        return self._free.pop(best[1]) if best is not None else None

    def _meaning(self, gap: Gap, centre: Vectors) -> float:
        vector = self._vectors.get(gap.id)
        if vector is None:
            return 0.0
        norms = float(np.linalg.norm(vector) * np.linalg.norm(centre))
        cosine = float(vector @ centre) / norms if norms else 0.0
        return cosine if cosine >= ALIKE else 0.0
