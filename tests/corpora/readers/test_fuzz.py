"""Whatever bytes a file holds, reading it ends in records and rejects, or in one clear line."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.errors import SettingsError, SourceError
from corpora.readers.detect import detect, read
from corpora.readers.raw import RawContact, RawEvent, RawPage, ReadOptions
from corpora.records import Reject

MUTANTS = settings(max_examples=40)
SAYS = "The lid of my flask leaks, is there a seal to buy?"
CSV = "ticket_id,description,created_at\n" + "".join(
    f'T-{n},"{SAYS} ({n})",2026-01-{n + 1:02}\n' for n in range(20)
)
TURNS = [
    {"author": {"role": "end-user"}, "body": SAYS},
    {"author": {"role": "agent"}, "body": "Yes."},
]
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Customer>The lid leaks.\n\n" * 3
SRT = "".join(
    f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{who}: The lid leaks.\n\n"
    for n, who in enumerate(("Customer", "Agent"), 1)
)
TALK = "Agent: Harrow, good morning.\nCustomer: The lid of my flask leaks.\nAgent: I see.\n" * 4
HTML = (
    '<html><head><title>Flask</title><script type="application/ld+json">{"@context": '
    '"https://schema.org", "@type": "Product", "name": "Flask", "sku": "F-1"}</script></head><body>'
    "<h1>Flask</h1><p>Holds half a litre.</p><table><tr><th>Weight</th><td>300 g</td></tr></table>"
)
XES = (
    '<?xml version="1.0"?><log xes.version="1.0"><trace><string key="concept:name" value="7"/>'
    '<event><string key="concept:name" value="menu"/>'
    '<date key="time:timestamp" value="2026-01-05T10:00:00Z"/></event></trace></log>'
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
    "<item><g:id>F-1</g:id><title>Flask</title><description>Half a litre</description></item>"
    "</channel></rss>"
)
LENS = {
    "Version": "1.1.0",
    "Participants": [{"ParticipantId": "a", "ParticipantRole": "CUSTOMER"}],
    "Transcript": [
        {"Content": SAYS, "ParticipantId": "a", "BeginOffsetMillis": 0, "EndOffsetMillis": 9}
    ],
}
VCON = {
    "vcon": "0.0.1",
    "parties": [{"name": "Ana", "role": "customer"}, {"name": "Jo", "role": "agent"}],
    "dialog": [{"type": "text", "start": "2026-01-05T10:00:00Z", "parties": 0, "body": SAYS}],
}
OCEL = {
    "objectTypes": [{"name": "order", "attributes": []}],
    "eventTypes": [{"name": "place", "attributes": []}],
    "objects": [{"id": "o1", "type": "order"}],
    "events": [
        {"id": "e1", "type": "place", "time": "2026-01-05T10:00:00Z",
         "relationships": [{"objectId": "o1", "qualifier": "it"}]}
    ],
}  # fmt: skip
SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Variant SKU\nflask,Flask,<p>Half a litre</p>,Harrow,F-1\n"
)


def parquet() -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table({"ticket_id": ["T-1", "T-2"], "description": [SAYS, SAYS]}), target)
    return target.getvalue()


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("ticket_id", "description"), ("T-1", SAYS), ("T-2", SAYS)]:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", CSV)
        packed.writestr("b.txt", TALK)
    return target.getvalue()


def text(content: str) -> Callable[[], bytes]:
    return content.encode


def record(content: object) -> Callable[[], bytes]:
    return json.dumps(content).encode


GOOD: dict[str, Callable[[], bytes]] = {
    "a.csv": text(CSV),
    "a.tsv": text(CSV.replace(",", "\t")),
    "shop.csv": text(SHOPIFY),
    "a.jsonl": text("".join(json.dumps({"id": n, "comments": TURNS}) + "\n" for n in range(5))),
    "a.json": record(
        {"tickets": [{"id": n, "subject": SAYS, "comments": TURNS} for n in range(5)]}
    ),
    "lens.json": record(LENS),
    "vcon.json": record(VCON),
    "whisper.json": record({"text": SAYS, "segments": [{"start": 0, "end": 2, "text": SAYS}]}),
    "ocel.json": record(OCEL),
    "a.vtt": text(VTT),
    "a.srt": text(SRT),
    "a.txt": text(TALK),
    "a.html": text(HTML),
    "a.xes": text(XES),
    "feed.xml": text(FEED),
    "a.parquet": parquet,
    "a.xlsx": workbook,
    "a.zip": archive,
    "a.csv.gz": lambda: gzip.compress(CSV.encode()),
    "a.csv.bz2": lambda: bz2.compress(CSV.encode()),
}


@cache
def good(name: str) -> bytes:
    """Made once: zip files and workbooks hold the time at which they were made."""
    return GOOD[name]()


def read_bytes(name: str, content: bytes) -> list[object]:
    """Read a file of these bytes; SourceError and SettingsError are what detection may raise."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with suppress(SourceError, SettingsError):
            detect(path)
        records: list[object] = list(read([path], ReadOptions(timezone=UTC)))
    for each in records:
        assert isinstance(each, RawContact | RawPage | RawEvent | Reject)
        if isinstance(each, RawContact):
            assert each.turns
        if isinstance(each, Reject):
            assert f"{each.file}{each.code}{each.remedy}".isprintable()
    return records


@pytest.mark.parametrize("name", GOOD)
def test_each_seed_is_read_at_all(name: str) -> None:
    records = read_bytes(name, good(name))
    assert records
    assert not [each for each in records if isinstance(each, Reject)]


@settings(max_examples=150)
@given(st.binary(max_size=3_000), st.sampled_from(["a", "a.csv", "a.json", "a.html", "a.xlsx"]))
def test_any_bytes_at_all(content: bytes, name: str) -> None:
    read_bytes(name, content)


@settings(max_examples=150)
@given(st.text(max_size=1_000), st.sampled_from(["a", "a.csv", "a.txt", "a.jsonl"]))
def test_any_text_at_all(content: str, name: str) -> None:
    read_bytes(name, content.encode("utf-8", "surrogatepass"))


KEYS = (
    "id text body comments messages segments turns events tickets transcript vcon dialog parties"
    " type speaker start subject created_at Transcript Participants objects objectTypes"
).split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS) | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150)
@given(st.lists(JSON, min_size=1, max_size=4), st.booleans())
def test_any_json_at_all(items: list[object], lines: bool) -> None:  # noqa: FBT001
    if lines:
        content = "\n".join(json.dumps(item) for item in items)
    else:
        content = json.dumps(items if len(items) > 1 else items[0])
    read_bytes("a.json", content.encode())


@pytest.mark.parametrize("name", GOOD)
@MUTANTS
@given(data=st.data())
def test_a_damaged_file_never_breaks_the_reader(name: str, data: st.DataObject) -> None:
    content = bytearray(good(name))
    for _ in range(data.draw(st.integers(1, 3))):
        size = len(content)
        at = data.draw(st.integers(0, max(size - 1, 0)))
        until = data.draw(st.integers(at, min(at + 40, size)))
        match data.draw(st.sampled_from(["replace", "cut", "repeat", "end"])):
            case "replace":
                content[at:until] = data.draw(
                    st.binary(max_size=8)
                    | st.sampled_from([b'"', b"\n", b"\0", b"{", b"]", b"<", b"\xff\xfe", b"1e999"])
                )
            case "cut":
                del content[at:until]
            case "repeat":
                content[at:at] = content[at:until] * 20
            case "end":
                del content[at:]
    read_bytes(name, bytes(content))


def test_names_inside_a_file_are_harmless_too() -> None:
    content = json.dumps({"\x1b[31m\0tickets": [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}]})
    assert read_bytes("a.json", content.encode())
