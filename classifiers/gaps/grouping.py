"""Needs that pages leave open, grouped into description gaps, each with its size and interval."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from classifiers.gaps.common_words import Rareness, Told, in_common
from classifiers.gaps.memory import Memory
from classifiers.gaps.sizing import left_open
from classifiers.gaps.telling import most_telling, name_topic, word_values
from classifiers.gaps.topics import (
    LARGEST,
    ONE_TOPIC,
    group,
    joined,
    with_contact,
)
from classifiers.needs.claims import LEAST, Claim, kind_of
from classifiers.text import content_stems, stem, words
from corpora.ids import mint
from corpora.protocols import Vectors
from corpora.records import Gap, GapKind, Need

OPEN = 0.5
"""A page is said to leave a topic open only when its needs are open with this mean probability."""
ANSWERED = 0.8
"""A need that the page answers so likely is no part of a gap, whatever the others ask."""
LOOKED_SHARE = 0.2
"""Needs that the page answers make an `unclear` gap where at least this share says they looked."""
DISTANCE = 0.47
"""Average distance within a topic, for sentence vectors."""
COMMON = 0.6
"""So much nearer to each other are needs that have all of their telling words in common."""
WRITTEN_SHARE = 0.4
"""A page says what so large a share of a topic's contacts was told, if the figure is there."""
APART = 0.06
"""Needs on two products of a family are farther apart by so much."""
FAMILY_SHARE = 0.15
"""A product belongs to a family's gap when at least this share of its contacts is about it."""
ABOUT_PAGE = 0.5
"""What a customer who speaks of the page itself adds to a gap's weight."""
LONE_KIND, LONE_LINK, LONE_WORDS = 0.6, 0.6, 2
"""What one customer alone asks is a gap only when it is surely about a fact of this product."""


@dataclass(frozen=True, slots=True, eq=False)
class GapInput:
    """What `find_gaps` looks at; needs, vectors and claims run in parallel.

    Attributes:
        needs: Needs with products linked and answers judged.
        vectors: One vector a need, shape `(needs, dimensions)`.
        customers: Contact id -> customer key; contacts without one count one customer each.
        unread: Products whose pages look partly unread.
        distance: Average cosine distance within a topic.
        likeness: Cosine of the centres of two groups that are one topic.
        claims: What each need's customer says of the page; empty: nothing.
        family: Product id -> the name of its family; products of one family are looked at
            together. Products that are not in it are looked at alone.
        held: Figures of each need's answer that stand on the product's page; empty: none.
        told: Telling words of each need and its answer; empty: vectors alone say what is alike.
    """

    needs: Sequence[Need]
    vectors: Vectors
    customers: Mapping[str, str | None]
    unread: frozenset[str] = frozenset()
    distance: float = DISTANCE
    likeness: float = ONE_TOPIC
    claims: Sequence[Claim] = ()
    family: Mapping[str, str] = field(default_factory=dict)
    held: Sequence[frozenset[float]] = ()
    told: Sequence[Told] = ()


def find_gaps(data: GapInput, previous: Sequence[Gap] = ()) -> list[Gap]:
    """Return the gaps: those of more than one customer first, most open customers first.

    Only needs about product facts, on a product that has a page, can open one. A need that may
    be about several products counts for the likeliest.

    Args:
        data: Needs with what belongs to them.
        previous: Stored gaps; a new group that is one of them keeps its id and founding need.
    """
    by_family: dict[str, list[int]] = defaultdict(list)
    for i, need in enumerate(data.needs):
        if need.kind == "product_fact" and need.product_ids and need.answer_probability is not None:
            product = need.product_ids[0]
            by_family[data.family.get(product, product)].append(i)
    everywhere: Counter[str] = Counter()
    for need in data.needs:
        everywhere.update({stem(word) for word in words(need.text)})
    rareness = Rareness(data.told)
    groups: list[np.ndarray] = []
    for name in sorted(by_family):
        members = np.asarray(by_family[name])
        numbers = _by_topic(members, data, rareness)
        for k in range(int(numbers.max()) + 1):
            groups += _sides(members[numbers == k], data)
    groups.sort(key=lambda g: (-len(g), int(g[0])))
    memory = Memory(previous)
    found = [(_gap(own, data, everywhere, memory), own) for own in groups]
    weighed = [
        (gap, _weight(gap, _still_asked(own, data), data)) for gap, own in found if gap is not None
    ]
    weighed.sort(key=lambda pair: (pair[0].customers < 2, -pair[1], pair[0].id))
    return [gap for gap, _ in weighed]


def _by_topic(members: np.ndarray, data: GapInput, rareness: Rareness) -> np.ndarray:
    """Return the number of the topic of each of these needs, about one product or family."""
    own = data.vectors[members]
    head = members[:LARGEST]
    shared = COMMON * in_common([data.told[int(i)] for i in head], rareness) if data.told else None
    products = np.asarray([data.needs[int(i)].product_ids[0] for i in head])
    other = APART * (products[:, None] != products[None, :]).astype(np.float32)
    asked = with_contact(own, [data.needs[int(i)].contact_id for i in members])
    nearer = -other if shared is None else shared - other
    return joined(own, group(asked, data.distance, nearer), data.likeness, shared)


def _weight(gap: Gap, members: np.ndarray, data: GapInput) -> float:
    """Return what a gap is ranked by: the customers who, in expectation, are left without a fact.

    Those who speak of the page itself, or say that they looked there, count half more: what they
    asked is surely about the page.
    """
    needs = [data.needs[int(i)] for i in members]
    looked = {need.contact_id for need in needs if need.looked == "looked"}
    telling = {
        need.contact_id
        for need, i in zip(needs, members, strict=True)
        if data.claims and data.claims[int(i)].any
    }
    expected = left_open(((need, gap.kind) for need in needs), data.customers).expected
    return expected + ABOUT_PAGE * len(looked | telling)


def _sides(members: np.ndarray, data: GapInput) -> list[np.ndarray]:
    """Part a topic's needs into those that the page may leave open and those that it answers.

    Where customers call the page unclear or untrue, that it answers is just what they speak of.
    """
    if kind_of(_claims(members, data)) != "missing":
        return [members]
    answered = np.array(
        [(data.needs[int(i)].answer_probability or 0.0) >= ANSWERED for i in members]
    )
    return [side for side in (members[~answered], members[answered]) if len(side)]


def _gap(
    members: np.ndarray, data: GapInput, everywhere: Counter[str], memory: Memory
) -> Gap | None:
    everybody = {data.needs[int(i)].id for i in members}
    members = _still_asked(members, data)
    if not len(members):
        return None
    needs = [data.needs[int(i)] for i in members]
    vectors = data.vectors[members]
    opens = np.array([1.0 - float(need.answer_probability or 0.0) for need in needs])
    products = _products(needs)
    kind = _kind(
        needs,
        opens,
        _claims(members, data),
        unread=not data.unread.isdisjoint(products),
        written=_written(members, data),
    )
    size = left_open(((need, kind) for need in needs), data.customers)
    if kind is None or (size.contacts < 2 and not _stands_alone(needs)):
        return None
    texts = [need.text for need in needs]
    values = word_values(texts, everywhere, len(data.needs), _told(members, data))
    order = most_telling(texts, vectors, values)
    known = memory.match(products, everybody)
    founding = known.founding_need if known is not None else min(need.id for need in needs)
    return Gap(
        id=known.id if known is not None else mint("g", products[0], founding),
        product_ids=products,
        topic=name_topic([texts[int(i)] for i in order], values),
        kind=kind,
        need_ids=tuple(needs[int(i)].id for i in order),
        contacts=size.contacts,
        customers=size.customers,
        customers_low=size.low,
        customers_high=size.high,
        open_probability=round(float(opens.mean()), 4),
        founding_need=founding,
    )


def _told(members: np.ndarray, data: GapInput) -> Told | None:
    return frozenset[str]().union(*(data.told[int(i)] for i in members)) if data.told else None


def _still_asked(members: np.ndarray, data: GapInput) -> np.ndarray:
    """Return the needs without those that the page has come to answer since they were asked."""
    return np.asarray([i for i in members if not data.needs[int(i)].answered_since])


def _products(needs: Sequence[Need]) -> tuple[str, ...]:
    """Return the products that a topic is about, the one of most contacts first.

    A need that may be about several counts for each of them in part.
    """
    weights: dict[str, float] = defaultdict(float)
    for need in {need.contact_id: need for need in reversed(needs)}.values():
        for product in need.product_ids:
            weights[product] += 1 / len(need.product_ids)
    first = {need.product_ids[0] for need in needs}
    total = sum(weights.values())
    own = sorted(first, key=lambda product: (-weights[product], product))
    return tuple(p for i, p in enumerate(own) if i == 0 or weights[p] >= FAMILY_SHARE * total)


def _claims(members: np.ndarray, data: GapInput) -> list[Claim]:
    """Return one claim a contact: what it says in any of its needs."""
    by_contact: dict[str, Claim] = {}
    for i in members if data.claims else ():
        contact, one = data.needs[int(i)].contact_id, data.claims[int(i)]
        by_contact[contact] = one | by_contact[contact] if contact in by_contact else one
    return list(by_contact.values())


def _kind(
    needs: Sequence[Need],
    opens: np.ndarray,
    claims: Sequence[Claim],
    *,
    unread: bool,
    written: bool,
) -> GapKind | None:
    """Return the gap's kind; None where nothing can be said against the page."""
    said, looked = kind_of(claims), _looked(needs)
    if said == "contradicted" or (said == "unclear" and looked >= LOOKED_SHARE):
        return said
    if float(opens.mean()) >= OPEN:
        if not written:
            return "not_found" if unread else "missing"
        return "unclear" if looked >= LOOKED_SHARE or any(c.any for c in claims) else None
    return "unclear" if looked >= 2 * LOOKED_SHARE else None


def _written(members: np.ndarray, data: GapInput) -> bool:
    """Tell whether agents answer with a figure of the page: it says it, and nobody understands."""
    told: dict[float, set[str]] = defaultdict(set)
    asking = {data.needs[int(i)].contact_id for i in members}
    for i in members if data.held else ():
        for figure in data.held[int(i)]:
            told[figure].add(data.needs[int(i)].contact_id)
    least = max(LEAST, WRITTEN_SHARE * len(asking))
    return any(len(own) >= least for own in told.values())


def _looked(needs: Sequence[Need]) -> float:
    """Return the share of needs whose customer looked at the page."""
    return sum(need.looked == "looked" for need in needs) / len(needs)


def _stands_alone(needs: Sequence[Need]) -> bool:
    """Tell whether what one customer asks can be believed: a fact of this product, in words."""
    return any(
        need.kind_probability >= LONE_KIND
        and need.link_probability >= LONE_LINK
        and len({stem for stem in content_stems(need.text) if stem.isalpha()}) >= LONE_WORDS
        for need in needs
    )
