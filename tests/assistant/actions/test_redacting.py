"""`frontstage redact`: what would be replaced, row by row, without a trace of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.assistant.conftest import Command

TICKETS = """nr,body,agent
1,"Hello, write to lena@post.example or lena@post.example.",Oskar
2,Does the mixer take a 5.5 litre bowl?,Oskar
3,ring me on 07700 900123,see bo@desk.example
"""


def export(folder: Path) -> Path:
    file = folder / "tickets.csv"
    file.write_text(TICKETS, encoding="utf-8")
    return file


def test_every_row_says_what_would_be_replaced(frontstage: Command, tmp_path: Path) -> None:
    done = frontstage("redact", export(tmp_path), "--redact", "patterns", "--json")
    assert done.code == 0, done.err
    first, second, third = done.json["data"]["rows"]
    assert first["text"] == "Hello, write to <EMAIL_1> or <EMAIL_1>."
    assert first["placeholders"] == ["<EMAIL_1>"]
    assert [(span["start"], span["end"]) for span in first["spans"]] == [(16, 33), (37, 54)]
    assert first["kinds"] == {"EMAIL": 2}
    assert (second["spans"], second["columns"]) == ([], [])
    assert third["text"] == "ring me on <PHONE_1>"
    assert [(c["name"], c["text"]) for c in third["columns"]] == [("agent", "see <EMAIL_1>")]
    assert done.json["data"]["kinds"] == {"EMAIL": 3, "PHONE": 1}


def test_neither_the_words_nor_a_workspace_are_left(frontstage: Command, tmp_path: Path) -> None:
    file = export(tmp_path)
    for words in ((), ("--json",)):
        told = frontstage("redact", file, "--redact", "patterns", *words).out
        assert "lena" not in told
        assert "900123" not in told
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_people_see_counts_and_examples(frontstage: Command, tmp_path: Path) -> None:
    done = frontstage("redact", export(tmp_path), "--redact", "patterns")
    assert "4 pieces of personal data would be replaced, in 2 of 3 contacts." in done.out
    assert "Hello, write to <EMAIL_1>" in done.out
    assert "(tickets.csv:2)" in done.out


def test_offsets_of_a_conversation_count_in_its_turns_under_each_other(
    frontstage: Command, tmp_path: Path
) -> None:
    (tmp_path / "call.txt").write_text(
        "Agent: What is your e-mail?\nCustomer: lena@post.example\nAgent: Thank you.\n"
        "Customer: Bye.\n",
        encoding="utf-8",
    )
    row = frontstage("redact", "call.txt", "--json").json["data"]["rows"][0]
    assert row["text"].splitlines()[1] == "<EMAIL_1>"
    assert row["spans"][0]["start"] == len("What is your e-mail?\n")


def test_numbers_of_pages_beside_it_are_left_alone(frontstage: Command, tmp_path: Path) -> None:
    page = {"@type": "Product", "name": "Lamp", "sku": "020 7946 0958"}
    (tmp_path / "lamp.html").write_text(
        f'<html><script type="application/ld+json">{json.dumps(page)}</script><p>A lamp.</html>'
    )
    (tmp_path / "t.csv").write_text("nr,body\n1,Is 020 7946 0958 dimmable?\n2,Is it tall enough?\n")
    done = frontstage("redact", "t.csv", "lamp.html", "--redact", "patterns", "--json")
    assert done.json["data"]["kinds"] == {}


def test_what_cannot_be_read_is_named(frontstage: Command, tmp_path: Path) -> None:
    done = frontstage("redact", tmp_path / "none.csv", export(tmp_path), "--redact", "patterns")
    assert done.code == 2
    assert "none.csv" in done.err
    assert "3 contacts" in done.out
