"""What contacts call their products, and the products, links and pages that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from corpora.records import Page, Product
from corpora.store.arrow import arrow_schema, columns_of, select, to_table
from corpora.store.workspace import Connection, first_row

_AT_ONCE = 10_000
_ELSEWHERE = ("needs", "gaps")


def references(db: Connection) -> Iterator[tuple[str, str, int]]:
    """Yield source, reference and how many contacts of it that count have this reference."""
    found = db.execute("""
        SELECT source, ref, count(*) FILTER (set_aside IS NULL) FROM (
            SELECT source, set_aside, unnest(list_distinct(product_refs)) AS ref FROM contacts
            WHERE len(product_refs) > 0
        ) WHERE ref <> '' GROUP BY ALL ORDER BY ALL
    """)
    while rows := found.fetchmany(_AT_ONCE):
        yield from rows


def any_references(db: Connection) -> bool:
    """Tell whether any contact calls a product anything."""
    return first_row(db, "SELECT 1 FROM contacts WHERE len(product_refs) > 0 LIMIT 1") is not None


def put_links(db: Connection, named: Sequence[Product], linked: Mapping[str, Sequence[str]]) -> int:
    """Store the products that contacts name, and link contacts by what they call their products.

    Who was linked to one that is no more is linked to what took its place, needs and gaps too, and
    its id is remembered. Contacts that call no product anything are left as they are, and so is a
    link that a page or feed gave once, where what the contact says means nothing by now.

    Args:
        db: An open `writing()` connection.
        named: All products that only contacts name.
        linked: Reference -> the products that it means.

    Returns:
        How many contacts have other products than before.
    """
    columns = [pa.array(list(linked)), pa.array(list(linked.values()), pa.list_(pa.string()))]
    names = pa.table(columns, schema=pa.schema([("ref", pa.string()), ("ids", columns[1].type)]))
    db.register("meant", names)
    db.register("named", to_table(named, Product))
    db.execute("""
        CREATE OR REPLACE TEMP TABLE linking AS
        WITH called AS (
            SELECT rowid AS place, unnest(product_refs) AS ref,
                   generate_subscripts(product_refs, 1) AS nth
            FROM contacts WHERE len(product_refs) > 0
        ), found AS (
            SELECT place, id, min(nth) AS nth
            FROM (SELECT place, nth, unnest(ids) AS id FROM called JOIN meant USING (ref))
            GROUP BY place, id
        ), every AS (
            SELECT place, list(id ORDER BY nth, id) AS ids FROM found GROUP BY place
        ), given AS (
            SELECT place, list(id ORDER BY nth) AS ids FROM (
                SELECT rowid AS place, unnest(product_ids) AS id,
                       generate_subscripts(product_ids, 1) AS nth
                FROM contacts WHERE rowid NOT IN (SELECT place FROM every)
            ) JOIN products USING (id) WHERE origin = 'page' GROUP BY place
        )
        SELECT contacts.rowid AS place, contacts.product_ids AS before,
               coalesce(every.ids, given.ids, []) AS after
        FROM contacts LEFT JOIN every ON every.place = contacts.rowid
        LEFT JOIN given ON given.place = contacts.rowid
        WHERE len(contacts.product_refs) > 0
          AND contacts.product_ids IS DISTINCT FROM coalesce(every.ids, given.ids, [])
    """)
    _remember(db)
    db.execute("DELETE FROM products WHERE origin = 'contacts'")
    db.execute(
        f"INSERT INTO products ({columns_of(Product)}) SELECT {columns_of(Product)} FROM named"
    )
    db.execute("""
        UPDATE contacts SET product_ids = linking.after FROM linking WHERE contacts.rowid = place
    """)
    row = first_row(db, "SELECT count(*) FROM linking")
    for name in ("meant", "named"):
        db.unregister(name)
    return int(row[0]) if row else 0


def _remember(db: Connection) -> None:
    """Keep under which ids products are known now that only contacts named before."""
    rows = db.execute("""
        SELECT gone, new, count(*) AS contacts FROM (
            SELECT unnest(before) AS gone,
                   list_filter(after, lambda each: NOT list_contains(before, each)) AS new
            FROM linking
        ) JOIN products ON products.id = gone AND origin = 'contacts'
        WHERE len(new) > 0 AND gone NOT IN (SELECT id FROM named)
        GROUP BY ALL ORDER BY contacts DESC, new
    """).fetchall()
    moved: dict[str, str] = {}
    for gone, new, _ in rows:
        moved.setdefault(gone, new[0])
    for gone, new in moved.items():
        db.execute("DELETE FROM products_before WHERE id = ?", [gone])
        db.execute("UPDATE products_before SET after = ? WHERE after = ?", [new, gone])
        db.execute("INSERT INTO products_before VALUES (?, ?)", [gone, new])
        for table in _ELSEWHERE:
            db.execute(
                f"""
                UPDATE {table} SET product_ids = list_transform(
                    product_ids, lambda each: CASE WHEN each = ? THEN ? ELSE each END)
                WHERE list_contains(product_ids, ?)
                """,
                [gone, new, gone],
            )
    # One that went and came back is known by its own id.
    db.execute("DELETE FROM products_before WHERE id = after")


def pages_of_none(db: Connection) -> list[Page]:
    """Return the live pages that do not say themselves which product they are of."""
    return select(
        db,
        Page,
        f"""
        SELECT {columns_of(Page)} FROM live_pages
        WHERE by_title OR len(product_ids) = 0 ORDER BY id
        """,
    )


def give_pages(db: Connection, owners: Mapping[str, Sequence[str]]) -> int:
    """Let pages that do not say it be those of products; return how many changed hands.

    Args:
        db: An open `writing()` connection.
        owners: Page id -> its products, for each of them that has any.
    """
    schema = pa.schema([("id", pa.string()), ("ids", arrow_schema(Page).field("product_ids").type)])
    columns = [list(owners), list(owners.values())]
    arrays = [pa.array(each, one.type) for each, one in zip(columns, schema, strict=True)]
    owned = pa.table(arrays, schema=schema)
    db.register("owners", owned)
    changed = db.execute("""
        SELECT DISTINCT pages.id FROM pages LEFT JOIN owners ON owners.id = pages.id
        WHERE (by_title OR len(product_ids) = 0)
          AND product_ids IS DISTINCT FROM coalesce(owners.ids, [])
    """).fetchall()
    db.execute("""
        UPDATE pages SET product_ids = coalesce(new.ids, []), by_title = new.ids IS NOT NULL
        FROM (
            SELECT pages.rowid AS place, owners.ids FROM pages
            LEFT JOIN owners ON owners.id = pages.id
            WHERE (by_title OR len(product_ids) = 0)
              AND product_ids IS DISTINCT FROM coalesce(owners.ids, [])
        ) AS new WHERE pages.rowid = new.place
    """)
    db.unregister("owners")
    return len(changed)


def drop_unnamed(db: Connection) -> None:
    """Delete products that only contacts named, and none of them does any more."""
    db.execute("""
        DELETE FROM products WHERE origin = 'contacts'
        AND id NOT IN (SELECT unnest(product_ids) FROM contacts)
    """)
    db.execute("""
        UPDATE pages SET product_ids = [], by_title = false
        WHERE by_title AND NOT list_has_any(
            product_ids, coalesce((SELECT list(id) FROM products), []))
    """)
