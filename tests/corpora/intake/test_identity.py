"""What a workspace holds depends on what the files say, not on when or in which order they came."""

from __future__ import annotations

import csv
import itertools
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.intake.ingest import IngestOptions, IngestReport, ingest
from corpora.store import decisions
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON, examples

FEW = examples(5)
WORDS = (
    "Is the lid dishwasher safe?",
    "My kettle leaks at the spout.",
    "Which bulb fits the lamp?",
    "The hose came without a nozzle.",
    "Does the clock chime at night?",
)


def read_in(workspace: Workspace, *paths: Path) -> IngestReport:
    return ingest(
        workspace,
        paths,
        IngestOptions(redact="off"),
        now=NOON,
        progress=lambda done, total, what: None,
    )


def made(folder: Path, paths: Iterable[Path]) -> Workspace:
    """A workspace with these files, read one after the other."""
    workspace = Workspace.create(folder, key=KEY)
    for path in paths:
        report = read_in(workspace, path)
        assert report.rejects == []
    return workspace


def holds(workspace: Workspace, *, history: bool = True) -> dict[str, list[Any]]:
    """All that a workspace says, without where and when it was read."""
    queries = {
        "contacts": "SELECT * EXCLUDE (origin, file_at, as_of) FROM contacts ORDER BY id",
        "turns": "SELECT * FROM turns ORDER BY contact_id, index",
        "pages": "SELECT * EXCLUDE (origin) FROM live_pages ORDER BY id",
        "products": "SELECT * FROM products ORDER BY id",
    }
    if history:
        queries["history"] = (
            "SELECT contact_id, content_hash, texts FROM contact_history ORDER BY ALL"
        )
    with workspace.reading() as db:
        return {name: db.execute(query).fetchall() for name, query in queries.items()}


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], age: float = 0) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    moment = NOON.timestamp() - age
    os.utime(path, (moment, moment))
    return path


HEADER = ["ticket_id", "description", "status", "created_at", "closed_at", "updated_at"]


ROWS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["North", "South"])), max_size=8)


@FEW
@given(ROWS.filter(bool), st.randoms(use_true_random=False))
def test_equal_records_without_an_id_are_all_kept_whatever_their_order(
    rows: list[tuple[str, str]], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = write(folder / "a.csv", ["complaint", "region"], rows)
        other = write(folder / "b.csv", ["complaint", "region"], chance.sample(rows, len(rows)))
        workspace = made(folder / "a.duckdb", [file])
        before = holds(workspace)
        assert len(before["contacts"]) == len(rows)
        report = read_in(workspace, file)
        assert (report.contacts.new, report.contacts.same) == (0, len(rows))
        assert holds(workspace) == before
        assert holds(made(folder / "b.duckdb", [other])) == before


def test_a_record_without_an_id_in_two_files_is_one_contact(tmp_path: Path) -> None:
    header = ["complaint", "region"]
    twice = write(tmp_path / "may.csv", header, [(WORDS[0], "North")] * 2)
    once = write(tmp_path / "june.csv", header, [(WORDS[0], "North"), (WORDS[1], "North")])
    for position, order in enumerate(itertools.permutations([twice, once])):
        workspace = made(tmp_path / f"{position}.duckdb", order)
        assert len(holds(workspace)["contacts"]) == 3


def test_ids_that_differ_in_anything_are_different_contacts(tmp_path: Path) -> None:
    ids = ["T-1", "t-1", "T_1", "../T-1", "T-1'; DROP TABLE contacts;--", "%", "T 1", "Ｔ-1"]
    file = write(tmp_path / "a.csv", HEADER[:2], [(each, WORDS[0]) for each in ids])
    workspace = made(tmp_path / "a.duckdb", [file])
    with workspace.reading() as db:
        stored = [row[0] for row in db.execute("SELECT source_id FROM contacts").fetchall()]
    assert sorted(stored) == sorted(ids)


def test_a_deleted_row_stays(tmp_path: Path) -> None:
    header = HEADER[:2]
    before = write(tmp_path / "a.csv", header, [("T-1", WORDS[0]), ("T-2", WORDS[1])], age=60)
    after = write(tmp_path / "b.csv", header, [("T-2", WORDS[1])])
    workspace = made(tmp_path / "a.duckdb", [before, after])
    assert len(holds(workspace)["contacts"]) == 2


def test_without_any_date_the_file_that_was_written_last_counts(tmp_path: Path) -> None:
    header = HEADER[:2]
    old = write(tmp_path / "b.csv", header, [("T-1", WORDS[0])], age=3600)
    new = write(tmp_path / "a.csv", header, [("T-1", WORDS[1])])
    for position, order in enumerate(itertools.permutations([old, new])):
        kept = holds(made(tmp_path / f"{position}.duckdb", order))
        assert [row[3] for row in kept["turns"]] == [WORDS[1]]
        assert [row[2] for row in kept["history"]] == [[WORDS[0]]]


def test_the_same_id_twice_in_a_file_is_one_contact_with_history(tmp_path: Path) -> None:
    rows = [("T-1", WORDS[0]), ("T-1", WORDS[1]), ("T-1", WORDS[0]), ("T-2", WORDS[2])]
    file = write(tmp_path / "a.csv", HEADER[:2], rows)
    turned = write(tmp_path / "b.csv", HEADER[:2], rows[::-1])
    workspace = made(tmp_path / "a.duckdb", [file])
    kept = holds(workspace)
    assert (len(kept["contacts"]), len(kept["history"])) == (2, 1)
    assert kept == holds(made(tmp_path / "b.duckdb", [turned]))
    assert read_in(workspace, file).contacts.same == 4
    assert holds(workspace) == kept


def test_other_contacts_under_the_same_ids_are_told_from_threads_that_grew(tmp_path: Path) -> None:
    rows = [(f"T-{at}", f"{words} Please tell me.") for at, words in enumerate(WORDS)]
    old = write(tmp_path / "old.csv", HEADER[:2], rows, age=60)
    grown = [(ident, f"{words} Is anybody reading this at all?") for ident, words in rows[:2]]
    others = [(ident, "Invoice 7 shows charges twice, refund them.") for ident, _ in rows[2:]]
    workspace = made(tmp_path / "a.duckdb", [old])
    report = read_in(workspace, write(tmp_path / "new.csv", HEADER[:2], [*grown, *others]))
    assert (report.contacts.changed, report.contacts.unlike) == (5, 3)


def test_a_changed_ticket_keeps_its_labels_and_decisions(tmp_path: Path) -> None:
    rows = [("T-1", f"{WORDS[1]} It drips."), ("T-2", WORDS[2]), ("T-3", WORDS[3])]
    old = write(tmp_path / "old.csv", HEADER[:2], rows, age=60)
    grown = [("T-1", f"{WORDS[1]} Now it drips more."), ("T-2", "Never mind."), rows[2]]
    new = write(tmp_path / "new.csv", HEADER[:2], grown)
    workspace = made(tmp_path / "a.duckdb", [old])
    with workspace.writing() as db:
        ids = dict(db.execute("SELECT source_id, id FROM contacts").fetchall())
        decisions.decide(db, "relabel", {"contact_id": ids["T-1"], "stage_id": "get_support"}, NOON)
        for ident, quote in (("T-1", WORDS[1]), ("T-2", WORDS[2]), ("T-3", WORDS[3])):
            db.execute(
                "INSERT INTO labels VALUES (7, ?, 'contact', 'use', 0.9, 0, 0, ?, 0, NULL, NULL),"
                " (7, ?, 'turn', 'use', 0.9, 0, 0, ?, 0, NULL, NULL)",
                [ids[ident], len(quote), ids[ident], len(quote)],
            )
        db.execute(
            "INSERT INTO runs VALUES (7, 'classify', ?, ?, MAP {}, MAP {})",
            [NOON.replace(tzinfo=None)] * 2,
        )
    assert read_in(workspace, new).contacts.changed == 2
    with workspace.reading() as db:
        labels = db.execute(
            'SELECT contact_id, level, turn_index, "end" FROM labels ORDER BY ALL'
        ).fetchall()
        stages = dict(db.execute("SELECT contact_id, stage_id FROM effective_labels").fetchall())
    assert stages == {ids["T-1"]: "get_support", ids["T-2"]: "use", ids["T-3"]: "use"}
    assert sorted(labels, key=str) == sorted(
        [
            (ids["T-1"], "contact", 0, len(WORDS[1])),
            (ids["T-1"], "turn", 0, len(WORDS[1])),
            (ids["T-2"], "contact", None, 0),  # the words are gone, the label stays
            (ids["T-3"], "contact", 0, len(WORDS[3])),
            (ids["T-3"], "turn", 0, len(WORDS[3])),
        ],
        key=str,
    )


PAGE = (
    '<html><head><title>{title}</title><script type="application/ld+json">'
    '{{"@type": "Product", "name": "{title}", "sku": "{sku}"}}</script></head>'
    "<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
)


def page(path: Path, text: str, *, title: str = "Harrow kettle", sku: str = "HK-1") -> Path:
    path.write_text(PAGE.format(title=title, sku=sku, text=text), encoding="utf-8")
    return path


def versions(workspace: Workspace) -> list[Any]:
    with workspace.reading() as db:
        return db.execute("SELECT id, version, valid_from FROM pages ORDER BY rowid").fetchall()


def test_a_changed_page_is_a_new_version_from_today(tmp_path: Path) -> None:
    file = page(tmp_path / "kettle.html", "It holds one litre and a half of water.")
    workspace = made(tmp_path / "a.duckdb", [file])
    assert read_in(workspace, file).pages == 0
    page(file, "It holds one litre and a half of water, and switches off by itself.")
    assert read_in(workspace, file).pages == 1
    (first, old, since), (second, new, until) = versions(workspace)
    assert first == second
    assert old != new
    assert (since, until) == (None, NOON.replace(tzinfo=None))
    with workspace.reading() as db:
        live = db.execute("SELECT version FROM live_pages").fetchall()
    assert live == [(new,)]


def test_a_page_that_comes_twice_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("kettle.html", "copy of kettle.html"):
        page(folder / name, "It holds one litre and a half of water.")
    workspace = made(tmp_path / "a.duckdb", [folder])
    assert len(versions(workspace)) == 1
    assert len(holds(workspace)["products"]) == 1


@pytest.mark.parametrize("steps", [("ab", "ba"), ("aab", "bba"), ("abab", "ba")])
def test_events_and_contacts_of_several_files_do_not_depend_on_their_order(
    tmp_path: Path, steps: tuple[str, str]
) -> None:
    files = {
        "a": write(tmp_path / "a.csv", HEADER[:2], [("T-1", WORDS[0]), ("T-2", WORDS[1])]),
        "b": write(
            tmp_path / "b.csv",
            ["case_id", "activity", "timestamp"],
            [("7", "menu: orders", "2026-01-05 10:00:00"), ("7", "agent", "2026-01-05 10:04:00")],
        ),
    }

    def events(workspace: Workspace) -> list[Any]:
        with workspace.reading() as db:
            return db.execute("SELECT * FROM events ORDER BY ALL").fetchall()

    first, second = (
        made(tmp_path / f"{position}.duckdb", [files[letter] for letter in order])
        for position, order in enumerate(steps)
    )
    assert holds(first) == holds(second)
    assert len(events(first)) == 2
    assert events(first) == events(second)
