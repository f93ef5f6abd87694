"""Products, pages and passages in the workspace; a page whose text changed is a new version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from corpora.records import Page, Passage, Product
from corpora.store.arrow import columns_of, select, to_table
from corpora.store.workspace import Connection, first_row


def put_products(db: Connection, products: Sequence[Product]) -> int:
    """Store products, replacing those with the same id; return how many were new."""
    if not products:
        return 0
    db.register("arrived", to_table(products, Product))
    row = first_row(
        db,
        """
        SELECT count(DISTINCT id) FROM arrived WHERE id NOT IN (SELECT id FROM products)
    """,
    )
    db.execute("DELETE FROM products WHERE id IN (SELECT id FROM arrived)")
    db.execute(f"INSERT INTO products SELECT {columns_of(Product)} FROM arrived")
    db.unregister("arrived")
    return int(row[0]) if row else 0


def put_pages(
    db: Connection, pages: Sequence[Page], passages: Sequence[Passage], now: datetime
) -> int:
    """Store page versions that are not there yet, with their passages; return how many.

    A version without a date of its own that follows another one is valid from `now`.
    """
    if not pages:
        return 0
    db.register("arrived", to_table(pages, Page))
    db.register("arrived_passages", to_table(passages, Passage))
    db.execute("""
        CREATE OR REPLACE TEMP TABLE fresh AS SELECT DISTINCT id, version FROM arrived
        WHERE (id, version) NOT IN (SELECT (id, version) FROM pages)
    """)
    db.execute(
        f"""
        INSERT INTO pages ({columns_of(Page)})
        SELECT {columns_of(Page)} FROM (SELECT * REPLACE (coalesce(
            valid_from, CASE WHEN id IN (SELECT id FROM pages) THEN ?::TIMESTAMP END
        ) AS valid_from) FROM arrived)
        WHERE (id, version) IN (SELECT (id, version) FROM fresh)
        QUALIFY row_number() OVER (PARTITION BY id, version) = 1
        """,
        [now.replace(tzinfo=None)],
    )
    db.execute(f"""
        INSERT INTO passages SELECT {columns_of(Passage)} FROM arrived_passages
        WHERE (page_id, version) IN (SELECT (id, version) FROM fresh)
        QUALIFY row_number() OVER (PARTITION BY page_id, version, index) = 1
    """)
    row = first_row(db, "SELECT count(*) FROM fresh")
    db.unregister("arrived")
    db.unregister("arrived_passages")
    return int(row[0]) if row else 0


def all_products(db: Connection) -> list[Product]:
    """Return every product, by title."""
    return select(db, Product, f"SELECT {columns_of(Product)} FROM products ORDER BY title, id")


def live_pages(db: Connection) -> list[Page]:
    """Return the live version of every page."""
    return select(db, Page, f"SELECT {columns_of(Page)} FROM live_pages ORDER BY id")


def live_passages(db: Connection) -> list[Passage]:
    """Return the passages of every live page, in page order."""
    return select(
        db,
        Passage,
        f"""
        SELECT {columns_of(Passage, "passages")} FROM passages
        JOIN live_pages ON live_pages.id = page_id AND live_pages.version = passages.version
        ORDER BY page_id, index
        """,
    )
