"""A sample drawn, graded in a workbook, and read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.answers import Answer
from assistant.session import Session
from corpora.errors import BadInput, SourceError
from corpora.store.queries import effective_stages
from tests.assistant.conftest import Command

Ask = Callable[..., Answer]


@pytest.fixture
def sheet(ask: Ask, tmp_path: Path) -> Path:
    path = tmp_path / "qa.xlsx"
    assert ask("sample", n=12, blind=True, output=path).data.drawn == 12
    return path


def fill(path: Path, said: Callable[[str, int], str]) -> None:
    book = load_workbook(path)
    rows = book.worksheets[0]
    for row in range(2, rows.max_row + 1):
        rows.cell(row, 3, said(str(rows.cell(row, 1).value), row))
    book.save(path)


def truth(session: Session) -> Callable[[str, int], str]:
    with session.workspace.reading() as db:
        held = effective_stages(db)
    return lambda contact, _: held[contact] or "none of these"


def test_a_blind_sheet_tells_nothing_of_the_model(sheet: Path, session: Session) -> None:
    book = load_workbook(sheet)
    cells = [str(c or "") for row in book.worksheets[0].iter_rows(values_only=True) for c in row]
    names = {stage.name for stage in session.stages} | {stage.id for stage in session.stages}
    assert not names & set(cells)
    assert book["frontstage"].sheet_state == "hidden"


def test_grades_become_the_accuracy_that_is_shown(ask: Ask, sheet: Path, session: Session) -> None:
    assert "Accuracy of the stages: not audited." in ask("overview").notes
    fill(sheet, truth(session))
    done = ask("grade", files=(sheet,))
    assert (done.data.accuracy, done.data.seq, done.data.raters) == (1.0, 1, 1)
    assert done.data.low < 1.0
    assert ask("accuracy").data == done.data
    assert any(note.startswith("Accuracy of the stages: 100%") for note in ask("overview").notes)
    ask("undo")
    assert ask("accuracy").headline == "Not audited: nobody has graded a random sample yet."


def test_wrong_labels_lower_it_and_a_second_rater_adds_kappa(
    ask: Ask, sheet: Path, session: Session, tmp_path: Path
) -> None:
    own = truth(session)
    fill(sheet, lambda contact, row: own(contact, row) if row % 2 else "none of these")
    other = tmp_path / "second.xlsx"
    other.write_bytes(sheet.read_bytes())
    fill(other, own)
    data = ask("grade", files=(sheet, other)).data
    assert data.accuracy < 0.9
    assert data.raters == 2
    assert -1 <= data.kappa < 1


def test_relabelling_what_the_audit_found_wrong_does_not_raise_it(
    ask: Ask, sheet: Path, session: Session
) -> None:
    own = truth(session)
    other = {stage.id for stage in session.stages}
    wrong: dict[str, str] = {}

    def said(contact: str, row: int) -> str:
        if row % 2 or own(contact, row) == "none of these":
            return own(contact, row)
        wrong[contact] = min(other - {own(contact, row)})
        return wrong[contact]

    fill(sheet, said)
    before = ask("grade", files=(sheet,)).data
    assert before.accuracy < 0.9
    for contact, stage in wrong.items():
        ask("relabel", contact=contact, stage=stage)
    after = ask("accuracy")
    assert (after.data.accuracy, after.data.graded) == (before.accuracy, before.graded)
    assert after.data.decided == len(wrong)
    assert "people decided themselves" in after.headline


def test_two_workbooks_of_two_samples_are_not_mixed(
    ask: Ask, sheet: Path, session: Session, tmp_path: Path
) -> None:
    other = tmp_path / "other.xlsx"
    ask("sample", n=9, seed=99, stratify="none", output=other)
    for path in (sheet, other):
        fill(path, truth(session))
    with pytest.raises(BadInput, match="two samples"):
        ask("grade", files=(sheet, other))


def test_what_an_audit_said_is_told_with_codes_and_students(
    ask: Ask, sheet: Path, session: Session, tmp_path: Path
) -> None:
    fill(sheet, truth(session))
    ask("grade", files=(sheet,))
    made = ask("student", output=tmp_path / "model")
    assert any("Accuracy of the stages: 100%" in note for note in made.notes)
    assert "Accuracy of the stages: 100%" in (tmp_path / "model" / "card.toml").read_text()


def test_a_row_with_no_such_stage_is_named_and_the_rest_counts(
    ask: Ask, sheet: Path, session: Session
) -> None:
    own = truth(session)
    fill(sheet, lambda contact, row: "Daydreaming" if row == 3 else own(contact, row))
    done = ask("grade", files=(sheet,))
    assert len(done.problems) == 1
    assert "qa.xlsx, row 3: no stage called" in done.problems[0]


def test_what_can_not_be_graded_is_one_line(ask: Ask, sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no row is graded"):
        ask("grade", files=(sheet,))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(sheet.read_bytes()[:900])
    with pytest.raises(SourceError, match="damaged"):
        ask("grade", files=(broken,))
    with pytest.raises(SourceError, match="No such file"):
        ask("grade", files=(tmp_path / "none.xlsx",))
    with pytest.raises(BadInput, match="more than two"):
        ask("grade", files=(sheet, sheet, sheet))


def test_the_command_writes_and_proposes(frontstage: Command, shop: str, tmp_path: Path) -> None:
    words = ("sample", "--n", "5", "--seed", "3", "--blind", "-o", "own.xlsx", "-w", shop)
    assert frontstage(*words).code == 0
    assert (tmp_path / "own.xlsx").is_file()
    assert frontstage("grade", "own.xlsx", "-w", shop).code == 2
    fill(tmp_path / "own.xlsx", lambda _, row: "Paying" if row > 2 else "Nonsense")
    proposed = frontstage("grade", "own.xlsx", "-w", shop)
    assert "Nothing was changed" in proposed.out
    assert "row 2: no stage called 'Nonsense'" in proposed.err


def test_gaps_are_drawn_graded_and_shown_beside_the_stages(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "gaps.xlsx"
    drawn = ask("sample", of="gaps", n=40, blind=True, output=path)
    assert (drawn.data.of, drawn.data.drawn) == ("gaps", drawn.data.total)
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("gap", "words", "verdict", "note")
    assert all("“" in str(row[1]) for row in rows[1:])
    fill(path, lambda _, row: "no gap" if row == 2 else "missing" if row > 3 else "nonsense")
    proposed = ask("grade", files=(path,))
    assert "row 3: 'nonsense' is no verdict; say missing, unclear" in proposed.problems[0]
    data = proposed.data
    assert data.of == "gaps"
    assert 0 < data.accuracy < 1
    assert data.graded == drawn.data.drawn - 1
    both = ask("accuracy")
    assert both.data.gaps.model_dump() == data.model_dump(exclude={"gaps"})
    assert both.headline.startswith("Accuracy of the gaps: ")
    assert both.headline.endswith("The stages are not audited.")
    ask("undo")
    assert ask("accuracy").headline == "Not audited: nobody has graded a random sample yet."


def test_two_workbooks_of_different_things_are_not_mixed(
    ask: Ask, sheet: Path, tmp_path: Path
) -> None:
    gaps = tmp_path / "gaps.xlsx"
    ask("sample", of="gaps", output=gaps)
    with pytest.raises(BadInput, match="one workbook is of stages, one of gaps"):
        ask("grade", files=(sheet, gaps))
