"""What the latest run held questions against, and what of it a draft leaves as it was.

Whoever checks a page that nobody changed must read what `gaps` says of it, and whoever changes one
sentence wants to know what that sentence does: only what is new in a draft is judged anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.gaps.cards import GapShelf
    from assistant.gaps.drafts import Draft
    from assistant.session import Session
    from corpora.records import Need, Page, Passage


@dataclass(frozen=True, slots=True)
class Background:
    """What a draft is read beside.

    Attributes:
        passages: The draft's, then those of the product's other pages and of pages that belong to
            every product: they answer questions as well.
        new: Those of them that the latest run did not see.
        unchanged: Whether it saw all of them and nothing else.
        kept: Of the passages that the run saw, those that still stand, by their id then.
        titles: What the product's pages are called.
        others: Texts of all other pages, which say how telling a word is.
    """

    passages: Sequence[Passage]
    new: Sequence[Passage]
    unchanged: bool
    kept: Mapping[str, Passage]
    titles: Sequence[str]
    others: Sequence[str] = ()

    def found(self, need: Need | None) -> tuple[float, Passage] | None:
        """Return how likely and where the page answers a need, as the run found it.

        None: that passage is gone, or the run did not judge the need.
        """
        if need is None or need.answer_probability is None:
            return None
        passage = self.kept.get(need.passage_id or "")
        return None if passage is None else (need.answer_probability, passage)


class Library:
    """The live pages, read once for all drafts.

    Args:
        session: Whose workspace to read.
        shelf: What the latest run found; None: there is no workspace.
    """

    def __init__(self, session: Session, shelf: GapShelf | None) -> None:
        self._shelf = shelf
        self._live: list[Page] = []
        self._texts: dict[str, list[Passage]] = defaultdict(list)
        self._seen: dict[str, list[Passage]] = defaultdict(list)
        if shelf is None:
            return
        from corpora.store import pages, runs

        with session.workspace.reading() as db:
            self._live = pages.live_pages(db)
            run = runs.latest_run(db, "gaps")
            judged = runs.pages_judged(db, run.id) if run is not None else {}
            newer = any(judged.get(page.id, page.version) != page.version for page in self._live)
            past = pages.past_passages(db) if newer else ()
        for passage in shelf.passages.values():
            self._texts[passage.page_id].append(passage)
        for passage in (*past, *shelf.passages.values()):
            if judged.get(passage.page_id) == passage.version:
                self._seen[passage.page_id].append(passage)

    def background(self, draft: Draft) -> Background:
        """Return what a draft is read beside; it replaces the page of its address.

        A draft whose address nobody knows replaces all pages of its products.
        """
        if self._shelf is None:
            return Background(
                draft.passages,
                new=draft.passages,
                unchanged=False,
                kept={},
                titles=[draft.page.title],
            )
        products = draft.page.product_ids
        own = [page for page in self._live if set(page.product_ids) & set(products)]
        same = [page for page in own if page.id == draft.page.id]
        gone = {page.id for page in same or own}
        beside = [p for p in self._live if (p in own or not p.product_ids) and p.id not in gone]
        passages = [*draft.passages, *(text for p in beside for text in self._texts[p.id])]
        seen = {p.id: p for product in products for p in self._seen_of(product)}
        now = {(passage.kind, passage.text): passage for passage in reversed(passages)}
        known = {(passage.kind, passage.text) for passage in seen.values()}
        return Background(
            passages=passages,
            new=[passage for passage in passages if (passage.kind, passage.text) not in known],
            unchanged=known == now.keys(),
            kept={i: now[p.kind, p.text] for i, p in seen.items() if (p.kind, p.text) in now},
            titles=[draft.page.title, *(page.title for page in own)],
            others=[
                passage.text
                for page in self._live
                if page.id not in gone and page not in beside
                for passage in self._texts[page.id]
            ],
        )

    def _seen_of(self, product_id: str) -> Sequence[Passage]:
        """Return what the run held against questions about a product; none without a page."""
        own = [page.id for page in self._live if product_id in page.product_ids]
        shared = [page.id for page in self._live if own and not page.product_ids]
        return [passage for page in (*own, *shared) for passage in self._seen.get(page, ())]
