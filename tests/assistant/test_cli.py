"""The commands and their common options, as a user types them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import cli
from assistant.actions.registry import ACTIONS
from assistant.command_line.commands import loaded_commands
from corpora.store.workspace import Workspace
from tests.assistant.conftest import ENTRY, ROOT, SHOP, Command

pytestmark = pytest.mark.usefixtures("light")

COMMANDS = sorted(action.command for action in ACTIONS if action.command)


# -- One step after the other --------------------------------------------------------------


def test_the_steps_of_analyze_work_one_by_one(frontstage: Command, tmp_path: Path) -> None:
    read = frontstage("ingest", SHOP / "pages", SHOP / "contacts", "--redact", "patterns")
    assert (read.code, read.out.split(".")[0]) == (
        2,
        "Read 23 new contacts, 7 new products, 7 new pages and 1 row not readable",
    )
    assert "No journey yet; `frontstage classify`" in frontstage("journey").out
    assert "Nobody has looked for gaps yet; `frontstage gaps`" in frontstage("ask", "show_gaps").out

    classified = frontstage("classify")
    assert classified.code == 0
    assert "contacts labelled" in classified.out.splitlines()[0]
    assert "line of visibility" in frontstage("journey").out

    found = frontstage("gaps")
    assert found.code == 0
    assert "Bramley enamel kettle" in found.out
    first = frontstage("ask", "show_gaps", "top=50", "--json").json["data"]["gaps"]
    assert first

    frontstage("gaps")
    second = frontstage("ask", "show_gaps", "top=50", "--json").json["data"]["gaps"]
    assert [gap["id"] for gap in second] == [gap["id"] for gap in first]

    report = frontstage("report")
    assert report.code == 0
    assert sorted(file.name for file in (tmp_path / "frontstage-report").iterdir()) == [
        "gaps.csv",
        "gaps.xlsx",
        "report.html",
        "report.json",
        "report.md",
    ]


def test_a_mapping_and_a_source_and_a_channel_are_taken(
    frontstage: Command, tmp_path: Path
) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("a,b\n1,Where is my parcel please?\n2,The hose leaks at the tap.\n")
    done = frontstage(
        *("ingest", table, "--map", "text=b", "--map", "id=a"),
        *("--source", "desk", "--channel", "call", "--redact", "patterns"),
    )
    assert done.code == 0, done.err
    rows = frontstage("ask", "find_contacts", "--json").json["data"]["contacts"]
    assert sorted((row["source_id"], row["channel"]) for row in rows) == [
        ("1", "call"),
        ("2", "call"),
    ]


def test_redaction_off_keeps_the_words_as_they_are(frontstage: Command, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,text\n1,Please write to kim@mailbox.example about my refund.\n")
    frontstage("ingest", table, "--redact", "off")
    assert frontstage("ask", "find_contacts", "text=kim@mailbox.example").out.startswith(
        "1 contact"
    )


def test_replaced_words_come_back_only_where_that_is_asked_for(
    frontstage: Command, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,text\n1,Please write to kim@mailbox.example about my refund.\n")
    frontstage("ingest", table, "--redact", "patterns")
    refused = frontstage("ingest", table, "--redact", "off")
    assert refused.code == 2
    assert "--redact: 1 contact here" in refused.err
    assert "--bring-back" in refused.err
    assert frontstage("ask", "find_contacts", "text=kim@mailbox.example").out.startswith("0 ")
    assert frontstage("ingest", table, "--redact", "full").code == 0
    assert frontstage("ingest", table, "--redact", "off", "--bring-back").code == 0
    assert frontstage("ask", "find_contacts", "text=kim@mailbox.example").out.startswith("1 ")


# -- Options -------------------------------------------------------------------------------


def test_json_is_one_object_and_nothing_else(frontstage: Command, shop: Path) -> None:
    answer = frontstage("ask", "overview", "--json", "-w", shop)
    assert list(answer.json) == [
        "action",
        "headline",
        "scope",
        "n",
        "data",
        "notes",
        "follow_ups",
        "problems",
    ]
    assert (answer.json["action"], answer.json["n"], answer.err) == ("overview", 23, "")


def test_json_with_problems_is_printed_all_the_same(frontstage: Command) -> None:
    done = frontstage("ingest", SHOP / "contacts" / "tickets.csv", "--json", "--redact", "off")
    assert done.code == 2
    assert done.json["data"]["contacts_new"] == 10
    assert len(done.json["problems"]) == 1
    assert done.json["problems"][0] in done.err


def test_quiet_leaves_out_notes_and_hints(frontstage: Command, shop: Path) -> None:
    loud = frontstage("ask", "overview", "-w", shop).out
    quiet = frontstage("ask", "overview", "--quiet", "-w", shop).out
    assert "Scope: " in loud
    assert "Next: " in loud
    assert "Scope: " not in quiet
    assert "Next: " not in quiet
    assert loud.startswith(quiet.rstrip())


def test_the_workspace_comes_from_the_environment(in_process: Command, shop: Path) -> None:
    elsewhere = shop.parent / "elsewhere.duckdb"
    shop.rename(elsewhere)
    answer = in_process("ask", "overview", FRONTSTAGE_WORKSPACE=str(elsewhere))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("23 contacts of 20 customers, 2026-01-05 to 2026-01-25")


def test_an_option_wins_over_the_environment(
    frontstage: Command, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTSTAGE_WORKSPACE", "nowhere.duckdb")
    assert frontstage("ask", "overview").code == 2
    assert frontstage("ask", "overview", "--workspace", shop).code == 0


def test_a_defect_is_one_line_that_says_how_to_report_it(
    frontstage: Command, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division\x1b[31m by zero")

    monkeypatch.setattr(Workspace, "reading", broken)
    done = frontstage("ask", "overview", "-w", shop)
    assert done.code == 1
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.startswith(
        "frontstage: a defect in Frontstage: ZeroDivisionError: division\\x1b"
    )


def test_an_interrupted_command_says_what_is_kept(
    frontstage: Command, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "reading", interrupted)
    done = frontstage("ask", "overview", "-w", shop)
    assert done.code == 130
    assert done.err.count("\n") == 1
    assert "kept" in done.err


# -- Help ----------------------------------------------------------------------------------


def test_help_lists_every_command(frontstage: Command) -> None:
    told = frontstage("--help").out
    assert "ask" in told
    for command in COMMANDS:
        assert f"  {command} " in told


@pytest.mark.parametrize("command", ["ask", *COMMANDS])
def test_every_command_has_help_and_every_option_a_description(command: str) -> None:
    found = loaded_commands()[command]
    assert found.help
    for parameter in found.params:
        assert getattr(parameter, "help", None), f"{command} {parameter.name}"
    shown = CliRunner().invoke(cli.app, [command, "--help"])
    assert shown.exit_code == 0
    for option in ("--workspace", "--json", "--quiet"):
        assert option in shown.output


def test_help_lists_what_there_is(frontstage: Command) -> None:
    assert set(cli.COMMANDS) == set(loaded_commands())


def test_a_mistyped_command_names_the_nearest(frontstage: Command) -> None:
    done = frontstage("jorney")
    assert done.code == 2
    assert "Did you mean journey?" in done.err


@pytest.mark.parametrize("flags", ["", "--json"])
def test_a_reader_that_had_enough_is_no_failure(flags: str) -> None:
    line = f'"{sys.executable}" -c "{ENTRY}" formats {flags} | head -n 1; echo ${{PIPESTATUS[0]}}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["/bin/bash", "-c", line], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0"
    assert not done.stderr


def test_without_a_command_help_is_shown(frontstage: Command) -> None:
    assert "Usage: frontstage" in frontstage().out + frontstage().err


# -- The workspace -------------------------------------------------------------------------


def test_an_empty_workspace_answers_everything_calmly(frontstage: Command, tmp_path: Path) -> None:
    Workspace.create(tmp_path / "frontstage.duckdb")
    for words in (
        ["ask", "overview"],
        ["ask", "pain_points"],
        ["ask", "show_gaps"],
        ["ask", "find_contacts"],
        ["ask", "history"],
        ["ask", "rejects"],
        ["journey"],
        ["journey", "--format", "svg"],
        ["classify"],
        ["gaps"],
        ["report"],
    ):
        done = frontstage(*words)
        assert (done.code, done.err) == (0, ""), words
    assert frontstage("ask", "overview").out.startswith("No contacts here yet.")


@pytest.mark.parametrize("command", [["ask", "overview"], ["classify"], ["gaps"], ["report"]])
def test_a_missing_workspace_says_how_to_make_one(frontstage: Command, command: list[str]) -> None:
    done = frontstage(*command)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "frontstage: frontstage.duckdb: no workspace here yet; "
        "`frontstage analyze PATH...` makes one from your files\n"
    )


@pytest.mark.parametrize("command", [["ask", "overview"], ["ingest", str(SHOP)], ["classify"]])
def test_a_file_that_is_no_workspace_is_left_alone(
    frontstage: Command, tmp_path: Path, command: list[str]
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Remember the milk.\n")
    done = frontstage(*command, "-w", notes)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"frontstage: {notes}: not a Frontstage workspace; name another file with --workspace\n"
    )
    assert notes.read_text() == "Remember the milk.\n"


def test_a_workspace_of_a_newer_version_is_left_alone(frontstage: Command, shop: Path) -> None:
    with Workspace.open(shop).writing() as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    done = frontstage("ask", "overview", "-w", shop)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "newer Frontstage" in done.err


def test_broken_settings_are_one_line(frontstage: Command, shop: Path) -> None:
    shop.with_name("frontstage.toml").write_text('currency = "money"\n')
    done = frontstage("ask", "overview", "-w", shop)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "frontstage.toml: currency" in done.err


_HOLDER = """
import sys
from pathlib import Path
from corpora.store.workspace import Workspace
with Workspace(Path(sys.argv[1])).writing():
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_a_workspace_in_use_names_its_holder(
    frontstage: Command, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = Workspace.__init__

    def hasty(self: Workspace, path: Path, **more: object) -> None:
        patient(self, path, **{**more, "patience_s": 0.2})  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "__init__", hasty)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(shop)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdin
        assert holder.stdout.readline() == "holding\n"
        for words in (["ask", "overview"], ["classify"], ["ingest", str(SHOP)]):
            done = frontstage(*words, "-w", shop)
            assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
            assert f"{shop}: in use: held by process {holder.pid}" in done.err
            assert "try again when it has finished" in done.err
        holder.stdin.close()
    assert frontstage("ask", "overview", "--json", "-w", shop).json["n"] == 23
