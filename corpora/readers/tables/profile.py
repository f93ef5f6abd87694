"""What the cells of a column look like, seen over a sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpora.readers.dates import looks_like_date, looks_like_time
from corpora.readers.tables.table import Cell, Row

_NUMBER = re.compile(r"\s*[-+]?[\d.,]*\d%?\s*$")
_URL = re.compile(r"\s*(https?://|www\.)\S+\s*$", re.IGNORECASE)
_CONVERSATION = re.compile(r"<(\w+)__\s.*?__\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares are of the filled cells, from 0 to 1.

    Attributes:
        count: How many cells hold anything.
        filled: Share of all cells that hold anything.
        words: Mean number of words.
        distinct: Share of different values.
        dates, times, numbers, urls, lists, marked: Shares of cells that are dates, times of day
            alone, numbers, addresses, lists, and conversations in `<cust__ … __cust>` markup.
    """

    count: int
    filled: float
    words: float
    distinct: float
    dates: float
    times: float
    numbers: float
    urls: float
    lists: float
    marked: float


def profile(rows: Sequence[Row], column: int) -> Profile:
    """Look at one column of the sample."""
    cells: list[Cell] = [row[column] for row in rows]
    texts = [c for c in cells if isinstance(c, str) and c.strip()]
    lists = [c for c in cells if isinstance(c, list) and c]
    count = len(texts) + len(lists)
    if not count:
        return Profile(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    looked = texts[:100]

    def share(test: Callable[[str], object]) -> float:
        hits = sum(1 for text in looked if test(text))
        return hits / len(looked) * len(texts) / count if looked else 0.0

    return Profile(
        count=count,
        filled=count / max(len(rows), 1),
        words=sum(len(t.split()) for t in looked) / len(looked) if looked else 0.0,
        distinct=len({*texts, *map(str, lists)}) / count,
        dates=share(looks_like_date),
        times=share(looks_like_time),
        numbers=share(_NUMBER.match),
        urls=share(_URL.match),
        lists=len(lists) / count,
        marked=share(_CONVERSATION.search),
    )
