"""Help desks' JSON: small exports of our own that follow the vendors' published schemas."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers.detect import read
from corpora.readers.raw import RawContact, ReadOptions
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=UTC)
Json = dict[str, object]


def contacts(path: Path, options: ReadOptions = OPTIONS) -> list[RawContact]:
    found = list(read([path], options))
    assert all(isinstance(each, RawContact) for each in found), found
    return [each for each in found if isinstance(each, RawContact)]


def write(folder: Path, content: object, name: str = "export.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content))
    return path


def said_in(contact: RawContact) -> list[tuple[str, str, bool]]:
    return [(turn.speaker, turn.text, turn.visible) for turn in contact.turns]


# Zendesk: developer.zendesk.com/api-reference/ticketing/tickets (tickets, ticket_comments),
# .../ticket-management/incremental_exports, .../side_loading.
def zendesk(ident: int = 4411, **more: object) -> Json:
    return {
        "url": f"https://taps.zendesk.example/api/v2/tickets/{ident}.json",
        "id": ident,
        "external_id": None,
        "via": {"channel": "email", "source": {"from": {"address": "pia@mail.example"}, "to": {}}},
        "created_at": "2026-03-02T09:14:00Z",
        "updated_at": "2026-03-03T08:00:00Z",
        "type": "question",
        "subject": "Lead in the tap?",
        "raw_subject": "Lead in the tap?",
        "description": "Is the tap lead-free?",
        "priority": "normal",
        "status": "solved",
        "requester_id": 77001,
        "submitter_id": 77001,
        "assignee_id": 5001,
        "group_id": 31,
        "tags": ["taps"],
        "custom_fields": [{"id": 8, "value": "TP-9"}, {"id": 9, "value": None}],
        "satisfaction_rating": {"score": "good"},
        "generated_timestamp": 1772524800,
        **more,
    }


def comment(author: int, text: str, *, public: bool = True, minute: int = 14) -> Json:
    return {
        "id": minute,
        "type": "Comment",
        "author_id": author,
        "body": text,
        "html_body": f"<div><p>{text}</p></div>",
        "plain_body": text,
        "public": public,
        "created_at": f"2026-03-02T09:{minute:02}:00Z",
    }


THREAD = [
    comment(77001, "Is the tap lead-free?"),
    comment(5001, "Look at the data sheet", public=False, minute=20),
    comment(5001, "It is, since 2019.", minute=24),
    comment(77002, "And the hose? (her husband)", minute=30),
]
USERS = [
    {"id": 77001, "name": "Pia Moll", "email": "pia@mail.example", "role": "end-user"},
    {"id": 77002, "name": "Jo Moll", "email": "jo@mail.example", "role": "end-user"},
    {"id": 5001, "name": "Ulf Ohm", "email": "ulf@taps.example", "role": "agent"},
]
SAID = [
    ("customer", "Lead in the tap?\n\nIs the tap lead-free?", True),
    ("agent", "Look at the data sheet", False),
    ("agent", "It is, since 2019.", True),
]


def test_zendesk_one_ticket_a_line_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "tickets.json"
    tickets = [zendesk(comments=THREAD[:3]), zendesk(4412, subject="Hose", comments=[])]
    path.write_text("\n".join(map(json.dumps, tickets)))
    first, second = contacts(path)
    assert said_in(first) == SAID
    assert (first.source, first.source_id, first.customer) == ("zendesk", "4411", "77001")
    assert (first.channel, first.direction, first.outcome) == ("email", "inbound", "solved")
    assert first.opened_at == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    assert [turn.started_at for turn in first.turns] == [0, 360, 600]
    assert "TP-9" in first.product_refs
    assert first.attributes["csat"] == "good"
    assert said_in(second)[0][1] == "Lead in the tap?\n\nIs the tap lead-free?"


PAGE: Json = {
    "tickets": [zendesk()],
    "users": USERS,
    "groups": [{"id": 31, "name": "Care"}],
    "comments": [{**each, "ticket_id": 4411} for each in THREAD],
    "after_cursor": None,
    "end_of_stream": True,
    "count": 1,
}


def test_zendesk_pages_have_users_groups_and_comments_beside_the_tickets(tmp_path: Path) -> None:
    (contact,) = contacts(write(tmp_path, PAGE))
    assert said_in(contact) == [*SAID, ("customer", "And the hose? (her husband)", True)]
    assert (contact.customer, contact.department) == ("pia@mail.example", "Care")


def test_zendesk_pages_one_a_line_and_one_ticket_beside_its_comments(tmp_path: Path) -> None:
    pages = [{"tickets": [zendesk(n, comments=THREAD)], "users": USERS} for n in (1, 2)]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(map(json.dumps, pages)))
    assert [each.source_id for each in contacts(path)] == ["1", "2"]
    alone = {"ticket": zendesk(), "comments": THREAD, "users": USERS}
    (contact,) = contacts(write(tmp_path, alone, "one.json"))
    assert len(contact.turns) == 4


def test_zendesk_incremental_exports_name_what_changed_only(tmp_path: Path) -> None:
    before = write(tmp_path, {"tickets": [zendesk(comments=THREAD)]}, "a.json")
    later = zendesk(comments=THREAD, generated_timestamp=1772600000)
    after = write(tmp_path, {"tickets": [later]}, "b.json")
    assert contacts(before)[0].raw == contacts(after)[0].raw
    changed = write(tmp_path, {"tickets": [zendesk(comments=THREAD[:2])]}, "c.json")
    assert contacts(before)[0].raw != contacts(changed)[0].raw


def test_zendesk_merged_deleted_and_follow_up_tickets(tmp_path: Path) -> None:
    merging = "This request was closed and merged into request #4411 'Lead in the tap?'."
    arrived = "Request #4412 'Tap' was closed and merged into this request. Last comment: Lead?"
    via = {"channel": "web", "source": {"rel": "follow_up", "from": {"ticket_id": 4411}}}
    tickets = [
        zendesk(4411, comments=[THREAD[0], comment(5001, arrived, public=False)]),
        zendesk(4412, tags=["closed_by_merge"]),
        zendesk(4413, comments=[THREAD[0], comment(5001, merging, public=False)]),
        zendesk(4414, status="deleted"),
        zendesk(4415, via=via),
    ]
    stays, tagged, said, deleted, follows = contacts(write(tmp_path, {"tickets": tickets}))
    assert stays.set_aside is None
    assert [turn.speaker for turn in stays.turns] == ["customer", "system"]
    assert [each.set_aside for each in (tagged, said, deleted)] == ["merged", "merged", "deleted"]
    assert follows.set_aside is None
    assert (follows.flags, follows.attributes["follows"]) == (("follow-up",), "4411")


# Intercom: developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations.
def intercom(ident: str = "147", **more: object) -> Json:
    return {
        "type": "conversation",
        "id": ident,
        "created_at": 1_772_442_840,
        "updated_at": 1_772_450_000,
        "title": None,
        "state": "closed",
        "source": {
            "type": "conversation",
            "id": "3",
            "delivered_as": "customer_initiated",
            "subject": "",
            "body": "<p>Is the oven <b>self-cleaning</b>?</p>",
            "author": {"type": "user", "id": "u1", "name": "Pia", "email": "pia@mail.example"},
            "url": "https://ovens.example/o-9",
        },
        "contacts": {"type": "contact.list", "contacts": [{"id": "u1", "external_id": "K9"}]},
        "tags": {"type": "tag.list", "tags": [{"type": "tag", "name": "ovens"}]},
        "conversation_parts": {
            "type": "conversation_part.list",
            "conversation_parts": [
                part("comment", "<p>Let me look that up.</p>", "bot"),
                part("assignment", None, "bot"),
                part("comment", "<p>It is not.<br>Sorry.</p>", "admin", 60),
                part("note", "<p>third today</p>", "admin", 90),
                part("comment", "<p>ok &amp; bye</p>", "user", 120),
                part("close", None, "admin", 130),
            ],
            "total_count": 6,
        },
        **more,
    }


def part(kind: str, body: str | None, author: str, since: int = 10) -> Json:
    return {
        "type": "conversation_part",
        "part_type": kind,
        "body": body,
        "created_at": 1_772_442_840 + since,
        "author": {"type": author, "id": author, "name": author.title()},
    }


@pytest.mark.parametrize("wrapped", ["list", "array", "alone", "lines"])
def test_intercom_conversations(tmp_path: Path, wrapped: str) -> None:
    path = tmp_path / "conversations.json"
    shapes: dict[str, object] = {
        "list": {"type": "conversation.list", "conversations": [intercom()], "pages": {}},
        "array": [intercom()],
        "alone": intercom(),
    }
    lines = "\n".join(json.dumps(intercom(ident)) for ident in ("147", "148"))
    path.write_text(lines if wrapped == "lines" else json.dumps(shapes[wrapped]))
    contact = contacts(path)[0]
    assert said_in(contact) == [
        ("customer", "Is the oven self-cleaning?", True),
        ("bot", "Let me look that up.", True),
        ("agent", "It is not.\nSorry.", True),
        ("agent", "third today", False),
        ("customer", "ok & bye", True),
    ]
    assert (contact.source, contact.source_id, contact.customer) == ("intercom", "147", "K9")
    assert (contact.channel, contact.direction, contact.outcome) == ("chat", "inbound", "closed")
    assert contact.opened_at == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    assert contact.attributes["tags"] == "ovens"


def test_intercom_messages_that_the_company_sent_are_outbound(tmp_path: Path) -> None:
    source = {"type": "email", "delivered_as": "admin_initiated", "body": "<p>New ovens!</p>",
              "author": {"type": "admin"}}  # fmt: skip
    campaign = intercom("149", source=source, conversation_parts={"conversation_parts": []})
    (contact,) = contacts(write(tmp_path, [campaign]))
    assert (contact.direction, contact.channel) == ("outbound", "email")


# Freshdesk: developers.freshdesk.com/api/#tickets, #conversations, include=conversations,requester.
def freshdesk(ident: int = 20, **more: object) -> Json:
    return {
        "id": ident,
        "subject": "Belt squeaks",
        "description": "<div>The belt <i>squeaks</i> when wet.</div>",
        "description_text": "The belt squeaks when wet.",
        "requester_id": 1,
        "requester": {"id": 1, "name": "Pia", "email": "pia@mail.example"},
        "responder_id": 9,
        "source": 1,
        "status": 5,
        "priority": 2,
        "spam": False,
        "created_at": "2026-03-02T09:14:00Z",
        "updated_at": "2026-03-03T08:00:00Z",
        "due_by": "2026-03-05T09:14:00Z",
        "stats": {"resolved_at": "2026-03-03T08:00:00Z", "closed_at": None},
        "tags": ["belts"],
        "custom_fields": {"cf_product": "BL-3", "cf_size": None},
        "conversations": [
            {"id": 3, "ticket_id": ident, "incoming": True, "private": False, "user_id": 1,
             "body": "<p>Dry, too.</p>", "body_text": "Dry, too.",
             "created_at": "2026-03-02T11:14:00Z"},
            {"id": 1, "ticket_id": ident, "incoming": False, "private": True, "user_id": 9,
             "body": "<p>known fault</p>", "body_text": "known fault",
             "created_at": "2026-03-02T09:44:00Z"},
            {"id": 2, "ticket_id": ident, "incoming": False, "private": False, "user_id": 9,
             "body": "<p>Only when wet?</p>", "body_text": "Only when wet?",
             "created_at": "2026-03-02T10:14:00Z"},
        ],
        **more,
    }  # fmt: skip


def test_freshdesk_tickets(tmp_path: Path) -> None:
    merged = "This ticket is closed and merged into ticket 20"
    note = {"incoming": False, "private": True, "body_text": merged, "user_id": 9,
            "created_at": "2026-03-02T09:44:00Z"}  # fmt: skip
    tickets = [
        freshdesk(),
        freshdesk(21, spam=True),
        freshdesk(22, conversations=[note]),
        freshdesk(23, source=10, conversations=[]),
    ]
    first, spam, gone, sent = contacts(write(tmp_path, tickets))
    assert said_in(first) == [
        ("customer", "Belt squeaks\n\nThe belt squeaks when wet.", True),
        ("agent", "known fault", False),
        ("agent", "Only when wet?", True),
        ("customer", "Dry, too.", True),
    ]
    assert (first.source, first.source_id) == ("freshdesk", "20")
    assert (first.customer, first.channel, first.outcome) == ("pia@mail.example", "email", "closed")
    assert first.product_refs == ("BL-3",)
    assert first.closed_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert (spam.set_aside, gone.set_aside, sent.direction) == ("spam", "merged", "outbound")


def test_freshdesk_pages_with_the_conversations_beside(tmp_path: Path) -> None:
    ticket = freshdesk()
    page = {"conversations": ticket.pop("conversations"), "tickets": [ticket]}
    (contact,) = contacts(write(tmp_path, page))
    assert len(contact.turns) == 4


# Jira: developer.atlassian.com/cloud/jira/platform/rest/v3 (issue search; Atlassian Document
# Format), .../cloud/jira/service-desk/rest (customer requests).
def document(*lines: str) -> Json:
    return {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines
        ],
    }


PIA = {"accountId": "q1", "emailAddress": "pia@mail.example", "accountType": "customer"}
ULF = {"accountId": "u5", "displayName": "Ulf", "accountType": "atlassian"}


def jira(key: str = "SD-7", **more: object) -> Json:
    return {
        "id": "10007",
        "key": key,
        "self": "https://sieves.atlassian.example/rest/api/3/issue/10007",
        "fields": {
            "summary": "Sieve rusts",
            "description": document("The fine sieve rusts.", "Since May."),
            "status": {"name": "Done"},
            "resolution": {"name": "Done"},
            "issuetype": {"name": "Support"},
            "reporter": PIA,
            "created": "2026-03-02T09:14:00.000+0000",
            "resolutiondate": "2026-03-03T08:00:00.000+0000",
            "labels": ["sieve"],
            "comment": {
                "comments": [
                    {"author": ULF, "body": document("Steel or tin?"), "jsdPublic": True,
                     "created": "2026-03-02T09:44:00.000+0000"},
                    {"author": ULF, "body": "bad batch", "jsdPublic": False,
                     "created": "2026-03-02T09:50:00.000+0000"},
                    {"author": PIA, "body": document("Steel."), "jsdPublic": True,
                     "created": "2026-03-02T10:14:00.000+0000"},
                ]
            },
            **more,
        },
    }  # fmt: skip


def test_jira_issues(tmp_path: Path) -> None:
    page = {"expand": "names", "startAt": 0, "maxResults": 50, "total": 1, "issues": [jira()]}
    (contact,) = contacts(write(tmp_path, page))
    assert said_in(contact) == [
        ("customer", "Sieve rusts\n\nThe fine sieve rusts.\nSince May.", True),
        ("agent", "Steel or tin?", True),
        ("agent", "bad batch", False),
        ("customer", "Steel.", True),
    ]
    assert (contact.source, contact.source_id) == ("jira", "SD-7")
    assert (contact.customer, contact.outcome) == ("pia@mail.example", "Done")
    assert contact.opened_at == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    assert contact.closed_at == datetime(2026, 3, 3, 8, tzinfo=UTC)


REQUEST: Json = {
    "issueId": "10007",
    "issueKey": "SD-7",
    "reporter": PIA,
    "createdDate": {"iso8601": "2026-03-02T09:14:00+0000"},
    "requestFieldValues": [
        {"fieldId": "summary", "label": "What is it?", "value": "Sieve rusts"},
        {"fieldId": "description", "label": "Tell us", "value": "The fine sieve rusts."},
    ],
    "currentStatus": {"status": "Waiting for customer"},
    "comments": {
        "values": [
            {"author": ULF, "body": "Steel or tin?", "public": True,
             "created": {"iso8601": "2026-03-02T09:44:00+0000"}}
        ]
    },
}  # fmt: skip


def test_jira_customer_requests(tmp_path: Path) -> None:
    (contact,) = contacts(write(tmp_path, {"size": 1, "isLastPage": True, "values": [REQUEST]}))
    assert said_in(contact) == [
        ("customer", "Sieve rusts\n\nThe fine sieve rusts.", True),
        ("agent", "Steel or tin?", True),
    ]
    assert contact.turns[1].started_at == 1800


def test_what_is_broken_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tickets.jsonl"
    whole = json.dumps(zendesk(comments=THREAD))
    odd = json.dumps({**zendesk(), "id": None})
    silent = json.dumps({**zendesk(9), "subject": "", "raw_subject": "", "description": ""})
    path.write_text(f"{whole}\n{whole[:200]}\n{odd}\n[1]\n{silent}\n{whole}\n")
    found = list(read([path], OPTIONS))
    assert [each.code if isinstance(each, Reject) else "" for each in found] == [
        "", "broken-json", "no-ticket", "no-object", "no-text", "",
    ]  # fmt: skip


def test_a_page_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    text = json.dumps({"tickets": [zendesk(n, comments=THREAD) for n in range(1, 4)]})
    path.write_text(text[: text.rindex('"plain_body"')])
    found = list(read([path], OPTIONS))
    assert [each.source_id for each in found if isinstance(each, RawContact)] == ["1", "2"]
    assert isinstance(found[-1], Reject)


def test_a_mapping_makes_it_a_table(tmp_path: Path) -> None:
    path = write(tmp_path, [zendesk(1), zendesk(2)])
    options = ReadOptions(timezone=UTC, mapping={"text": "priority", "id": "id"})
    assert said_in(contacts(path, options)[0])[0][1].endswith("normal")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "comments", "via", "source", "author", "fields", "body", "tags"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("whole", [zendesk(), intercom(), freshdesk(), jira()])
@given(data=st.data())
def test_no_odd_field_ends_in_a_trace(
    tmp_path_factory: pytest.TempPathFactory, whole: Json, data: st.DataObject
) -> None:
    record = json.loads(json.dumps(whole))
    for holder in (record, record.get("fields") or {}):
        for key in data.draw(st.lists(st.sampled_from(sorted(whole)), max_size=3)):
            if key in holder:
                holder[key] = data.draw(anything)
    path = tmp_path_factory.mktemp("fuzz") / "tickets.jsonl"
    path.write_text(f"{json.dumps(whole)}\n{json.dumps(record)}\n")
    assert len(list(read([path], OPTIONS))) == 2
