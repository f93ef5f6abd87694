"""Which version of a page counts for a contact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from classifiers.answerability.shelf import Shelf
from corpora.records import Page, Passage

DAY = timedelta(days=1)
START = datetime(2026, 3, 2, tzinfo=UTC)


def page(name: str, version: str, since: datetime | None, *products: str) -> Page:
    return Page(id=name, version=version, product_ids=products, title=name, valid_from=since)


def passage(name: str, version: str, text: str) -> Passage:
    return Passage(
        id=f"s-{text}", page_id=name, version=version, index=0, kind="paragraph", text=text
    )


SHELF = Shelf(
    [page("k", "3", START + 9 * DAY, "p-kettle"), page("d", "2", START + 5 * DAY)],
    [passage("k", "3", "third"), passage("d", "2", "new delivery")],
    [
        page("k", "1", None, "p-kettle"),
        page("k", "2", START + 2 * DAY, "p-kettle"),
        page("d", "1", None),
    ],
    [passage("k", "1", "first"), passage("k", "2", "second"), passage("d", "1", "old delivery")],
)


def live(at: datetime | None) -> list[str]:
    epoch = SHELF.epoch("p-kettle", at)
    return [each.text for each in SHELF.of("p-kettle", epoch)]


def test_the_version_that_was_live_at_the_time_counts() -> None:
    assert live(START - 99 * DAY) == ["first", "old delivery"], "nothing older is known"
    assert live(START + 2 * DAY) == ["second", "old delivery"], "from its first moment on"
    assert live(START + 6 * DAY) == ["second", "new delivery"]
    assert live(START + 9 * DAY) == ["third", "new delivery"]
    assert live(None) == ["third", "new delivery"]
    assert SHELF.epoch("p-kettle", START + 9 * DAY) is None, "as today: no need is judged twice"


def test_products_without_pages_have_no_versions() -> None:
    assert SHELF.epoch("p-none", START) is None
    assert SHELF.of("p-none") == []


def test_versions_read_side_by_side_are_not_earlier_and_later() -> None:
    shelf = Shelf(
        [page("k", "b", START, "p-kettle")],
        [passage("k", "b", "one")],
        [page("k", "a", START, "p-kettle")],
        [passage("k", "a", "other")],
    )
    assert shelf.epoch("p-kettle", START - DAY) is None
