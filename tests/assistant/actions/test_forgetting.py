"""A customer who asks for it is forgotten: everywhere, for good, and stays so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Answer
from assistant.session import Session
from corpora.errors import UnknownName
from corpora.store import decisions
from tests.assistant.conftest import Command

Ask = Callable[..., Answer]

ROWS = (
    ("T-1", "Where is my parcel? The zebra print box.", "anna@example.com"),
    ("T-2", "It has still not come, zebra print.", "Anna@example.com"),
    ("T-3", "Does the lamp work on induction?", "ben@example.com"),
)


@pytest.fixture
def company(frontstage: Command, tmp_path: Path) -> Path:
    export(tmp_path / "t.csv", ROWS)
    assert frontstage("ingest", "t.csv", "--redact", "off").code == 0
    assert frontstage("classify").code == 0
    return tmp_path / "frontstage.duckdb"


def export(file: Path, rows: tuple[tuple[str, str, str], ...]) -> None:
    lines = [f'{key},"{text}",{mail}' for key, text, mail in rows]
    file.write_text("\n".join(["ticket_id,text,customer_email", *lines, ""]))


def rows_with(workspace: Path, words: str) -> int:
    with Session(workspace).workspace.reading() as db:
        tables = [row[0] for row in db.execute("SHOW TABLES").fetchall()]
        texts = [str(db.execute(f"SELECT * FROM {table}").fetchall()) for table in tables]  # noqa: S608 - names of our own tables
    return sum(words in each for each in texts)


@pytest.mark.parametrize("named", ["anna@example.com", " ANNA@example.com", "T-1"])
def test_it_is_proposed_then_done_and_later_exports_do_not_bring_them_back(
    company: Path, frontstage: Command, named: str
) -> None:
    assert frontstage("ask", "relabel", "contact=T-1", "stage=pay", "--yes").code == 0
    proposed = frontstage("ask", "forget", f"customer={named}")
    assert proposed.out.startswith("This would delete 2 contacts with 2 turns")
    assert rows_with(company, "zebra") > 0
    done = frontstage("ask", "forget", f"customer={named}", "--yes")
    assert done.out.startswith("Forgotten: 2 contacts with 2 turns")
    assert rows_with(company, "zebra") == 0
    with Session(company).workspace.reading() as db:
        (entry,) = decisions.entries(db)
    assert entry.payload == {"contact_id": "c-forgotten", "stage_id": "pay"}
    assert frontstage("ask", "overview", "--json").json["n"] == 1
    export(company.with_name("again.csv"), (*ROWS, ("T-4", "Is it loud?", "cleo@example.com")))
    assert frontstage("ingest", "again.csv", "--redact", "off").code == 0
    assert frontstage("classify").code == 0
    assert frontstage("ask", "overview", "--json").json["n"] == 2
    assert rows_with(company, "zebra") == 0


def test_copies_of_older_versions_and_lines_of_the_chat_go_too(
    company: Path, frontstage: Command
) -> None:
    backup = company.with_name(f"{company.name}.v3.bak")
    backup.write_bytes(company.read_bytes())
    history = company.with_suffix(".history")
    lines = ["show T-1", "what do people ask", "find anna@example.com"]
    history.write_text("".join(f"{json.dumps(each)}\n" for each in lines))
    done = frontstage("ask", "forget", "customer=anna@example.com", "--yes")
    assert "2 lines of the chat's history" in " ".join(done.out.split())
    assert not backup.exists()
    assert [json.loads(line) for line in history.read_text().splitlines()] == [lines[1]]


def test_who_is_not_known_is_said(ask: Ask) -> None:
    with pytest.raises(UnknownName, match="no customer and no contact is known as"):
        ask("forget", customer="nobody@example.com")


def test_what_others_asked_stays(ask: Ask, session: Session) -> None:
    before = {gap.id: gap.contacts for gap in ask("show_gaps", top=100).data.gaps}  # type: ignore[attr-defined]
    quoted = ask("show_gaps").data.gaps[0].quotes[0].contact_id  # type: ignore[attr-defined]
    told = ask("forget", customer=quoted)
    after = {gap.id for gap in ask("show_gaps", top=100).data.gaps}  # type: ignore[attr-defined]
    assert after <= set(before)
    assert len(before) - len(after) <= told.data.gaps  # type: ignore[attr-defined]
    assert session.workspace.version() > 0
