"""Reads Jira Service Management: issues as the search API gives them, and customer requests.

Schema: developer.atlassian.com/cloud/jira/platform/rest (issue search; the Atlassian Document
Format of texts) and developer.atlassian.com/cloud/jira/service-desk/rest (requests).
"""

from __future__ import annotations

from collections.abc import Mapping

from corpora.readers.tickets.draft import (
    Draft,
    Json,
    Message,
    listed,
    records_at,
    text_at,
    true_at,
)

_BLOCKS = frozenset(
    ("paragraph", "heading", "listItem", "codeBlock", "blockquote", "tableRow", "rule", "panel")
)
_DEPTH = 40


def read_jira(record: Json, page: Json) -> Draft | None:  # noqa: ARG001 - as all readers
    """Read one issue with its comments; those not shared with the customer are internal."""
    ident = text_at(record, "key") or text_at(record, "issueKey")
    if not ident:
        return None
    if "requestFieldValues" in record:
        return _request(record, ident)
    inside = record.get("fields")
    fields: Json = inside if isinstance(inside, Mapping) else {}
    reporter = _who(fields.get("reporter"))
    created = text_at(fields, "created")
    comments = records_at(fields, "comment", "comments")
    done = text_at(fields, "resolution", "name")
    return Draft(
        record=[ident, {k: fields.get(k) for k in _TELLING}, comments],
        source_id=ident,
        subject=text_at(fields, "summary"),
        messages=[
            Message("customer", document_text(fields.get("description")), created),
            *(_message(comment, reporter) for comment in comments),
        ],
        customer=text_at(fields, "reporter", "emailAddress") or reporter or None,
        product_refs=tuple(text_at(each, "name") for each in records_at(fields, "components")),
        opened=created,
        closed=text_at(fields, "resolutiondate"),
        updated=text_at(fields, "updated"),
        outcome=done or text_at(fields, "status", "name") or None,
        set_aside="merged" if done.lower().startswith("merged") else None,
        attributes={
            "status": text_at(fields, "status", "name"),
            "priority": text_at(fields, "priority", "name"),
            "type": text_at(fields, "issuetype", "name"),
            "labels": listed(fields, "labels"),
        },
    )


_TELLING = ("summary", "description", "status", "resolution", "reporter", "labels", "priority")


def _request(record: Json, ident: str) -> Draft:
    values = {
        text_at(each, "fieldId"): each.get("value")
        for each in records_at(record, "requestFieldValues")
    }
    reporter = _who(record.get("reporter"))
    created = text_at(record, "createdDate", "iso8601")
    comments = records_at(record, "comments", "values") or records_at(record, "comments")
    return Draft(
        record=[ident, values, record.get("currentStatus"), comments],
        source_id=ident,
        subject=text_at(values, "summary"),
        messages=[
            Message("customer", document_text(values.get("description")), created),
            *(_message(comment, reporter) for comment in comments),
        ],
        customer=text_at(record, "reporter", "emailAddress") or reporter or None,
        opened=created,
        outcome=text_at(record, "currentStatus", "status") or None,
    )


def _message(comment: Json, reporter: str) -> Message:
    customer = _who(comment.get("author")) == reporter or (
        text_at(comment, "author", "accountType") == "customer"
    )
    shared = true_at(comment, "public", otherwise=true_at(comment, "jsdPublic", otherwise=True))
    return Message(
        "customer" if customer else "agent",
        document_text(comment.get("body")),
        text_at(comment, "created", "iso8601") or text_at(comment, "created"),
        visible=shared,
    )


def _who(person: object) -> str:
    keys = ("accountId", "key", "name", "emailAddress", "displayName")
    return next((text for key in keys if (text := text_at(person, key))), "")


def document_text(value: object, depth: int = _DEPTH) -> str:
    """Return the words of a text or of a document in Atlassian's format, a line a block."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping) or not depth:
        return ""
    kind = text_at(value, "type")
    if kind == "hardBreak":
        return "\n"
    inside = "".join(document_text(each, depth - 1) for each in records_at(value, "content"))
    own = text_at(value, "text") or text_at(value, "attrs", "text")
    return f"{inside}{own}\n" if kind in _BLOCKS else f"{inside}{own}"
