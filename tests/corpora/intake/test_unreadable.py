"""Values that found no product: they name those that pages and feeds give, and can't be read."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpora.ids import customer_key, mint
from corpora.intake.called import hidden_in, loose
from corpora.records import Product
from corpora.redact import RedactMode
from corpora.store.named import put_links
from corpora.store.pages import all_products, live_pages
from corpora.store.workspace import Workspace, key_of
from tests.corpora.intake.test_named import ASKS, links, page, take, tickets, titles

GIVEN = (
    "Orla table lamp with a foot of oiled oak, a shade of undyed linen and three metres of cable",
    "Oak foot lamp in four parts to put up by one alone",
    "Huh? The Orla lamp",
    "Bright!",
    "Delivery",
    "Other",
    "Emma",
    "Orla-Lamp",
    "4006381333931",
    "https://hobthorn.example/p?id=3",
)


def feed(path: Path, given: Sequence[str], text: str = "It is made of oak.") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "title", "description", "link", "gtin"])
        for number, name in enumerate(given):
            link = name if "://" in name else f"https://hobthorn.example/{number}"
            code = name if name.isdigit() else ""
            title = f"Thing {number}" if name in (link, code) else name
            writer.writerow([f"HB-{number}", title, text, link, code])
    return path


@pytest.mark.parametrize("order", ["feed first", "tickets first", "together"])
@pytest.mark.parametrize("redact", ["full", "off"])
def test_what_founds_no_product_still_names_one_that_a_feed_gives(
    workspace: Workspace, tmp_path: Path, order: str, redact: RedactMode
) -> None:
    files = [feed(tmp_path / "feed.csv", GIVEN), tickets(tmp_path / "a.csv", GIVEN)]
    if order == "tickets first":
        files.reverse()
    for each in [files] if order == "together" else [files[:1], files[1:], files[1:]]:
        take(workspace, *each, redact=redact)
    assert titles(workspace) == {}
    with workspace.reading() as db:
        rows = db.execute("""
            SELECT source_id, sku FROM contacts, products
            WHERE list_contains(product_ids, products.id)
        """).fetchall()
    assert dict(rows) == {f"T-{n + 1}": f"HB-{n}" for n in range(len(GIVEN))}


def test_nothing_can_be_read_of_what_is_kept_of_names_and_prose(
    workspace: Workspace, tmp_path: Path
) -> None:
    values = ["Emma", "Jane Miller", "jane@example.org", "It broke in May. Help me now"]
    take(workspace, tickets(tmp_path / "a.csv", values))
    with workspace.reading() as db:
        rows = db.execute("SELECT product_refs[1], customer_key FROM contacts").fetchall()
        refs = [ref for (ref, _) in rows]
        assert len({ref for ref in refs if hidden_in(ref)}) == 4
        # It is no key of a customer either, or two people could be told for one.
        assert customer_key("jane@example.org", key_of(db))[2:] not in str(refs)
        assert mint("called", "called", loose("Emma"))[7:] not in str(refs)


def test_a_link_that_a_feed_gave_stays_when_the_feed_says_it_no_more(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, feed(tmp_path / "feed.csv", GIVEN), tickets(tmp_path / "a.csv", GIVEN))
    before = links(workspace)
    with workspace.writing() as db:
        db.execute("UPDATE products SET title = 'Another'")
        db.execute("UPDATE pages SET title = 'Another', also = [], url = NULL")
    take(workspace, tickets(tmp_path / "b.csv", ["Orla Lamp"], first=99))
    assert links(workspace)[: len(before)] == before
    assert all(before)


def test_what_lost_its_words_in_an_earlier_version_is_read_anew(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tickets(tmp_path / "a.csv", [*GIVEN[:1], "Emma", "-", "?", "n/a"])
    take(workspace, file)
    with workspace.writing() as db:
        kept = db.execute("SELECT product_refs FROM contacts ORDER BY source_id").fetchall()
        db.execute("UPDATE contacts SET product_refs = ['…'] WHERE source_id = 'T-1'")
        db.execute("UPDATE contacts SET product_refs = [''] WHERE source_id <> 'T-1'")
    report = take(workspace, file)
    assert (report.contacts.changed, report.contacts.same) == (0, 5)
    with workspace.reading() as db:
        assert db.execute("SELECT product_refs FROM contacts ORDER BY source_id").fetchall() == kept
    take(workspace, feed(tmp_path / "feed.csv", GIVEN))
    assert [len(each) for each in links(workspace)] == [1, 1, 0, 0, 0]


def test_a_page_leaves_the_last_product_that_contacts_named(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, page(tmp_path / "lamp.html", "Orla Lamp"))
    file = tickets(tmp_path / "a.csv", ["Orla Lamp", "Orla Lamp"])
    take(workspace, file)
    with workspace.writing() as db:
        db.execute("DELETE FROM contacts")
        db.execute("DELETE FROM products")
    report = take(workspace, page(tmp_path / "care.html", "Care"))
    assert report.linked.pages == 1
    with workspace.reading() as db:
        assert not any(each.by_title or each.product_ids for each in live_pages(db))


def test_a_product_that_went_and_came_back_is_not_its_own_former_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, tickets(tmp_path / "a.csv", ["Orla Lamp"]))
    one, other = (Product(id=f"p-{n}", title="Orla Lamp", origin="contacts") for n in (1, 2))
    with workspace.writing() as db:
        for each in (one, other, one):
            put_links(db, [each], {"Orla Lamp": [each.id]})
        assert db.execute("SELECT product_ids FROM contacts").fetchall() == [([one.id],)]
        rows = db.execute("FROM products_before").fetchall()
    assert (other.id, one.id) in rows
    assert not [row for row in rows if row[0] == row[1]]


def test_prose_in_the_column_of_numbers_is_no_number(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "ticket_id,description,product_id,product_name\n"
        f'1,"{ASKS[0]}","It is on the box. I lost it",Orla Lamp\n2,"{ASKS[1]}",n/a,Orla Lamp\n'
    )
    take(workspace, file)
    with workspace.reading() as db:
        (lamp,) = all_products(db)
    assert (lamp.title, lamp.sku, lamp.aliases) == ("Orla Lamp", None, ())
