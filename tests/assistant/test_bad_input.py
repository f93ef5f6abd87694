"""Whatever is handed over, it ends in one clear line, and everything good is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.conftest import SHOP, Command

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
_FILES: dict[str, bytes] = {
    "empty.csv": b"",
    "picture.csv": _PNG,
    "cut.json": b'[{"id": 1, "body": "Where is my order, it has not come yet"}, {"id": 2, "bo',
    "rows.csv": b'id,text\n1,"Where is my parcel please"\n2,"never closed\n'
    b'3,"Is the kettle good for induction?"\n4,a,b,c,d\n5,"The hose leaks, money back please"\n',
}


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, content in _FILES.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "lines", "kept"),
    [
        ("missing.csv", ["no such file; check the name"], 0),
        ("empty.csv", ["unreadable; the file is empty; export it again"], 0),
        (
            "picture.csv",
            ["unreadable; is a picture, not a text or table; export the table itself"],
            0,
        ),
        ("cut.json", ["row 2: broken json"], 1),
        ("rows.csv", ["row 3: broken row", "row 5: broken row"], 3),
    ],
)
def test_a_bad_file_is_told_in_a_line_and_its_good_rows_are_kept(
    frontstage: Command, bad: Path, name: str, lines: list[str], kept: int
) -> None:
    done = frontstage("ingest", bad / name, "--redact", "patterns", "--json")
    assert done.code == 2
    assert done.json["data"]["contacts_new"] == kept
    told = done.err.splitlines()
    assert len(told) == len(lines)
    for line, expected in zip(told, lines, strict=True):
        assert line.startswith(f"frontstage: {bad / name}")
        assert expected in line
    assert frontstage("ask", "overview", "--json").json["n"] == kept


def test_bad_files_do_not_stop_good_ones(frontstage: Command, bad: Path) -> None:
    chats = SHOP / "contacts" / "chats.jsonl"
    done = frontstage("ingest", bad, bad / "missing.csv", chats, "--redact", "patterns")
    assert done.code == 2
    assert done.out.startswith("Read 14 new contacts, 3 files not readable and 3 rows not readable")
    lines = done.err.splitlines()
    assert len(lines) == 6
    assert lines[-1] == (
        "frontstage: 1 more could not be read; `frontstage ask rejects` lists them all"
    )
    rejects = frontstage("ask", "rejects", "--json")
    assert (rejects.code, len(rejects.json["data"]["rejects"])) == (0, 6)
    for reject in rejects.json["data"]["rejects"]:
        assert reject["file"]
        assert reject["code"]
        assert reject["remedy"]


def test_rejects_never_hold_the_text_that_could_not_be_read(
    frontstage: Command, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,text\n1,Where is my parcel?\n2,call me on,020 7946 0123,now\n")
    frontstage("ingest", table, "--redact", "off")
    told = frontstage("ask", "rejects", "--json")
    assert len(told.json["data"]["rejects"]) == 1
    assert "7946" not in told.out


@pytest.mark.parametrize(
    ("words", "where", "remedy"),
    [
        (["--map", "text"], "--map", "write --map text=body"),
        (["--map", "text=nope"], "--map text", "it has ticket id, created at"),
        (["--map", "nope=sku"], "--map", "the roles are "),
    ],
)
def test_a_wrong_mapping_says_what_there_is(
    frontstage: Command, words: list[str], where: str, remedy: str
) -> None:
    done = frontstage("ingest", SHOP / "contacts" / "tickets.csv", "--redact", "off", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"frontstage: {where}: ")
    assert remedy in done.err


def test_nothing_to_analyze_is_no_good_news(frontstage: Command, bad: Path, light: None) -> None:
    done = frontstage("analyze", bad / "empty.csv")
    assert done.code == 2
    assert done.out.startswith("No contacts to analyze yet.")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("nonsense", "ask: "),
        ("nonsense top=3", "no action called 'nonsense'; `frontstage ask help` lists them"),
        ("show_gap", "no action called 'show_gap'; did you mean show_gaps"),
        ("show_stage stage=zzz", "no stage called 'zzz'; nearest: "),
        ("show_page product=zzzzzz", "no product called 'zzzzzz'; nearest: "),
        ("show_stage", "show_stage: stage: is needed; parameters: "),
        ("show_gaps colour=red", "show_gaps: colour: no such parameter; parameters: since, "),
        ("show_gaps kettle top=3", "show_gaps: 'kettle' is not of the form name=value; "),
        ("show_gaps top=0", "show_gaps: top: "),
        ("show_gaps top=many", "show_gaps: top: "),
        ("show_gaps kind=odd", "show_gaps: kind: "),
        ("overview channel=pigeon", "overview: channel: "),
        ("overview since=yesterday", "overview: since: "),
        ("overview where=region", "--where: 'region' is not of the form column=value; "),
        ("overview where=regin=North", "--where: no imported column called 'regin'; there are "),
        ("explain_contact contact=c-zzz", "no contact 'c-zzz'; "),
        ("evidence of=g-000", "no gap 'g-000'; `frontstage ask show_gaps` lists their ids"),
        ("evidence of=g-", "'g-' could be g-"),
        ("mark_gap gap=g-000 status=fixed", "no gap 'g-000'; "),
        ("mark_gap gap=induction status=fixed on=soon", "mark_gap: on: "),
        ("relabel contact=T-2001 stage=zzz", "no stage called 'zzz'; "),
        ("undo", "journal: nothing to undo"),
        ("redo --yes", "journal: nothing to redo"),
        ("revert entry=3", "journal: entry 3 is not in force; "),
        ("help topic=nope", "no action called 'nope'"),
        ("''", "ask: nothing asked; "),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_line(
    frontstage: Command, first_run: tuple[Path, object], words: str, line: str
) -> None:
    parts = [""] if words == "''" else words.split()
    done = frontstage("ask", *parts, "--workspace", first_run[0])
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"frontstage: {line}")


def test_a_call_may_be_written_as_one_sentence(
    frontstage: Command, first_run: tuple[Path, object]
) -> None:
    together = frontstage("ask", "show_page product='Moth lamp'", "-w", first_run[0])
    assert together.out.startswith("Moth reading lamp: ")
    unclosed = frontstage("ask", "show_page product='Moth", "-w", first_run[0])
    assert (unclosed.code, unclosed.err.count("\n")) == (2, 1)
    assert "close the quotation mark" in unclosed.err


@pytest.mark.parametrize(
    "words",
    [
        ("journey", "--format", "svg", "--output", "/dev/null/drawing.svg"),
        ("report", "--output", "/dev/null/report"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_one_line(
    frontstage: Command, first_run: tuple[Path, object], words: tuple[str, ...]
) -> None:
    done = frontstage(*words, "-w", first_run[0])
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "can't be written" in done.err


@pytest.mark.parametrize("words", [("nonsense",), ("ask",), ("journey", "--format", "png")])
def test_a_wrong_command_line_says_where_help_is(
    frontstage: Command, words: tuple[str, ...]
) -> None:
    done = frontstage(*words)
    assert done.code == 2
    assert "--help" in done.err or "-h" in done.err
    assert "Traceback" not in done.err
