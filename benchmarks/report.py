"""How long a report of many gaps takes, form by form.

`python -m benchmarks.report [--gaps N] [--json]`

The workspace is made up: gaps of three customers each on 200 pages. Times are processor seconds of
one run; "content" is what is read from the workspace and worked out once for every form.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.reports.content import report_content
from assistant.reports.forms import as_csv, as_html, as_json, as_markdown, as_xlsx
from assistant.session import Session
from corpora.records import Contact, Gap, Need, Page, Passage, Product, Turn
from corpora.store import contacts, pages, runs

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ASKING, PRODUCTS = 3, 200


def filled(folder: Path, many: int) -> Session:
    """Return a workspace with so many gaps of three customers each, on 200 pages."""
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
    for number in range(many):
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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gaps", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        session = filled(Path(folder), given.gaps)
        begun = time.process_time()
        content, journey = report_content(session)
        spent = {"content": time.process_time() - begun}
    sizes: dict[str, int] = {}
    forms: dict[str, Callable[[], str | bytes]] = {
        "html": lambda: as_html(content, journey),
        "markdown": lambda: as_markdown(content, journey),
        "csv": lambda: as_csv(content),
        "xlsx": lambda: as_xlsx(content),
        "json": lambda: as_json(content),
    }
    for name, form in forms.items():
        begun = time.process_time()
        made = form()
        spent[name] = time.process_time() - begun
        sizes[name] = len(made.encode() if isinstance(made, str) else made)
    if given.json:
        print(json.dumps({"gaps": given.gaps, "seconds": spent, "bytes": sizes}))
        return
    print(f"a report of {given.gaps:,} gaps")
    for name, took in spent.items():
        size = f"{sizes[name] / 1e6:8.1f} MB" if name in sizes else ""
        print(f"{name:10} {took:8.2f} s{size}")


if __name__ == "__main__":
    main()
