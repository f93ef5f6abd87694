from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.exports import EXPORTED, read_exports
from corpora.readers.raw import ReadOptions
from corpora.readers.tables.cells import customers_in, marked_turns

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
