"""Stages and students under odd input, by the command: a clear line, and nothing lost."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.assistant.conftest import Command

pytestmark = pytest.mark.usefixtures("light")

SAID = (
    "Where is my order? It should have come on Monday.",
    "I was charged twice for one kettle.",
    "I want to send the pan back for a refund.",
)
FOREIGN = (
    "Где мой заказ? Он должен был прийти в понедельник.",
    "Wo ist meine Bestellung, die ich nicht bekommen habe, bitte?",
)


def write(file: Path, texts: Sequence[str]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("ticket_id", "text"))
        writer.writerows((f"T-{i}", text) for i, text in enumerate(texts))


def labels(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def taught(frontstage: Command, tmp_path: Path) -> Command:
    """Thirty contacts in all, labelled, and a student of them in `model`."""
    write(tmp_path / "tickets.csv", [f"{SAID[i % 3]} It is the {i}th time." for i in range(30)])
    assert frontstage("ingest", "tickets.csv", "--redact", "off").code == 0
    assert frontstage("classify").code == 0
    made = frontstage("student", "-o", "model")
    assert made.code == 0, made.err
    assert "30 contacts are few" in " ".join(made.out.split())
    return frontstage


def test_thirty_contacts_can_be_asked_about_and_labelled(taught: Command) -> None:
    asked = taught("teach", "--next", "--json").json["data"]
    assert asked["progress"]["contacts"] == 30
    answered = taught("ask", "teach", "answer=yes", "--yes", "--json")
    assert answered.code == 0, answered.err
    assert answered.json["data"]["progress"]["answers"] == 1
    card = taught("student", "-o", "again", "--json").json["data"]
    assert card["high"] - card["low"] > 0.3


def test_a_stage_without_an_example_is_known_by_its_name(
    frontstage: Command, tmp_path: Path
) -> None:
    write(tmp_path / "tickets.csv", SAID)
    (tmp_path / "ours.csv").write_text("Stage\nDelivery of the order\nRefund\n")
    done = frontstage("classify", "tickets.csv", "-o", "l.csv", "--taxonomy", "ours.csv")
    assert done.code == 0, done.err
    assert len(labels(tmp_path / "l.csv")) == 3


def test_one_stage_only_is_told_from_unsure(frontstage: Command, tmp_path: Path) -> None:
    write(tmp_path / "tickets.csv", [SAID[2]] * 25)
    (tmp_path / "ours.csv").write_text("Stage\nSend it back for a refund\n")
    assert frontstage("ingest", "tickets.csv", "--redact", "off").code == 0
    assert frontstage("classify", "--taxonomy", "ours.csv").code == 0
    made = frontstage("student", "-o", "model")
    assert made.code == 0, made.err
    assert "one stage only" in made.out


@pytest.mark.parametrize("student", [(), ("--student", "model")])
def test_empty_long_and_foreign_texts_each_get_a_row_and_a_reason(
    taught: Command, tmp_path: Path, student: tuple[str, ...]
) -> None:
    pages = "\n".join([SAID[0], *["The lamp in the hall is green."] * 14_000])
    write(tmp_path / "odd.csv", ["", "?!", pages, *FOREIGN])
    done = taught("classify", "odd.csv", "-o", "l.csv", *student)
    assert done.code == 2
    assert "odd.csv, row 2: no text" in done.err
    assert "Traceback" not in done.err
    told = {row["source_id"]: row for row in labels(tmp_path / "l.csv")}
    assert set(told) == {"T-1", "T-2", "T-3", "T-4"}
    assert told["T-1"]["reason"] == "too short"
    assert [told[each]["reason"] for each in ("T-3", "T-4")] == ["language", "language"]
    assert "language 2" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: _cut(folder / "model.npz"), "the model file is damaged"),
        (lambda folder: _cut(folder / "card.toml"), "the model card is damaged"),
        (lambda folder: (folder / "model.npz").unlink(), "the model file is missing"),
        (lambda folder: _of_version(folder / "card.toml", 99), "the student is of version 99"),
    ],
)
def test_a_damaged_model_or_one_of_another_version_is_one_line(
    taught: Command, tmp_path: Path, spoil: object, told: str
) -> None:
    assert callable(spoil)
    spoil(tmp_path / "model")
    done = taught("classify", "tickets.csv", "-o", "l.csv", "--student", "model")
    assert done.code in (1, 2)
    assert told in done.err
    assert "make it anew" in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "l.csv").exists()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _of_version(card: Path, version: int) -> None:
    card.write_text(card.read_text().replace("format = 1", f"format = {version}"))
