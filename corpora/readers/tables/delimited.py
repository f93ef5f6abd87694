"""Opens delimited text: commas, tabs, semicolons or bars; broken rows are left out and named."""

from __future__ import annotations

import contextlib
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from corpora.errors import SourceError
from corpora.readers.encodings import encoding_of
from corpora.readers.packed import HEAD_BYTES
from corpora.readers.sources import Source
from corpora.readers.tables.footers import Lone, without_footer
from corpora.readers.tables.table import Numbered, Row, Table, good_rows, sample_size, unique
from corpora.records import Reject

if TYPE_CHECKING:
    from _csv import Reader

FIELD_CHARACTERS = 1 << 24
"""No cell is longer; one that is has lost its closing quote."""

_DELIMITERS = ",\t;|"
_PREAMBLE_ROWS = 30
_LOOKED_AT = 200
# A header says what is under it: short, no numbers, no dates.
_HEADER_CHARACTERS = 120
_RAGGED_SHARE = 0.05
_BATCH_LINES = 512
_FIRST_LINES = 8
_BATCH_CHARACTERS = 1 << 22


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written.

    Attributes:
        delimiter: Between cells.
        width: How many cells most rows have.
        header: Index of the row with the names; None: there is none.
        pads: Whether the program that wrote it leaves out empty cells at the end of rows.
        even: Share of rows that have this width.
    """

    delimiter: str
    width: int
    header: int | None
    pads: bool = False
    even: float = 0.0


class _Lines:
    """Hands lines to the csv module and can tell again those of the row at hand.

    Lines pass in batches, so that good rows cost nothing here.
    """

    def __init__(self, stream: Iterable[str]) -> None:
        self._kept: list[str] = []
        self._kept_from = 0
        self._ahead = chain.from_iterable(self._batches(iter(stream)))
        self.done = 0
        self._base = 0
        self._again: Iterator[str] = iter(())
        self._reader: Reader | None = None

    def _batches(self, stream: Iterator[str]) -> Iterator[list[str]]:
        damage: SourceError | None = None
        number = _FIRST_LINES
        while damage is None:
            batch: list[str] = []
            try:
                batch.extend(islice(stream, number))
            except SourceError as error:
                damage = error  # the lines before it are whole
            if not batch:
                break
            large = sum(map(len, batch)) > _BATCH_CHARACTERS
            number = max(number // 8, 1) if large else min(number * 2, _BATCH_LINES)
            if any("\0" in line for line in batch):
                batch = [line.replace("\0", "") for line in batch]
            del self._kept[: self.done - self._kept_from]
            self._kept_from = self.done
            self._kept += batch
            yield batch
        if damage is not None:
            raise damage

    def reader(self, delimiter: str, *, again: Sequence[str] = ()) -> Reader:
        """Return a reader of what was not read yet, `again` before it."""
        self._base = self.done
        if again:
            # What the reader before was given again and did not come to is still to be read.
            self._again = iter([*again, *self._again])
        self._reader = csv.reader(chain(self._again, self._ahead), delimiter=delimiter, strict=True)
        return self._reader

    def row(self) -> list[str]:
        """Return the lines that the reader has taken since `done`."""
        taken = self._base + (self._reader.line_num if self._reader else 0)
        return self._kept[self.done - self._kept_from : taken - self._kept_from]


def open_delimited(source: Source) -> Table:
    """Open `source` as delimited text.

    Raises:
        SourceError: It is empty, or no text.
    """
    csv.field_size_limit(FIELD_CHARACTERS)
    head = source.head()
    if not head.strip():
        raise SourceError("the file is empty", where=source.name, remedy="export it again")
    dialect = dialect_of(head, whole=len(head) < HEAD_BYTES)
    names = _header(source, dialect) if dialect.header is not None else [""] * dialect.width
    columns = unique(names)
    rows = partial(_rows, source, dialect)
    sample = tuple(islice(good_rows(rows()), sample_size(len(columns))))
    if not sample and next(rows(), None) is None:
        raise SourceError("has no rows", where=source.name, remedy="export it again")
    notes = () if dialect.header is not None else ("no header: columns are named by position",)
    return Table(file=source.name, columns=columns, rows=rows, sample=sample, notes=notes)


def dialect_of(head: bytes, *, whole: bool) -> Dialect:
    """Decide how a file is written from its beginning; `whole`: there is no more of it."""
    text = head.decode(encoding_of(head), "replace").replace("\0", "")
    best: tuple[float, Dialect] | None = None
    for delimiter in _DELIMITERS:
        rows = _try(text, delimiter, whole=whole)
        widths = Counter(len(row) for row in rows if row)
        if not widths:
            continue
        width = max(widths, key=lambda w: (widths[w] * (w > 1), w))
        score = widths[width] / widths.total() if width > 1 else 0.0
        header = _header_at(rows, width)
        short = sum(n for w, n in widths.items() if w < width)
        body = max(widths.total() - 1, 1)
        even = score if widths.total() > 1 else 0.0
        dialect = Dialect(delimiter, width, header, short / body > _RAGGED_SHARE, even)
        if best is None or score > best[0] + 0.1 or (score >= best[0] and width > best[1].width):
            best = (score, dialect)
    return best[1] if best else Dialect(",", 1, None)


def _try(text: str, delimiter: str, *, whole: bool) -> list[Row]:
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with contextlib.suppress(csv.Error):  # keeps what came before the error
        rows.extend(list(row) for row in islice(reader, _LOOKED_AT))
    if not whole and len(rows) > 1 and len(rows) < _LOOKED_AT:
        rows.pop()  # the head may end in the middle of it
    return rows


def _header_at(rows: list[Row], width: int) -> int | None:
    """Find the row with the names: the first of full width, if it looks like names."""
    for index, row in enumerate(rows[:_PREAMBLE_ROWS]):
        cells = [str(cell).strip() for cell in row]
        if len(row) != width or sum(map(bool, cells)) * 2 < width:
            continue
        return index if _like_names(cells, rows[index + 1 :]) else None
    return None


def _like_names(cells: list[str], below: list[Row]) -> bool:
    names = [cell for cell in cells if cell]
    if any(len(name) > _HEADER_CHARACTERS or "\n" in name.strip() for name in names):
        return False
    if any(name[-1] in ".!" and len(name.split()) > 3 for name in names):
        return False  # what somebody said; questions may be the names of a survey's columns
    if any(not any(c.isalpha() for c in name) for name in names):
        numbers = sum(1 for name in names if not any(c.isalpha() for c in name))
        return numbers * 4 < len(names)  # a pivot by year has numbers for names, most do not
    if len(names) == 1 and below:  # one column: names are words, sentences are data
        return len(names[0].split()) <= 4 and not names[0].endswith((".", "?", "!"))
    return True


def _header(source: Source, dialect: Dialect) -> list[str]:
    with source.text() as stream:
        rows = csv.reader((line.replace("\0", "") for line in stream), delimiter=dialect.delimiter)
        return next(islice(rows, dialect.header, None))


def _rows(source: Source, dialect: Dialect) -> Iterator[Numbered | Reject]:
    return without_footer(_all_rows(source, dialect), source.name)


def _all_rows(source: Source, dialect: Dialect) -> Iterator[Numbered | Reject | Lone]:
    with source.text() as stream:
        lines = _Lines(stream)
        number = _skip_header(lines, dialect)
        reader, base, width = lines.reader(dialect.delimiter), lines.done, dialect.width
        while True:
            row: list[str] = []
            try:
                for row in reader:
                    number += 1
                    if len(row) != width:
                        break
                    lines.done = base + reader.line_num
                    yield number, row  # type: ignore[misc]  # a list of str is a list of cells
                else:
                    return
            except csv.Error:
                number += 1
                row = []
            taken = lines.row()
            result = _mended(row, taken, dialect)
            lines.done += len(taken) if row or not taken else 1
            reader = lines.reader(dialect.delimiter, again=() if row else taken[1:])
            base = lines.done
            if result is None and len(row) == 1:
                yield Lone(number, row[0], _remedy(row, taken, width))
            elif result is None:
                yield Reject(source.name, number, "broken-row", _remedy(row, taken, width))
            elif result:
                yield number, result


def _remedy(row: Sequence[object], lines: list[str], width: int) -> str:
    """Say what is wrong with a row that is left out, and what to do about it."""
    cut_off = len(lines) == 1 and not lines[0].endswith(("\n", "\r"))
    if cut_off and len(row) < width:
        return "the file ends in the middle of this row; export it again"
    if not row:
        return "a quote is never closed; close it, and double those inside a text"
    cells = f"{len(row):,} cell{'s' if len(row) > 1 else ''} where the header has {width:,}"
    return f"{cells}; a text with separators in it needs quotes around it"


def _skip_header(lines: _Lines, dialect: Dialect) -> int:
    if dialect.header is None:
        return 0
    reader = lines.reader(dialect.delimiter)
    for _ in range(dialect.header + 1):
        with contextlib.suppress(csv.Error):  # a line before the names may hold anything
            next(reader)
    lines.done = reader.line_num
    return dialect.header + 1


def _mended(row: list[str], lines: list[str], dialect: Dialect) -> Row | None:
    """Make the best of a row that does not fit: the row, [] for none, None: left out.

    `row` is empty where the csv module gave up: a quote that is never closed has swallowed the
    rows after it. Then only the first line is left out, and the others are read again.
    """
    if not row:
        first = lines[0] if lines else ""
        if first.count('"') % 2:
            return None
        try:
            row = next(csv.reader([first], delimiter=dialect.delimiter), [])
        except csv.Error:  # one cell of tens of megabytes, with no quote in it
            return None
    if not any(cell.strip() for cell in row):
        return []
    if len(row) > dialect.width and not any(cell.strip() for cell in row[dialect.width :]):
        return list(row[: dialect.width])
    if len(row) < dialect.width and dialect.pads and len(row) > 1:
        return [*row, *[""] * (dialect.width - len(row))]
    return list(row) if len(row) == dialect.width else None
