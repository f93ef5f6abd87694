"""Opens Parquet files and workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from corpora.errors import SourceError
from corpora.readers.sources import Source, shown
from corpora.readers.tables.flatten import cell, flat
from corpora.readers.tables.table import (
    Numbered,
    Row,
    Table,
    filled,
    good_rows,
    sample_size,
    unique,
)
from corpora.records import Reject

_BATCH_ROWS = 1_000
_PREAMBLE_ROWS = 30


def open_parquet(source: Source) -> Table:
    """Open `source`, a Parquet file.

    Raises:
        SourceError: It is damaged or cut off.
    """
    first = next(_batches(source), None)
    if not first:
        raise SourceError("holds no rows", where=source.name, remedy="export it again")
    names = tuple(dict.fromkeys(key for record in first for key in flat(record)))
    rows = partial(_records, source, names)
    sample = tuple(islice(good_rows(rows()), sample_size(len(names))))
    return Table(file=source.name, columns=unique(names), rows=rows, sample=sample)


def _batches(source: Source) -> Iterator[list[dict[str, object]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.on_disk() as path:
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                    yield batch.to_pylist()
        except (pa.ArrowException, OSError, ValueError) as error:
            raise SourceError(
                "the Parquet file is damaged or cut off",
                where=source.name,
                remedy="export it again",
            ) from error


def _records(source: Source, names: tuple[str, ...]) -> Iterator[Numbered | Reject]:
    number = 0
    for batch in _batches(source):
        for record in batch:
            number += 1
            cells = flat(record)
            yield number, [cells.get(name, "") for name in names]


def open_workbook(source: Source) -> tuple[Table, ...]:
    """Open `source`, an Excel workbook: one table for every sheet that holds rows.

    Raises:
        SourceError: It is damaged, no workbook, or empty.
    """
    with source.on_disk() as path:
        names = _sheet_names(path, source.name)
    tables = []
    for name in names:
        start = partial(_sheet, source, name)
        header = _header(start)
        if header is None:
            continue
        at, cells = header
        rows = partial(_below, source.name, start, at, len(cells))
        sample = tuple(islice(good_rows(rows()), sample_size(len(cells))))
        label = source.name if len(names) == 1 else f"{source.name}#{shown(name)}"
        if sample:
            tables.append(Table(file=label, columns=unique(cells), rows=rows, sample=sample))
    if not tables:
        raise SourceError("holds no rows", where=source.name, remedy="export it again")
    return tuple(tables)


def _sheet_names(path: Path, name: str) -> list[str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        # openpyxl raises whatever the damaged part led to: KeyError, BadZipFile, ParseError, …
        raise SourceError(
            "is no Excel workbook, or a damaged one", where=name, remedy="save it as .xlsx or .csv"
        ) from error
    names = [str(sheet.title) for sheet in book.worksheets]
    book.close()
    return names


def _sheet(source: Source, name: str) -> Iterator[Row]:
    from openpyxl import load_workbook

    with source.on_disk() as path:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for values in book[name].iter_rows(values_only=True):
                yield [cell(value) for value in values]
        except Exception as error:
            raise SourceError(
                f"sheet {name} is damaged", where=source.name, remedy="save it as .csv"
            ) from error
        finally:
            book.close()


def _header(start: Callable[[], Iterator[Row]]) -> tuple[int, list[str]] | None:
    """Return the number of the row with the names, and the names."""
    rows = list(islice(start(), _PREAMBLE_ROWS))
    widths = [sum(1 for value in row if value) for row in rows]
    if not widths or not max(widths):
        return None
    at = next(i for i, width in enumerate(widths) if width * 2 > max(widths))
    return at + 1, [str(value) for value in _trimmed(rows[at])]


def _trimmed(row: Sequence[object]) -> Sequence[object]:
    last = max((i for i, value in enumerate(row) if value), default=-1)
    return row[: last + 1]


def _below(
    file: str, start: Callable[[], Iterator[Row]], header: int, width: int
) -> Iterator[Numbered | Reject]:
    for number, row in enumerate(start(), 1):
        if number <= header or not filled(row):
            continue
        if filled(row[width:]):
            remedy = "it has more cells than the header; name every column there"
            yield Reject(file, number, "broken-row", remedy)
        else:
            yield number, [*row[:width], *[""] * (width - len(row))]
