from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from corpora.intake.ingest import IngestOptions, ingest
from corpora.readers.exports import EXPORTED, read_exports
from corpora.readers.raw import ReadOptions
from corpora.readers.tables.cells import customers_in, marked_turns
from corpora.store.workspace import Workspace

OPTIONS = ReadOptions(timezone=UTC)
PIECES = (
    *("<cust__ ", " __cust>", "<rep__ ", " __rep>", "hello ", "a &amp; b", "<b>c</b>", "<user__ "),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_short_way_finds_the_turns_of_the_long_one(pieces: list[str]) -> None:
    text = "".join(pieces)
    long = [turn.text for turn in marked_turns(text) if turn.speaker == "customer"]
    assert [turn.text for turn in customers_in(text)] == long


def read(path: Path) -> tuple[pa.Table, list[str]]:
    slices = list(read_exports([path], OPTIONS))
    codes = [reject.code for piece in slices for reject in piece.rejects]
    return pa.Table.from_batches([piece.batch for piece in slices], EXPORTED), codes


def test_of_marked_conversations_the_words_of_customers_pass(tmp_path: Path) -> None:
    file = tmp_path / "chats.csv"
    rows = [f'{i},"<cust__ where is it __cust> <rep__ on its way __rep>"' for i in range(5)]
    file.write_text("\n".join(["id,text", *rows, '9,"<rep__ hello? __rep>"', "10,", ""]))
    table, codes = read(file)
    assert table.column("said").to_pylist() == [["where is it"]] * 5 + [[]]
    assert table.column("source_id").to_pylist() == ["0", "1", "2", "3", "4", "9"]
    assert table.column("row").to_pylist() == [2, 3, 4, 5, 6, 7]
    assert codes == ["no-text"]


def test_halves_of_characters_and_outbound_contacts_pass(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    file.write_text(
        '{"id": "1", "text": "where is it \\ud83d now", "direction": "outbound"}\n'
        '{"id": "2", "text": "where is it then", "direction": "inbound"}\n'
    )
    table, codes = read(file)
    assert table.column("set_aside").to_pylist() == ["outbound", None]
    assert not codes


MESSY = (
    ("1", "The lid leaks.\n\nOn Monday, Shop <a@b.example> wrote:\n> Did it help?\n> Regards", ""),
    ("2", "Where is my parcel?\n\n-- \nJo Lee\nLee Ltd", ""),
    ("3", "Out of office: I am away until Monday. This is an automatic reply.", ""),
    ("4", "test", ""),
    ("5", "Can I swap it for a larger one?", "spam"),
    ("6", "Does it fit the oven?\nSent from my iPhone", "kitchen"),
)


def test_an_export_says_what_ingest_would_store(tmp_path: Path) -> None:
    file = tmp_path / "mails.csv"
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows([("ticket_id", "description", "tags"), *MESSY])
    workspace = Workspace.create(tmp_path / "w.duckdb")
    options, now = IngestOptions(redact="off"), datetime(2026, 8, 1, tzinfo=UTC)
    ingest(workspace, [file], options, now=now, progress=lambda *_: None)
    with workspace.reading() as db:
        stored = {
            source_id: (aside, said)
            for source_id, aside, said in db.execute(
                "SELECT source_id, set_aside, (SELECT list(text ORDER BY index) FROM "
                "turns WHERE contact_id = contacts.id AND speaker = 'customer') FROM contacts"
            ).fetchall()
        }
    table, _ = read(file)
    columns = (table.column(name).to_pylist() for name in ("source_id", "set_aside", "said"))
    found = {
        source_id: (aside, said or None) for source_id, aside, said in zip(*columns, strict=True)
    }
    assert found == stored
    assert found["1"] == (None, ["The lid leaks."])
    assert [found[each][0] for each in "345"] == ["auto-reply", "test", "spam"]


def test_of_marked_conversations_tags_and_tests_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "chats.csv"
    rows = [f'{i},"<cust__ where is it __cust> <rep__ on its way __rep>",' for i in range(5)]
    file.write_text("\n".join(["id,text,tags", *rows, "8,<cust__ hello there __cust>,spam", ""]))
    table, _ = read(file)
    assert table.column("set_aside").to_pylist() == [None] * 5 + ["spam"]
    file.write_text("\n".join(["id,text", *(row[:-1] for row in rows), "7,<cust__ test __cust>"]))
    assert read(file)[0].column("set_aside").to_pylist() == [None] * 5 + ["test"]
