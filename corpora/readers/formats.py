"""The formats that can be read: how each is recognised, and what is read from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: What people call it.
        recognised: How files of it are told from others.
        read: What is read from them.
    """

    name: str
    recognised: str
    read: str


FORMATS: tuple[Format, ...] = (
    Format(
        "CSV, TSV and other delimited text",
        "rows of equally many cells between commas, tabs, semicolons or bars",
        "contacts, product pages or events, by the columns",
    ),
    Format(
        "JSON",
        "begins with [ or {: an array, an object with a list inside, or one object",
        "contacts, product pages or events, by the keys",
    ),
    Format(
        "JSON Lines", "one JSON object a line", "contacts, product pages or events, by the keys"
    ),
    Format("Parquet", "PAR1 at both ends", "contacts, product pages or events, by the columns"),
    Format("Excel workbook", "a zip file with a workbook inside", "every sheet, as a table"),
    Format("WebVTT", "begins with WEBVTT", "one call: turns with voices and times"),
    Format(
        "SubRip (SRT)", "numbered blocks with --> between two times", "one call: turns and times"
    ),
    Format(
        "Amazon Connect Contact Lens",
        "JSON with Participants and Transcript",
        "one call or chat: turns, times, language, categories; redacted or not",
    ),
    Format(
        "Whisper, WhisperX, whisper.cpp",
        "JSON with segments that begin and end",
        "one call: turns and times; without speakers they are guessed, and the contact flagged",
    ),
    Format(
        "vCon",
        "JSON with vcon or parties and dialog, signed or not; one, or one a line",
        "calls by their transcripts, chats and mails: turns, customer, transfers, outcome",
    ),
    Format(
        "plain-text transcript",
        "lines that begin with a speaker, such as Agent: or **Customer:**",
        "one or more conversations: turns, speakers, dates where they stand",
    ),
    Format(
        "HTML",
        "begins with a doctype or a tag",
        "one product page: schema.org data, headings, paragraphs, lists, tables",
    ),
    Format(
        "Shopify product export",
        "a table with Handle or URL handle, Title, and Body (HTML) or Description",
        "one page a handle, its variants together",
    ),
    Format(
        "Google Merchant Center feed",
        "RSS 2.0, RSS 1.0 or Atom with Google's namespace; as text, a table with id and title",
        "one page a product, the variants of an item group together",
    ),
    Format(
        "event table",
        "a table with case, activity and timestamp; or with times and no texts",
        "events; handle and wait times of a call log",
    ),
    Format(
        "XES",
        "XML with log, trace and event",
        "events: case, activity, group or role as lane, how long from start to complete",
    ),
    Format(
        "OCEL 2.0 (and 1.0 as JSON)",
        "JSON, XML or SQLite with object types and event types",
        "events; each belongs to the customer, order or case among its objects",
    ),
    Format(
        "gzip, bzip2, zip",
        "the first bytes, whatever the name",
        "what is inside; every member of a zip file",
    ),
)
