from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from assistant.actions import exporting
from assistant.actions.registry import find_action
from assistant.session import Session
from tests.assistant.conftest import SHOP, Ask, Command

SAID = (
    "Where is my order? It should have come on Monday.",
    "I was charged twice for one kettle.",
    "I want to send the pan back for a refund.",
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "tickets.csv"
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("ticket_id", "text"))
        writer.writerows((f"T-{i}", SAID[i % 3]) for i in range(60))
    return file


def test_an_export_is_labelled_without_a_workspace(
    frontstage: Command, export: Path, tmp_path: Path
) -> None:
    done = frontstage("classify", export, "-o", "labels.parquet")
    assert done.code == 0, done.err
    closing = " ".join(done.out.split())
    assert "Labelled by the fast encoder from the journey's own words, untaught;" in closing
    assert "`frontstage classify` in a workspace asks MiniLM as well" in closing
    table = pq.read_table(tmp_path / "labels.parquet")
    assert table.column_names == ["source_id", "file", "row", "stage", "probability", "reason"]
    assert table.column("source_id").to_pylist() == [f"T-{i}" for i in range(60)]
    assert table.column("row").to_pylist() == list(range(2, 62))
    assert {path.name for path in tmp_path.iterdir()} == {"tickets.csv", "labels.parquet"}


def test_a_student_of_the_workspace_labels_an_export(
    frontstage: Command, shop: Path, export: Path, tmp_path: Path
) -> None:
    made = frontstage("student", "-o", "model")
    assert made.code == 0, made.err
    assert "kept apart" in " ".join(made.out.split())
    done = frontstage("classify", export, "-o", "labels.csv", "--student", "model", "--json")
    assert done.code == 0, done.err
    assert "in the workspace asks that teacher, so its labels differ in the rest." in done.out
    assert done.json["data"]["contacts"] == 60
    assert done.json["data"]["drift"] is not None
    rows = list(csv.DictReader((tmp_path / "labels.csv").open()))
    assert len(rows) == 60
    assert {row["stage"] or row["reason"] for row in rows} <= {
        *(tmp_path / "model" / "card.toml").read_text().split('"')
    }


def test_bad_rows_are_named_and_all_good_ones_arrive(
    frontstage: Command, export: Path, tmp_path: Path
) -> None:
    with export.open("a") as stream:
        stream.write("T-90,one,too,many\nT-91,\nT-92,Where is my order?\n")
    done = frontstage("classify", export, "-o", "labels.parquet")
    assert done.code == 2
    assert "tickets.csv, row 62" in done.err
    assert "Traceback" not in done.err
    ids = pq.read_table(tmp_path / "labels.parquet").column("source_id").to_pylist()
    assert len(ids) == 61
    assert ids[-1] == "T-92"
    listed = list(csv.DictReader((tmp_path / "labels.rejects.csv").open()))
    assert [row["row"] for row in listed] == ["62", "63"]


def test_a_run_that_was_stopped_goes_on_without_doubles(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpora.readers import exports

    monkeypatch.setattr(exports, "SLICE", 5)
    monkeypatch.setattr(exporting, "_SLICES_A_PART", 2)
    action = find_action("label_export")
    params = action.parse({"paths": [str(export)], "output": str(tmp_path / "labels.parquet")})
    calls = 0

    def stop(done: int, total: int | None, what: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        action.run(Session(tmp_path / "none.duckdb", progress=stop), params)
    assert not (tmp_path / "labels.parquet").exists()
    assert len(list((tmp_path / "labels.parquet.parts").glob("part-*"))) == 3
    answer = action.run(Session(tmp_path / "none.duckdb"), params)
    assert answer.data.model_dump()["already_there"] == 30
    ids = pq.read_table(tmp_path / "labels.parquet").column("source_id").to_pylist()
    assert ids == [f"T-{i}" for i in range(60)]
    assert not (tmp_path / "labels.parquet.parts").exists()


def test_parts_of_another_export_are_not_used(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = find_action("label_export")
    params = action.parse({"paths": [str(export)], "output": str(tmp_path / "labels.parquet")})
    monkeypatch.setattr("assistant.labelling.writing.Parts.join", lambda parts: None)
    action.run(Session(tmp_path / "none.duckdb"), params)
    assert (tmp_path / "labels.parquet.parts").exists()
    export.write_text(export.read_text() + "T-60,Where is it now?\n")
    monkeypatch.undo()
    answer = action.run(Session(tmp_path / "none.duckdb"), params)
    assert answer.data.model_dump()["already_there"] == 0
    assert pq.read_table(tmp_path / "labels.parquet").num_rows == 61


def test_cells_that_look_like_formulas_are_harmless(frontstage: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('ticket_id,text\n"=HYPERLINK(1)",Where is my order please?\n')
    assert frontstage("classify", "t.csv", "-o", "labels.csv").code == 0
    assert "'=HYPERLINK" in (tmp_path / "labels.csv").read_text()


def test_any_format_will_do(frontstage: Command, tmp_path: Path) -> None:
    done = frontstage("classify", SHOP, "-o", "labels.parquet", "--json")
    assert "Traceback" not in done.err
    assert done.json["data"]["contacts"] > 5
    assert pq.read_table(tmp_path / "labels.parquet").num_rows == done.json["data"]["contacts"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "labels.parquet"), "which export"),
        (("tickets.csv",), "where do the labels go"),
        (("tickets.csv", "-o", "labels.xlsx"), "Parquet or CSV"),
        (("tickets.csv", "-o", "no/labels.csv"), "no such folder"),
        (("tickets.csv", "-o", "tickets.csv"), "overwritten"),
        (("gone.csv", "-o", "labels.csv"), "gone.csv"),
        (("tickets.csv", "-o", "l.csv", "--student", "."), "no student here"),
        (("tickets.csv", "-o", "l.csv", "--map", "text"), "role=column"),
    ],
)
def test_bad_input_is_one_line(
    frontstage: Command, export: Path, words: tuple[str, ...], told: str
) -> None:
    before = export.read_bytes()
    done = frontstage("classify", *words)
    assert done.code in (1, 2)
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert export.read_bytes() == before


def test_a_student_needs_labels(frontstage: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("ticket_id,text\n1,Where is my order please?\n")
    assert frontstage("ingest", "t.csv").code == 0
    done = frontstage("student")
    assert done.code == 2
    assert "frontstage classify" in done.err


def test_the_student_action_tells_what_it_learned_from(ask: Ask, tmp_path: Path) -> None:
    answer = ask("student", output=str(tmp_path / "model"))
    data = answer.data.model_dump()
    assert data["contacts"] > 10
    assert data["stages"]
    assert any("are few" in note for note in answer.notes)


@pytest.mark.usefixtures("light")
def test_without_a_student_the_workspace_labels_as_it_was_taught(ask: Ask, tmp_path: Path) -> None:
    export, output = tmp_path / "e.csv", tmp_path / "labels.csv"
    export.write_text("id,body\n1,I was charged twice for my kettle.\n")
    untaught = ask("label_export", paths=[export], output=output)
    assert "untaught, as `frontstage classify` labels the workspace;" in untaught.notes[-1]
    assert "accuracy of the stages: not audited." in untaught.notes[-1]
    ask("teach", answer="yes", labels="later")
    taught = ask("label_export", paths=[export], output=output)
    assert "which learned the workspace's 1 answer;" in taught.notes[-1]
    assert "asks MiniLM as well, so its labels differ;" in taught.notes[-1]
