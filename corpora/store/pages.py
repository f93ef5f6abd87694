"""Products, pages and passages in the workspace; a page whose text changed is a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corpora.records import Page, Passage, Product
from corpora.store.arrow import columns_of, select, to_table, utc
from corpora.store.scope import EVERYTHING, Scope
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
    columns = columns_of(Product)
    db.execute(f"INSERT INTO products ({columns}) SELECT {columns} FROM arrived")
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
    _bring_up_to_date(db)
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


def _bring_up_to_date(db: Connection) -> None:
    """Let versions that are there already have their new dates and other titles."""
    db.execute("""
        UPDATE pages SET valid_from = again.since FROM again
        WHERE pages.id = again.id AND pages.version = again.version
    """)
    db.execute("""
        UPDATE pages SET also = arrived.also FROM arrived
        WHERE pages.id = arrived.id AND pages.version = arrived.version
          AND pages.also IS DISTINCT FROM arrived.also
    """)


def all_products(db: Connection) -> list[Product]:
    """Return every product, by title; ids that it had before are names of it."""
    return select(
        db,
        Product,
        f"""
        SELECT {columns_of(Product)} FROM (
            SELECT products.* REPLACE (list_concat(aliases, coalesce(before.ids, [])) AS aliases)
            FROM products LEFT JOIN (
                SELECT after, list(id ORDER BY id) AS ids FROM products_before GROUP BY after
            ) AS before ON before.after = products.id
        ) ORDER BY title, id
        """,
    )


def contacts_by_product(db: Connection, scope: Scope = EVERYTHING) -> dict[str, int]:
    """Return how many contacts within a scope are about each product; those about none are out."""
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        SELECT product, count(DISTINCT contact) FROM (
            SELECT contacts.id AS contact, unnest(contacts.product_ids) AS product
            FROM contacts WHERE {where}
            UNION ALL
            SELECT needs.contact_id, unnest(needs.product_ids)
            FROM needs JOIN contacts ON contacts.id = needs.contact_id WHERE {where}
        ) GROUP BY product
        """,
        [*parameters, *parameters],
    ).fetchall()
    return dict(rows)


def paged_products(db: Connection) -> frozenset[str]:
    """Return the products that have a page."""
    rows = db.execute("SELECT DISTINCT unnest(product_ids) FROM live_pages").fetchall()
    return frozenset(row[0] for row in rows)


def needs_by_product(db: Connection, scope: Scope = EVERYTHING) -> dict[str, int]:
    """Return how many needs of contacts within a scope are about each product first of all."""
    where, parameters = scope.where()
    rows = db.execute(
        f"""
        SELECT needs.product_ids[1], count(*) FROM needs
        JOIN contacts ON contacts.id = needs.contact_id
        WHERE {where} AND len(needs.product_ids) > 0 AND run_id = (
            SELECT max(id) FROM runs WHERE kind = 'gaps' AND finished_at IS NOT NULL)
        GROUP BY ALL
        """,
        parameters,
    ).fetchall()
    return dict(rows)


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


@dataclass(frozen=True, slots=True)
class PageChange:
    """The last change of a live page.

    Attributes:
        page_id: The page.
        product_ids: The products that it describes.
        title: Its heading.
        at: Since when the live version stands, UTC.
        added: Its passages that the version before had not, in page order.
        added_ids: Their ids.
    """

    page_id: str
    product_ids: tuple[str, ...]
    title: str
    at: datetime
    added: tuple[str, ...]
    added_ids: tuple[str, ...]


def page_changes(db: Connection) -> list[PageChange]:
    """Return the last change of each live page of a product that has an earlier version.

    A change that only took something away is one too, with nothing `added`.
    """
    rows = db.execute("""
        WITH before AS (
            SELECT pages.id, arg_max(pages.version, coalesce(
                pages.valid_from, TIMESTAMP '0001-01-01')) AS version
            FROM pages JOIN live_pages USING (id) WHERE pages.version <> live_pages.version
            AND (pages.valid_from IS NULL OR pages.valid_from < live_pages.valid_from)
            GROUP BY pages.id
        ), added AS (
            SELECT passages.* FROM passages JOIN before ON before.id = passages.page_id
            WHERE NOT EXISTS (
                FROM passages AS old WHERE old.page_id = before.id
                AND old.version = before.version AND old.id = passages.id)
        )
        SELECT live_pages.id, any_value(live_pages.product_ids), any_value(live_pages.title),
               any_value(live_pages.valid_from),
               list(added.text ORDER BY added.index) FILTER (added.id IS NOT NULL),
               list(added.id ORDER BY added.index) FILTER (added.id IS NOT NULL)
        FROM live_pages JOIN before USING (id)
        LEFT JOIN added ON added.page_id = live_pages.id AND added.version = live_pages.version
        WHERE live_pages.valid_from IS NOT NULL AND len(live_pages.product_ids) > 0
        GROUP BY live_pages.id ORDER BY live_pages.id
    """).fetchall()
    return [
        PageChange(page, tuple(products), title, utc(at), tuple(texts or ()), tuple(ids or ()))
        for page, products, title, at, texts, ids in rows
    ]


def past_pages(db: Connection) -> list[Page]:
    """Return the versions of pages that were live before, by page, the earliest first."""
    return select(
        db,
        Page,
        f"""
        SELECT {columns_of(Page)} FROM pages
        WHERE (id, version) NOT IN (SELECT (id, version) FROM live_pages)
        ORDER BY id, valid_from NULLS FIRST, version
        """,
    )


def past_passages(db: Connection) -> list[Passage]:
    """Return the passages of the versions that were live before, in page order."""
    return select(
        db,
        Passage,
        f"""
        SELECT {columns_of(Passage)} FROM passages
        WHERE (page_id, version) NOT IN (SELECT (id, version) FROM live_pages)
        ORDER BY page_id, version, index
        """,
    )
