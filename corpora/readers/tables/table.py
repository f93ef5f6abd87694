"""A table, whatever file it comes in: columns, a sample, and rows as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard, TypeVar

from corpora.errors import SourceError
from corpora.records import Reject

Cell = str | list[object]
"""A cell's text, stripped of nothing; or a list, as JSON and Parquet have them."""

Row = list[Cell]
Numbered = tuple[int, Row]
T = TypeVar("T")

SAMPLE_ROWS = 500
SAMPLE_CELLS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    r"""One table of a file.

    Attributes:
        file: The file's name, with the sheet's or list's where there are several.
        columns: Names, each once; `column_1` where the file has none.
        rows: Starts a pass over the rows, each with its number in the file, from 1 (a header
            is row 1). Every row has one cell for each column; columns that the sample did not
            show follow as cells of their own, `name\x1fvalue`.
        sample: The first rows, up to 500, fewer where there are many columns.
        notes: What was noticed on opening it, for the closing line.
    """

    file: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Numbered | Reject]]
    sample: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def sample_size(columns: int) -> int:
    """Return how many rows to look at in a table of so many columns."""
    return max(20, min(SAMPLE_ROWS, SAMPLE_CELLS // max(columns, 1)))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Name every column, and each once: `tag`, `tag_2`; `column_3` where there is no name."""
    seen: dict[str, int] = {}
    result = []
    for position, name in enumerate(names, 1):
        base = " ".join(name.replace("\ufeff", "").split()) or f"column_{position}"
        count = seen.get(base, 0) + 1
        seen[base] = count
        fresh = base if count == 1 else f"{base}_{count}"
        while count > 1 and fresh in seen:
            count += 1
            fresh = f"{base}_{count}"
        seen.setdefault(fresh, 1)
        result.append(fresh)
    return tuple(result)


def is_text(cell: Cell) -> TypeGuard[str]:
    """Tell a cell of text from a list."""
    return isinstance(cell, str)


def undamaged(items: Iterable[T]) -> Iterator[T]:
    """Yield items up to where a file is damaged, for a sample: who reads it will say so.

    Raises:
        SourceError: It is damaged before the first.
    """
    began = False
    try:
        for item in items:
            began = True
            yield item
    except SourceError:
        if not began:
            raise


class UntilDamage:
    """The rows of a file up to where it is damaged.

    Whoever makes one record of several rows would lose those at hand if the damage were raised
    among them; so it is kept, to be raised when all records are made.
    """

    def __init__(self, rows: Iterable[Numbered | Reject]) -> None:
        self._rows = rows
        self._damage: SourceError | None = None

    def __iter__(self) -> Iterator[Numbered | Reject]:
        """Yield the rows that can be read."""
        try:
            yield from self._rows
        except SourceError as damage:
            self._damage = damage

    def then_raise(self, records: Iterable[T]) -> Iterator[T]:
        """Yield the records that are made of these rows, and raise what ended them early."""
        yield from records
        if self._damage is not None:
            raise self._damage


def good_rows(rows: Iterable[Numbered | Reject]) -> Iterator[Row]:
    """Pass over the rejects, for a sample."""
    for row in undamaged(rows):
        if not isinstance(row, Reject):
            yield row[1]


def filled(row: Sequence[Cell]) -> bool:
    """Tell whether any cell holds anything."""
    return any(cell and (not is_text(cell) or not cell.isspace()) for cell in row)
