"""The passages that may answer a need: of the pages of today, and of those of earlier days."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from classifiers.text import foreign
from corpora.records import Page, Passage

_ALWAYS = datetime.min.replace(tzinfo=UTC)
Versions = list[tuple[datetime, list[Passage]]]


class Shelf:
    """The passages that may answer a need about a product, now or at an earlier moment.

    Args:
        pages: Live versions; pages without products are shared by every product.
        passages: Their passages.
        past_pages: Versions that were live before, of the same pages.
        past_passages: Their passages.
    """

    def __init__(
        self,
        pages: Sequence[Page],
        passages: Sequence[Passage],
        past_pages: Sequence[Page] = (),
        past_passages: Sequence[Passage] = (),
    ) -> None:
        texts: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        for passage in (*past_passages, *passages):
            texts[passage.page_id, passage.version].append(passage)
        self._texts = {page.id: texts[page.id, page.version] for page in pages}
        self._versions = _versions(pages, past_pages, texts)
        self.shared = [p for page in pages if not page.product_ids for p in self._texts[page.id]]
        self.own: dict[str, list[Passage]] = defaultdict(list)
        self.titles: dict[str, list[str]] = defaultdict(list)
        self._pages_of: dict[str, list[str]] = defaultdict(list)
        self._shared_pages = [page.id for page in pages if not page.product_ids]
        for page in pages:
            for product_id in page.product_ids:
                self.own[product_id] += self._texts[page.id]
                self.titles[product_id].append(page.title)
                self._pages_of[product_id].append(page.id)
        self._moments = cache(self._moments_of)

    def of(self, product_id: str, epoch: int | None = None) -> list[Passage]:
        """Return the product's own passages and the shared ones; none without a page.

        Args:
            product_id: The product.
            epoch: As `epoch` gives it; None: today.
        """
        if not self.own.get(product_id):
            return []
        if epoch is None:
            return [*self.own[product_id], *self.shared]
        return [*self.own_at(product_id, epoch), *self._at(self._shared_pages, product_id, epoch)]

    def own_at(self, product_id: str, epoch: int | None) -> list[Passage]:
        """Return the passages of the product's own pages at an earlier epoch; None: today."""
        if epoch is None:
            return self.own.get(product_id, [])
        return self._at(self._pages_of[product_id], product_id, epoch)

    def epoch(self, product_id: str, at: datetime | None) -> int | None:
        """Return how often the pages had changed by then; None: as today, or nobody knows.

        A moment before the earliest version counts as the earliest: nothing older is known.
        """
        if at is None or not self.own.get(product_id):
            return None
        moments = self._moments(product_id)
        passed = bisect_right(moments, at)
        return passed if passed < len(moments) else None

    def _moments_of(self, product_id: str) -> list[datetime]:
        """Return when the pages that count for a product changed, in order."""
        pages = (*self._pages_of[product_id], *self._shared_pages)
        return sorted({since for page in pages for since, _ in self._versions[page][1:]})

    def _at(self, pages: Sequence[str], product_id: str, epoch: int) -> list[Passage]:
        moment = self._moments(product_id)[epoch - 1] if epoch else _ALWAYS
        found: list[Passage] = []
        for page in pages:
            versions = self._versions[page]
            place = bisect_right([since for since, _ in versions], moment)
            found += versions[max(place - 1, 0)][1]
        return found


def _versions(
    pages: Sequence[Page],
    past: Sequence[Page],
    texts: dict[tuple[str, str], list[Passage]],
) -> dict[str, Versions]:
    """Return every page's versions, the earliest first, the live one last."""
    known: dict[str, Versions] = defaultdict(list)
    for page in past:
        known[page.id].append((page.valid_from or _ALWAYS, texts[page.id, page.version]))
    for page in pages:
        # Versions without a date, or of one moment, were read side by side: one is live.
        since = page.valid_from
        earlier = [each for each in known[page.id] if since is not None and each[0] < since]
        known[page.id] = sorted(earlier, key=lambda each: each[0])
        known[page.id].append((since or _ALWAYS, texts[page.id, page.version]))
    return known


def unreadable(pages: Sequence[Page], passages: Sequence[Passage]) -> dict[str, str]:
    """Return the pages of which nothing can be held against a question, and why.

    Returns:
        Page id -> `empty`, where there is nothing but a title, or `foreign`, where the text is
        in another language than English.
    """
    told: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        if passage.kind != "title":
            told[passage.page_id].append(passage.text)
    found = {}
    for page in pages:
        if not told[page.id]:
            found[page.id] = "empty"
        elif foreign(" ".join(told[page.id][:20])):
            found[page.id] = "foreign"
    return found
