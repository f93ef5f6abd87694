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
    Format(
        "Zendesk",
        "JSON with requester_id and submitter_id, assignee_id or raw_subject: one ticket, a list,"
        " one a line, or pages; as CSV, the account's export or a view",
        "tickets: comments, internal notes, users and groups beside them; merged ones and"
        " follow-ups told apart; the CSV has subjects only",
    ),
    Format(
        "Intercom",
        "JSON with conversation_parts, or a source with delivered_as",
        "chats and mails: customer, agent, bot, internal notes; campaigns are outbound",
    ),
    Format(
        "Freshdesk",
        "JSON with requester_id and responder_id or description_text",
        "tickets: conversations incoming or not, private or not; spam and merged ones told apart",
    ),
    Format(
        "Jira Service Management",
        "JSON with key, fields and summary, or issueKey; CSV with Comment columns of"
        " date;author;text",
        "tickets: comments of the reporter and of others, internal ones; rich text as plain",
    ),
    Format(
        "Salesforce case report",
        "a table with Case Number and Subject; a footer of copyright and author",
        "tickets; the footer is passed over",
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
        "lines that begin with a speaker, such as Agent:, **Customer:**, or two names that take"
        " turns; WhatsApp exports",
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
        "answering system log",
        "a table with menu_option (or option_chosen, key_pressed, dtmf, …) and times",
        "what callers chose, in the lane ivr; then the wait and the call in the queue's lane",
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
