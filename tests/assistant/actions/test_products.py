"""Products are listed with the contacts that are about them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.actions.gaps import compute_gaps
from assistant.actions.ingesting import IngestParams, ingest
from assistant.actions.products import ProductsData, ProductsParams, products
from assistant.answers import Answer
from assistant.reports.content import report_content
from assistant.reports.forms import as_markdown
from assistant.session import Session
from corpora.store.runs import latest_gaps
from corpora.store.scope import Scope
from tests.conftest import NOON

Ask = Callable[..., Answer]


def test_products_are_listed_with_their_contacts(ask: Ask, session: Session) -> None:
    from corpora.store import queries

    told = ask("products")
    rows = told.data.products  # type: ignore[attr-defined]
    assert len(rows) == told.data.total == 7  # type: ignore[attr-defined]
    assert told.headline == "7 products, each with a page."
    assert [each.contacts for each in rows] == sorted((e.contacts for e in rows), reverse=True)
    with session.workspace.reading() as db:
        for each in rows[:2]:
            own = queries.contacts_within(db, Scope(product_ids=(each.product_id,)))
            assert len(own) == each.contacts > 0


def test_filters_narrow_what_is_counted(ask: Ask) -> None:
    everything = {e.product_id: e.contacts for e in ask("products").data.products}  # type: ignore[attr-defined]
    calls = {e.product_id: e.contacts for e in ask("products", channel="call").data.products}  # type: ignore[attr-defined]
    assert all(calls[each] <= everything[each] for each in everything)
    assert sum(calls.values()) < sum(everything.values())
    assert len(ask("products", top=2).data.products) == 2  # type: ignore[attr-defined]


def test_products_without_a_page_are_told_with_their_contacts(tmp_path: Path) -> None:
    rows = ["ticket_id,customer_id,description,product"]
    rows += [
        f"{number},C-{number},Which bulb fits it? The shop does not say.,Orla Lamp"
        for number in range(4)
    ]
    (tmp_path / "tickets.csv").write_text("\n".join(rows), encoding="utf-8")
    session = Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)
    told = ingest(session, IngestParams(paths=(tmp_path / "tickets.csv",), redact="patterns"))
    assert any("without a page or feed: 1 product" in str(block) for block in told.blocks)
    compute_gaps(session)
    answer = products(session, ProductsParams(without_page=True))
    assert isinstance(answer.data, ProductsData)
    assert answer.headline == "1 product, none with a page."
    assert answer.data.without_page == 1
    (lamp,) = answer.data.products
    assert (lamp.title, lamp.contacts, lamp.page, lamp.origin) == (
        "Orla Lamp",
        4,
        False,
        "contacts",
    )
    assert lamp.needs >= 4
    with session.workspace.reading() as db:
        assert latest_gaps(db) == []
    content, journey = report_content(session)
    assert [(each.title, each.named) for each in content.without_page] == [("Orla Lamp", 4)]
    assert "Orla Lamp: no page. 4 contacts name it; 4 asked something." in as_markdown(
        content, journey
    )


def test_only_those_without_a_page_are_listed_where_that_is_asked(ask: Ask) -> None:
    answer = ask("products", without_page=True)
    assert (answer.data.total, answer.data.products) == (7, ())  # type: ignore[attr-defined]
