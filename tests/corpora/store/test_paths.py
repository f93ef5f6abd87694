"""The paths of customers: causes, handle times, menus and departments in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from corpora.records import Contact, Demand, Event, Label
from corpora.store import runs
from corpora.store.contacts import put_contacts, put_events
from corpora.store.decisions import put_stage_aliases
from corpora.store.paths import log_events, menu_choices, one_name_each, passed_to, path_events
from corpora.store.workspace import Workspace

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def label(contact: str, stage: str | None, turn: int | None = None) -> Label:
    level: Any = "contact" if turn is None else "turn"
    return Label(contact_id=contact, level=level, stage_id=stage, probability=0.9, turn_index=turn)


def fill(workspace: Workspace, *, judged: bool = True) -> None:
    """Two contacts: c-1 at two stages, c-2 at one; c-2 is failure demand."""
    with workspace.writing() as db:
        contacts = [
            Contact(id="c-1", source="t", content_hash="1", source_id="T-1", opened_at=NOW,
                    department="sales", handle_s=60.0),
            Contact(id="c-2", source="t", content_hash="2", source_id="T-2", opened_at=NOW,
                    department="Sales & advice", handle_s=90.0),
        ]  # fmt: skip
        put_contacts(db, contacts, [], NOW)
        run = runs.begin_run(db, "classify", NOW)
        runs.put_labels(
            db,
            run,
            [label("c-1", "ask"), label("c-1", "ask", 0), label("c-1", "buy", 2),
             label("c-2", "buy"), label("c-2", "buy", 0)],
        )  # fmt: skip
        if judged:
            made = Demand(
                contact_id="c-2", failure=True, failure_probability=0.9, resolved=False,
                resolved_probability=0.2, outcome="promised", turn_index=0, start=0, end=1,
            )  # fmt: skip
            runs.put_demands(db, run, [made])
        runs.finish_run(db, run, NOW, {})


def rows(workspace: Workspace) -> list[dict[str, Any]]:
    with workspace.reading() as db:
        table = path_events(db).sort_by([("contact_id", "ascending"), ("order", "ascending")])
    return [dict(row) for row in table.to_pylist()]


def test_causes_and_handle_times_stand_in_the_path(workspace: Workspace) -> None:
    fill(workspace)
    found = [(row["contact_id"], row["stage_id"], row["duration_s"], row["failed"])
             for row in rows(workspace)]  # fmt: skip
    assert found == [
        ("c-1", "ask", None, False),
        ("c-1", "buy", None, False),
        ("c-2", "buy", 90.0, True),
    ]
    assert {row["lane"] for row in rows(workspace)} == {"Sales & advice"}


def test_without_judgements_nothing_is_said_of_causes(workspace: Workspace) -> None:
    fill(workspace, judged=False)
    assert "failed" not in rows(workspace)[0]


def test_stages_that_are_no_more_are_read_as_their_successors(workspace: Workspace) -> None:
    fill(workspace)
    with workspace.writing() as db:
        put_stage_aliases(db, {"ask": "buy"})
    assert {row["stage_id"] for row in rows(workspace)} == {"buy"}


def test_the_menu_stands_before_and_departments_passed_to_after(workspace: Workspace) -> None:
    fill(workspace)
    told = {"contact": "T-2", "transferred_to": "orders sales", "queue": "sales"}
    events = [
        Event(at=NOW, activity="2", lane="ivr", attributes=told),
        Event(at=NOW, activity="call", lane="sales", attributes={"contact": "T-2"}),
        Event(at=NOW, activity="call", lane="orders", attributes={"contact": "T-9"}),
        Event(at=NOW, activity="Repair", lane="company", customer_key="k-1"),
    ]
    with workspace.writing() as db:
        put_events(db, events)
    lanes = [row["lane"] for row in rows(workspace) if row["contact_id"] == "c-2"]
    assert lanes[:3] == ["ivr", "Sales & advice", "Sales & advice"]
    assert lanes[3:] in (["orders", "Sales & advice"], ["orders sales"])
    with workspace.reading() as db:
        assert menu_choices(db) == [("2", "sales", "orders sales", None, "c-2")]
        assert log_events(db)["stage_id"].to_pylist() == ["Repair"]


@pytest.mark.parametrize(
    ("lanes", "one"),
    [
        (["sales", "Sales"], {"sales": "Sales"}),
        (["delivery", "Delivery desk"], {"delivery": "Delivery desk"}),
        (["tech", "Tech one", "Tech two"], {}),
        ([], {}),
    ],
)
def test_spellings_of_one_department(lanes: list[str], one: dict[str, str]) -> None:
    found = one_name_each(lanes)
    assert {lane: name for lane, name in found.items() if lane in lanes} == one


def test_departments_are_told_apart_in_a_cell() -> None:
    known = {"returns", "delivery"}
    assert passed_to("returns delivery", known) == ["returns", "delivery"]
    assert passed_to("Gift desk", known) == ["Gift desk"]
    assert passed_to("returns; delivery", known) == ["returns", "delivery"]
    assert passed_to(None, known) == []


def test_an_event_belongs_to_one_contact_where_systems_share_ids(workspace: Workspace) -> None:
    given: list[tuple[str, str, Any]] = [
        ("c-1", "7", "call"), ("c-2", "7", "ticket"), ("c-3", "8", "ticket"),
        ("c-4", "8", "ticket"), ("c-5", "9", "chat"),
    ]  # fmt: skip
    with workspace.writing() as db:
        made = [
            Contact(id=ident, source=ident, content_hash="1", source_id=source, channel=channel)
            for ident, source, channel in given
        ]
        put_contacts(db, made, [], NOW)
        put_events(
            db,
            [Event(at=NOW, activity="1", lane="ivr", attributes={"contact": ref})
             for ref in ("9", "8", "7")],
        )  # fmt: skip
    with workspace.reading() as db:
        assert [row[-1] for row in menu_choices(db)] == ["c-5", None, "c-1"]


def test_only_finished_runs_count_among_those_whose_results_are_kept(
    workspace: Workspace,
) -> None:
    with workspace.writing() as db:
        for finished in (True, False, True, False):
            run = runs.begin_run(db, "classify", NOW)
            runs.put_labels(db, run, [label("c-1", "ask")])
            if finished:
                runs.finish_run(db, run, NOW, {})
        runs.drop_old_results(db, "classify", 2)
        assert db.execute("SELECT run_id FROM labels").fetchall() == [(1,), (2,), (3,), (4,)]
        runs.drop_old_results(db, "classify", 1)
        assert db.execute("SELECT run_id FROM labels").fetchall() == [(2,), (3,), (4,)]


def test_a_table_of_departments_tells_what_a_short_name_means() -> None:
    lanes = ["technical", "Network support", "Billing", "billing"]
    found = one_name_each(lanes, {"technical": "Network support", "Billing": "Billing"})
    assert found["technical"] == "Network support"
    assert {found.get(lane, lane) for lane in lanes} == {"Network support", "Billing"}
