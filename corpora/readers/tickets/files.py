"""Tells help desks' JSON apart by its keys, and reads it ticket by ticket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from corpora.readers.encodings import encoding_of
from corpora.readers.raw import RawContact, ReadOptions
from corpora.readers.sources import Source
from corpora.readers.tables.objects import (
    Item,
    begins_with_line,
    document_of,
    elements_of,
    is_lines,
    lines_of,
)
from corpora.readers.tickets.draft import Draft, Json, records_at
from corpora.readers.tickets.freshdesk import read_freshdesk
from corpora.readers.tickets.intercom import read_intercom
from corpora.readers.tickets.jira import read_jira
from corpora.readers.tickets.zendesk import read_zendesk
from corpora.records import Reject

HelpDesk = Literal["zendesk", "intercom", "freshdesk", "jira"]

_READERS: dict[HelpDesk, Callable[[Json, Json], Draft | None]] = {
    "zendesk": read_zendesk,
    "intercom": read_intercom,
    "freshdesk": read_freshdesk,
    "jira": read_jira,
}
_KEYS: tuple[tuple[HelpDesk, tuple[str, ...]], ...] = (
    ("intercom", ("conversation_parts",)),
    ("intercom", ("conversation_message", "assignee")),
    ("intercom", ("delivered_as", "author")),
    ("jira", ("key", "fields", "summary")),
    ("jira", ("issueKey", "requestFieldValues")),
    ("freshdesk", ("requester_id", "responder_id")),
    ("freshdesk", ("requester_id", "description_text")),
    ("freshdesk", ("incoming", "private", "conversations", "subject")),
    ("zendesk", ("requester_id", "submitter_id")),
    ("zendesk", ("requester_id", "assignee_id")),
    ("zendesk", ("requester_id", "raw_subject")),
    ("zendesk", ("requester_id", "comments", "author_id")),
)
_LISTS = ("tickets", "conversations", "issues", "values", "results")
_KEY = re.compile(r'"(\w+)"\s*:')
_NOTHING_SAID = "the ticket has neither a subject nor a message; export its comments, too"
_NO_TICKET = "is no ticket, or has no id; export it with its id"


def looks_like_tickets(head: str) -> HelpDesk | None:
    """Tell by the beginning of a JSON file which help desk's tickets it holds, if any's."""
    keys = frozenset(_KEY.findall(head))
    return next((desk for desk, telling in _KEYS if keys.issuperset(telling)), None)


def read_tickets(source: Source, options: ReadOptions) -> Iterator[RawContact | Reject]:
    """Read the tickets of a file: one, a list, one a line, or pages of an interface.

    Raises:
        SourceError: It can't be opened or unpacked.
    """
    head = source.head()
    text = head.decode(encoding_of(head), "replace")
    desk = looks_like_tickets(text)
    if desk is None:
        return
    read = _READERS[desk]
    for item, page in _tickets(source, text):
        if isinstance(item, Reject):
            yield item
            continue
        number, record = item
        draft = read(record, page)
        if draft is None:
            yield Reject(source.name, number, "no-ticket", _NO_TICKET)
            continue
        contact = draft.contact(desk, f"{source.name}:{number}", options)
        yield contact or Reject(source.name, number, "no-text", _NOTHING_SAID)


def _tickets(source: Source, head: str) -> Iterator[tuple[Item | Reject, Json]]:
    """Yield every ticket with the page that it stands on; {} where there is none."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        items = elements_of(source, None)
    elif is_lines(start) or begins_with_line(source):
        items = lines_of(source)
    elif (whole := document_of(source)) is not None:
        items = iter([whole])
    else:  # too large, or cut off: what is whole in it is read without what lies beside
        key = next((key for key in _LISTS if re.search(rf'"{key}"\s*:\s*\[', head)), None)
        items = elements_of(source, key) if key else lines_of(source)
    for item in items:
        if isinstance(item, Reject):
            yield item, {}
            continue
        key = next((key for key in _LISTS if _is_page(item[1], key)), None)
        if key is None:
            yield item, {}
            continue
        for number, record in enumerate(records_at(item[1], key), item[0]):
            yield (number, dict(record)), item[1]


def _is_page(record: Json, key: str) -> bool:
    """Tell a page from a ticket that has a list of that name inside (`conversations`)."""
    return bool(records_at(record, key)) and not ({"subject", "fields", "source"} & record.keys())
