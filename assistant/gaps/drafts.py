"""Drafts of pages, and the questions that they are held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import BadInput, SourceError

if TYPE_CHECKING:
    from assistant.gaps.cards import GapShelf
    from assistant.session import Session
    from corpora.records import Need, Page, Passage, Product, Reject


TELLING = 3
"""So many of a gap's questions, the most telling first, say whether a page answers it."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the page should answer; questions of one topic stand and fall together.

    `counts` is false for the less telling of a gap's questions: they lie at the edge of the topic,
    and no text that answers it answers them all. `contact_ids` are all who asked in these words,
    `need` is how the first of them did; of a question that no contact asked there is neither.
    """

    text: str
    topic: str
    need: Need | None = None
    counts: bool = True
    contact_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is not published yet, with its passages."""

    page: Page
    passages: tuple[Passage, ...]


def read_drafts(
    session: Session, paths: Sequence[Path], shelf: GapShelf | None, rejects: list[Reject]
) -> list[Draft]:
    """Return the pages in files, as those of the products that the workspace knows.

    Args:
        session: For the settings.
        paths: The files, in every format that is read.
        shelf: What the workspace knows; None: nothing.
        rejects: Takes what can't be read.
    """
    from corpora.intake.catalogue import Catalogue
    from corpora.readers.detect import read
    from corpora.readers.raw import RawPage, ReadOptions
    from corpora.records import Reject
    from corpora.settings import SETTINGS_FILE, load_settings

    settings = load_settings(session.path.with_name(SETTINGS_FILE))
    catalogue = Catalogue(
        shelf.products.values() if shelf else (), set(shelf.pages.values()) if shelf else ()
    )
    drafts = []
    for record in read(paths, ReadOptions(timezone=settings.zone)):
        if isinstance(record, Reject):
            rejects.append(record)
        elif isinstance(record, RawPage):
            products, page, passages = catalogue.take(record)
            drafts.append(Draft(_known(page, products, shelf), tuple(passages)))
    return drafts


def _known(page: Page, products: Sequence[Product], shelf: GapShelf | None) -> Page:
    """Return the draft's page as that of the products that the workspace knows.

    Those of the stored page of its address, else those that are called by its heading or by a
    product on it, in whatever spelling, else by another of its titles, such as the window's.
    """
    from corpora.intake.called import loose

    if shelf is None or set(page.product_ids) & shelf.products.keys():
        return page
    stored = {each.id: each.product_ids for each in shelf.pages.values()}
    named: dict[str, set[str]] = defaultdict(set)
    for each in shelf.products.values():
        named[loose(each.title)].add(each.id)
    headings = (page.title, *(product.title for product in products))
    called = (
        tuple(sorted({own for name in names for own in named.get(loose(name), ())}))
        for names in (headings, page.also)
    )
    known = stored.get(page.id) or next(filter(None, called), page.product_ids)
    return replace(page, product_ids=known)


def known_questions(
    product_ids: Sequence[str],
    shelf: GapShelf | None,
    gap_id: str | None = None,
    *,
    once: bool = False,
) -> list[Question]:
    """Return what customers asked about these products, or of one gap.

    Each wording of a gap, and of what is in none, is there once, with all who asked so.

    Args:
        product_ids: The products.
        shelf: What the workspace knows; None: nothing.
        gap_id: Only what this gap's customers asked, by id or topic.
        once: Also what one customer alone asked, which may be no question for a page; without it
            only as far as the page answers that, which must stay.
    """
    if shelf is None:
        return []
    if gap_id is not None:
        from assistant.naming import resolve_gap

        gap = resolve_gap(gap_id, shelf.gaps)
        return _worded([shelf.needs[need_id] for need_id in gap.need_ids], {gap.id}, shelf)
    told = {
        each.id
        for each in shelf.gaps
        if (once or each.customers > 1) and shelf.marks.get(each.id) != "dismissed"
    }
    return _worded(_asked_of(product_ids, told, shelf), told, shelf)


def _asked_of(product_ids: Sequence[str], told: Collection[str], shelf: GapShelf) -> list[Need]:
    """Return the needs that a page of these products should meet: those of the gaps `told`.

    And those that it meets already, unless they are of an open gap that is not told.
    """
    open_ = {each.id for each in shelf.open_gaps()}
    return [
        need
        for need in shelf.needs.values()
        if need.kind == "product_fact"
        and set(need.product_ids[:1]) & set(product_ids)
        and (
            need.gap_id in told
            or (need.gap_id not in open_ and (need.answer_probability or 0.0) >= 0.5)
        )
    ]


def _worded(needs: Sequence[Need], told: Collection[str], shelf: GapShelf) -> list[Question]:
    """Return needs as questions, the most telling of each gap first; who asks alike, asks one.

    Those of gaps that are not `told` stand each on its own.
    """
    rank = {need: place for gap in shelf.gaps for place, need in enumerate(gap.need_ids)}
    alike: dict[tuple[str | None, str], list[Need]] = defaultdict(list)
    for need in sorted(needs, key=lambda need: rank.get(need.id, 0)):
        gap = need.gap_id if need.gap_id in told else None
        alike[gap, " ".join(need.text.casefold().split())].append(need)
    return [
        Question(
            own[0].text,
            own[0].text if gap is None else gap,
            own[0],
            counts=gap is None or rank.get(own[0].id, 0) < TELLING,
            contact_ids=tuple(dict.fromkeys(need.contact_id for need in own)),
        )
        for (gap, _), own in alike.items()
    ]


def questions_of(path: Path) -> list[Question]:
    """Return the lines of a text file as questions.

    Raises:
        SourceError: The file can't be read.
        BadInput: It is not UTF-8, or empty.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(
            f"can't be read ({error.strerror})",
            where=str(path),
            remedy="name a text file with one question a line",
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            "is no text in UTF-8", where=str(path), remedy="save it as UTF-8 text"
        ) from error
    lines = dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    if not lines:
        raise BadInput("holds no question", where=str(path), remedy="write one question a line")
    return [Question(line, line) for line in lines]
