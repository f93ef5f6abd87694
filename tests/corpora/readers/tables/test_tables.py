"""Whole files, of every kind that holds rows, through detection and reading."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corpora.errors import SettingsError
from corpora.readers.detect import read
from corpora.readers.raw import RawContact, RawEvent, RawPage, RawRecord, ReadOptions
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=UTC)


def read_all(path: Path, options: ReadOptions = OPTIONS) -> list[RawRecord | Reject]:
    return list(read([path], options))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def contacts(path: Path, options: ReadOptions = OPTIONS) -> list[RawContact]:
    return [r for r in read_all(path, options) if isinstance(r, RawContact)]


TICKETS = (
    "Ticket ID,Subject,Body,Reply,Created,Queue,Language,Priority\n"
    'T-1,Kettle leaks,"The kettle drips, always.",Send us a photo.,31/01/2024 14:00,Care,en,high\n'
    "T-2,Lid,Does the lid lock?,Yes it does.,02/02/2024 09:30,Sales,German,low\n"
)


def test_tickets_have_subject_body_answer_and_everything_else(tmp_path: Path) -> None:
    first, second = contacts(write(tmp_path, "t.csv", TICKETS))
    assert first.source_id == "T-1"
    assert [turn.speaker for turn in first.turns] == ["customer", "agent"]
    assert first.turns[0].text == "Kettle leaks\n\nThe kettle drips, always."
    assert first.turns[1].text == "Send us a photo."
    assert first.opened_at == datetime(2024, 1, 31, 14, tzinfo=UTC)
    assert first.flags == ("naive-time",)
    assert first.department == "Care"
    assert first.attributes == {"Priority": "high"}
    assert (first.language, second.language) == ("en", "de")
    # 31 can only be a day, and that decides the second row too.
    assert second.opened_at == datetime(2024, 2, 2, 9, 30, tzinfo=UTC)
    assert first.origin.endswith("t.csv:2")


def test_naive_times_are_taken_in_the_given_timezone(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", TICKETS)
    contact = contacts(path, ReadOptions(timezone=ZoneInfo("Europe/Berlin")))[0]
    assert contact.opened_at == datetime(2024, 1, 31, 13, tzinfo=UTC)


def test_the_same_row_is_the_same_raw_record_in_another_file(tmp_path: Path) -> None:
    header, *rows = TICKETS.splitlines()
    a = contacts(write(tmp_path, "a.csv", TICKETS))
    b = contacts(write(tmp_path, "b.csv", "\n".join([header, *reversed(rows)])))
    assert {c.raw for c in a} == {c.raw for c in b}
    assert {c.source for c in a} == {c.source for c in b}


def test_a_mapping_wins_over_names(tmp_path: Path) -> None:
    path = write(
        tmp_path, "m.csv", "a,b,c\n7,Where is my parcel today?,x\n8,It came broken in two,y\n"
    )
    options = ReadOptions(timezone=UTC, mapping={"text": "b", "id": "a"}, source="desk")
    found = contacts(path, options)
    assert [(c.source, c.source_id) for c in found] == [("desk", "7"), ("desk", "8")]


def test_an_unknown_column_in_a_mapping_names_the_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", TICKETS)
    with pytest.raises(SettingsError, match="Ticket ID, Subject, Body"):
        read_all(path, ReadOptions(timezone=UTC, mapping={"text": "boddy"}))


def test_questions_with_answers_are_answered_by_the_community(tmp_path: Path) -> None:
    rows = [
        {
            "id": "q1",
            "product_id": "K9",
            "question": "does it whistle?",
            "answers": ["Yes.", "Mine did"],
        },
        {"id": "q2", "product_id": "K9", "question": "gas or induction?", "answers": []},
    ]
    path = write(tmp_path, "q.jsonl", "\n".join(map(json.dumps, rows)))
    first, second = contacts(path)
    assert [t.speaker for t in first.turns] == ["customer", "community", "community"]
    assert first.product_refs == ("K9",)
    assert first.channel == "web"
    assert len(second.turns) == 1


def test_conversations_in_markup_join_over_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "chat.csv",
        "first_tweet_id,tag,first_utterance,context\n"
        "1,UNK,<cust__ my bag is <lost> __cust>,"
        '"<rep__ so sorry __rep> <cust__ ok, &amp; now? __cust>"\n'
        "2,UNK,<cust__ hello there __cust>,\n",
    )
    first, second = contacts(path)
    assert [(t.speaker, t.text) for t in first.turns] == [
        ("customer", "my bag is <lost>"),
        ("agent", "so sorry"),
        ("customer", "ok, & now?"),
    ]
    assert first.channel == "chat"
    assert len(second.turns) == 1


def test_a_transcript_in_a_cell_becomes_turns_and_the_call_has_a_length(tmp_path: Path) -> None:
    call = {
        "ConversationId": "9",
        "StartTime": "2024-05-01 10:00:00",
        "EndTime": "2024-05-01 10:07:30",
        "Content": "Agent: Good day, Larch Lamps.\n\nCustomer: My lamp hums.\n\nAgent: I see.",
    }
    found = contacts(write(tmp_path, "one.json", json.dumps(call, indent=1)))
    assert [t.speaker for t in found[0].turns] == ["agent", "customer", "agent"]
    assert (found[0].channel, found[0].handle_s) == ("call", 450.0)


def test_pages_have_bullets_paragraphs_and_specs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "feed.csv",
        "id,name,price,category,brand,description\n"
        '4,Otter Mug,12.50,Mugs,Otterly,"<p>Thick walls.</p><ul><li>0.3 l</li></ul>"\n',
    )
    (page,) = read_all(path)
    assert isinstance(page, RawPage)
    assert [(p.kind, p.text) for p in page.passages] == [
        ("title", "Otter Mug"),
        ("paragraph", "Thick walls."),
        ("bullet", "0.3 l"),
        ("spec", "brand: Otterly"),
        ("spec", "category: Mugs"),
        ("spec", "price: 12.50"),
    ]
    assert page.products[0].ref == "4"


def test_variants_of_a_shop_export_join_one_page(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "shop.csv",
        "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,"
        "Published\n"
        "cap,Felt Cap,<p>Warm.</p>,Hatter,Size,S,CAP-S,19.00,true\n"
        "cap,,,,,M,CAP-M,21.50,\n"
        "tie,Silk Tie,,Hatter,Title,Default Title,TIE,9.00,true\n",
    )
    cap, tie = read_all(path)
    assert isinstance(cap, RawPage)
    assert isinstance(tie, RawPage)
    texts = [p.text for p in cap.passages]
    assert "Size: S, M" in texts
    assert "price: 19.00 to 21.50" in texts
    assert cap.products[0].sku == "CAP-S"
    assert cap.products[0].aliases == ("CAP-M",)
    assert [p.text for p in tie.passages] == ["Silk Tie", "Vendor: Hatter", "price: 9.00"]


def test_event_logs_and_call_logs_become_events(tmp_path: Path) -> None:
    log = write(
        tmp_path,
        "log.csv",
        "case_id,activity,timestamp,resource\n1,pick up,2024-03-01T08:00:00Z,ivr\n"
        "1,transfer,2024-03-01T08:01:00Z,Care\n",
    )
    first, second = read_all(log)
    assert isinstance(first, RawEvent)
    assert isinstance(second, RawEvent)
    assert (first.case, first.activity, first.lane) == ("1", "pick up", "ivr")
    calls = write(
        tmp_path,
        "calls.csv",
        "call_id,date,call_started,wait_length,service_length\n5,1/31/2024,8:02:10 AM,72,232\n",
    )
    wait, call = read_all(calls)
    assert isinstance(wait, RawEvent)
    assert isinstance(call, RawEvent)
    assert (wait.activity, wait.duration_s, call.duration_s) == ("wait", 72.0, 232.0)
    assert call.at == datetime(2024, 1, 31, 8, 2, 10, tzinfo=UTC)
    assert call.contact_ref == "5"


def test_pages_come_before_contacts_before_events(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "case_id,activity,timestamp\n1,go,2024-03-01T08:00:00Z\n")
    write(tmp_path, "b.csv", TICKETS)
    write(tmp_path, "c.jsonl", '{"product_id": "1", "title": "Pan", "bullets": ["Iron"]}\n')
    kinds = [type(record).__name__ for record in read_all(tmp_path)]
    assert kinds == ["RawPage", "RawContact", "RawContact", "RawEvent"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (["id", "text"], ["1", "It rattles, badly"]))
    assert contacts(write(tmp_path, "d.csv", text))[0].turns[0].text == "It rattles, badly"


def test_parquet_and_workbook_say_the_same_as_csv(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {"ticket": 17, "text": "The handle got hot", "created": datetime(2024, 4, 5, 6, 7)},  # noqa: DTZ001
        {"ticket": 18, "text": "Who pays the return?", "created": datetime(2024, 4, 6, 6, 7)},  # noqa: DTZ001
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.save(tmp_path / "t.xlsx")
    for name in ("t.parquet", "t.xlsx"):
        found = contacts(tmp_path / name)
        assert [c.source_id for c in found] == ["17", "18"], name
        assert found[0].opened_at == datetime(2024, 4, 5, 6, 7, tzinfo=UTC), name
        assert found[0].turns[0].text == "The handle got hot", name


def test_a_mapping_for_the_tickets_leaves_the_feed_alone(tmp_path: Path) -> None:
    write(tmp_path, "t.csv", "a,b\n7,Where is my parcel today?\n")
    write(tmp_path, "feed.csv", "id,name,price,brand,description\n4,Mug,9,Otter,Thick walls.\n")
    found = read_all(tmp_path, ReadOptions(timezone=UTC, mapping={"text": "b", "id": "a"}))
    assert [type(record).__name__ for record in found] == ["RawPage", "RawContact"]


@pytest.mark.parametrize("share", [2, 5])
def test_a_column_called_a_date_keeps_its_good_dates(tmp_path: Path, share: int) -> None:
    path = tmp_path / "t.csv"
    rows = [
        f"{n},{'2026-03-01 10:00' if n % share == 0 else 'n/a'},The hinge of the lid is loose\n"
        for n in range(20)
    ]
    path.write_text("id,created_at,description\n" + "".join(rows))
    found = [
        each for each in read([path], ReadOptions(timezone=UTC)) if isinstance(each, RawContact)
    ]
    assert sum(each.opened_at is not None for each in found) == 20 // share
    assert sum("impossible-date" in each.flags for each in found) == 20 - 20 // share
