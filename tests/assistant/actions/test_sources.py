"""What was cut is never lost: the row can be shown again as it stands in its file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.actions.registry import find_action
from assistant.actions.sources import SourceData
from assistant.answers import Answer
from assistant.session import Session
from tests.conftest import NOON
from tests.corpora.readers.seeds import SAYS, seed

MAIL = """The lid of my flask leaks.

Kind regards,
Ana

On Mon, 2 Mar 2026 at 09:00, Harrow Support <help@harrow.example> wrote:
> Is it the steel flask?"""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    return Session(tmp_path / "frontstage.duckdb", now=lambda: NOON, workers=0)


def act(session: Session, name: str, **raw: Any) -> Answer:  # noqa: ANN401 - parameters
    action = find_action(name)
    return action.run(session, action.parse(raw))


def export(path: Path, text: str = MAIL, status: str = "open") -> Path:
    quoted = text.replace('"', '""')
    path.write_text(f'nr,body,status,ask\n8,"{quoted}",{status},call +44 20 7946 0958\n', "utf-8")
    return path


def shown(answer: Answer) -> SourceData:
    assert isinstance(answer.data, SourceData)
    return answer.data


def test_shows_what_was_cut(fresh: Session) -> None:
    export(Path("tickets.csv"))
    act(fresh, "ingest", paths=["tickets.csv"], redact="off")
    kept = act(fresh, "explain_contact", contact="8").data
    assert [turn.text for turn in kept.turns] == ["The lid of my flask leaks."]  # type: ignore[attr-defined]
    answer = act(fresh, "show_source", contact="8")
    data = shown(answer)
    assert (data.found, data.unchanged) == (True, True)
    assert data.cut == ("quote-cut", "signature-cut")
    assert [turn.text for turn in data.turns] == [MAIL]
    assert data.columns["ask"] == "call +44 20 7946 0958"
    assert answer.problems == ()


def test_replaces_personal_data_as_when_it_was_read(fresh: Session) -> None:
    export(Path("tickets.csv"))
    act(fresh, "ingest", paths=["tickets.csv"], redact="patterns")
    data = shown(act(fresh, "show_source", contact="8"))
    assert "help@harrow.example" not in data.turns[0].text
    assert "7946" not in data.columns["ask"]


def test_says_that_the_file_is_gone(fresh: Session) -> None:
    file = export(Path("tickets.csv"))
    act(fresh, "ingest", paths=["tickets.csv"], redact="off")
    file.unlink()
    answer = act(fresh, "show_source", contact="8")
    assert not shown(answer).found
    assert answer.problems == (
        "tickets.csv: the file is no longer there; bring it back, or start in the folder where"
        " it was read",
    )


def test_says_that_the_file_has_another_state(fresh: Session) -> None:
    export(Path("tickets.csv"))
    act(fresh, "ingest", paths=["tickets.csv"], redact="off")
    export(Path("tickets.csv"), status="solved")
    answer = act(fresh, "show_source", contact="8")
    assert (shown(answer).found, shown(answer).unchanged) == (True, False)
    assert "another state" in answer.headline
    Path("tickets.csv").write_text("nr,body,status,ask\n9,Which bulb fits?,open,no\n", "utf-8")
    assert "no longer has this contact" in act(fresh, "show_source", contact="8").problems[0]


def test_finds_members_of_zip_files_and_files_beside_the_workspace(
    fresh: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("in").mkdir()
    export(Path("in/tickets.csv"))
    shutil.make_archive("packed", "zip", "in")
    act(fresh, "ingest", paths=["packed.zip"], redact="off")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert shown(act(fresh, "show_source", contact="8")).turns[0].text == MAIL


def test_finds_files_of_a_folder_around_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    export(Path("demo/tickets.csv"))
    session = Session(tmp_path / "demo" / "frontstage.duckdb", now=lambda: NOON, workers=0)
    act(session, "ingest", paths=["demo/tickets.csv"], redact="off")
    monkeypatch.chdir(tmp_path / "demo")
    inside = Session(Path("frontstage.duckdb"), now=lambda: NOON, workers=0)
    assert shown(act(inside, "show_source", contact="8")).turns[0].text == MAIL


def test_no_callers_address_is_kept_though_the_file_is_named_after_it(fresh: Session) -> None:
    export(Path("odalys@brock.example.csv"))
    export(Path("rafe@brock.example.csv"), "The strap is torn.")
    act(fresh, "ingest", paths=["odalys@brock.example.csv"])
    data = shown(act(fresh, "show_source", contact="8"))
    assert data.origin == "<EMAIL_1>.csv:2"
    assert data.found
    assert data.unchanged
    assert data.turns[0].text.startswith("The lid")
    act(fresh, "ingest", paths=["odalys@brock.example.csv"])  # again, and nothing is new
    with fresh.workspace.reading() as db:
        assert db.execute("SELECT origin FROM contacts").fetchall() == [("<EMAIL_1>.csv:2",)]


def test_remembers_how_the_columns_were_mapped(fresh: Session) -> None:
    Path("odd.csv").write_text("k,a,b\n7,no lid here,The lid leaks.\n8,x y z,It hums.\n", "utf-8")
    act(fresh, "ingest", paths=["odd.csv"], map=["text=b", "id=k"], redact="off")
    act(fresh, "ingest", paths=[str(export(Path("tickets.csv")))], redact="off", source="desk")
    data = shown(act(fresh, "show_source", contact="7"))
    assert [turn.text for turn in data.turns] == ["The lid leaks."]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zendesk_pages.json", "And the hose? (her husband)"),
        ("a.jsonl", SAYS),
        ("a.xlsx", SAYS),
        ("a.parquet", SAYS),
        ("jira.csv", "Steel,\nit says."),
        ("vcon.json", "Hi, I bought the desk lamp and I want to know whether it dims."),
        ("lens.json", "Hello, it is [PII]."),
        ("a.vtt", "The lid leaks."),
        ("a.txt", "The lid of my flask leaks."),
        ("phone.txt", "The lid of my flask leaks."),
    ],
)
def test_shows_again_what_stands_in_any_format(fresh: Session, name: str, said: str) -> None:
    Path(name).write_bytes(seed(name))
    act(fresh, "ingest", paths=[name], redact="off")
    with fresh.workspace.reading() as db:
        ids = [each for (each,) in db.execute("SELECT id FROM contacts ORDER BY id").fetchall()]
    every = [shown(act(fresh, "show_source", contact=each)) for each in ids]
    assert every
    assert all(data.found and data.unchanged for data in every)
    assert any(said in turn.text for data in every for turn in data.turns)
