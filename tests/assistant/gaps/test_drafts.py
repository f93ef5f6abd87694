"""Drafts are of the products that the workspace knows, whoever names these."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.actions.checking import CheckData, CheckParams, check_page
from assistant.actions.gaps import compute_gaps
from assistant.actions.ingesting import IngestParams, ingest
from assistant.gaps.cards import GapShelf, read_shelf
from assistant.gaps.drafts import known_questions, read_drafts
from assistant.session import Session
from corpora.records import Reject
from tests.assistant.gaps.test_cards import _gap, _need

ADDRESS = "https://hobthorn.example/harbor-lamp"


def page(path: Path, heading: str, window: str, address: str = "") -> Path:
    link = f'<link rel="canonical" href="{address}">' if address else ""
    path.write_text(
        f'<html lang="en"><head><title>{window}</title>{link}</head><body><main>'
        f"<h1>{heading}</h1><p>It is made of oak and goes with every room of the house.</p>"
        "</main></body></html>",
        encoding="utf-8",
    )
    return path


def tickets(path: Path) -> Path:
    rows = "".join(
        f"T-{number},C-{number},How long is the cable of the lamp?,Harbor-Lamp\n"
        for number in range(1, 5)
    )
    path.write_text(f"ticket_id,customer_id,description,product\n{rows}", encoding="utf-8")
    return path


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A workspace of tickets about a "Harbor-Lamp", and of the page that is this product's."""
    session = Session(tmp_path / "frontstage.duckdb")
    stored = page(tmp_path / "stored.html", "Harbor Lamp", "Harbor Lamp | Hobthorn", ADDRESS)
    ingest(session, IngestParams(paths=(tickets(tmp_path / "tickets.csv"), stored)))
    return session


@pytest.mark.parametrize(
    ("titles", "known"),
    [
        (("Harbor Lamp", "Lamps"), 1),
        (("HARBOR_LAMP", "Lamps"), 1),
        (("Light your desk", "Harbor Lamp | Hobthorn"), 1),
        (("Light your desk", "Lamps", ADDRESS), 1),
        (("Light your desk", "Lamps"), 0),
    ],
)
def test_a_draft_is_of_the_product_that_contacts_call_so(
    session: Session, tmp_path: Path, titles: tuple[str, ...], known: int
) -> None:
    with session.workspace.reading() as db:
        shelf = read_shelf(db)
    (lamp,) = shelf.products
    assert lamp in shelf.pages
    rejects: list[Reject] = []
    file = page(tmp_path / "draft.html", *titles)
    (draft,) = read_drafts(session, (file,), shelf, rejects)
    assert draft.page.product_ids == (lamp,) * known
    assert not rejects


@pytest.mark.usefixtures("light")
def test_check_page_knows_what_was_asked_about_a_page_that_is_a_products_by_title(
    session: Session, tmp_path: Path
) -> None:
    compute_gaps(session)
    with session.workspace.reading() as db:
        (gap,) = read_shelf(db).open_gaps()
    answer = check_page(session, CheckParams(paths=(tmp_path / "stored.html",)))
    assert isinstance(answer.data, CheckData)
    assert not answer.problems
    assert [each.open_topics for each in answer.data.pages] == [(gap.id,)]
    assert answer.data.pages[0].unchanged


def test_words_of_two_gaps_are_asked_in_both_with_all_who_said_them() -> None:
    own = (_need(1), replace(_need(2), text=_need(1).text.upper()), _need(3))
    needs = {
        each.id: replace(each, gap_id=gap)
        for each, gap in zip(own, ("g-1", "g-1", "g-2"), strict=True)
    }
    gaps = (_gap(), replace(_gap(), id="g-2", need_ids=("n-3",)))
    shelf = GapShelf(gaps, needs, products={}, pages={}, passages={}, marks={}, customers={})
    found = known_questions(["p-1"], shelf)
    assert [(each.topic, each.contact_ids) for each in found] == [
        ("g-1", ("c-1", "c-2")),
        ("g-2", ("c-3",)),
    ]
