"""Broken and hostile tables: a reject or one clear line, and every good row arrives."""

from __future__ import annotations

import bz2
import gzip
import json
import pickle
import zipfile
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions
from corpora.records import Reject
from tests.conftest import examples

OPTIONS = ReadOptions(timezone=UTC)


def read_bytes(folder: Path, name: str, content: bytes) -> tuple[list[RawContact], list[Reject]]:
    path = folder / name
    path.write_bytes(content)
    found = list(read([path], OPTIONS))
    return (
        [r for r in found if isinstance(r, RawContact)],
        [r for r in found if isinstance(r, Reject)],
    )


def words(contacts: list[RawContact]) -> list[str]:
    return [contact.turns[0].text for contact in contacts]


HEADER = b"id,text,city\n"


def test_ragged_rows_are_named_and_the_rest_arrives(tmp_path: Path) -> None:
    rows = [f"{n},the hinge is loose again {n},Ulm\n".encode() for n in range(60)]
    rows[7] = b"7,too short\n"
    rows[11] = b"11,too,many,cells\n"
    good, bad = read_bytes(tmp_path, "r.csv", HEADER + b"".join(rows))
    assert len(good) == 58
    assert [(r.row, r.code) for r in bad] == [(9, "broken-row"), (13, "broken-row")]


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    rows = [f'{n},"the hinge is loose, again {n}",Ulm\n'.encode() for n in range(50)]
    rows[20] = b'20,"the hinge is loose,Ulm\n'
    good, bad = read_bytes(tmp_path, "q.csv", HEADER + b"".join(rows))
    assert len(good) == 49
    assert [r.row for r in bad] == [22]


@examples(60)
@given(
    kinds=st.lists(
        st.sampled_from(("plain", "quoted", "open", "short", "long")), min_size=3, max_size=12
    )
)
def test_each_row_of_a_broken_table_arrives_or_is_named(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str]
) -> None:
    written = {
        "plain": "{n},the hinge is loose {n},Ulm\n",
        "quoted": '{n},"the hinge is loose {n}",Ulm\n',
        "open": '{n},"the hinge, is,loose,again {n}\n',
        "short": "{n}\n",
        "long": "{n},too,many,cells,here\n",
    }
    kinds = ["plain"] * 8 + kinds
    rows = [written[kind].format(n=n).encode() for n, kind in enumerate(kinds)]
    rows += [f"{n},the lid does not close {n},Ulm\n".encode() for n in range(30, 70)]
    good, bad = read_bytes(tmp_path_factory.mktemp("b"), "b.csv", HEADER + b"".join(rows))
    plain = [n for n, kind in enumerate(kinds) if kind == "plain"]
    arrived = {contact.source_id for contact in good}
    assert {str(n) for n in (*plain, *range(30, 70))} <= arrived
    assert len(good) + len(bad) == len(rows)


def test_a_quote_that_is_never_closed_does_not_swallow_plain_rows(tmp_path: Path) -> None:
    rows = [f"{n},the hinge is loose again {n},Ulm\n".encode() for n in range(50)]
    rows[20] = b'20,"the hinge is loose,Ulm\n'
    good, bad = read_bytes(tmp_path, "q.csv", HEADER + b"".join(rows))
    assert len(good) == 49
    assert [r.row for r in bad] == [22]


def test_a_last_row_that_is_cut_off(tmp_path: Path) -> None:
    content = HEADER + b'1,it will not start,Ulm\n2,"it starts but\nthen'
    good, bad = read_bytes(tmp_path, "cut.csv", content)
    assert words(good) == ["it will not start"]
    assert bad
    assert bad[0].row == 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, newline: str) -> None:
    lines = ["id,text,city", *(f"{n},Größe passt nicht – zurück,Köln" for n in range(8)), ""]
    good, bad = read_bytes(tmp_path, "e.csv", newline.join(lines).encode(encoding))
    assert words(good) == ["Größe passt nicht – zurück"] * 8
    assert good[0].attributes == {"city": "Köln"}
    assert not bad


def test_mixed_encodings_and_mojibake_are_mended(tmp_path: Path) -> None:
    content = (
        HEADER + "1,déjà reçu merci,Metz\n".encode() + "2,déjà vu encore,Metz\n".encode("cp1252")
    )
    content += "3,it donâ€™t fit,Metz\n".encode()
    good, _ = read_bytes(tmp_path, "mix.csv", content)
    assert words(good) == ["déjà reçu merci", "déjà vu encore", "it don’t fit"]


def test_duplicate_and_missing_headers(tmp_path: Path) -> None:
    good, _ = read_bytes(tmp_path, "h.csv", b"id,text,tag,tag,\n1,where is it now,a,b,c\n")
    assert good[0].attributes == {"tag": "a", "tag_2": "b", "column_5": "c"}


def test_a_table_without_header(tmp_path: Path) -> None:
    rows = b"".join(b"%d,the box was empty on arrival,2024-01-0%d\n" % (n, n) for n in range(1, 9))
    good, _ = read_bytes(tmp_path, "n.csv", rows)
    assert len(good) == 8
    assert words(good)[0] == "the box was empty on arrival"


def test_nul_bytes_blank_rows_and_long_cells(tmp_path: Path) -> None:
    long = b"x" * 3_000_000
    content = HEADER + b"1,it\0 broke in half,Ulm\n,,\n\n2," + long + b" end,Ulm\n"
    good, bad = read_bytes(tmp_path, "z.csv", content)
    assert words(good)[0] == "it broke in half"
    assert len(words(good)[1]) == 3_000_004
    assert not bad


def test_five_thousand_columns(tmp_path: Path) -> None:
    names = b",".join(b"c%d" % n for n in range(4_999))
    row = b"," * 4_998
    content = (
        b"text,"
        + names
        + b"\n"
        + b"".join(b"it is far too loud %d," % n + row + b"\n" for n in range(30))
    )
    good, bad = read_bytes(tmp_path, "w.csv", content)
    assert (len(good), len(bad)) == (30, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("model.csv", pickle.dumps({"a": [1, 2, 3]})),
        ("cut.parquet", b"PAR1" + b"\x15\x04" * 500),
        ("no.zip", b"PK\x03\x04 this is not one"),
        ("no.xlsx", b"PK\x03\x04" + b"\0" * 300),
        ("cut.csv.gz", gzip.compress(b"id,text\n" * 9_000, mtime=0)[:12]),
        ("cut.csv.bz2", bz2.compress(b"id,text\n1,hello\n")[:30]),
        ("empty.csv", b""),
        ("blank.csv", b" \n\r\n \t"),
        ("noise.csv", bytes((n * 197 + 31) % 256 for n in range(5_000))),
        ("text.txt", b"Dear all, this is a letter without a table."),
        ("broken.json", b'{"tickets": [{"id": 1, "te'),
        ("numbers.json", b"[1, 2, 3]"),
        ("deep.json", b"[" * 10_000 + b"]" * 10_000),
        ("deep.jsonl", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    ],
)
def test_what_is_no_table_is_one_clear_line(tmp_path: Path, name: str, content: bytes) -> None:
    good, bad = read_bytes(tmp_path, name, content)
    assert not good
    assert len(bad) == 1
    assert bad[0].remedy
    assert "\n" not in bad[0].remedy


def test_bad_lines_of_json_lines_are_named(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": "when does it ship"}) for n in range(5)]
    lines[1] = '{"id": 1, "text": '
    lines[3] = '{"a":' * 10_000
    lines.append('{"id": NaN, "text": "odd \\ud83d half", "n": 1e999, "m": ' + "9" * 5_000 + "}")
    good, bad = read_bytes(tmp_path, "l.jsonl", "\n".join(lines).encode())
    assert len(good) == 4
    assert good[-1].turns[0].text.encode()
    assert good[-1].attributes["m"] == "9" * 5_000
    assert [(r.row, r.code) for r in bad] == [(2, "broken-json"), (4, "too-deep")]


def test_a_truncated_array_keeps_its_whole_elements(tmp_path: Path) -> None:
    whole = json.dumps(
        {"count": 3, "tickets": [{"id": n, "body": "it will not fold"} for n in range(3)]}
    )
    good, bad = read_bytes(tmp_path, "a.json", whole[:-20].encode())
    assert len(good) == 2
    assert [r.row for r in bad] == [3]


def test_a_broken_element_in_an_array_costs_one(tmp_path: Path) -> None:
    items = [json.dumps({"id": n, "body": "it will not fold"}) for n in range(9)]
    items[4] = '{"id": 4, "body": oops}'
    good, bad = read_bytes(tmp_path, "b.json", ("[" + ",\n ".join(items) + "]").encode())
    assert len(good) == 8
    assert [r.row for r in bad] == [5]


def test_keys_that_come_late_are_attributes_all_the_same(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"id": n, "text": "is it waterproof"} for n in range(900)]
    rows[899]["late"] = "yes"
    good, _ = read_bytes(tmp_path, "k.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert good[899].attributes == {"late": "yes"}


def test_folders_links_zip_files_and_odd_names(tmp_path: Path) -> None:
    table = HEADER + b"1,it hums all night,Ulm\n"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "-rf.csv").write_bytes(table)
    (folder / "esc\x1b[31m.csv").write_bytes(table.replace(b"1", b"2"))
    (folder / "loop").symlink_to(folder)
    (folder / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    (folder / "logo.png").write_bytes(b"\x89PNG")
    with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
        archive.writestr("inside/t.csv", table.replace(b"1", b"3"))
        archive.writestr("../../outside.csv", table)
        archive.writestr("t.csv.gz", gzip.compress(table.replace(b"1", b"4")))
    found = list(read([folder, folder / "-rf.csv"], OPTIONS))
    good = [r for r in found if isinstance(r, RawContact)]
    bad = [r for r in found if isinstance(r, Reject)]
    assert sorted(c.source_id or "" for c in good) == ["1", "2", "3", "4"]
    assert {r.code for r in bad} == {"dangling-link", "outside-path"}
    assert not any("\x1b" in c.origin for c in good)


def test_a_missing_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(HEADER + b"1,it hums all night,Ulm\n")
    found = list(read([tmp_path / "none.csv", tmp_path / "t.csv"], OPTIONS))
    assert [type(r).__name__ for r in found] == ["Reject", "RawContact"]


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.readers.packed._PLENTY", 1 << 20)
    bomb = gzip.compress(HEADER + (b"1," + b"a" * 5_000 + b",b\n") * 3_000)
    _, bad = read_bytes(tmp_path, "bomb.csv.gz", bomb)
    assert any(r.row is None and "unpacks to more" in r.remedy for r in bad)


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.json", "x.jsonl", "x.txt", "x.zip"]))
def test_no_bytes_ever_break_the_reader(tmp_path: Path, content: bytes, name: str) -> None:
    read_bytes(tmp_path, name, content)


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"), max_size=30
)


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells), max_size=12))
def test_whatever_is_written_as_csv_or_json_is_read(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    import csv

    path = tmp_path / "p.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "text", "note"])
        writer.writerow(["0", "the first row is plain text", "n"])
        writer.writerows((str(n + 1), f"said {a} indeed", b) for n, (a, b) in enumerate(rows))
    lines = tmp_path / "p.jsonl"
    records = [{"id": "0", "text": "the first row is plain text", "note": "n"}] + [
        {"id": str(n + 1), "text": f"said {a} indeed", "note": b} for n, (a, b) in enumerate(rows)
    ]
    lines.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    for source in (path, lines):
        found = list(read([source], OPTIONS))
        assert all(isinstance(r, RawContact) for r in found), found
        assert len(found) == len(rows) + 1
