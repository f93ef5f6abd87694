"""The gaps as tables for spreadsheets, one row a product and missing fact; written and read back.

Customers' words are hostile input here too: cells that a spreadsheet would take for a formula
get an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.rendering.cells import cell_text
from corpora.errors import SourceError

if TYPE_CHECKING:
    from assistant.reports.content import ReportContent
    from assistant.reports.gaps import ReportGap

COLUMNS = (
    "gap_id", "sku", "product", "url", "topic", "question", "kind", "status", "owner", "due",
    "fixed_on", "customers", "low", "high", "contacts", "per_1000_orders", "handle_minutes",
    "cost", "avoidable_cost", "avoidable_low", "avoidable_high", "traced", "came_back",
    "returned", "place", "page_says", "suggested_text", "answers_differ", "quote_1", "quote_2",
    "quote_3",
)  # fmt: skip
STATUSES = ("open", "accepted", "dismissed", "fixed")
_QUOTES = 3
_LONGEST_CELL = 32_000
_TO_FILL_IN = ("status", "owner", "due", "fixed_on")
_WIDE = {"question": 50, "page_says": 50, "suggested_text": 50, "quote_1": 40, "quote_2": 40,
         "quote_3": 40, "product": 32, "place": 28}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What somebody wrote beside a gap: status, since when it is fixed, who sees to it by when."""

    row: int
    gap_id: str
    status: str
    on: date | None
    owner: str | None
    due: str | None


def gap_rows(content: ReportContent) -> Iterator[dict[str, object]]:
    """Return one row for each open gap and each product that it concerns."""
    for gap in content.gaps:
        for sku, product in [(s.sku or s.product_id, s.title) for s in gap.skus] or [
            ("", gap.card.product)
        ]:
            yield {"gap_id": gap.card.id, "sku": sku, "product": product, **_cells(gap)}


def _cells(gap: ReportGap) -> dict[str, object]:
    card, size = gap.card, gap.size
    quotes = [quote.text for quote in card.quotes[:_QUOTES]]
    cells: dict[str, object] = {
        "url": card.url or "",
        "topic": card.topic,
        "question": gap.question,
        "kind": card.kind,
        "status": card.status,
        "owner": gap.owner or "",
        "due": gap.due or "",
        "fixed_on": "",
        "customers": card.customers,
        "low": card.low,
        "high": card.high,
        "contacts": card.contacts,
        "per_1000_orders": _known(size.rate),
        "handle_minutes": _known(size.handle_s and round(size.handle_s / 60, 1)),
        "cost": _known(size.cost),
        "avoidable_cost": _known(size.avoidable),
        "avoidable_low": _known(size.avoidable_low),
        "avoidable_high": _known(size.avoidable_high),
        "traced": size.traced,
        "came_back": _known(size.again),
        "returned": _known(size.returned),
        "place": gap.place.part if gap.place else "",
        "page_says": card.passage.text if card.passage else "",
        "suggested_text": gap.suggestion.text or "",
        "answers_differ": "yes" if gap.suggestion.differing else "",
    }
    return cells | {f"quote_{n + 1}": q for n, q in enumerate([*quotes, "", "", ""][:_QUOTES])}


def _known(value: float | None) -> float | str:
    return "" if value is None else value


def as_csv(content: ReportContent) -> str:
    """Return the open gaps as CSV."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in gap_rows(content):
        writer.writerow([cell_text(row[name]) for name in COLUMNS])
    return table.getvalue()


def as_xlsx(content: ReportContent) -> bytes:
    """Return the open gaps as a workbook; `status` offers its values in a list."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "Gaps"
    sheet.append(COLUMNS)
    for row in gap_rows(content):
        sheet.append([_xlsx_cell(row[name]) for name in COLUMNS])
    fill = PatternFill("solid", fgColor="FFF3D6")
    for place, name in enumerate(COLUMNS, 1):
        head = sheet.cell(1, place)
        head.font = Font(bold=True)
        head.alignment = Alignment(vertical="top")
        if name in _TO_FILL_IN:
            head.fill = fill
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE.get(name, 13)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    choice = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    column = get_column_letter(COLUMNS.index("status") + 1)
    choice.add(f"{column}2:{column}{max(2, sheet.max_row)}")
    sheet.add_data_validation(choice)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xlsx_cell(value: object) -> object:
    return cell_text(value)[:_LONGEST_CELL] if isinstance(value, str) else value


def read_status(path: Path) -> list[StatusRow]:
    """Return what somebody wrote into a table of gaps, CSV or XLSX, in row order.

    Raises:
        SourceError: The file can't be read, has no columns gap_id and status, or a row holds a
            status or date that does not exist; the message names the row.
    """
    rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    try:
        return [found for number, row in rows if (found := _status(path, number, row)) is not None]
    except (csv.Error, SyntaxError) as error:  # both XML parsers raise a kind of SyntaxError
        raise _unreadable(path, error) from error


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    dialect = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect)
    _check_columns(path, table.fieldnames or ())
    yield from enumerate(table, 2)


def _sheet(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise _unreadable(path, error) from error
    rows = book.worksheets[0].iter_rows(values_only=True)
    names = [str(cell or "").strip() for cell in next(rows, ())]
    _check_columns(path, names)
    for number, row in enumerate(rows, 2):
        yield number, dict(zip(names, row, strict=False))


def _unreadable(path: Path, error: Exception) -> SourceError:
    why = getattr(error, "strerror", None) or "neither CSV nor XLSX, or damaged"
    return SourceError(
        f"can't be read ({why})",
        where=str(path),
        remedy="name the gaps.csv or gaps.xlsx of a report",
    )


def _check_columns(path: Path, names: object) -> None:
    missing = [name for name in ("gap_id", "status") if name not in tuple(names)]  # type: ignore[arg-type]
    if missing:
        raise SourceError(
            f"no column {' and no column '.join(missing)}",
            where=str(path),
            remedy="name the gaps.csv or gaps.xlsx of a report",
        )


def _status(path: Path, number: int, row: Mapping[str, object]) -> StatusRow | None:
    gap_id = str(row.get("gap_id") or "").strip()
    status = str(row.get("status") or "").strip().lower()
    if not gap_id or not status:
        return None
    if status not in STATUSES:
        raise SourceError(
            f"row {number}: no such status as {status!r}",
            where=str(path),
            remedy=f"write {', '.join(STATUSES)}",
        )
    on, due = (_day(path, number, name, row.get(name)) for name in ("fixed_on", "due"))
    return StatusRow(
        row=number,
        gap_id=gap_id,
        status=status,
        on=on,
        owner=str(row.get("owner") or "").strip().removeprefix("'") or None,
        due=due.isoformat() if due else None,
    )


def _day(path: Path, number: int, name: str, value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    text = str(value or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SourceError(
            f"row {number}: {text!r} is no date",
            where=str(path),
            remedy=f"write {name} as 2026-08-03",
        ) from error
