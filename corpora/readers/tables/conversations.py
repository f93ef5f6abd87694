"""Reads what was said in the cells of one row: a text, a conversation, or several of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from corpora.readers.raw import RawTurn, ReadOptions
from corpora.readers.tables.cells import customers_in, items_of, marked_turns, plain_text
from corpora.readers.tables.columns import Columns
from corpora.readers.tables.names import plain
from corpora.readers.tables.stamped import StampedTurns, stamped_columns
from corpora.readers.tables.table import Row, Table
from corpora.readers.tables.threads import is_thread, thread_turns
from corpora.readers.transcripts import parse_transcript
from corpora.records import Speaker

Turns = list[RawTurn]
Style = Literal["marked", "transcript", "plain", "thread", "stamped"]

_LOOKED_AT = 50
_ENOUGH = 0.3


def style_of(table: Table, texts: tuple[int, ...]) -> Style:
    """Decide once for a table how conversations stand in its texts."""
    if set(stamped_columns(table)) & set(texts):
        return "stamped"
    lists = [row[c] for row in table.sample for c in texts if isinstance(row[c], list) and row[c]]
    if any(map(is_thread, lists[:_LOOKED_AT])):
        return "thread"
    cells = [plain_text(row[c]) for row in table.sample for c in texts if row[c]][:_LOOKED_AT]
    if not cells:
        return "plain"
    if sum(1 for cell in cells if marked_turns(cell)) > _ENOUGH * len(cells):
        return "marked"
    if sum(1 for cell in cells if parse_transcript(cell)) > _ENOUGH * len(cells):
        return "transcript"
    return "plain"


def spoken_by(
    style: Style, table: Table, columns: Columns, options: ReadOptions
) -> Callable[[tuple[int, ...], Row], Turns]:
    """Return the function that reads the turns of a row from its texts."""
    if style == "thread":
        return partial(_thread, columns.first("customer"))
    if style == "stamped":
        return StampedTurns(table, columns.first("opened"), options)
    return {"marked": _marked, "transcript": _transcript, "plain": _plain}[style]


def answerer_of(columns: Columns) -> Speaker:
    """Tell who answers: people who know the product, or the company."""
    names = {plain(name) for name in columns.names}
    text = plain(columns.named("text"))
    asked = text == "question" or "answers" in names
    return "community" if asked and columns.first("product") is not None else "agent"


def customer_turns(texts: tuple[int, ...], row: Row) -> Turns:
    """Return the turns of the customer alone, of a conversation with marks."""
    turns: Turns = []
    for column in texts:
        if cell := row[column]:
            turns += customers_in(cell if isinstance(cell, str) else plain_text(cell))
    return turns


def _marked(texts: tuple[int, ...], row: Row) -> Turns:
    turns: Turns = []
    for column in texts:
        if cell := row[column]:
            turns += marked_turns(cell if isinstance(cell, str) else plain_text(cell))
    return turns or _plain(texts, row)


def _transcript(texts: tuple[int, ...], row: Row) -> Turns:
    turns: Turns = []
    for column in texts:
        turns += parse_transcript(plain_text(row[column])) or ()
    return turns or _plain(texts, row)


def _thread(requester: int | None, texts: tuple[int, ...], row: Row) -> Turns:
    """Read a thread, and in front of it the texts that it does not begin with."""
    customer = plain_text(row[requester]).strip() if requester is not None else None
    turns = [turn for c in texts for turn in thread_turns(row[c], customer)]
    alone = tuple(c for c in texts if isinstance(row[c], str))
    first = turns[0].text if turns else ""
    return [turn for turn in _plain(alone, row) if not _same(turn.text, first)] + turns


def _same(description: str, first: str) -> bool:
    return description[:80].split() == first[:80].split()


def _plain(texts: tuple[int, ...], row: Row) -> Turns:
    return [RawTurn("customer", text) for c in texts for text in items_of(row[c])]
