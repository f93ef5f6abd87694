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
    """Store page versions that are not live yet, with their passages; return how many.

    A version without a date of its own that follows another one is valid from `now`. A page set
    back to an earlier text has that version live again, from its own date or from `now`.
    """
    if not pages:
        return 0
    db.register("arrived", to_table(pages, Page))
    db.register("arrived_passages", to_table(passages, Passage))
    db.execute("""
        CREATE OR REPLACE TEMP TABLE fresh AS SELECT DISTINCT id, version FROM arrived
        WHERE (id, version) NOT IN (SELECT (id, version) FROM pages)
    """)
    _find_set_back(db, now)
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
    db.execute("""
        UPDATE pages SET valid_from = again.since FROM again
        WHERE pages.id = again.id AND pages.version = again.version
    """)
    db.execute(f"""
        INSERT INTO passages SELECT {columns_of(Passage)} FROM arrived_passages
        WHERE (page_id, version) IN (SELECT (id, version) FROM fresh)
        QUALIFY row_number() OVER (PARTITION BY page_id, version, index) = 1
    """)
    row = first_row(db, "SELECT (SELECT count(*) FROM fresh) + (SELECT count(*) FROM again)")
    db.unregister("arrived")
    db.unregister("arrived_passages")
    return int(row[0]) if row else 0


def _find_set_back(db: Connection, now: datetime) -> None:
    """List stored versions that are live again, and since when, in the table `again`.

    Where the live version arrived as well, both lie side by side and nothing was set back.
    """
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE again AS
        SELECT arrived.id, arrived.version, coalesce(
            max(arrived.valid_from),
            greatest(?::TIMESTAMP, max(live_pages.valid_from) + INTERVAL 1 MICROSECOND)
        ) AS since
        FROM arrived JOIN live_pages ON live_pages.id = arrived.id
        WHERE arrived.version <> live_pages.version
        AND (arrived.id, arrived.version) IN (SELECT (id, version) FROM pages)
        AND (arrived.id, live_pages.version) NOT IN (SELECT (id, version) FROM arrived)
        AND (arrived.id) NOT IN (SELECT id FROM fresh)
        AND (arrived.valid_from IS NULL OR live_pages.valid_from IS NULL
             OR arrived.valid_from > live_pages.valid_from)
        GROUP BY ALL
        """,
        [now.replace(tzinfo=None)],
    )


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
