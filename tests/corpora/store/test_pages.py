"""Versions of pages: which is live."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from corpora.records import Page, Passage
from corpora.store.pages import live_pages, live_passages, page_changes, put_pages
from corpora.store.workspace import Workspace

DAY = timedelta(days=1)
START = datetime(2026, 3, 2, tzinfo=UTC)


def put(
    workspace: Workspace, *versions: str, day: int = 0, since: datetime | None = None
) -> tuple[int, str]:
    pages = [
        Page(id="p-1", version=each, product_ids=(), title="Kettle", valid_from=since)
        for each in versions
    ]
    passages = [
        Passage(id=f"s-{each}", page_id="p-1", version=each, index=0, kind="paragraph", text=each)
        for each in versions
    ]
    with workspace.writing() as db:
        stored = put_pages(db, pages, passages, START + day * DAY)
    with workspace.reading() as db:
        assert [each.text for each in live_passages(db)] == [live_pages(db)[0].version]
        return stored, live_pages(db)[0].version


def test_a_page_set_back_to_an_earlier_text_is_live_with_it(workspace: Workspace) -> None:
    assert put(workspace, "a") == (1, "a")
    assert put(workspace, "b", day=1) == (1, "b")
    assert put(workspace, "a", day=2) == (1, "a")
    assert put(workspace, "a", day=3) == (0, "a"), "nothing changed"
    assert put(workspace, "b", day=3) == (1, "b")
    with workspace.reading() as db:
        assert live_pages(db)[0].valid_from == START + 3 * DAY
        assert db.execute("SELECT count(*) FROM pages").fetchall() == [(2,)]


def test_an_earlier_text_with_its_own_early_date_stays_behind(workspace: Workspace) -> None:
    put(workspace, "a", since=START)
    put(workspace, "b", since=START + DAY)
    assert put(workspace, "a", since=START, day=5) == (0, "b")
    assert put(workspace, "a", since=START + 2 * DAY, day=5) == (1, "a")


def test_two_texts_side_by_side_read_again_change_nothing(workspace: Workspace) -> None:
    _, live = put(workspace, "a", "b")
    assert put(workspace, "a", "b", day=1) == (0, live)


def test_what_was_only_taken_away_is_a_change_too(workspace: Workspace) -> None:
    def passages(version: str, *texts: str) -> list[Passage]:
        return [
            Passage(f"s-{text}", "p-1", version=version, index=i, kind="paragraph", text=text)
            for i, text in enumerate(texts)
        ]

    def changes(version: str, day: int, *texts: str) -> list[tuple[datetime, tuple[str, ...]]]:
        page = Page(id="p-1", version=version, product_ids=("k",), title="Kettle")
        with workspace.writing() as db:
            put_pages(db, [page], passages(version, *texts), START + day * DAY)
        with workspace.reading() as db:
            return [(each.at, each.added) for each in page_changes(db)]

    assert changes("a", 0, "holds 1 l", "blue") == []
    assert changes("b", 1, "holds 1 l") == [(START + DAY, ())]
    assert changes("c", 2, "holds 1 l", "whistles") == [(START + 2 * DAY, ("whistles",))]
