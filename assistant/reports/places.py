"""Where on the page something belongs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from assistant.answers import Data
from assistant.gaps.cards import GapShelf
from corpora.records import Gap, Passage

_PART = {
    "title": "at the top, under the heading",
    "bullet": "in the list of features",
    "paragraph": "in the description",
    "spec": "in the specification",
    "table": "in the table",
    "faq": "in the questions and answers",
}
_NEW = {
    "spec": "in the specification, as a new line",
    "bullet": "in the list of features, as a new line",
    "faq": "in the questions and answers, as a new one",
    "paragraph": "in the description, as a new sentence",
}
_AMOUNT = re.compile(
    r"\b(how (many|much|big|tall|wide|deep|long|heavy|high|far|old|loud|hot|thick)|watt\w*|weigh\w*"
    r"|size|dimensions?|capacity|litres?|width|height|depth|length|diameter|power|volt\w*|across"
    r"|measure\w*|cm|mm|kg|inch\w*)\b",
    re.IGNORECASE,
)


class Place(Data):
    """Where on which page; `after` is the passage that it stands beside, where one comes near."""

    page: str
    url: str | None
    part: str
    after: str | None


def passages_by_page(shelf: GapShelf) -> Mapping[str, Sequence[Passage]]:
    """Return the passages of every live page, in page order."""
    pages: dict[str, list[Passage]] = defaultdict(list)
    for passage in shelf.passages.values():
        pages[passage.page_id].append(passage)
    for own in pages.values():
        own.sort(key=lambda passage: passage.index)
    return pages


def place_of(gap: Gap, shelf: GapShelf, passages: Mapping[str, Sequence[Passage]]) -> Place | None:
    """Return where on the product's own page the answer belongs; None where it has no page.

    Beside the nearest passage, where one comes near; else where a fact of this sort stands.
    """
    page = shelf.pages.get(gap.product_ids[0]) if gap.product_ids else None
    if page is None:
        return None
    near = shelf.passages.get(gap.passage_id or "")
    if near is not None and near.page_id == page.id:
        part, after = _PART.get(near.kind, _PART["paragraph"]), near.text
    else:
        part, after = _new_part(gap, shelf, passages.get(page.id, ())), None
    return Place(page=page.title, url=page.url, part=part, after=after)


def _new_part(gap: Gap, shelf: GapShelf, passages: Sequence[Passage]) -> str:
    kinds = Counter(passage.kind for passage in passages)
    asked = [shelf.needs[need_id].text for need_id in gap.need_ids]
    amounts = sum(bool(_AMOUNT.search(text)) for text in asked)
    if kinds["spec"] and 2 * amounts >= len(asked):
        return _NEW["spec"]
    return next((_NEW[kind] for kind in ("bullet", "faq") if kinds[kind]), _NEW["paragraph"])
