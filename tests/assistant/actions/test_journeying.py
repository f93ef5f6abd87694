"""The journey from contacts, from a log alone, and what of a log is not drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.actions.registry import find_action
from assistant.answers import Answer, Raw
from assistant.closing import apart_words
from assistant.session import Session
from corpora.store.paths import Apart
from tests.conftest import NOON

LOG = """case,activity,timestamp
k1,Register,2026-03-02 09:00
k1,Check,2026-03-02 10:00
k2,Register,2026-03-03 09:00
k2,Register,2026-03-03 11:00
"""


def do(session: Session, name: str, /, **raw: object) -> Answer:
    action = find_action(name)
    return action.run(session, action.parse(raw))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)


def test_a_log_alone_is_drawn_in_cases(session: Session, log: Path, tmp_path: Path) -> None:
    assert do(session, "ingest", paths=[log]).follow_ups == ("frontstage journey",)
    told = do(session, "show_journey")
    assert told.headline == "2 cases in the event log; 100 % of them are at Register."
    assert (told.scope, told.notes) == ("the whole log", ())
    data: Any = told.data
    ways = {(each.source, each.target, each.count) for each in data.transitions}
    assert ways == {("Register", "Check", 1), ("Register", "Register", 1)}
    written = do(session, "show_journey", format="xes", output=tmp_path / "out.xes")
    assert written.headline.endswith("out.xes: 4 events.")


def test_what_of_a_log_is_not_drawn_beside_contacts_is_said(
    session: Session, log: Path, tmp_path: Path
) -> None:
    tickets = tmp_path / "tickets.csv"
    tickets.write_text("id,body\n1,Where is my order? It has not arrived yet.\n")
    do(session, "ingest", paths=[tickets])
    do(session, "classify")
    read = do(session, "ingest", paths=[log])
    said = "4 events of 2 cases in the log name no contact"
    assert any(said in str(block) for block in read.blocks)
    drawn: Any = do(session, "show_journey").data
    assert any(said in note for note in drawn.notes)


def test_a_log_whose_contacts_are_not_here_asks_about_their_ids() -> None:
    (told,) = apart_words(Apart(events=0, cases=0, named=10, astray=9))
    assert told.startswith("9 of 10 events in the log name contacts that are not here")
    assert apart_words(Apart(events=0, cases=0, named=10, astray=3)) == ()


def test_a_log_that_was_written_is_drawn_when_read_in_an_empty_workspace(
    tmp_path: Path,
) -> None:
    """The log of another workspace names contacts that nobody has here."""
    path = tmp_path / "log.csv"
    path.write_text(
        "case,activity,timestamp,contact\nk1,Register,2026-03-02 09:00,c-1\n"
        "k1,Check,2026-03-02 10:00,c-2\n"
    )
    session = Session(tmp_path / "other.duckdb", now=lambda: NOON)
    do(session, "ingest", paths=[path])
    assert do(session, "show_journey").headline.startswith("1 case in the event log")


def test_steps_that_share_their_contacts_date_are_not_told_to_follow_after_no_time(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case,activity,timestamp,contact\nk1,Ask,2026-03-02 09:00,c-1\n"
        "k1,Buy,2026-03-02 09:00,c-1\nk1,Get,2026-03-03 09:00,c-2\n"
    )
    do(session, "ingest", paths=[path])
    told = {(each.source, each.target): each.median_s for each in _of(session).transitions}
    assert told == {("Ask", "Buy"): None, ("Buy", "Get"): 86_400.0}


def test_internal_notes_are_listed_as_not_drawn(session: Session, tmp_path: Path) -> None:
    table = tmp_path / "zendesk.json"
    said = [
        {"id": 1, "author_id": 7, "public": True, "plain_body": "Where is my order?"},
        {"id": 2, "author_id": 9, "public": False, "plain_body": "Ask the warehouse."},
    ]
    ticket = {"id": 1, "requester_id": 7, "subject": "Order", "comments": said}
    table.write_text(json.dumps({"tickets": [ticket]}))
    do(session, "ingest", paths=[table])
    do(session, "classify")
    drawn: Any = do(session, "show_journey").data
    assert drawn.left_out == ("1 internal note, which the customer never sees",)


def test_a_map_names_stages_as_they_were_called_before(session: Session, tmp_path: Path) -> None:
    tickets = tmp_path / "tickets.csv"
    tickets.write_text("id,body\n1,Where is my order? It has not arrived yet.\n")
    do(session, "ingest", paths=[tickets])
    do(session, "classify")
    do(session, "rename_stage", stage="pay", name="Settling up")
    do(session, "merge_stages", stages=["research"], into="review_options")
    drawn = tmp_path / "map.toml"
    drawn.write_text('[[stage]]\nname = "Paying"\n[[stage]]\nname = "Researching"\n')
    found: Any = do(session, "import_map", file=drawn).data
    assert found.unknown == ()


def test_plain_characters_keep_to_the_terminal(
    session: Session, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(session, "ingest", paths=[log])
    monkeypatch.setenv("COLUMNS", "64")
    (block,) = do(session, "show_journey", format="ascii").blocks
    assert isinstance(block, Raw)
    assert max(map(len, block.text.splitlines())) == 64


def test_plain_characters_on_request(session: Session, log: Path, tmp_path: Path) -> None:
    do(session, "ingest", paths=[log])
    out = tmp_path / "journey.txt"
    do(session, "show_journey", format="ascii", output=out)
    assert out.read_bytes().isascii()
    assert "Register" in out.read_text()


def test_back_office_is_neither_drawn_nor_written_and_is_listed(
    session: Session, tmp_path: Path
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "case,activity,timestamp,resource\nk1,Register,2026-03-02 09:00,Front desk\n"
        "k1,Weigh,2026-03-02 10:00,Claims desk\nk1,Answer,2026-03-02 11:00,Front desk\n"
    )
    do(session, "ingest", paths=[log])
    assert len(_of(session).steps) == 3
    (tmp_path / "frontstage.toml").write_text('back_office = ["claims desk"]\n')
    drawn = _of(Session(session.path, now=lambda: NOON, memory=session.memory))
    assert [step.name for step in drawn.steps] == ["Register", "Answer"]
    assert drawn.left_out == ("1 event of back office: Claims desk",)
    out = tmp_path / "out.xes"
    written = do(Session(session.path), "show_journey", format="xes", output=out)
    assert written.notes == ("Left out: 1 event of back office: Claims desk.",)
    assert "Weigh" not in out.read_text()


def test_a_table_of_departments_may_say_whom_no_customer_meets(
    session: Session, tmp_path: Path
) -> None:
    told = "Where is my order? It has not arrived yet."
    (tmp_path / "tickets.csv").write_text(f"id,body,department\n1,{told},back\n2,{told},desk\n")
    (tmp_path / "departments.csv").write_text(
        "department,name,does,visible\ndesk,Front desk,asks,yes\nback,Parcel mill,sorts,no\n"
    )
    do(session, "ingest", paths=[tmp_path / "tickets.csv", tmp_path / "departments.csv"])
    do(session, "classify")
    drawn = _of(session)
    assert drawn.contacts == 2
    assert drawn.left_out == ("1 contact of back office: Parcel mill, without it at their steps",)


def _of(session: Session) -> Any:  # noqa: ANN401 - an answer's data
    return do(session, "show_journey").data
