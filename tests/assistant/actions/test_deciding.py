"""Adjustments: proposed in numbers first, written down when agreed, taken back when not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.actions.registry import ACTIONS, find_action
from assistant.answers import Answer
from assistant.session import Session
from corpora.errors import JournalError
from corpora.journal import Entry
from corpora.store import decisions
from tests.assistant.conftest import Command

Ask = Callable[..., Answer]

ADJUSTMENTS: dict[str, dict[str, Any]] = {
    "teach": {"answer": "yes"},
    "grade": {"files": ["…"]},
    "relabel": {"contact": "T-2001", "stage": "pay"},
    "relabel_several": {"contacts": ["T-2001", "T-2002"], "stage": "pay"},
    "relabel_matching": {"text": "induction", "stage": "use"},
    "map_driver": {"column": "region", "code": "South", "stage": "pay"},
    "mark_gap": {"gap": "…", "status": "dismissed"},
    "import_status": {"file": "…"},
    "rename_stage": {"stage": "pay", "name": "Settling the bill"},
    "describe_stage": {"stage": "pay", "description": "Asking about bills."},
    "assign_department": {"stage": "pay", "department": "Billing"},
    "move_stage": {"stage": "pay", "after": "receive"},
    "add_stage": {"name": "Gift wrapping"},
    "remove_stage": {"stage": "use", "into": "get_support"},
    "merge_stages": {"stages": ["use", "get_support"]},
    "split_stage": {"stage": "use", "into": ["Setting up", "Using"]},
    "set_assumption": {"name": "orders", "value": 1200},
    "undo": {},
    "redo": {},
    "revert": {"entry": 1},
}


@pytest.fixture
def journal(session: Session) -> Callable[[], list[Entry]]:
    def read() -> list[Entry]:
        with session.workspace.reading() as db:
            return decisions.entries(db)

    return read


def stages(ask: Ask) -> dict[str | None, int]:
    found = ask("overview").data.model_dump()["stages"]
    return {each["stage"]: each["contacts"] for each in found}


def graded(ask: Ask, path: Path) -> Path:
    """Return a sample's workbook with one row filled in."""
    ask("sample", n=3, output=path)
    book = load_workbook(path)
    book.worksheets[0].cell(2, 3, "pay")
    book.save(path)
    return path


def test_every_adjustment_is_tried_here() -> None:
    elsewhere = {"settings_import", "forget"}  # they leave no entry that could be taken back
    assert set(ADJUSTMENTS) | elsewhere == {action.name for action in ACTIONS if action.changes}


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("name", ADJUSTMENTS)
def test_a_preview_changes_nothing(
    ask: Ask, session: Session, journal: Callable[[], list[Entry]], name: str, tmp_path: Path
) -> None:
    ask("relabel", contact="T-2002", stage="use")
    if name == "redo":
        ask("undo")
    raw = dict(ADJUSTMENTS[name])
    if "…" in raw.values():
        gap, table = ask("show_gaps").data.gaps[0].id, tmp_path / "gaps.csv"
        table.write_text(f"gap_id,status\n{gap},accepted\n")
        raw |= {"gap": gap} if name == "mark_gap" else {"file": str(table)}
    if name == "grade":
        raw["files"] = [graded(ask, tmp_path / "qa.xlsx")]
    before, counted = journal(), stages(ask)

    action = find_action(name)
    assert action.preview is not None
    proposed = action.preview(session, action.parse(raw))
    assert proposed.headline.startswith("This would ")
    assert type(proposed.data) is action.result
    assert proposed.data.seq is None
    assert (journal(), stages(ask)) == (before, counted)

    action.run(session, action.parse(raw))
    assert len(journal()) == len(before) + 1


def test_the_command_proposes_and_applies_only_when_agreed(frontstage: Command, shop: str) -> None:
    words = ("ask", "relabel", "contact=T-2006", "stage=receive", "-w", shop)
    proposed = frontstage(*words)
    assert proposed.code == 0
    assert proposed.out.startswith("This would put c-")
    assert "1 contact moves: 1 from Paying." in " ".join(proposed.out.split())
    assert proposed.out.endswith("Nothing was changed; --yes applies it.\n")
    assert frontstage(*words, "--json").json["data"]["seq"] is None
    assert frontstage("ask", "history", "-w", shop).out.startswith("0 entries")

    done = frontstage(*words, "--yes")
    assert (done.code, done.out.splitlines()[0][:5]) == (0, "Done:")
    explained = frontstage("ask", "explain_contact", "contact=T-2006", "-w", shop)
    assert explained.out.startswith("Receiving the order, because a person said so.")

    back = frontstage("ask", "undo", "--yes", "-w", shop)
    assert back.out.startswith("Taken back: put c-")
    explained = frontstage("ask", "explain_contact", "contact=T-2006", "-w", shop)
    assert explained.out.startswith("Paying, with probability ")


def test_a_relabel_moves_one_contact_in_every_count(ask: Ask) -> None:
    before = stages(ask)
    done = ask("relabel", contact="T-2006", stage="receive")
    after = stages(ask)
    assert done.data.moves == {"Paying": 1}
    assert after["receive"] == before["receive"] + 1
    assert after.get("pay", 0) == before["pay"] - 1
    shown = ask("show_stage", stage="receive")
    assert shown.data.contacts == after["receive"]


def test_several_are_moved_by_one_decision_and_taken_back_by_one(ask: Ask) -> None:
    before, both = stages(ask), ["T-2001", "T-2006"]
    assert ask("explain_contact", contact="T-2006").data.stage == "pay"
    assert ask("explain_contact", contact="T-2001").data.stage not in ("pay", "receive")
    one = ask("relabel_several", contacts=both, stage="receive", instead_of="pay")
    assert one.data.moves == {"Paying": 1}
    assert "1 other shown: not at Paying" in one.headline
    ask("undo")
    assert stages(ask) == before
    done = ask("relabel_several", contacts=both, stage="receive")
    assert sum(done.data.moves.values()) == 2
    assert ask("explain_contact", contact="T-2001").data.decided_by == "relabel"
    ask("undo")
    assert stages(ask) == before


def test_where_none_counts_at_the_stage_all_are_meant_and_it_is_said(ask: Ask) -> None:
    done = ask("relabel_several", contacts=["T-2006"], stage="receive", instead_of="use")
    assert done.data.moves == {"Paying": 1}
    assert "None of the 1 contact shown counts at" in done.headline


def test_a_rule_holds_for_all_that_say_it(ask: Ask) -> None:
    done = ask("relabel_matching", text="Induction", stage="use")
    assert sum(done.data.moves.values()) == 6
    assert ask("find_contacts", stage="use", text="induction").n == 6
    assert ask("explain_contact", contact="T-2001").headline == (
        "Setting up and using, because a person's rule said so."
    )


def test_what_a_person_says_of_one_contact_counts_more_than_a_rule(ask: Ask) -> None:
    ask("relabel", contact="T-2001", stage="pay")
    ask("relabel_matching", text="induction", stage="use")
    assert ask("explain_contact", contact="T-2001").data.stage == "pay"


def test_a_decision_outlives_new_labels(ask: Ask, session: Session) -> None:
    ask("relabel", contact="T-2001", stage="pay")
    ask("classify")
    assert ask("explain_contact", contact="T-2001").data.decided_by == "relabel"


def test_a_settled_gap_leaves_the_list_and_comes_back(ask: Ask) -> None:
    gaps = ask("show_gaps", top=100).data.gaps
    first = gaps[0].id
    ask("mark_gap", gap=first, status="fixed", on="2026-02-01")
    assert first not in [gap.id for gap in ask("show_gaps", top=100).data.gaps]
    pages = ask("pain_points", top=100).data.pages
    assert first not in [gap.id for page in pages for gap in page.gaps]
    ask("mark_gap", gap=first, status="open")
    assert [gap.id for gap in ask("show_gaps", top=100).data.gaps] == [gap.id for gap in gaps]
    ask("mark_gap", gap=first, status="accepted")
    assert ask("show_gaps").data.gaps[0].status == "accepted"


def test_undo_and_redo_walk_back_and_forth(ask: Ask) -> None:
    start = stages(ask)
    ask("relabel", contact="T-2001", stage="pay")
    first = stages(ask)
    ask("relabel", contact="T-2002", stage="pay")
    second = stages(ask)
    ask("undo")
    assert stages(ask) == first
    ask("undo")
    assert stages(ask) == start
    ask("redo")
    ask("redo")
    assert stages(ask) == second
    with pytest.raises(JournalError, match="nothing to redo"):
        ask("redo")


def test_revert_takes_one_out_of_the_middle_or_names_what_rests_on_it(ask: Ask) -> None:
    ask("relabel", contact="T-2001", stage="pay")
    ask("relabel", contact="T-2002", stage="pay")
    assert ask("revert", entry=1).headline == "Entry 1 no longer holds."
    assert ask("history").data.in_force == (2,)
    ask("relabel", contact="T-2002", stage="use")
    with pytest.raises(JournalError, match=r"entry 4 \(relabel\) rests on entry 2"):
        ask("revert", entry=2)


def test_history_tells_each_decision(ask: Ask) -> None:
    ask("relabel", contact="T-2001", stage="pay")
    ask("undo")
    told = ask("history")
    assert told.headline == "2 entries, 0 in force."
    assert [entry.kind for entry in told.data.entries] == ["relabel", "undo"]
