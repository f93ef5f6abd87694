"""The test that passes once a page is mended, and who asked since it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.reports.content import report_content
from assistant.reports.forms import as_html, as_markdown
from assistant.reports.mending import page_test, since_change
from assistant.session import Session
from corpora.records import Gap, Need, Page

DAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
PAGE = Page(
    id="page-1", version="1", product_ids=("p-1",), title="Lamp", origin="shop/pages/a b.html"
)


def need(number: int, probability: float) -> Need:
    return Need(
        id=f"n-{number}", contact_id=f"c-{number}", turn_index=0, start=0, end=9,
        text=f"Question {number}?", kind="product_fact", kind_probability=1.0,
        answer_probability=probability,
    )  # fmt: skip


def gap(*needs: Need) -> Gap:
    return Gap(
        id="g-1", product_ids=("p-1",), topic="t", kind="missing", contacts=2, customers=2,
        need_ids=tuple(each.id for each in needs), customers_low=1, customers_high=2,
        open_probability=0.5, founding_need="n-0",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["shop", "shop-moved-here"])
def test_the_command_names_the_file_as_it_lies_in_the_folder(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    (home / "pages").mkdir(parents=True)
    (home / "pages" / "a b.html").write_text("<h1>Lamp</h1>")
    own = [need(0, 0.1)]
    test = page_test(gap(*own), {each.id: each for each in own}, PAGE, home)
    assert test is not None
    assert test.command == "frontstage check-page 'pages/a b.html' --gap g-1 --strict"
    assert test.probability == 0.1
    for origin in ("feed.csv, row 3", "elsewhere/gone.html"):
        feed = page_test(gap(*own), {"n-0": own[0]}, replace(PAGE, origin=origin), home)
        assert feed is not None
        assert "check-page PAGE --gap" in feed.command
    assert page_test(gap(*own), {"n-0": own[0]}, None) is None


def test_the_best_of_the_three_most_telling_questions_is_told() -> None:
    own = [need(n, chance) for n, chance in enumerate((0.1, 0.9, 0.2, 0.97, 0.0))]
    test = page_test(gap(*own), {each.id: each for each in own}, PAGE)
    assert test is not None
    assert test.probability == 0.9


@pytest.mark.parametrize(("hours", "since"), [((-9, -3), 0), ((-9, 3, 5), 2)])
def test_who_asked_since_the_page_changed(hours: tuple[int, ...], since: int) -> None:
    found = since_change(DAY, [DAY + timedelta(hours=each) for each in hours], UTC)
    assert found is not None
    assert (found.on, found.contacts) == (DAY.date(), since)


def test_a_page_that_did_not_change_meanwhile() -> None:
    assert since_change(None, [DAY], UTC) is None
    assert since_change(DAY, [DAY + timedelta(hours=1)], UTC) is None
    assert since_change(DAY, [None], UTC) is None


def test_each_card_of_a_product_with_a_page_has_its_test(session: Session) -> None:
    content, journey = report_content(session)
    assert all(each.test is not None for each in content.gaps)
    html, text = as_html(content, journey), as_markdown(content, journey)
    for page in content.pages:
        for each in page.cards:
            assert f"--gap {each.card.id} --strict" in html
            assert f"--gap {each.card.id} --strict" in text
