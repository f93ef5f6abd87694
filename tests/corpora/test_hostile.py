"""Hostile and broken files beside a good one: a clear line each, and every good row arrives."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import pickle
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpora.intake.ingest import IngestOptions, IngestReport, ingest
from corpora.store.workspace import Workspace
from tests.conftest import KEY, NOON

LIMIT_S = 60
GOOD = "ticket_id,description\nG-1,The lid of my flask leaks.\nG-2,Which bulb fits the lamp?\n"
HEAD = "ticket_id,description\n"
SAYS = "The hose came without a nozzle."
ROW = f"T-1,{SAYS}\n"


@contextmanager
def limited() -> Iterator[None]:
    """Fail where a file keeps the reader busy for longer than a minute."""

    def late(number: int, frame: object) -> None:
        raise TimeoutError(f"still reading after {LIMIT_S} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True)
class Arrived:
    report: IngestReport
    texts: list[str]
    ids: list[str]


@pytest.fixture
def arrive(tmp_path: Path) -> Callable[[Path], Arrived]:
    """Ingest a folder that gets a good file beside what is in it already."""

    def run(folder: Path) -> Arrived:
        (folder / "good.csv").write_text(GOOD, encoding="utf-8")
        workspace = Workspace.create(tmp_path / "frontstage.duckdb", key=KEY)
        with limited():
            report = ingest(
                workspace,
                [folder],
                IngestOptions(redact="patterns", workers=0),
                now=NOON,
                progress=lambda done, total, what: None,
            )
        with workspace.reading() as db:
            texts = [row[0] for row in db.execute("SELECT text FROM turns").fetchall()]
            ids = [row[0] for row in db.execute("SELECT source_id FROM contacts").fetchall()]
        for reject in report.rejects:
            line = f"{reject.file}{reject.code}{reject.remedy}"
            assert line.isprintable(), "names and reasons are harmless in a terminal"
            assert reject.remedy
        assert {"G-1", "G-2"} <= set(ids), "the good file beside it arrives"
        return Arrived(report, texts, ids)

    return run


def zipped(**members: str | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def parquet() -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table({"ticket_id": ["P-1"], "description": [SAYS]}), target)
    return target.getvalue()


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


TICKET = {"ticket_id": "T-1", "description": SAYS}
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><log xes.version="1.0"><trace><string key="concept:name" value="&j;"/></trace></log>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    '<log xes.version="1.0"><trace><string key="concept:name" value="&x;"/></trace></log>'
)

UNREADABLE: dict[str, tuple[str, bytes]] = {
    "empty": ("a.csv", b""),
    "blank": ("a.csv", b" \r\n\t\n"),
    "zeros": ("a.csv", bytes(5_000)),
    "picture": ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
    "pickle": ("a.csv", pickle.dumps(TICKET, protocol=4)),
    "pdf": ("a.txt", b"%PDF-1.7\n" + bytes(range(256))),
    "noise": ("a.json", bytes((n * 7919) % 251 for n in range(9_000))),
    "truncated parquet": ("a.parquet", parquet()[:-30]),
    "parquet without an end": ("a.parquet", b"PAR1" + b"\0" * 100),
    "not a zip": ("a.zip", b"PK\x03\x04 this is no zip file"),
    "not a workbook": ("a.xlsx", zipped(**{"[Content_Types].xml": "<broken"})),
    "not gzip": ("a.csv.gz", b"\x1f\x8b\x08 no, it is not"),
    "not bzip2": ("a.csv.bz2", b"BZh9 no, it is not"),
    "deep arrays": ("a.json", b"[" * 10_000 + b"]" * 10_000),
    "deep objects": ("a.json", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    "entity bomb": ("a.xes", BOMB.encode()),
    "external entity": ("a.xes", OUTSIDE.encode()),
    "unknown xml": ("a.xml", b"<invoices><invoice/></invoices>"),
    "text without speakers": ("a.txt", b"Once upon a time there was a lamp.\n" * 3),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_clear_line(
    case: str, tmp_path: Path, arrive: Callable[[Path], Arrived]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name, content = UNREADABLE[case]
    (folder / name).write_bytes(content)
    done = arrive(folder)
    assert sorted(done.ids) == ["G-1", "G-2"]
    assert [each.file for each in done.report.rejects if "good" in each.file] == []
    assert 1 <= len(done.report.rejects) <= 3
    assert all("hostname" not in text for text in done.texts)


MANY = "".join(f"T-{n},{SAYS} {n * n}\n" for n in range(6_000))
WIDE = ",".join(f"c{n}" for n in range(5_000))
SCRIPT = "<script>alert(1)</script>The lid leaks<img src=x onerror=alert(1)>"
FORMULA = '"=HYPERLINK(""http://evil.example"",""The lid"") leaks"'
BROKEN_LD = '<script type="application/ld+json">{"@type": "Product", "name": "Kettle",,}</script>'
TWO_LITRES = "<h1>Kettle</h1><p>The kettle holds two litres of water.</p>"

CSV: dict[str, str | bytes] = {
    "unbalanced quote": f'{HEAD}{ROW}T-2,"It leaks\nT-3,Too wide for the shelf\n',
    "wrong delimiter": f"{HEAD}{ROW}".replace(",", ";"),
    "pipes": f"{HEAD}{ROW}".replace(",", "|"),
    "duplicate header": f"ticket_id,description,description\nT-1,{SAYS},{SAYS}\n",
    "no header": f"T-1,{SAYS}\nT-2,{SAYS}\nT-3,{SAYS}\n",
    "blank header": f",,\nT-1,{SAYS},x\nT-2,{SAYS},y\nT-3,{SAYS},z\n",
    "ragged rows": f"{HEAD}T-1\n{ROW}T-2,Too wide for us,1,2,3\n",
    "carriage returns": f"{HEAD}{ROW}T-2,Too wide\n".replace("\n", "\r"),
    "utf-16 with a mark": f"{HEAD}{ROW}".encode("utf-16"),
    "utf-16 without": f"{HEAD}{ROW}".encode("utf-16-le"),
    "utf-8 mark": f"{HEAD}{ROW}".encode("utf-8-sig"),
    "cp1252": f"{HEAD}{ROW}T-2,Das Öl läuft über den Deckel\n".encode("cp1252"),
    "mixed encodings": f"{HEAD}{ROW}T-2,Öl läuft\n".encode() + "T-3,Öl läuft\n".encode("cp1252"),
    "nul bytes": f"{HEAD}{ROW}T-2,Too\0 wide for the shelf\n",
    "3 MB field": f"{HEAD}{ROW}T-2,{'very ' * 600_000}long\n",
    "20 MB field": f"{HEAD}{ROW}T-2,{'x' * 20_000_000}\nT-3,{SAYS}\n",
    "5000 columns": f"ticket_id,description,{WIDE}\nT-1,{SAYS},{','.join('x' * 5_000)}\n",
    "escapes": f"{HEAD}T-1,\x1b[31mThe lid\x1b]0;title\x07 leaks\u202e badly\u200b\n",
    "markup": f"{HEAD}T-1,[bold red]The lid[/] leaks [link=file:///etc/passwd]here[/link]\n",
    "script": f"{HEAD}T-1,{SCRIPT}\n",
    "formula": f"{HEAD}T-1,{FORMULA}\n",
    "odd ids": f'{HEAD}../../T-1,{SAYS}\n"T\'; DROP TABLE contacts;--",{SAYS}\n--help,{SAYS}\n',
    "case twins": f"{HEAD}T-1,{SAYS}\nt-1,{SAYS}\n T-1 ,{SAYS}\n",
}
LINES: dict[str, str] = {
    "lone surrogate": lines({**TICKET, "note": "\ud83d"}, TICKET),
    "surrogate in the text": lines({**TICKET, "description": "The lid \ud83d leaks badly"}),
    "NaN and infinity": lines({**TICKET, "csat": float("nan"), "wait_s": float("inf")}),
    "huge integer": lines({**TICKET, "handle_time": 7}).replace("7", "1" + "0" * 5_000),
    "broken line": lines(TICKET) + '{"ticket_id": "T-2", "descr\n',
}
GOOD_IN_BAD: dict[str, tuple[str, bytes]] = {
    **{
        case: ("a.csv", text.encode() if isinstance(text, str) else text)
        for case, text in CSV.items()
    },
    **{case: ("a.jsonl", text.encode()) for case, text in LINES.items()},
    "truncated document": ("a.json", json.dumps([TICKET] * 3).encode()[:-40]),
    "truncated gzip": ("a.csv.gz", gzip.compress((HEAD + MANY).encode())[:-200]),
    "truncated bzip2": ("a.csv.bz2", bz2.compress((HEAD + MANY).encode(), 1)[:-90]),
    "zip with outside paths": ("a.zip", zipped(**{"../../evil.csv": HEAD, "a.csv": HEAD + ROW})),
    "20,000 divs": ("a.html", ("<html>" + "<div>" * 20_000 + TWO_LITRES).encode()),
    "broken JSON-LD": ("a.html", f"<html>{BROKEN_LD}<body>{TWO_LITRES}</body></html>".encode()),
}
PAGES = {"20,000 divs", "broken JSON-LD"}


@pytest.mark.parametrize("case", GOOD_IN_BAD)
def test_good_rows_of_a_bad_file_arrive(
    case: str, tmp_path: Path, arrive: Callable[[Path], Arrived]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name, content = GOOD_IN_BAD[case]
    (folder / name).write_bytes(content)
    done = arrive(folder)
    if case in PAGES:
        assert done.report.pages == 1
    else:
        assert len(done.ids) > 2, f"rejects: {done.report.rejects}"
    assert len(done.report.rejects) <= 3
    assert not Path(tmp_path / "evil.csv").exists()


def test_a_bomb_is_unpacked_as_a_stream_and_costs_no_memory(
    tmp_path: Path, arrive: Callable[[Path], Arrived]
) -> None:
    import resource

    folder = tmp_path / "in"
    folder.mkdir()
    with gzip.open(folder / "a.csv.gz", "wb", compresslevel=1) as stream:
        stream.write(HEAD.encode())
        for _ in range(40):
            stream.write(b"T-1," + b"0" * 2_000_000 + b"\n")
    (folder / "b.zip").write_bytes(zipped(**{"b.csv": HEAD + "T-2," + " " * 60_000_000}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    arrive(folder)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 700_000, f"{grown / 1000:.0f} MB for files of a few hundred KB"


ODD_NAMES = [
    "--help",
    "-rf.csv",
    "\x1b[31mred.csv",
    "[bold]b.csv",
    "d\u202evsc.csv",
    "$(touch x).csv",
    "semi;colon.csv",
    "%s%n.csv",
    "a:5.csv",
    "new\nline.csv",
    "A.csv",
    "a.csv",
]


def test_links_and_names(tmp_path: Path, arrive: Callable[[Path], Arrived]) -> None:
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    (folder / "round").symlink_to(folder)
    (folder / "deeper" / "up").symlink_to(folder)
    (folder / "dangling.csv").symlink_to(tmp_path / "nowhere.csv")
    (folder / "self.csv").symlink_to(folder / "self.csv")
    (folder / "twice.csv").symlink_to(folder / "good.csv")
    names = ODD_NAMES
    for number, name in enumerate(names):
        (folder / name).write_text(f"{HEAD}N-{number},{SAYS}\n", encoding="utf-8")
    (folder / os.fsdecode(b"stray\xff.csv")).write_text(f"{HEAD}N-s,{SAYS}\n", encoding="utf-8")
    os.mkfifo(folder / "pipe.csv")
    done = arrive(folder)
    expected = {"G-1", "G-2", "N-s", *(f"N-{number}" for number in range(len(names)))}
    assert set(done.ids) == expected
    assert len(done.ids) == len(expected)
    codes = sorted(each.code for each in done.report.rejects)
    assert codes == ["dangling-link", "dangling-link", "not-a-file"]
