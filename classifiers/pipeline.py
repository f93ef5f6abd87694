"""Contacts and pages in, needs and description gaps out: one call for the composer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from classifiers.answerability import Answer, Answerability
from classifiers.asking import Around, linked, read_asked
from classifiers.claims import Claim, claim_on
from classifiers.cross_encoder import PairReader
from classifiers.gaps import DISTANCE, GapInput, find_gaps, past_gaps
from classifiers.linking import ProductLinker
from classifiers.matching import Rarity
from classifiers.nearest import nearest_passage
from classifiers.needs import NeedFinder
from classifiers.shelf import Shelf
from classifiers.topics import ONE_TOPIC, unit
from classifiers.unnamed import unnamed
from corpora.protocols import Encoder, Progress, Vectors
from corpora.records import Contact, Gap, Need, Page, Passage, Product, Turn

DISTANCES = {True: (DISTANCE, ONE_TOPIC), False: (0.38, 0.65)}
"""Distance and likeness of a topic, with and without the sentence encoder: static vectors lie
closer."""
_NOW = -1
DISPUTED = 0.6
"""Probability that a need beside a dispute about the page's words asks for a product fact."""
PARTS = (0.5, 1.0, 1.0)
"""What a need's own words, those around it and the answer weigh in its topic."""


@dataclass(frozen=True, slots=True)
class GapReport:
    """What was found.

    Attributes:
        needs: Every need, linked and judged, with the gap that it belongs to.
        gaps: The one with most open customers first.
        past: Stored gaps that are not found any more, each with its successor.
        counts: contacts, set_aside, with_needs, needs, and of these: product_fact, order, fault,
            opinion, no_product (product facts about no known product), ambiguous, no_page (their
            product has no page), judged, answered, answered_since (by a page that did not when they
            asked), open, foreign.
    """

    needs: tuple[Need, ...]
    gaps: tuple[Gap, ...]
    past: tuple[Gap, ...]
    counts: Mapping[str, int]


def find_description_gaps(
    contacts: Iterable[tuple[Contact, Sequence[Turn]]],
    products: Sequence[Product],
    pages: Sequence[Page],
    passages: Sequence[Passage],
    *,
    past: tuple[Sequence[Page], Sequence[Passage]] = ((), ()),
    static: Encoder,
    bi_encoder: Encoder | None = None,
    cross_encoder: PairReader | None = None,
    previous: Sequence[Gap] = (),
    progress: Progress | None = None,
) -> GapReport:
    """Find the needs in contacts, judge them against the pages, and group what stays open.

    Contacts are read as a stream; what is kept is their needs. Contacts that are set aside are
    counted and skipped.

    Args:
        contacts: Contacts with their turns.
        products: All products.
        pages: All pages; pages without products are shared by every product.
        passages: Passages of the pages' present versions.
        past: Versions of the pages that were live before, and their passages.
        static: The static encoder.
        bi_encoder: MiniLM or another; None: words and static vectors decide.
        cross_encoder: Asked where the bi-encoder leaves it open; None: nobody is.
        previous: Stored gaps, past ones too, whose ids live on.
        progress: Told how far the work is.
    """
    counts: dict[str, int] = defaultdict(int)
    linker = ProductLinker(products, pages, (p.text for p in passages if p.kind != "title"))
    read = read_asked(contacts, NeedFinder(static), linker, counts, progress)
    shelf = Shelf(pages, passages, *past)
    rarity = Rarity(p.text for p in passages)
    judge = Answerability(static, bi_encoder, cross_encoder=cross_encoder, rarity=rarity)
    around = {
        need.id: near for each in read for need, near in zip(each.needs, each.around, strict=True)
    }
    needs = [need for each in read for need in linked(each, linker)]
    at = {each.contact_id: each.at for each in read}
    claims = _claims(needs, around, shelf, at)
    needs = [_about_page(need, each) for need, each in zip(needs, claims, strict=True)]
    judged = judge_needs(needs, shelf, judge, at=at, progress=progress)
    _count(judged, counts)
    data = GapInput(
        judged,
        _vectors(judged, around, bi_encoder if bi_encoder is not None else static),
        {each.contact_id: each.customer_key for each in read},
        frozenset(product for page in pages if page.unread for product in page.product_ids),
        *DISTANCES[bi_encoder is not None],
        _by_contact(judged, claims),
        linker.vocabulary.families({product.id: product.family for product in products}),
    )
    judged_by_id = {need.id: need for need in judged}
    said = {need_id: near.said for need_id, near in around.items()}
    gaps = [
        replace(gap, passage_id=nearest_passage(gap, judged_by_id, said, shelf.own))
        for gap in find_gaps(data, previous)
    ]
    gap_of = {need_id: gap.id for gap in gaps for need_id in gap.need_ids}
    owned = tuple(replace(need, gap_id=gap_of.get(need.id)) for need in judged)
    return GapReport(owned, tuple(gaps), past_gaps(previous, gaps), dict(counts))


def judge_needs(
    needs: Sequence[Need],
    shelf: Shelf,
    judge: Answerability,
    *,
    at: Mapping[str, datetime | None] | None = None,
    progress: Progress | None = None,
) -> list[Need]:
    """Return the needs with what the pages say to them, each distinct one judged once.

    Needs about product facts are judged against the pages of their likeliest product and the
    shared pages, as they are today; where these changed since the contact, also as they were. The
    others, and those whose product has no page, stay as they are.

    Args:
        needs: Needs with products linked.
        shelf: The pages.
        judge: Says whether a page answers.
        at: Contact id -> when it was.
        progress: Told how far the work is.
    """
    times = at or {}
    asked: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for need in needs:
        if need.kind != "product_fact" or not shelf.own.get(_product(need)):
            continue
        product_id = need.product_ids[0]
        for epoch in {None, shelf.epoch(product_id, times.get(need.contact_id))}:
            key = (product_id, _NOW if epoch is None else epoch)
            asked[key].setdefault(_normal(need.text), need.text)
    answers: dict[tuple[str, int], dict[str, Answer]] = {}
    for done, (key, texts) in enumerate(sorted(asked.items()), 1):
        product_id, told = key
        titles = shelf.titles[product_id]
        questions = [unnamed(text, titles) for text in texts.values()]
        judged = judge.judge(questions, shelf.of(product_id, None if told == _NOW else told))
        answers[key] = dict(zip(texts, judged, strict=True))
        if progress is not None:
            progress(done, len(asked), "pages judged")
    return [_answered(need, shelf, answers, times.get(need.contact_id)) for need in needs]


def _answered(
    need: Need,
    shelf: Shelf,
    answers: Mapping[tuple[str, int], Mapping[str, Answer]],
    at: datetime | None,
) -> Need:
    product_id, words = _product(need), _normal(need.text)
    now = answers.get((product_id, _NOW), {}).get(words)
    if need.kind != "product_fact" or now is None:
        return need
    need = replace(need, answer_probability=now.probability, passage_id=now.passage_id)
    epoch = shelf.epoch(product_id, at)
    if epoch is None:
        return need
    then = answers[product_id, epoch][words]
    return replace(need, then_probability=then.probability, then_passage_id=then.passage_id)


def _product(need: Need) -> str:
    return need.product_ids[0] if need.product_ids else ""


def _normal(text: str) -> str:
    return " ".join(text.lower().split())


def _vectors(needs: Sequence[Need], around: Mapping[str, Around], encoder: Encoder) -> Vectors:
    """Return one vector a need, of its words, of what stands around them, and of the answer.

    Only judged needs are encoded, each distinct text once. A short question has its topic in the
    sentence before it or in the answer that it got; so these count more than the question.
    """
    parts: list[tuple[str, str, str]] = [
        (_normal(need.text), _normal(around[need.id].window), _normal(around[need.id].reply))
        for need in needs
        if need.answer_probability is not None
    ]
    texts = list(dict.fromkeys(text for each in parts for text in each if text))
    encoded = encoder.encode(texts)
    width = encoded.shape[1] if encoded.ndim == 2 else 0
    position = {text: i for i, text in enumerate(texts)}
    vectors = np.zeros((len(needs), width), dtype=np.float32)
    rows = [i for i, need in enumerate(needs) if need.answer_probability is not None]
    for i, own in zip(rows, parts, strict=True):
        for text, weight in zip(own, PARTS, strict=True):
            if text:
                vectors[i] += weight * encoded[position[text]]
    return unit(vectors)


def _claims(
    needs: Sequence[Need],
    around: Mapping[str, Around],
    shelf: Shelf,
    at: Mapping[str, datetime | None],
) -> list[Claim]:
    """Return what each need's customer says of the page then, as far as it still stands."""
    return [
        claim_on(
            around[need.id].said,
            shelf.own_at(_product(need), shelf.epoch(_product(need), at[need.contact_id])),
            shelf.own.get(_product(need), ()),
        )
        for need in needs
    ]


def _by_contact(needs: Sequence[Need], claims: Sequence[Claim]) -> list[Claim]:
    """Return, for each need, what its contact says of the product's page anywhere."""
    told: dict[tuple[str, tuple[str, ...]], Claim] = defaultdict(Claim)
    for need, own in zip(needs, claims, strict=True):
        told[need.contact_id, need.product_ids[:1]] |= own
    return [told[need.contact_id, need.product_ids[:1]] for need in needs]


def _about_page(need: Need, said: Claim) -> Need:
    """Return a need as one of a product fact where its customer disputes what the page says.

    "Which is it?" says nothing by itself; beside two figures from the page it asks for a fact.
    """
    if need.kind == "product_fact" or not (said.unclear or said.contradicted):
        return need
    return replace(need, kind="product_fact", kind_probability=DISPUTED)


def _count(needs: Sequence[Need], counts: dict[str, int]) -> None:
    counts["needs"] += len(needs)
    for need in needs:
        counts[need.kind] += 1
        if need.kind != "product_fact":
            continue
        if not need.product_ids:
            counts["no_product"] += 1
            continue
        counts["ambiguous"] += len(need.product_ids) > 1
        if need.answer_probability is None:
            counts["no_page"] += 1
            continue
        counts["judged"] += 1
        counts["answered" if need.answer_probability >= 0.5 else "open"] += 1
        counts["answered_since"] += need.answered_since
