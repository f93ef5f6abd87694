"""Contacts and pages in, needs and description gaps out: one call for the composer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from classifiers.answerability.cross_encoder import PairReader
from classifiers.answerability.judging import PageJudge, judge_needs, product_of
from classifiers.answerability.matching import Rarity
from classifiers.answerability.nearest import nearest_passage
from classifiers.answerability.probability import Answerability
from classifiers.answerability.shelf import Shelf, unreadable
from classifiers.gaps.common_words import told_words
from classifiers.gaps.grouping import DISTANCE, GapInput, find_gaps
from classifiers.gaps.memory import past_gaps
from classifiers.gaps.speaking import speaking
from classifiers.gaps.topic_vectors import topic_vectors
from classifiers.gaps.topics import ONE_TOPIC
from classifiers.needs.asking import Around, linked, read_asked
from classifiers.needs.claims import Claim, claim_on, held, says_silent
from classifiers.needs.finding import NeedFinder
from classifiers.needs.linking import ProductLinker
from classifiers.needs.mentions import Vocabulary
from classifiers.needs.second_look import read_again
from corpora.protocols import Encoder, Progress
from corpora.records import Contact, Gap, Need, Page, Passage, Product, Turn

DISTANCES = {True: (DISTANCE, ONE_TOPIC), False: (0.38, 0.65)}
"""Distance and likeness of a topic, with and without the sentence encoder: static vectors lie
closer."""
DISPUTED = 0.6
"""Probability that a need beside a dispute about the page's words asks for a product fact."""


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
            asked), open, foreign; and of the products' pages: empty_pages, foreign_pages.
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
    judge: PageJudge | None = None,
    previous: Sequence[Gap] = (),
    progress: Progress | None = None,
    processes: int = 1,
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
        judge: Says whether a page answers; None: the cascade of these encoders.
        previous: Stored gaps, past ones too, whose ids live on.
        progress: Told how far the work is.
        processes: How many read contacts side by side.
    """
    counts: dict[str, int] = defaultdict(int)
    linker = _linker(products, pages, passages)
    read = read_asked(
        contacts, NeedFinder(static), linker, counts, progress=progress, processes=processes
    )
    shelf = Shelf(pages, passages, *past)
    if judge is None:
        rarity = Rarity(p.text for p in passages)
        judge = Answerability(static, bi_encoder, cross_encoder=cross_encoder, rarity=rarity)
    around = {
        need.id: near for each in read for need, near in zip(each.needs, each.around, strict=True)
    }
    needs = [need for each in read for need in linked(each, linker)]
    owners = speaking(needs, around, shelf, static)
    if bi_encoder is not None:
        windows = {need_id: near.window for need_id, near in around.items()}
        needs = read_again(needs, shelf, bi_encoder, windows=windows, owners=owners)
    at = {each.contact_id: each.at for each in read}
    claims = _claims(needs, around, shelf, at)
    needs = [_about_page(need, each) for need, each in zip(needs, claims, strict=True)]
    judged = judge_needs(needs, shelf, judge, at=at, owners=owners, progress=progress)
    _count(judged, counts)
    data = GapInput(
        judged,
        topic_vectors(judged, around, bi_encoder or static, owners),
        {each.contact_id: each.customer_key for each in read},
        _unread(pages, passages, counts),
        *DISTANCES[bi_encoder is not None],
        _by_contact(judged, claims),
        linker.vocabulary.families({product.id: product.family for product in products}),
        [_held(need, around[need.id], shelf) for need in judged],
        told_words(judged, around, {product.id: product.title for product in products}),
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


def _linker(
    products: Sequence[Product], pages: Sequence[Page], passages: Sequence[Passage]
) -> ProductLinker:
    """Return what links needs to products, by names and by words of the pages."""
    of_page = {page.id: page.product_ids for page in pages}
    own: dict[str, str] = defaultdict(str)
    for passage in passages:
        for product_id in of_page.get(passage.page_id, ()):
            own[product_id] += f"\n{passage.text}"
    prose = (p.text for p in passages if p.kind != "title")
    return ProductLinker(Vocabulary(products, pages, prose, own))


def _unread(
    pages: Sequence[Page], passages: Sequence[Passage], counts: dict[str, int]
) -> frozenset[str]:
    """Return the products of whose pages no more can be said than that nothing was found."""
    own = [page for page in pages if page.product_ids]
    unable = unreadable(own, passages)
    for why in unable.values():
        counts[f"{why}_pages"] += 1
    return frozenset(
        product for page in own if page.unread or page.id in unable for product in page.product_ids
    )


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
            shelf.own_at(product_of(need), shelf.epoch(product_of(need), at[need.contact_id])),
            shelf.own.get(product_of(need), ()),
        )
        for need in needs
    ]


def _held(need: Need, near: Around, shelf: Shelf) -> frozenset[float]:
    """Return the figures of a need's answer that the page holds; only of those that it was put to.

    No gap holds any other need, and looking for figures takes longer than most of what is done.
    """
    if need.answer_probability is None:
        return frozenset()
    return held(near.reply, shelf.own.get(product_of(need), ()))


def _by_contact(needs: Sequence[Need], claims: Sequence[Claim]) -> list[Claim]:
    """Return, for each need, what its contact says of the product's page anywhere."""
    told: dict[tuple[str, tuple[str, ...]], Claim] = defaultdict(Claim)
    for need, own in zip(needs, claims, strict=True):
        told[need.contact_id, need.product_ids[:1]] |= own
    return [told[need.contact_id, need.product_ids[:1]] for need in needs]


def _about_page(need: Need, said: Claim) -> Need:
    """Return a need as one of a product fact where its customer disputes what the page says.

    "Which is it?" says nothing by itself; beside two figures from the page it asks for a fact.
    So does who looked on the page and says that it leaves something out.
    """
    silent = need.looked == "looked" and says_silent(need.text)
    if need.kind == "product_fact" or not (said.unclear or said.contradicted or silent):
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
