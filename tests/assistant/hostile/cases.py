"""Hostile and broken files: what each is, which good rows it holds, and what is told of it.

The cases follow the list of the project's issue on reading text, item by item; a case is called
`item: variant`, and the ids of its rows begin with a stem of its own.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import pickle
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

SAYS = "The hose came without a nozzle."
HEAD = "ticket_id,description\n"
Content = Callable[[str], bytes]


@dataclass(frozen=True)
class Case:
    """One file.

    Attributes:
        name: `item: variant`.
        file: What the file is called.
        content: Its bytes, for the stem of its ids.
        good: What stands behind the stem in the ids of the rows that arrive.
        told: Row and code of every line that is told about it; empty: nothing is wrong.
        remedy: A word of what the (first) line says.
        nameless: How many rows arrive that have no id.
        pages: How many pages it holds.
        events: How many events.
    """

    name: str
    file: str
    content: Content
    good: tuple[str, ...] = ()
    told: tuple[tuple[int | None, str], ...] = ()
    remedy: str = ""
    nameless: int = 0
    pages: int = 0
    events: int = 0


def rows(stem: str, *ends: str, says: str = SAYS) -> str:
    return "".join(f"{stem}{end},{says}\n" for end in ends)


def table(body: Callable[[str], str], encoding: str = "utf-8") -> Content:
    return lambda stem: f"{HEAD}{body(stem)}".encode(encoding, "surrogatepass")


def text(content: str, encoding: str = "utf-8") -> Content:
    return lambda stem: content.replace("STEM", stem).encode(encoding)


def record(stem: str, end: str, **more: object) -> dict[str, object]:
    return {"ticket_id": f"{stem}{end}", "description": SAYS, **more}


def lines(*records: Callable[[str], object]) -> Content:
    return lambda stem: "".join(json.dumps(each(stem)) + "\n" for each in records).encode()


def zipped(**members: str | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def parquet(stem: str) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table({"ticket_id": [f"{stem}1"], "description": [SAYS]}), target)
    return target.getvalue()


def many(stem: str) -> str:
    return HEAD + "".join(f"{stem}{n},{SAYS} {n * n}\n" for n in range(2_000))


def five_times(stem: str) -> bytes:
    content = (HEAD + rows(stem, "1")).encode()
    for _ in range(5):
        content = gzip.compress(content)
    return content


UNREADABLE = ((None, "unreadable"),)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><log xes.version="1.0"><trace><string key="concept:name" value="&j;"/></trace></log>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE {0} [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
XES = (
    '<?xml version="1.0"{0}?><log xes.version="1.0"><trace>'
    '<string key="concept:name" value="STEM"/>'
    '<event><string key="concept:name" value="menu"/>'
    '<date key="time:timestamp" value="2026-01-05T10:00:00Z"/></event></trace></log>'
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
    "<item><g:id>{0}</g:id><title>Flask {0}</title><description>{1}</description></item>"
)
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Customer>The lid leaks.\n\n" * 2
TALK = "Agent: Good morning.\nCustomer: The lid of my flask leaks.\nAgent: I see.\n"
PAGE = "<h1>{0}</h1><p>The kettle holds two litres of water.</p>"
BROKEN_LD = '<script type="application/ld+json">{"@type": "Product", "name": "Kettle",,}</script>'
DEEP = 10_000
WIDE = ",".join(f"c{n}" for n in range(5_000))
UMLAUT = "Öl läuft über den Deckel"
SQL = "'; DROP TABLE contacts;--"
FORMULA = '"=HYPERLINK(""http://evil.example"",""The lid"") leaks"'

CASES: tuple[Case, ...] = (
    Case("empty: no bytes", "a.csv", lambda _: b"", told=UNREADABLE, remedy="is empty"),
    Case("empty: blanks", "a.csv", lambda _: b" \r\n\t\n", told=UNREADABLE, remedy="is empty"),
    Case("truncated: table", "a.csv", table(lambda s: rows(s, "1") + f"{s}2"), ("1",),
         ((3, "broken-row"),), "ends in the middle"),
    Case("truncated: JSON document", "a.json",
         lambda s: json.dumps([record(s, "1"), record(s, "2")]).encode()[:-40], ("1",),
         ((2, "broken-json"),), "export it again"),
    Case("truncated: JSON lines", "a.jsonl",
         lambda s: json.dumps(record(s, "1")).encode() + b'\n{"ticket_id": "T-2", "descr\n',
         ("1",), ((2, "broken-json"),), "export it again"),
    Case("truncated: gzip", "a.csv.gz", lambda s: gzip.compress(many(s).encode())[:-200],
         ("0", "1", "99"), UNREADABLE, "fetch it again"),
    Case("truncated: bzip2", "a.csv.bz2",
         lambda s: bz2.compress(many(s).encode() * 30, 1)[:-90], ("0", "1", "1999"), UNREADABLE,
         "fetch it again"),
    Case("truncated: Parquet", "a.parquet", lambda s: parquet(s)[:-30], told=UNREADABLE,
         remedy="export it again"),
    Case("truncated: XES", "a.xes", lambda _: XES.format("").encode()[:-10], told=UNREADABLE,
         remedy="cut off", events=1),
    Case("truncated: feed", "a.xml", lambda s: FEED.format(s, "Half a litre").encode(),
         told=UNREADABLE, remedy="cut off", pages=1),
    Case("nested 10,000 deep: arrays", "a.json", lambda _: b"[" * DEEP + b"]" * DEEP,
         told=UNREADABLE, remedy="nested too deep"),
    Case("nested 10,000 deep: objects", "a.json",
         lambda _: b'{"a":' * DEEP + b"1" + b"}" * DEEP, told=UNREADABLE,
         remedy="nested too deep"),
    Case("nested 10,000 deep: one line", "a.jsonl",
         lambda s: json.dumps(record(s, "1")).encode() + b'\n{"a":' + b'{"a":' * DEEP + b"\n",
         ("1",), ((2, "too-deep"),), "export it flat"),
    Case("nested 10,000 deep: XML", "a.xes",
         lambda _: b'<log xes.version="1.0">' + b"<list>" * DEEP, told=UNREADABLE,
         remedy="export it again"),
    Case("NaN: and infinity", "a.jsonl",
         lines(lambda s: record(s, "1", csat=float("nan"), wait_s=float("inf"))), ("1",)),
    Case("huge integers: 5,000 digits", "a.jsonl",
         lambda s: json.dumps(record(s, "1", handle_time="N")).replace('"N"', "1" + "0" * 5_000)
         .encode(), ("1",)),
    Case("lone surrogates: beside", "a.jsonl",
         lines(lambda s: record(s, "1", note="\ud83d"), lambda s: record(s, "2")), ("1", "2")),
    Case("lone surrogates: in the text", "a.jsonl",
         lines(lambda s: {**record(s, "1"), "description": "The lid \ud83d leaks"}), ("1",)),
    Case("lone surrogates: as bytes", "a.csv",
         table(lambda s: rows(s, "1", says="The lid \ud83d leaks badly")), ("1",)),
    Case("unbalanced quotes: a row", "a.csv",
         table(lambda s: f'{rows(s, "1")}{s}2,"It leaks\n{s}3,Too wide for us\n'), ("1", "3"),
         ((3, "broken-row"),), "never closed"),
    Case("wrong delimiters: semicolons", "a.csv",
         lambda s: (HEAD + rows(s, "1")).replace(",", ";").encode(), ("1",)),
    Case("wrong delimiters: bars", "a.csv",
         lambda s: (HEAD + rows(s, "1")).replace(",", "|").encode(), ("1",)),
    Case("wrong delimiters: commas in a TSV", "a.tsv", table(lambda s: rows(s, "1")), ("1",)),
    Case("duplicate headers: two texts", "a.csv",
         text(f"ticket_id,description,description\nSTEM1,{SAYS},{SAYS}\n"), ("1",)),
    Case("missing headers: none", "a.csv", lambda s: rows(s, "1", "2", "3").encode(),
         nameless=3),
    Case("missing headers: blank", "a.csv",
         text(f",,\nSTEM1,{SAYS},x\nSTEM2,{SAYS},y\nSTEM3,{SAYS},z\n"), nameless=3),
    Case("ragged rows: short and long", "a.csv",
         table(lambda s: f"{s}1\n{rows(s, '2')}{s}3,Too wide for us,1,2,3\n{rows(s, '4')}"),
         ("2", "4"), ((2, "broken-row"), (4, "broken-row")), "where the header has 2"),
    Case("CR-only lines: table", "a.csv",
         lambda s: (HEAD + rows(s, "1", "2")).replace("\n", "\r").encode(), ("1", "2")),
    *(
        Case(f"UTF-16 {mark}: table, {order}", "a.csv",
             table(lambda s: rows(s, "1", says=UMLAUT), encoding), ("1",))
        for mark, order, encoding in (("with BOM", "little", "utf-16"),
                                      ("without BOM", "little", "utf-16-le"),
                                      ("without BOM", "big", "utf-16-be"))
    ),
    *(
        Case(f"UTF-16 {mark}: {what}", name, text(content, encoding), good,
             events=events, pages=pages)
        for mark, encoding in (("with BOM", "utf-16"), ("without BOM", "utf-16-le"))
        for what, name, content, good, events, pages in (
            ("captions", "STEM.vtt", VTT, ("",), 0, 0),
            ("talk", "STEM.txt", TALK, ("",), 0, 0),
            ("XES", "a.xes", XES.format(' encoding="UTF-16"'), (), 1, 0),
            ("page", "a.html", "<html>" + PAGE.format("STEM kettle"), (), 0, 1),
        )
    ),
    Case("UTF-16 with BOM: JSON lines", "a.jsonl",
         lambda s: json.dumps(record(s, "1")).encode("utf-16"), ("1",)),
    Case("UTF-16 without BOM: JSON lines", "a.jsonl",
         lambda s: json.dumps(record(s, "1")).encode("utf-16-le"), ("1",)),
    Case("UTF-16 with BOM: BPMN", "a.bpmn",
         text('<?xml version="1.0" encoding="UTF-16"?><definitions '
              'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "utf-16"),
         told=UNREADABLE, remedy="import-map"),
    Case("UTF-8 with BOM: table", "a.csv", table(lambda s: rows(s, "1"), "utf-8-sig"), ("1",)),
    Case("mixed encodings: two in a table", "a.csv",
         lambda s: f"{HEAD}{rows(s, '1')}{rows(s, '2', says=UMLAUT)}".encode()
         + rows(s, "3", says=UMLAUT).encode("cp1252"), ("1", "2", "3")),
    Case("mixed encodings: cp1252", "a.csv",
         table(lambda s: rows(s, "1", says=UMLAUT), "cp1252"), ("1",)),
    Case("NUL bytes: in a text", "a.csv",
         table(lambda s: rows(s, "1", says="Too\0 wide for the shelf")), ("1",)),
    Case("NUL bytes: nothing else", "a.csv", lambda _: bytes(5_000), told=UNREADABLE,
         remedy="is empty"),
    Case("3 MB field: table", "a.csv",
         table(lambda s: rows(s, "1") + rows(s, "2", says="very " * 600_000 + "long")),
         ("1", "2")),
    Case("3 MB field: 20 MB", "a.csv",
         table(lambda s: f"{rows(s, '1')}{s}2,{'x' * 20_000_000}\n{rows(s, '3')}"), ("1", "3"),
         ((3, "broken-row"),), "never closed"),
    Case("5,000 columns: table", "a.csv",
         lambda s: f"ticket_id,description,{WIDE}\n{s}1,{SAYS},{','.join('x' * 5_000)}\n".encode(),
         ("1",)),
    Case("not what the name says: PNG", "a.csv", lambda _: PNG, told=UNREADABLE,
         remedy="is a picture"),
    Case("not what the name says: PDF", "a.txt", lambda _: b"%PDF-1.7\n" + bytes(range(256)),
         told=UNREADABLE, remedy="is a PDF"),
    Case("not what the name says: pickle", "a.csv",
         lambda _: pickle.dumps({"ticket_id": "T-1"}, protocol=4), told=UNREADABLE,
         remedy="never opened"),
    Case("not what the name says: Parquet without an end", "a.parquet",
         lambda _: b"PAR1" + b"\0" * 100, told=UNREADABLE, remedy="damaged or cut off"),
    Case("not what the name says: Parquet called CSV", "a.csv", parquet, ("1",)),
    Case("not what the name says: not a zip", "a.zip", lambda _: b"PK\x03\x04 this is no zip file",
         told=((None, "broken-zip"),), remedy="fetch it again"),
    Case("not what the name says: not a workbook", "a.xlsx",
         lambda _: zipped(**{"[Content_Types].xml": "<broken"}), told=UNREADABLE,
         remedy="save it as .xlsx"),
    Case("not what the name says: not gzip", "a.csv.gz", lambda _: b"\x1f\x8b\x08 no, it is not",
         told=UNREADABLE, remedy="fetch it again"),
    Case("not what the name says: noise", "a.json",
         lambda _: bytes((n * 7919) % 251 for n in range(9_000)), told=UNREADABLE,
         remedy="neither text nor a table"),
    Case("not what the name says: prose", "a.txt",
         lambda _: b"Once upon a time there was a lamp.\n" * 3, told=UNREADABLE,
         remedy="mark who speaks"),
    Case("ids: with ../", "a.csv", table(lambda s: rows(f"../../{s}", "1")), ("1",)),
    Case("ids: SQL", "a.csv",
         table(lambda s: rows(s, "1", "2") + f'"{s}{SQL}",{SAYS}\n'), ("1", "2", SQL)),
    Case("ids: leading dashes", "a.csv", table(lambda s: f"--{s}help,{SAYS}\n"), ("help",)),
    Case("ids: blanks are no part of one", "a.csv", table(lambda s: f" {s}1 ,{SAYS}\n"), ("1",)),
    Case("ids: case twins stay two", "a.csv", table(lambda s: rows(s, "x", "X")), ("x", "X")),
    Case("scripts: in a text", "a.csv",
         table(lambda s: rows(s, "1", says="<script>alert(1)</script>The lid leaks<img src=x>")),
         ("1",)),
    Case("formulas: in a text", "a.csv", table(lambda s: rows(s, "1", says=FORMULA)), ("1",)),
    Case("terminal escapes: in a text", "a.csv",
         table(lambda s: rows(s, "1", says="\x1b[31mThe lid\x1b]0;title\x07 leaks")), ("1",)),
    Case("markup: of Rich and Textual", "a.csv",
         table(lambda s: rows(s, "1", says="[bold red]The lid[/] leaks [@click=app.quit]x[/]")),
         ("1",)),
    Case("bidi and zero-width: in a text", "a.csv",
         table(lambda s: rows(s, "1", says="The lid\u202e leaks\u2066 bad\u200bly")), ("1",)),
    Case("entity bombs: XES", "a.xes", lambda _: BOMB.encode(), told=UNREADABLE,
         remedy="never opened"),
    Case("entity bombs: in UTF-16", "a.xes", lambda _: BOMB.encode("utf-16"), told=UNREADABLE,
         remedy="never opened"),
    Case("external entities: XES", "a.xes",
         lambda _: (OUTSIDE.format("log") + '<log xes.version="1.0"><trace>&x;</trace></log>')
         .encode(), told=UNREADABLE, remedy="never opened"),
    Case("external entities: feed", "a.xml",
         lambda s: FEED.format(s, "&x;").replace('<?xml version="1.0"?>', OUTSIDE.format("rss"))
         .encode(), told=UNREADABLE, remedy="never opened"),
    Case("XML: of another kind", "a.xml", lambda _: b"<invoices><invoice/></invoices>",
         told=UNREADABLE, remedy="begins with <invoices>"),
    Case("decompression bombs: five times over", "a.csv.gz", five_times,
         told=UNREADABLE, remedy="unpack it first"),
    Case("decompression bombs: outside paths", "a.zip",
         lambda s: zipped(**{"../../evil.csv": HEAD, "a.csv": HEAD + rows(s, "1")}), ("1",),
         ((None, "outside-path"),), "leads out"),
    Case("JSON-LD with errors: a comma too many", "a.html",
         lambda s: f"<html>{BROKEN_LD}<body>{PAGE.format(s)}</body></html>".encode(), pages=1),
    Case("20,000 nested divs: page", "a.html",
         lambda s: ("<html>" + "<div>" * 20_000 + PAGE.format(s)).encode(), pages=1),
)  # fmt: skip
