"""Tickets whose messages come as a list inside the record, and chats with one message a row."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions


def contacts(path: Path) -> list[RawContact]:
    found = list(read([path], ReadOptions(timezone=UTC)))
    assert all(isinstance(record, RawContact) for record in found), found
    return [record for record in found if isinstance(record, RawContact)]


# Fields of a ticket and its comments as in Zendesk's published API reference
# (developer.zendesk.com/api-reference/ticketing/tickets: tickets, ticket_comments).
def test_comments_tell_customer_agent_and_internal_note(tmp_path: Path) -> None:
    ticket = {
        "id": 35436,
        "created_at": "2024-07-20T22:55:29Z",
        "subject": "Tap drips",
        "description": "The tap drips since Monday.",
        "requester_id": 20978392,
        "assignee_id": 235323,
        "comments": [
            {"author_id": 20978392, "body": "The tap drips since Monday.", "public": True},
            {"author_id": 235323, "body": "Ask her for the model", "public": False},
            {"author_id": 235323, "body": "Which model is it?", "public": True},
        ],
    }
    path = tmp_path / "tickets.json"
    path.write_text(json.dumps({"tickets": [ticket], "count": 1}))
    (contact,) = contacts(path)
    assert [(t.speaker, t.text, t.visible) for t in contact.turns] == [
        ("customer", "Tap drips\n\nThe tap drips since Monday.", True),
        ("agent", "Ask her for the model", False),
        ("agent", "Which model is it?", True),
    ]
    assert contact.source_id == "35436"
    assert contact.customer == "20978392"


# Conversation parts as in developers.intercom.com/docs/references/rest-api/api.intercom.io.
def test_parts_of_a_conversation(tmp_path: Path) -> None:
    conversation = {
        "type": "conversation",
        "id": "147",
        "created_at": 1_700_000_000,
        "source": {"body": "<p>Is the oven self-cleaning?</p>", "author": {"type": "user"}},
        "conversation_parts": {
            "conversation_parts": [
                {"part_type": "comment", "body": "<p>It is not.</p>", "author": {"type": "admin"}},
                {"part_type": "note", "body": "<p>third today</p>", "author": {"type": "admin"}},
                {"part_type": "close", "body": None, "author": {"type": "bot"}},
            ]
        },
    }
    path = tmp_path / "c.json"
    path.write_text(json.dumps({"conversations": [conversation]}))
    (contact,) = contacts(path)
    assert [(t.speaker, t.text, t.visible) for t in contact.turns] == [
        ("customer", "Is the oven self-cleaning?", True),
        ("agent", "It is not.", True),
        ("agent", "third today", False),
    ]


def test_one_message_a_row_joins_to_conversations(tmp_path: Path) -> None:
    path = tmp_path / "chat.csv"
    path.write_text(
        "conversation_id,timestamp,speaker,message,channel\n"
        "A,2024-01-02T10:00:00Z,Customer,Is the shelf in oak?,chat\n"
        "A,2024-01-02T10:00:20Z,Agent,Only in beech.,chat\n"
        "B,2024-01-02T11:00:00Z,Agent,Good morning!,chat\n"
        "B,2024-01-02T11:00:09Z,Customer,The lid is missing.,chat\n"
        "A,2024-01-02T12:00:00Z,Customer,And in ash?,chat\n"
    )
    first, second = sorted(contacts(path), key=lambda c: c.source_id or "")
    assert [(t.speaker, t.text, t.started_at) for t in first.turns] == [
        ("customer", "Is the shelf in oak?", 0.0),
        ("agent", "Only in beech.", 20.0),
        ("customer", "And in ash?", 7200.0),
    ]
    assert [t.speaker for t in second.turns] == ["agent", "customer"]
    assert first.opened_at is not None
    assert first.opened_at.hour == 10
