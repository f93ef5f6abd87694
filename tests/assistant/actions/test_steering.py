"""What `undo`, `redo` and `revert` say that they would move is what they then move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.actions.registry import find_action
from assistant.session import Session
from corpora.store.queries import stage_shares
from tests.conftest import NOON

TICKETS = """id,body
1,Where is my order? The parcel has not arrived yet.
2,My parcel is late and tracking says nothing about delivery.
3,I want to return this coat and get my money back.
4,How do I send the kettle back for a refund?
5,Which of the two kettles is quieter?
6,I was charged twice on my card for one invoice.
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)
    (tmp_path / "tickets.csv").write_text(TICKETS)
    do(made, "ingest", paths=[tmp_path / "tickets.csv"])
    do(made, "classify")
    return made


def do(session: Session, name: str, /, **raw: object) -> Any:  # noqa: ANN401 - an answer's data
    action = find_action(name)
    return action.run(session, action.parse(raw)).data


def foreseen(session: Session, name: str, /, **raw: object) -> tuple[str, Any]:
    action = find_action(name)
    assert action.preview is not None
    told = action.preview(session, action.parse(raw))
    return told.headline, told.data


def held(session: Session) -> dict[str | None, int]:
    with session.workspace.reading() as db:
        shares = stage_shares(db)
    names: dict[str | None, str] = {each.id: each.name for each in session.stages}
    return {names.get(each.stage_id): each.contacts for each in shares if each.contacts}


def left(before: dict[str | None, int], after: dict[str | None, int]) -> int:
    return sum(max(n - after.get(name, 0), 0) for name, n in before.items())


@pytest.mark.parametrize("steering", ["undo", "revert"])
def test_taking_a_merge_back_says_what_moves(session: Session, steering: str) -> None:
    before = held(session)
    seq = do(session, "merge_stages", stages=["receive"], into="exchange_or_return").seq
    merged = held(session)
    given = {"entry": seq} if steering == "revert" else {}
    headline, data = foreseen(session, steering, **given)
    moving = left(merged, before)
    assert moving >= 1
    assert data.moves == {"Exchanging or returning": moving}
    assert "from Exchanging or returning to Receiving the order." in headline
    assert held(session) == merged, "a preview writes nothing"
    do(session, steering, **given)
    assert held(session) == before


def test_redo_says_what_moves_once_more(session: Session) -> None:
    before = held(session)
    do(session, "relabel_matching", text="kettle", stage="use")
    after = held(session)
    do(session, "undo")
    _, data = foreseen(session, "redo")
    assert sum(data.moves.values()) == 2
    assert set(data.moves) == {name for name, n in before.items() if after.get(name, 0) < n}


def test_a_word_that_another_one_overrides_moves_nothing(session: Session) -> None:
    with session.workspace.reading() as db:
        (one,) = db.execute("SELECT id FROM contacts WHERE source_id = '5'").fetchone() or ("",)
    rule = do(session, "relabel_matching", text="quieter", stage="use").seq
    do(session, "relabel", contact=one, stage="pay")
    headline, data = foreseen(session, "revert", entry=rule)
    assert data.moves == {}
    assert headline.endswith("No contact moves.")


def offered(session: Session, name: str, /, **raw: object) -> tuple[str, ...]:
    action = find_action(name)
    return action.run(session, action.parse(raw)).follow_ups


def test_what_is_offered_next_leads_to_what_changed_and_back(session: Session) -> None:
    rule = "show_stage stage=use"
    assert offered(session, "relabel_matching", text="kettle", stage="use") == (
        "undo",
        rule,
        "history",
    )
    assert offered(session, "undo") == ("redo", rule, "history")
    assert offered(session, "redo") == ("undo", rule, "history")
    renamed = offered(session, "rename_stage", stage="pay", name="Billing")
    assert renamed == ("undo", "show_journey", "history")
    assert offered(session, "undo") == ("redo", "show_journey", "history")
    assert offered(session, "revert", entry=1) == ("undo", rule, "history")
