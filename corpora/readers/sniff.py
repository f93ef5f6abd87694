"""Tells a file's format by its content; the name only breaks ties."""

from __future__ import annotations

import re
from typing import Literal

from corpora.errors import SourceError
from corpora.readers.encodings import encoding_of
from corpora.readers.html import looks_like_html
from corpora.readers.logs import LogFormat, log_format
from corpora.readers.packed import HEAD_BYTES
from corpora.readers.sources import Source
from corpora.readers.tables.delimited import dialect_of
from corpora.readers.tables.feeds import looks_like_feed
from corpora.readers.tables.objects import is_lines, opens_json
from corpora.readers.tickets import looks_like_tickets
from corpora.readers.transcripts import looks_like_transcript
from corpora.readers.xml import refuse_entities

FormatName = (
    Literal[
        "delimited",
        "jsonl",
        "json",
        "parquet",
        "workbook",
        "transcript",
        "html",
        "feed",
        "tickets",
    ]
    | LogFormat
)

# What people take for a table or a text by mistake: the first bytes, what it is, what to do.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a picture", "export the table itself"),
    (b"\xff\xd8\xff", "a picture", "export the table itself"),
    (b"GIF8", "a picture", "export the table itself"),
    (b"BM\x00", "a picture", "export the table itself"),
    (b"II*\x00", "a picture", "export the table itself"),
    (b"%PDF", "a PDF", "save its text or its page as HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as .xlsx or .csv"),
    (b"{\\rtf", "a rich-text document", "save it as plain text"),
    (b"ARROW1", "an Arrow file", "save it as Parquet or CSV"),
    (b"Obj\x01", "an Avro file", "save it as Parquet or CSV"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"PK\x03\x04", "a zip file in another archive", "unpack it first"),
    (b"ID3", "a recording", "transcribe it first"),
    (b"OggS", "a recording", "transcribe it first"),
    (b"fLaC", "a recording", "transcribe it first"),
    (b"RIFF", "a recording or picture", "transcribe it, or export the table itself"),
    (b"\x7fELF", "a program", "name an export instead"),
    (b"MZ", "a program", "name an export instead"),
)
_CONTROLS = bytes(set(range(28)) - {0, 7, 8, 9, 10, 11, 12, 13, 27})
_EVEN = 0.7
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s/>]")


def format_of(source: Source) -> FormatName:
    """Tell the format of `source`.

    Raises:
        SourceError: It is empty, or nothing that can be read.
    """
    head = source.head()
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourceError("the file is empty", where=source.name, remedy="export it again")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK") and source.member is None:
        return "workbook"
    if head.startswith(b"SQLite format 3"):
        return "ocel-sqlite"
    _refuse_foreign(head, source.name)
    text = head.decode(encoding_of(head), "replace").lstrip("\ufeff")
    found = _marked_format(text) or _xml_format(text, source.name)
    if found is not None:
        return found
    return _loose_format(source, head, text)


def _refuse_foreign(head: bytes, name: str) -> None:
    for start, what, remedy in _FOREIGN:
        if head.startswith(start):
            raise SourceError(f"is {what}, not a text or table", where=name, remedy=remedy)
    if head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05":
        raise SourceError(
            "is a pickle, which is never opened", where=name, remedy="save it as Parquet or CSV"
        )
    if encoding_of(head).startswith("utf-16"):
        return
    strange = len(head) - len(head.translate(None, _CONTROLS))
    if strange * 20 > len(head) or head.count(0) * 10 > len(head):
        raise SourceError(
            "is neither text nor a table", where=name, remedy="export it as CSV or plain text"
        )


def _json_kind(text: str) -> FormatName:
    if (log := log_format(text)) is not None:
        return log
    if looks_like_transcript(text):  # what transcribers write
        return "transcript"
    if looks_like_tickets(text):
        return "tickets"
    return "jsonl" if is_lines(text) else "json"


def _marked_format(text: str) -> FormatName | None:
    """Tell formats that say what they are in their first characters."""
    if opens_json(text):
        return _json_kind(text)
    if looks_like_html(text):
        return "html"
    if looks_like_transcript(text) in ("webvtt", "srt"):
        return "transcript"
    return None


def json_format(source: Source) -> Literal["json", "jsonl"]:
    """Tell how JSON is written that shall be read as a table."""
    head = source.head()
    return "jsonl" if is_lines(head.decode(encoding_of(head), "replace")) else "json"


def _xml_format(text: str, name: str) -> FormatName | None:
    """Tell logs and feeds from other XML, and refuse what declares entities."""
    if not text.lstrip().startswith("<"):
        return None
    refuse_entities(text, name)
    return "feed" if looks_like_feed(text) else log_format(text)


def _unknown_xml(text: str, name: str) -> SourceError:
    """Say what XML it is, by its first element."""
    root = _ROOT.search(text)
    kind = root[1] if root else ""
    if "omg.org/spec/BPMN" in text:
        what, remedy = "a BPMN map of a process", "`frontstage import-map` reads those"
    elif kind:
        what = f"XML that begins with <{kind}>, of a kind that is not read yet"
        remedy = "`frontstage formats` lists what is"
    else:
        what, remedy = "XML that is cut off or damaged", "export it again"
    return SourceError(f"is {what}", where=name, remedy=remedy)


def _loose_format(source: Source, head: bytes, text: str) -> FormatName:
    """Tell a table from a text, neither of which says what it is."""
    if source.suffix in (".csv", ".tsv", ".tab"):
        return "delimited"
    if looks_like_transcript(text):
        return "transcript"
    if text.lstrip().startswith("<"):
        raise _unknown_xml(text, source.name)
    dialect = dialect_of(head, whole=len(head) < HEAD_BYTES)
    if dialect.even > _EVEN and dialect.header is not None:
        return "delimited"
    raise SourceError(
        "is a text without speakers or columns",
        where=source.name,
        remedy="mark who speaks, as in `Agent: …`, or save it as .csv",
    )
