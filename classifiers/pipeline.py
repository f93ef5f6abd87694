"""Contacts and pages in, needs and description gaps out: one call for the composer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classifiers.answerability import Answer, Answerability
from classifiers.asking import Around, linked, read_asked
from classifiers.claims import Claim, claim
from classifiers.cross_encoder import PairReader
from classifiers.gaps import DISTANCE, GapInput, find_gaps, past_gaps
from classifiers.linking import ProductLinker
from classifiers.matching import Rarity
from classifiers.nearest import nearest_passage
from classifiers.needs import NeedFinder
from classifiers.topics import ONE_TOPIC, unit
from classifiers.unnamed import unnamed
from corpora.protocols import Encoder, Progress, Vectors
from corpora.records import Contact, Gap, Need, Page, Passage, Product, Turn

DISTANCES = {True: (DISTANCE, ONE_TOPIC), False: (0.38, 0.65)}
"""Distance and likeness of a topic, with and without the sentence encoder: static vectors lie
closer."""
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
            product has no page), judged, answered, open, foreign.
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
        static: The static encoder.
        bi_encoder: MiniLM or another; None: words and static vectors decide.
        cross_encoder: Asked where the bi-encoder leaves it open; None: nobody is.
        previous: Stored gaps, past ones too, whose ids live on.
        progress: Told how far the work is.
    """
    counts: dict[str, int] = defaultdict(int)
    linker = ProductLinker(products, pages, (p.text for p in passages if p.kind != "title"))
    read = read_asked(contacts, NeedFinder(static), linker, counts, progress)
    shelf = Shelf(pages, passages)
    rarity = Rarity(p.text for p in passages)
    judge = Answerability(static, bi_encoder, cross_encoder=cross_encoder, rarity=rarity)
    around = {
        need.id: near for each in read for need, near in zip(each.needs, each.around, strict=True)
    }
    needs = [need for each in read for need in linked(each, linker)]
    claims = _claims(needs, around, shelf)
    needs = [_about_page(need, each) for need, each in zip(needs, claims, strict=True)]
    judged = judge_needs(needs, shelf, judge, progress=progress)
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


class Shelf:
    """The passages that may answer a need about a product.

    Args:
        pages: All pages; those without products are shared by every product.
        passages: Passages of the pages' present versions.
    """

    def __init__(self, pages: Sequence[Page], passages: Sequence[Passage]) -> None:
        by_page: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            by_page[passage.page_id].append(passage)
        self.shared = [p for page in pages if not page.product_ids for p in by_page[page.id]]
        self.own: dict[str, list[Passage]] = defaultdict(list)
        self.titles: dict[str, list[str]] = defaultdict(list)
        for page in pages:
            for product_id in page.product_ids:
                self.own[product_id] += by_page[page.id]
                self.titles[product_id].append(page.title)

    def of(self, product_id: str) -> list[Passage]:
        """Return the product's own passages and the shared ones; none without a page."""
        own = self.own.get(product_id)
        return [*own, *self.shared] if own else []


def judge_needs(
    needs: Sequence[Need],
    shelf: Shelf,
    judge: Answerability,
    *,
    progress: Progress | None = None,
) -> list[Need]:
    """Return the needs with `answer_probability` and `passage_id`, each distinct one judged once.

    Needs about product facts are judged against the pages of their likeliest product and the
    shared pages; the others, and those whose product has no page, stay as they are.
    """
    asked: dict[str, dict[str, str]] = defaultdict(dict)
    for need in needs:
        if need.kind == "product_fact" and need.product_ids and shelf.own.get(need.product_ids[0]):
            asked[need.product_ids[0]].setdefault(_normal(need.text), need.text)
    answers: dict[tuple[str, str], Answer] = {}
    for done, product_id in enumerate(sorted(asked), 1):
        texts = asked[product_id]
        titles = shelf.titles[product_id]
        questions = [unnamed(text, titles) for text in texts.values()]
        judged = judge.judge(questions, shelf.of(product_id))
        answers.update(
            ((product_id, key), answer) for key, answer in zip(texts, judged, strict=True)
        )
        if progress is not None:
            progress(done, len(asked), "products judged")
    return [_answered(need, answers) for need in needs]


def _answered(need: Need, answers: Mapping[tuple[str, str], Answer]) -> Need:
    if need.kind != "product_fact" or not need.product_ids:
        return need
    answer = answers.get((need.product_ids[0], _normal(need.text)))
    if answer is None:
        return need
    return replace(need, answer_probability=answer.probability, passage_id=answer.passage_id)


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


def _claims(needs: Sequence[Need], around: Mapping[str, Around], shelf: Shelf) -> list[Claim]:
    """Return what each need's customer says of the page beside it."""
    pages: dict[str, list[str]] = {}
    claims: list[Claim] = []
    for need in needs:
        product = need.product_ids[0] if need.product_ids else ""
        if product not in pages:
            pages[product] = [passage.text for passage in shelf.own.get(product, ())]
        claims.append(claim(around[need.id].said, pages[product]) if pages[product] else Claim())
    return claims


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
