"""Contacts and pages in, needs and description gaps out: one call for the composer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from classifiers.answerability import Answer, Answerability
from classifiers.gaps import GapInput, find_gaps
from classifiers.linking import ProductLinker
from classifiers.matching import Rarity
from classifiers.needs import NeedFinder
from classifiers.text import foreign
from corpora.protocols import Encoder, Progress, Vectors
from corpora.records import Contact, Gap, Need, Page, Passage, Product, Turn

CHUNK = 2000
DISTANCES = {True: 0.57, False: 0.45}
"""Distance within a topic, with and without the sentence encoder: static vectors lie closer."""


@dataclass(frozen=True, slots=True)
class GapReport:
    """What was found.

    Attributes:
        needs: Every need, linked and judged, with the gap that it belongs to.
        gaps: The one with most open customers first.
        counts: contacts, set_aside, with_needs, needs, and of these: product_fact, order, fault,
            opinion, no_product (product facts about no known product), ambiguous, no_page (their
            product has no page), judged, answered, open, foreign.
    """

    needs: tuple[Need, ...]
    gaps: tuple[Gap, ...]
    counts: Mapping[str, int]


def find_description_gaps(
    contacts: Iterable[tuple[Contact, Sequence[Turn]]],
    products: Sequence[Product],
    pages: Sequence[Page],
    passages: Sequence[Passage],
    *,
    static: Encoder,
    bi_encoder: Encoder | None = None,
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
        previous: Stored gaps, whose ids live on.
        progress: Told how far the work is.
    """
    counts: dict[str, int] = defaultdict(int)
    linker = ProductLinker(products, pages)
    finder = NeedFinder(static)
    needs: list[Need] = []
    customers: dict[str, str | None] = {}
    for chunk in _chunks(contacts):
        found = _needs_of(chunk, finder, linker, counts)
        for contact, own in found:
            if own:
                counts["with_needs"] += 1
                customers[contact.id] = contact.customer_key
                needs += own
        if progress is not None:
            progress(counts["contacts"], None, "contacts read for needs")
    judged = judge_needs(
        needs,
        pages,
        passages,
        Answerability(static, bi_encoder, rarity=Rarity(p.text for p in passages)),
        progress=progress,
    )
    _count(judged, counts)
    vectors = _vectors(judged, bi_encoder if bi_encoder is not None else static)
    unread = frozenset(
        product_id for page in pages if page.unread for product_id in page.product_ids
    )
    distance = DISTANCES[bi_encoder is not None]
    gaps = find_gaps(GapInput(judged, vectors, customers, unread, distance), previous)
    gap_of = {need_id: gap.id for gap in gaps for need_id in gap.need_ids}
    owned = tuple(replace(need, gap_id=gap_of.get(need.id)) for need in judged)
    return GapReport(owned, tuple(gaps), dict(counts))


def _chunks(
    contacts: Iterable[tuple[Contact, Sequence[Turn]]],
) -> Iterator[list[tuple[Contact, Sequence[Turn]]]]:
    stream = iter(contacts)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _needs_of(
    chunk: Sequence[tuple[Contact, Sequence[Turn]]],
    finder: NeedFinder,
    linker: ProductLinker,
    counts: dict[str, int],
) -> Iterator[tuple[Contact, list[Need]]]:
    counts["contacts"] += len(chunk)
    kept: list[tuple[Contact, Sequence[Turn]]] = []
    for contact, turns in chunk:
        if contact.set_aside is not None:
            counts["set_aside"] += 1
        elif foreign(" ".join(t.text for t in turns[:6] if t.speaker == "customer")):
            counts["foreign"] += 1
        else:
            kept.append((contact, turns))
    found = finder.find_all(
        (contact.id, turns, bool(contact.product_ids)) for contact, turns in kept
    )
    for (contact, turns), own in zip(kept, found, strict=True):
        yield contact, _linked(contact, turns, own, linker)


def _linked(
    contact: Contact, turns: Sequence[Turn], needs: Sequence[Need], linker: ProductLinker
) -> list[Need]:
    if not needs:
        return []
    context = "\n".join(t.text for t in turns if t.speaker == "customer" and t.visible)
    out = []
    for need in needs:
        link = linker.link(need.text, context=context, known=contact.product_ids)
        out.append(replace(need, product_ids=link.product_ids, link_probability=link.probability))
    return out


def judge_needs(
    needs: Sequence[Need],
    pages: Sequence[Page],
    passages: Sequence[Passage],
    judge: Answerability,
    *,
    progress: Progress | None = None,
) -> list[Need]:
    """Return the needs with `answer_probability` and `passage_id`, each distinct one judged once.

    Needs about product facts are judged against the pages of their likeliest product and the
    shared pages; the others, and those whose product has no page, stay as they are.
    """
    by_page: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_page[passage.page_id].append(passage)
    shared = [p for page in pages if not page.product_ids for p in by_page[page.id]]
    of_product: dict[str, list[Passage]] = defaultdict(list)
    for page in pages:
        for product_id in page.product_ids:
            of_product[product_id] += by_page[page.id]
    asked: dict[str, dict[str, str]] = defaultdict(dict)
    for need in needs:
        if need.kind == "product_fact" and need.product_ids and of_product[need.product_ids[0]]:
            asked[need.product_ids[0]].setdefault(_normal(need.text), need.text)
    answers: dict[tuple[str, str], Answer] = {}
    for done, product_id in enumerate(sorted(asked), 1):
        texts = asked[product_id]
        judged = judge.judge(list(texts.values()), [*of_product[product_id], *shared])
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


def _vectors(needs: Sequence[Need], encoder: Encoder) -> Vectors:
    """Return one vector a need; only judged needs are encoded, each distinct text once."""
    texts = list(dict.fromkeys(_normal(n.text) for n in needs if n.answer_probability is not None))
    encoded = encoder.encode(texts)
    width = encoded.shape[1] if encoded.ndim == 2 else 0
    position = {text: i for i, text in enumerate(texts)}
    vectors = np.zeros((len(needs), width), dtype=np.float32)
    for i, need in enumerate(needs):
        if need.answer_probability is not None:
            vectors[i] = encoded[position[_normal(need.text)]]
    return vectors


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
