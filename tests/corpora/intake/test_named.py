"""A product that only contacts name is one, and is the same when a page of it comes."""

from __future__ import annotations

import csv
import itertools
import json
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.naming import resolve_product
from corpora.intake.ingest import IngestOptions, IngestReport, ingest
from corpora.records import Product
from corpora.redact import RedactMode
from corpora.store.forgetting import find_person, forget
from corpora.store.pages import all_products, live_pages
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON, examples

ASKS = (
    "Which bulb does it take, please?",
    "Is the lid safe in the dishwasher?",
    "How long is the cable of it?",
)


def take(workspace: Workspace, *files: Path, redact: RedactMode = "full") -> IngestReport:
    options = IngestOptions(redact=redact, workers=0)
    return ingest(workspace, files, options, now=NOON, progress=lambda *_: None)


def tickets(path: Path, values: Sequence[str], column: str = "product", first: int = 1) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ticket_id", "customer_id", "description", column])
        for number, value in enumerate(values, first):
            writer.writerow([f"T-{number}", f"C-{number}", ASKS[number % 3], value])
    return path


def page(path: Path, title: str, sku: str = "", text: str = "It is made of oak.") -> Path:
    told = json.dumps({"@type": "Product", "name": title, "sku": sku})
    data = f'<script type="application/ld+json">{told}</script>' if sku else ""
    path.write_text(
        f"<html><head><title>{title} | Hobthorn</title>{data}</head><body><main>"
        f"<h1>{title}</h1><p>{text} It goes with other things of the house.</p></main></body>"
        "</html>",
        encoding="utf-8",
    )
    return path


def products(workspace: Workspace) -> list[Product]:
    with workspace.reading() as db:
        return all_products(db)


def titles(workspace: Workspace) -> dict[str, int]:
    """The products that only contacts name, with their contacts."""
    with workspace.reading() as db:
        rows = db.execute("""
            SELECT title, count(contacts.id) FROM products
            LEFT JOIN contacts ON list_contains(product_ids, products.id)
            WHERE products.origin = 'contacts' GROUP BY title ORDER BY title
        """).fetchall()
    return dict(rows)


def links(workspace: Workspace) -> list[tuple[str, ...]]:
    with workspace.reading() as db:
        rows = db.execute("SELECT product_ids FROM contacts ORDER BY source_id").fetchall()
    return [tuple(row[0]) for row in rows]


def test_what_tickets_name_is_a_product_with_its_contacts(
    workspace: Workspace, tmp_path: Path
) -> None:
    values = ["Orla Lamp", "orla  lamp", "HT-200", "ht 200", "n/a", "", "Orla Lamp"]
    report = take(workspace, tickets(tmp_path / "a.csv", values))
    assert titles(workspace) == {"HT-200": 2, "Orla Lamp": 3}
    assert (report.linked.named, report.linked.contacts) == (2, 5)
    again = take(workspace, tmp_path / "a.csv")
    assert (again.contacts.same, again.linked.contacts) == (7, 0)


def test_words_that_differ_from_row_to_row_name_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    words = ["kettle is hot", "lamp flickers", "no sound", "too small", "it broke", "smells"]
    ends = ["today", "again", "a lot", "at home", "since May", "really"]
    values = [f"{one} {other}" for one, other in itertools.product(words, ends)]
    take(workspace, tickets(tmp_path / "a.csv", values))
    assert titles(workspace) == {}
    assert set(links(workspace)) == {()}


@pytest.mark.parametrize(
    "value", ["n/a", "-", "other", "Unknown", "none", "4711", "x" * 200, "It broke. Help me now"]
)
def test_junk_makes_no_product(workspace: Workspace, tmp_path: Path, value: str) -> None:
    take(workspace, tickets(tmp_path / "a.csv", [value] * 6 + ["Orla Lamp"] * 6))
    assert titles(workspace) == {"Orla Lamp": 6}


@pytest.mark.parametrize("value", ["Jane Miller", "Miller, Jane", "jane@example.org"])
def test_a_person_in_the_column_of_products_stays_out(
    workspace: Workspace, tmp_path: Path, value: str
) -> None:
    take(workspace, tickets(tmp_path / "a.csv", [value] * 3 + ["Orla Lamp"] * 3))
    assert titles(workspace) == {"Orla Lamp": 3}
    with workspace.reading() as db:
        stored = str(db.execute("FROM contacts").fetchall())
    assert "Miller" not in stored
    assert "jane@" not in stored


def test_a_stricter_redaction_takes_a_person_out_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tickets(tmp_path / "a.csv", ["Jane Miller"] * 3 + ["Orla Lamp"] * 3)
    take(workspace, file, redact="off")
    assert titles(workspace) == {"Jane Miller": 3, "Orla Lamp": 3}
    take(workspace, file)
    assert titles(workspace) == {"Orla Lamp": 3}


def test_a_number_and_the_title_beside_it_are_one_product(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "ticket_id,description,product_id,product_name\n"
        f'1,"{ASKS[0]}",1042,Orla Lamp\n2,"{ASKS[1]}",1042,Orla lamp\n'
        f'3,"{ASKS[2]}",1043,Harbor Kettle\n'
    )
    other = tickets(tmp_path / "b.csv", ["1042", "Orla Lamp"], first=10)
    take(workspace, file, other)
    assert titles(workspace) == {"Harbor Kettle": 1, "Orla Lamp": 4}
    assert [each.sku for each in products(workspace)] == ["1043", "1042"]
    take(workspace, page(tmp_path / "lamp.html", "Orla table lamp of oak", "1042"))
    assert titles(workspace) == {"Harbor Kettle": 1}
    (lamp,) = (each for each in products(workspace) if each.origin == "page")
    assert links(workspace).count((lamp.id,)) == 4


@pytest.mark.parametrize("named", ["Orla Lamp", "OL-1"])
def test_a_page_that_comes_later_is_of_the_same_product(
    workspace: Workspace, tmp_path: Path, named: str
) -> None:
    take(workspace, tickets(tmp_path / "a.csv", [named, named.lower(), "Harbor Kettle"]))
    before = next(each for each in products(workspace) if each.title == named)
    report = take(workspace, page(tmp_path / "lamp.html", "Orla Lamp", "OL-1"))
    assert report.linked.contacts == 2
    after = next(each for each in products(workspace) if each.sku == "OL-1")
    assert links(workspace) == [(after.id,), (after.id,), links(workspace)[2]]
    assert len(products(workspace)) == 2
    # Whoever kept the id that it had finds it still.
    assert resolve_product(before.id, products(workspace)).id == after.id
    take(workspace, page(tmp_path / "lamp.html", "Orla Lamp", "OL-1", "It is made of brass."))
    assert resolve_product(before.id, products(workspace)).id == after.id


def test_a_page_that_does_not_say_it_is_of_the_product_that_is_called_like_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, page(tmp_path / "lamp.html", "Orla Lamp"), page(tmp_path / "care.html", "Care"))
    with workspace.reading() as db:
        assert [each.product_ids for each in live_pages(db)] == [(), ()]
    report = take(workspace, tickets(tmp_path / "a.csv", ["ORLA LAMP", "Orla lamps", "Orla"]))
    assert report.linked.pages == 1
    lamp = next(each for each in products(workspace) if each.title == "ORLA LAMP")
    with workspace.reading() as db:
        owned = {each.title: each.product_ids for each in live_pages(db)}
    assert owned == {"Orla Lamp": (lamp.id,), "Care": ()}
    new = page(tmp_path / "lamp.html", "Orla Lamp", "", "It is made of brass.")
    take(workspace, new)
    with workspace.reading() as db:
        owned = {each.title: each.product_ids for each in live_pages(db)}
    assert owned == {"Orla Lamp": (lamp.id,), "Care": ()}


@pytest.mark.parametrize("head", ["Orla Lamp | Hobthorn", "Orla Lamp – Hobthorn", "Orla Lamp"])
def test_the_title_of_the_window_counts_without_the_name_of_the_shop(
    workspace: Workspace, tmp_path: Path, head: str
) -> None:
    (tmp_path / "lamp.html").write_text(
        f"<html><head><title>{head}</title></head><body><main><h1>Light your desk</h1>"
        "<p>It is made of oak and goes with every room of the house.</p></main></body></html>"
    )
    take(workspace, tmp_path / "lamp.html", tickets(tmp_path / "a.csv", ["Orla Lamp", "Orla"]))
    with workspace.reading() as db:
        (own,) = live_pages(db)
    assert own.by_title
    assert links(workspace)[0] == own.product_ids


def test_two_products_of_one_title_are_both_meant(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tickets(tmp_path / "a.csv", ["Orla Lamp", "OL-2", "Orla Lamp"]))
    take(workspace, page(tmp_path / "one.html", "Orla Lamp", "OL-1"))
    one = links(workspace)[0]
    take(workspace, page(tmp_path / "two.html", "Orla Lamp", "OL-2", "It is of brass."))
    both, two, _ = links(workspace)
    assert (len(one), len(both), len(two)) == (1, 2, 1)
    assert set(both) == {*one, *two}


def test_a_product_that_was_renamed_is_still_known(workspace: Workspace, tmp_path: Path) -> None:
    file = page(tmp_path / "lamp.html", "Orla Lamp", "OL-1")
    take(workspace, file)
    take(workspace, page(file, "Orla Desk Lamp", "OL-1", "It is of brass."))
    take(workspace, tickets(tmp_path / "a.csv", ["Orla Lamp", "Orla Lamp"]))
    assert titles(workspace) == {}
    assert len(set(links(workspace))) == 1
    assert links(workspace)[0] != ()


def test_who_is_forgotten_leaves_no_product(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tickets(tmp_path / "a.csv", ["Orla Lamp", "HT-200", "Orla Lamp"]))
    with workspace.reading() as db:
        person = find_person(db, "C-2")
    forget(workspace, person, NOON)
    assert titles(workspace) == {"Orla Lamp": 2}
    take(workspace, tmp_path / "a.csv")
    assert titles(workspace) == {"Orla Lamp": 2}


def test_an_older_workspace_learns_them_when_its_files_come_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tickets(tmp_path / "a.csv", ["Orla Lamp", "HT-200", "Orla Lamp"])
    take(workspace, file)
    with workspace.writing() as db:
        db.execute("UPDATE contacts SET product_refs = [], product_ids = []")
        db.execute("DELETE FROM products")
    report = take(workspace, file)
    # Nothing has changed in the source, so nobody is told so.
    assert (report.contacts.changed, report.contacts.same, report.linked.named) == (0, 3, 2)
    assert titles(workspace) == {"HT-200": 1, "Orla Lamp": 2}
    assert take(workspace, file).contacts.same == 3


VALUES = (
    "Orla Lamp", "orla lamp", "OL-1", "ol 1", "OL-2", "Harbor Kettle", "HT-200", "n/a", "",
    "it flickers at night", "no idea which one, sorry. Help", "Jane Miller", "4711", "Care",
    "Emma", "Delivery", "Is it Orla?",
)  # fmt: skip

SHOP = {
    "OL-1": ("Orla Lamp", "OL-1"),
    "OL-2": ("Orla Lamp", "OL-2"),
    "kettle": ("Harbor Kettle", "HK-9"),
    "plain": ("Orla Lamp", ""),
    "care": ("Care", ""),
    "emma": ("Emma", "EM-1"),
    "sentence": ("Is it Orla?", "IO-1"),
}


def holds(workspace: Workspace) -> dict[str, list[Any]]:
    queries = (
        "SELECT source_id, product_ids, product_refs FROM contacts ORDER BY source_id",
        "SELECT id, title, sku, aliases, origin FROM products ORDER BY id",
        "SELECT id, product_ids, by_title, also FROM live_pages ORDER BY id",
    )
    with workspace.reading() as db:
        return {query: db.execute(query).fetchall() for query in queries}


@examples(12)
@given(
    st.lists(st.lists(st.sampled_from(VALUES), min_size=1, max_size=8), min_size=1, max_size=2),
    st.sets(
        st.sampled_from(["OL-1", "OL-2", "kettle", "plain", "care", "emma", "sentence"]), max_size=5
    ),
    st.randoms(use_true_random=False),
)
def test_products_do_not_depend_on_the_order_of_files(
    values: list[list[str]], shop: set[str], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [
            tickets(folder / f"{number}.csv", own, first=100 * number + 1)
            for number, own in enumerate(values, 1)
        ]
        files += [page(folder / f"{each}.html", *SHOP[each], each) for each in sorted(shop)]
        together = Workspace.create(folder / "together.duckdb", key=KEY)
        take(together, *files)
        expected = holds(together)
        apart = Workspace.create(folder / "apart.duckdb", key=KEY)
        for file in chance.sample(files, len(files)):
            take(apart, file)
        assert holds(apart) == expected
        again = take(apart, *files)
        assert (again.contacts.new, again.contacts.changed, again.linked.contacts) == (0, 0, 0)
        assert holds(apart) == expected
