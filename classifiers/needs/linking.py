"""Which product a need is about: what the source says, else what the conversation names.

The need's own words come first, then the rest of its turn, then what was named before it, the
nearest first, at last what is named after it; where nothing is named, words that stand on the
pages of one product only. Where several products fit equally well, what
else the contact says decides among them; what stays even then is kept as ambiguous.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifiers.needs.mentions import Mention, Vocabulary

MOST = 5
"""More candidates than this are no ambiguity but `unknown`."""
CLOSE = 0.85
"""Candidates with at least this share of the best one's weight fit as well as it does."""
SURE = {"url": 0.97, "number": 0.95, "alias": 0.9, "word": 0.85}
"""How likely a mention of each kind means the product."""
PAGE, PAGE_WORDS = 0.6, 2
"""How likely words of a page mean its product, and how many it takes."""
NEAR, BEFORE, AFTER = 0.97, 0.9, 0.8
"""What a link is worth that rests on the rest of the turn, on earlier or on later turns."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a need is about.

    Attributes:
        product_ids: The likeliest first; several: ambiguous; empty: unknown.
        probability: That the first is right, 0 to 1.
        how: `source`, `url`, `number`, `alias`, `title`, `page`, or `unknown`.
    """

    product_ids: tuple[str, ...] = ()
    probability: float = 0.0
    how: str = "unknown"


class ProductLinker:
    """Links needs to products.

    Args:
        vocabulary: All by which the products that the workspace knows can be called.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def link(self, text: str, *, context: str = "", known: Sequence[str] = ()) -> Link:
        """Say what `text` is about: `link_at` for a need that is a whole turn.

        Args:
            text: The need's words.
            context: What was said before.
            known: Product ids that the source itself names.
        """
        mentions = [*self.vocabulary.find(0, context), *self.vocabulary.find(1, text)]
        return self.link_at((1, 0, len(text)), mentions, known)

    def link_at(
        self, place: tuple[int, int, int], mentions: Sequence[Mention], known: Sequence[str] = ()
    ) -> Link:
        """Say what the need at `place` is about.

        Args:
            place: Turn index, start and end of the need.
            mentions: All mentions of its contact, in order.
            known: Product ids that the source itself names.
        """
        sourced = [product_id for product_id in known if product_id in self.vocabulary.products]
        if sourced and self.vocabulary.unpaged.keys() >= set(sourced):
            return self._of_unpaged(place, mentions, sourced)
        if len(sourced) == 1:
            return Link((sourced[0],), 0.98, "source")
        allowed = set(sourced) if sourced else set(self.vocabulary.products)
        for trust, scope in _scopes(place, mentions):
            link = self._of(scope, allowed)
            if len(link.product_ids) > 1:
                link = self._narrowed(link, mentions)
            if link.product_ids and len(link.product_ids) <= MOST:
                return Link(link.product_ids, round(link.probability * trust, 4), link.how)
        if sourced and len(sourced) <= MOST:
            return Link(tuple(sourced), round(1 / len(sourced), 4), "source")
        return self._by_page(mentions, allowed)

    def _of_unpaged(
        self, place: tuple[int, int, int], mentions: Sequence[Mention], sourced: Sequence[str]
    ) -> Link:
        """Link to products that have no page, unless the words tell one that has.

        By an address, a number or another name they do; by words of a title where the product is
        called like a kind or a range of those: "Kettle" may be the "Harbor Kettle".
        """
        told = self.vocabulary
        own = Link(tuple(sourced), round(0.98 / len(sourced), 4), "source")
        allowed = told.products - told.unpaged.keys()
        kinds = [told.unpaged[each] for each in sourced]
        for trust, scope in _scopes(place, mentions):
            link = self._of(scope, allowed)
            if len(link.product_ids) > 1:
                link = self._narrowed(link, mentions)
            if not link.product_ids or len(link.product_ids) > MOST:
                continue
            named = set(link.product_ids)
            kind = any(
                words and all(named <= told.having.get(word, set()) for word in words)
                for words in kinds
            )
            if link.how != "title" or kind:
                return Link(link.product_ids, round(link.probability * trust, 4), link.how)
            return own
        return own

    def _by_page(self, mentions: Sequence[Mention], allowed: set[str]) -> Link:
        """Return the one product on whose pages most words stand that no other's pages have."""
        said = {m.key for m in mentions if m.kind == "page" and m.by_customer}
        votes = Counter(self.vocabulary.told[word] for word in said).most_common(2)
        if not votes:
            return Link()
        best, most = votes[0]
        after = votes[1][1] if len(votes) > 1 else 0
        if best in allowed and most >= max(PAGE_WORDS, 2 * after):
            return Link((best,), PAGE, "page")
        return Link()

    def _of(self, scope: Sequence[Mention], allowed: set[str]) -> Link:
        told = self.vocabulary
        for kind, table in (("url", told.urls), ("number", told.numbers), ("alias", told.aliases)):
            keys = {m.key for m in scope if m.kind == kind}
            if ids := sorted({i for key in keys for i in table[key]} & allowed):
                return Link(tuple(ids), SURE[kind] / len(ids), kind)
        return self._by_title({m.key for m in scope if m.kind == "word"}, allowed)

    def _by_title(self, said: set[str], allowed: set[str]) -> Link:
        told = self.vocabulary
        matched: dict[str, set[str]] = defaultdict(set)
        for word in said:
            for product_id in told.having[word] & allowed:
                matched[product_id].add(word)
        scores = {
            product_id: sum(told.weights[word] for word in own)
            for product_id, own in matched.items()
            if told.founds(product_id, own)
        }
        if not scores:
            return Link()
        best = max(scores.values())
        close = sorted(
            (i for i, s in scores.items() if s >= CLOSE * best), key=lambda i: (-scores[i], i)
        )
        return Link(tuple(close), SURE["word"] / len(close), "title")

    def _narrowed(self, link: Link, mentions: Sequence[Mention]) -> Link:
        """Decide among candidates by the other words of their titles, wherever they are said."""
        told = self.vocabulary
        said = Counter(m.key for m in mentions if m.kind == "word" and m.by_customer)
        scores = {
            i: sum(n * told.weights[w] for w, n in said.items() if i in told.having[w])
            for i in link.product_ids
        }
        best = max(scores.values())
        close = sorted((i for i in scores if scores[i] >= CLOSE * best), key=lambda i: -scores[i])
        whole = link.probability * len(link.product_ids)
        if len(close) == len(scores):
            return Link(tuple(close), link.probability, link.how)
        return Link(tuple(close), 0.9 * whole / len(close), link.how)


def _scopes(
    place: tuple[int, int, int], mentions: Sequence[Mention]
) -> Iterator[tuple[float, list[Mention]]]:
    """Yield mentions nearer and farther from the need, with what a link by them is worth."""
    turn, start, end = place
    here = [m for m in mentions if m.turn_index == turn]
    yield 1.0, [m for m in here if start <= m.start < end]
    yield NEAR, here
    by_turn: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_turn[mention.turn_index].append(mention)
    earlier = sorted((i for i in by_turn if i < turn), reverse=True)
    # An agent names alternatives; what a customer asks about is what the customer named.
    for customers in (True, False):
        for index in earlier:
            if by_turn[index][0].by_customer is customers:
                yield BEFORE, by_turn[index]
    for index in sorted(i for i in by_turn if i > turn):
        yield AFTER, by_turn[index]
