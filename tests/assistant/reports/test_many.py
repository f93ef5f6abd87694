"""A report of 2,000 gaps is still a file that can be mailed, and made while one waits."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from assistant.reports.content import report_content
from assistant.reports.forms import as_csv, as_html, as_json, as_markdown, as_xlsx
from assistant.session import Session
from corpora.records import Contact, Gap, Need, Page, Passage, Product, Turn
from corpora.store import contacts, pages, runs
from tests.conftest import NOON

GAPS, ASKING, PRODUCTS = 2_000, 3, 200
MEGABYTE = 1_000_000


def filled(folder: Path) -> Session:
    """Return a workspace with 2,000 gaps of three customers each, on 200 pages."""
    products = [Product(id=f"p-{n}", title=f"Lantern {n}", sku=f"L-{n}") for n in range(PRODUCTS)]
    live = [
        Page(id=f"page-{n}", version="1", product_ids=(f"p-{n}",), title=f"Lantern {n}")
        for n in range(PRODUCTS)
    ]
    passages = [
        Passage(f"s-{n}-{m}", f"page-{n}", "1", m, "spec", f"Part {m} of lantern {n}: {m} mm")
        for n in range(PRODUCTS)
        for m in range(10)
    ]
    told, turns, needs, gaps = [], [], [], []
    for number in range(GAPS):
        own = []
        for who in range(ASKING):
            contact, text = (
                f"c-{number}-{who}",
                f"How long does wick {number} burn, and is it wide?",
            )
            told.append(
                Contact(
                    id=contact,
                    source="desk",
                    content_hash="h",
                    source_id=f"T-{number}-{who}",
                    opened_at=NOON - timedelta(hours=(number * ASKING + who) % 2_000),
                    handle_s=300,
                )
            )
            turns += [
                Turn(contact, 0, "customer", text),
                Turn(contact, 1, "agent", f"Wick {number} burns for 12 hours and is 8 mm wide."),
            ]
            own.append(
                Need(
                    id=f"n-{number}-{who}",
                    contact_id=contact,
                    turn_index=0,
                    start=0,
                    end=len(text),
                    text=text,
                    kind="product_fact",
                    kind_probability=0.9,
                    product_ids=(f"p-{number % PRODUCTS}",),
                    link_probability=0.9,
                    answer_probability=0.2,
                    gap_id=f"g-{number}",
                )
            )
        needs += own
        gaps.append(
            Gap(
                id=f"g-{number}",
                product_ids=(f"p-{number % PRODUCTS}",),
                topic=f"wick {number}",
                kind="missing",
                need_ids=tuple(need.id for need in own),
                contacts=ASKING,
                customers=ASKING,
                customers_low=1,
                customers_high=ASKING,
                open_probability=0.8,
                founding_need=own[0].id,
                passage_id=f"s-{number % PRODUCTS}-3",
            )
        )
    session = Session(folder / "frontstage.duckdb", now=lambda: NOON)
    workspace = session.create_workspace()
    with workspace.writing() as db:
        pages.put_products(db, products)
        pages.put_pages(db, live, passages, NOON)
        contacts.put_contacts(db, told, turns, NOON)
        run = runs.begin_run(db, "gaps", NOON)
        runs.put_needs(db, run, needs)
        runs.put_gaps(db, run, gaps)
        runs.finish_run(db, run, NOON, {"needs": len(needs)})
    return session


def test_a_report_of_2000_gaps_is_small_and_quick(tmp_path: Path) -> None:
    session = filled(tmp_path)
    begun = time.process_time()
    content, journey = report_content(session)
    html = as_html(content, journey)
    texts = (as_markdown(content, journey), as_csv(content), as_json(content))
    book = as_xlsx(content)
    seconds = time.process_time() - begun
    assert len(content.gaps) == GAPS
    assert len(html.encode()) < 10 * MEGABYTE
    assert all(texts)
    assert len(book) < 10 * MEGABYTE
    assert seconds < 10, "of processor time, all forms together"
