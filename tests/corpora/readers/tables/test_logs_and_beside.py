"""Call logs and answering systems as tables, and tables that are no contacts at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpora.readers.detect import Detected, read
from corpora.readers.raw import RawContact, RawEvent, RawRecord, ReadOptions
from corpora.records import Reject

OPTIONS = ReadOptions(timezone=UTC)
SAMPLES = Path(__file__).resolve().parents[4] / "corpora" / "samples"


def read_all(path: Path) -> list[RawRecord | Reject]:
    return list(read([path], OPTIONS))


def events(path: Path) -> list[RawEvent]:
    found = read_all(path)
    assert all(isinstance(each, RawEvent) for each in found), found
    return [each for each in found if isinstance(each, RawEvent)]


# No vendor publishes how answering systems are logged as tables; the names below are those of
# Amazon Connect's contact records where they exist there: docs.aws.amazon.com/connect/latest/
# adminguide/ctr-data-model.html (InitiationTimestamp, Queue, TransferredToEndpoint).
MENUS = (
    "call_id,customer_id,started_at,line,menu_option,queue,transferred_to,wait_s,talk_time\n"
    "C-1,K9,2026-03-02 09:14,main,2,repairs,orders,60,300\n"
    "C-2,,2026-03-02 09:20,main,none,,,,\n"
    "C-3,,2026-03-02 09:30,main,returns desk,returns,,,\n"
)


def test_what_callers_chose_stands_before_the_wait_and_the_call(tmp_path: Path) -> None:
    path = tmp_path / "ivr.csv"
    path.write_text(MENUS)
    chosen, waited, called, gave_up, desk = events(path)
    assert (chosen.activity, chosen.lane, chosen.contact_ref, chosen.case) == (
        "2", "ivr", "C-1", "K9",
    )  # fmt: skip
    assert chosen.attributes == {"line": "main", "transferred_to": "orders", "queue": "repairs"}
    assert (waited.activity, waited.lane, waited.duration_s) == ("wait", "repairs", 60.0)
    assert (called.activity, called.lane, called.duration_s) == ("call", "repairs", 300.0)
    assert called.at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert (gave_up.activity, gave_up.lane) == ("none", "ivr")
    assert (desk.activity, desk.lane) == ("returns desk", "ivr")


@pytest.mark.parametrize(
    "names",
    [
        "Call No,Caller,Began,Line,Key pressed,Put through to,Passed on to,Waited (s),Talked (min)",
        "Interaction ID,Customer,Initiation Timestamp,Line,IVR Options,Queue Name,Transferred To,"
        "Queue Wait Time,Talk Time (min)",
        "call_id,client_id,When,line,DigitsPressed,skill,forwarded_to,wait_seconds,TimeTalkedMin",
    ],
)
def test_a_menu_log_is_known_whatever_its_columns_are_called(tmp_path: Path, names: str) -> None:
    path = tmp_path / "phones.csv"
    path.write_text(
        f"{names},Ended as\n"
        "C-1,K9,2026-03-02 09:14,front desk of the shop,2,repairs,orders,60,5,answered\n"
        "C-2,K4,2026-03-02 09:20,front desk of the shop,1,orders,,12,,abandoned\n"
    )
    chosen, waited, called, *_ = events(path)
    assert (chosen.activity, chosen.lane, chosen.contact_ref, chosen.case) == (
        "2", "ivr", "C-1", "K9",
    )  # fmt: skip
    told = chosen.attributes
    assert (told["queue"], told["transferred_to"], told["outcome"]) == (
        "repairs", "orders", "answered",
    )  # fmt: skip
    assert (waited.lane, waited.duration_s) == ("repairs", 60.0)
    assert (called.lane, called.duration_s) == ("repairs", 300.0)


def test_handle_and_wait_times_of_a_call_log(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "call_id,date,call_started,wait_length,service_length,queue\n"
        "1,1/31/2026,8:00:00 AM,0,863,care\n2,2/1/2026,8:02:42 AM,75,250,care\n"
    )
    first, wait, second = events(path)
    assert (first.activity, first.lane, first.duration_s) == ("call", "care", 863.0)
    assert (wait.activity, wait.duration_s) == ("wait", 75.0)
    assert (second.at, second.duration_s) == (datetime(2026, 2, 1, 8, 2, 42, tzinfo=UTC), 250.0)


# The names of XES's extensions (IEEE 1849) as columns: how mining tools write logs as CSV.
EVENTS = (
    "case:concept:name,concept:name,time:timestamp,org:resource\n"
    "7,Check parcel,2026-03-02T09:00:00+01:00,Ines\n7,Refund,2026-03-02T10:00:00+01:00,Odile\n"
)


def test_a_log_of_events_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(EVENTS)
    first, second = events(path)
    assert (first.case, first.activity, first.lane) == ("7", "Check parcel", "Ines")
    assert second.at == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("volumes.csv", "week,sku,orders\n2026-03-02,TP-9,73\n2026-03-09,TP-9,70\n", "volumes"),
        (
            "departments.csv",
            "department,name,does,menu_options\ncare,Customer care,all that is left over,1 2\n",
            "departments",
        ),
    ],
)
def test_what_lies_beside_is_left_out_and_named(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    noticed: list[Detected] = []
    assert list(read([path], OPTIONS, noticed=noticed.append)) == []
    assert noticed[0].holds == "nothing"
    assert why in noticed[0].why


def test_settings_and_workspaces_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "frontstage.toml").write_text('company = "Taps"\n')
    (tmp_path / "frontstage.duckdb").write_bytes(b"DUCK")
    assert read_all(tmp_path) == []


TICKETS = """{id},status,{at},{said}
1,open,2026-05-01,Refund
2,closed,2026-05-02,Broken
3,open,2026-05-03,Late
"""


@pytest.mark.parametrize("said", ["message", "subject", "Ticket Subject", "comment"])
def test_tickets_of_one_word_are_tickets(tmp_path: Path, said: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TICKETS.format(id="ticket_id", at="created", said=said))
    contacts = [each for each in read_all(path) if isinstance(each, RawContact)]
    assert [each.turns[0].text for each in contacts] == ["Refund", "Broken", "Late"]


def test_calls_with_a_short_remark_are_still_a_log_of_calls(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("call_id,date,wait_time,message\n1,2026-05-01,12,left\n2,2026-05-02,9,none\n")
    assert all(isinstance(each, RawEvent) for each in read_all(path))


@pytest.mark.parametrize("times", ["timestamp", "resource"])
def test_an_event_log_without_times_is_called_one(tmp_path: Path, times: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"case_id,activity,{times}\n1,Create,\n1,Pay,\n2,Create,\n")
    (reject,) = read_all(path)
    assert isinstance(reject, Reject)
    assert reject.remedy.startswith("is an event log without times; ")


def test_a_table_without_texts_is_one_reject(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,status\n1,open\n2,closed\n")
    (reject,) = read_all(path)
    assert isinstance(reject, Reject)
    assert (reject.row, reject.remedy.partition(";")[0]) == (None, "has no column of texts")


@pytest.mark.parametrize("company", ["hobthorn", "larkpan"])
def test_the_sample_companies_are_read_whole(company: str) -> None:
    noticed: list[Detected] = []
    found = list(read([SAMPLES / company], OPTIONS, noticed=noticed.append))
    assert [each for each in found if isinstance(each, Reject)] == []
    contacts = [each for each in found if isinstance(each, RawContact)]
    for contact in contacts:
        assert contact.source_id
        assert contact.opened_at
        assert any(turn.speaker == "customer" for turn in contact.turns)
        assert "subject-only" not in contact.flags
    departments = {c.department for c in contacts if c.origin.endswith(".json:1")}
    assert company != "hobthorn" or "sales" in departments
    orders = {n.partition(":")[0] for each in noticed for n in each.notes}
    assert orders == {"Created is day first"}


@pytest.mark.data
def test_published_tables_of_events_are_read_whole(public_data: Path) -> None:
    counts = {
        "queues/bank_calls.csv": 27_716,
        "queues/simulated_call_centre.csv": 58_125,  # 51,708 calls, 6,417 of which waited
        "events/ocel_order_simulated.csv": 22_367,
    }
    for name, count in counts.items():
        assert len(events(public_data / name)) == count
