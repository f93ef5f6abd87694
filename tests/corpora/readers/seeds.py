"""A small file of every format that is read, for whoever damages files in every way.

Files of vendors' formats are those of the tests that name where the schema is published.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tests.corpora.readers.html.conftest import LAMP
from tests.corpora.readers.html.test_files import MICRODATA
from tests.corpora.readers.logs.test_logs import JSON_LOG, SQLITE_LOG, XES, XML_LOG
from tests.corpora.readers.tables.test_feeds import RSS, TSV
from tests.corpora.readers.tables.test_logs_and_beside import EVENTS, MENUS
from tests.corpora.readers.tickets import test_csv as tables
from tests.corpora.readers.tickets import test_json as tickets
from tests.corpora.readers.transcripts import test_files as calls

SAYS = "The lid of my flask leaks, is there a seal to buy?"
CSV = "ticket_id,description,created_at\n" + "".join(
    f'T-{n},"{SAYS} ({n})",2026-01-{n + 1:02}\n' for n in range(20)
)
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Customer>The lid leaks.\n\n" * 3
SRT = "".join(
    f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{who}: The lid leaks.\n\n"
    for n, who in enumerate(("Customer", "Agent"), 1)
)
TALK = "Agent: Harrow, good morning.\nCustomer: The lid of my flask leaks.\nAgent: I see.\n" * 4
PHONE = "".join(
    f"12/03/2026, 10:0{n} - {who}: The lid of my flask leaks.\n"
    for n, who in enumerate(("Ben", "Maria") * 3)
)
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


def sqlite_log() -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SQLITE_LOG)
        return db.serialize()


def text(content: str) -> Callable[[], bytes]:
    return content.encode


def record(content: object) -> Callable[[], bytes]:
    return json.dumps(content).encode


def lines(*contents: object) -> Callable[[], bytes]:
    return "\n".join(map(json.dumps, contents)).encode


class Seed(NamedTuple):
    """A file: the format, by its name in the list of formats, and what makes its content."""

    format: str
    content: Callable[[], bytes]


_CSV, _PACKED = "CSV, TSV and other delimited text", "gzip, bzip2, zip"
_ZENDESK, _INTERCOM, _FRESHDESK = "Zendesk", "Intercom", "Freshdesk"
_JIRA, _SALESFORCE = "Jira Service Management", "Salesforce case report"
_LENS, _WHISPER = "Amazon Connect Contact Lens", "Whisper, WhisperX, whisper.cpp"
_TALK, _OCEL = "plain-text transcript", "OCEL 2.0 (and 1.0 as JSON)"
_SPOKEN = {"start": 0, "end": 2, "text": SAYS}
_CHAT = [calls.text_dialog(0, 0, calls.AGENT), calls.text_dialog(9, 1, calls.CUSTOMER)]
_APART = {each: value for each, value in tickets.freshdesk().items() if each != "conversations"}

SEEDS: dict[str, Seed] = {
    "a.csv": Seed(_CSV, text(CSV)),
    "a.tsv": Seed(_CSV, text(CSV.replace(",", "\t"))),
    "a.json": Seed("JSON", record({"rows": [{"id": n, "message": SAYS} for n in range(5)]})),
    "a.jsonl": Seed("JSON Lines", lines(*({"id": n, "message": SAYS} for n in range(5)))),
    "a.parquet": Seed("Parquet", parquet),
    "a.xlsx": Seed("Excel workbook", workbook),
    "zendesk.jsonl": Seed(_ZENDESK, lines(*(tickets.zendesk(n) for n in (1, 2)))),
    "zendesk_pages.json": Seed(_ZENDESK, record(tickets.PAGE)),
    "zendesk_account.csv": Seed(_ZENDESK, text(tables.ZENDESK_ACCOUNT)),
    "zendesk_view.csv": Seed(_ZENDESK, text(tables.ZENDESK_VIEW)),
    "intercom.json": Seed(_INTERCOM, record({"conversations": [tickets.intercom()]})),
    "freshdesk.json": Seed(_FRESHDESK, record([tickets.freshdesk(1), tickets.freshdesk(2)])),
    "freshdesk_pages.json": Seed(
        _FRESHDESK,
        record({"conversations": tickets.freshdesk()["conversations"], "tickets": [_APART]}),
    ),
    "jira.json": Seed(_JIRA, record({"issues": [tickets.jira(), tickets.jira("SD-8")]})),
    "jira_requests.json": Seed(_JIRA, record({"values": [tickets.REQUEST]})),
    "jira.csv": Seed(_JIRA, text(tables.JIRA)),
    "cases.csv": Seed(_SALESFORCE, lambda: (tables.SALESFORCE + tables.FOOTER).encode("cp1252")),
    "a.vtt": Seed("WebVTT", text(VTT)),
    "a.srt": Seed("SubRip (SRT)", text(SRT)),
    "lens.json": Seed(_LENS, record(calls.contact_lens())),
    "whisper.json": Seed(_WHISPER, record({"text": SAYS, "segments": [_SPOKEN, _SPOKEN]})),
    "vcon.json": Seed("vCon", record(calls.vcon(dialog=_CHAT))),
    "a.txt": Seed(_TALK, text(TALK)),
    "phone.txt": Seed(_TALK, text(PHONE)),
    "a.html": Seed("HTML", text(LAMP)),
    "microdata.html": Seed("HTML", text(f"<html><body>{MICRODATA}<p>It dims.</p></body></html>")),
    "shop.csv": Seed("Shopify product export", text(SHOPIFY)),
    "feed.xml": Seed("Google Merchant Center feed", text(RSS)),
    "feed.tsv": Seed("Google Merchant Center feed", text(TSV)),
    "events.csv": Seed("event table", text(EVENTS)),
    "menus.csv": Seed("answering system log", text(MENUS)),
    "a.xes": Seed("XES", text(XES)),
    "ocel.json": Seed(_OCEL, record(JSON_LOG)),
    "ocel.xml": Seed(_OCEL, text(XML_LOG)),
    "ocel.sqlite": Seed(_OCEL, sqlite_log),
    "a.zip": Seed(_PACKED, archive),
    "a.csv.gz": Seed(_PACKED, lambda: gzip.compress(CSV.encode())),
    "a.csv.bz2": Seed(_PACKED, lambda: bz2.compress(CSV.encode())),
}


@cache
def seed(name: str) -> bytes:
    """Made once: zip files and workbooks hold the time at which they were made."""
    return SEEDS[name].content()
