"""The workbook that people grade in: written blind, read back row by row."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpora.errors import SourceError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    from classifiers.audit import Drawn

NONE = "none of these"
NO_GAP = "no gap"
VERDICTS = ("missing", "unclear", "contradicted", NO_GAP)
"""What a rater says of a gap: its kind, or that there is none."""
Subject = Literal["stages", "gaps"]
_Row = tuple[object, ...]
COLUMNS: Mapping[Subject, tuple[str, ...]] = {
    "stages": ("contact", "words", "stage", "note"),
    "gaps": ("gap", "words", "verdict", "note"),
}
_HIDDEN = "frontstage"
_LONGEST = 4_000
_REMEDY = "name a workbook that `frontstage sample` wrote"


@dataclass(frozen=True, slots=True)
class Grade:
    """One filled-in row: what was drawn, and the stage's name or verdict that the rater wrote."""

    row: int
    drawn: Drawn
    said: str


def as_workbook(
    of: Subject,
    drawn: Sequence[Drawn],
    words: Sequence[str],
    choices: Sequence[str],
    guesses: Sequence[str],
) -> bytes:
    """Return the workbook.

    Args:
        of: What is graded.
        drawn: The sample.
        words: What the rater reads of each.
        choices: What the rater may say, offered in a list.
        guesses: What the model says of each; empty: blind.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    from assistant.rendering.cells import cell_text

    book = Workbook()
    sheet = book.active
    sheet.title = "Grade"
    sheet.append([*COLUMNS[of], "model"] if guesses else list(COLUMNS[of]))
    for place, (each, text) in enumerate(zip(drawn, words, strict=True)):
        row = [each.id, cell_text(text)[:_LONGEST], "", ""]
        sheet.append([*row, guesses[place]] if guesses else row)
        sheet.cell(place + 2, 2).alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate((16, 90, 34, 30), 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions["ABCD"[place - 1]].width = width
    sheet.freeze_panes = "A2"
    _hide(book, drawn, choices)
    sheet.add_data_validation(_offered(len(choices), len(drawn)))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _offered(choices: int, rows: int) -> DataValidation:
    """Return the list of choices that a spreadsheet offers in each row."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(type="list", formula1=f"{_HIDDEN}!$E$1:$E${choices}", allow_blank=True)
    choice.add(f"C2:C{max(2, rows + 1)}")
    return choice


def _hide(book: Workbook, drawn: Sequence[Drawn], choices: Sequence[str]) -> None:
    """Add the sheet that grading is read back by: each row's stratum, and the choices."""
    hidden = book.create_sheet(_HIDDEN)
    hidden.sheet_state = "hidden"
    # Which stratum a row is from would tell what the model says; its number does not.
    numbers = {name: str(i) for i, name in enumerate(dict.fromkeys(e.stratum for e in drawn))}
    for each in drawn:
        hidden.append([each.id, numbers[each.stratum], each.size])
    for place, name in enumerate(choices, 1):
        hidden.cell(place, 5, name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workbook that was read back.

    Attributes:
        of: What is graded.
        drawn: The whole sample, by id.
        grades: The rows that a rater filled in, in order.
    """

    of: Subject
    drawn: Mapping[str, Drawn]
    grades: Sequence[Grade]


def read_grades(path: Path) -> Sheet:
    """Return what was drawn and graded.

    Raises:
        SourceError: The file can't be read, or is no workbook of `sample`.
    """
    from classifiers.audit import Drawn

    rows, hidden = _opened(path)
    names = [str(cell or "").strip() for cell in rows[0]] if rows else []
    of: Subject = "gaps" if COLUMNS["gaps"][0] in names else "stages"
    first, _, verdict, _ = COLUMNS[of]
    if first not in names or verdict not in names:
        raise SourceError(f"no column {first} or {verdict}", where=str(path), remedy=_REMEDY)
    strata = {
        str(row[0]): Drawn(str(row[0]), str(row[1]), int(str(row[2])))
        for row in hidden
        if row[0] and str(row[2] or "").isdigit()
    }
    at, said = names.index(first), names.index(verdict)
    grades = [
        Grade(number, strata[str(row[at])], str(row[said]).strip())
        for number, row in enumerate(rows[1:], 2)
        if str(row[at]) in strata and str(row[said] or "").strip()
    ]
    return Sheet(of, strata, grades)


def _opened(path: Path) -> tuple[list[_Row], list[_Row]]:
    """Return the rows that people see, and the hidden ones that tell what was drawn.

    Raises:
        SourceError: The file can't be read, or has no hidden sheet.
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    damaged = (BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, EOFError)
    try:
        book = load_workbook(path, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        return rows, list(book[_HIDDEN].iter_rows(values_only=True, max_col=3))
    except (OSError, *damaged) as error:
        why = getattr(error, "strerror", None) or "no workbook of a sample, or damaged"
        raise SourceError(f"can't be read ({why})", where=str(path), remedy=_REMEDY) from error
