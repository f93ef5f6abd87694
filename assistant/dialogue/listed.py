"""Which things an answer lists, so that "the second one" can mean one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

if TYPE_CHECKING:
    from assistant.answers import Answer, Data

_BY_FIELD = (
    ("contact_id", "contact"),
    ("product_id", "product"),
    ("stage", "stage"),
)
_BY_PREFIX = {"g-": "gap", "c-": "contact", "p-": "product", "f-": "finding"}


@dataclass(frozen=True, slots=True)
class Row:
    """Something that an answer listed, and the contacts whose words stood beside it."""

    kind: Literal["gap", "contact", "product", "stage", "finding"]
    id: str
    contacts: tuple[str, ...] = ()


def rows_of(answer: Answer) -> tuple[Row, ...]:
    """Return what the first list of things in an answer's data holds, in its order."""
    return _rows(answer.data, frozenset(_quoted(answer)))


def shown_in(answer: Answer) -> tuple[str, ...]:
    """Return the contacts that an answer shows: those that it lists, else those that it quotes."""
    data = answer.data
    alone = getattr(data, "id", None)
    if isinstance(alone, str) and _BY_PREFIX.get(alone[:2]) == "contact":
        return (alone,)
    listed = [row.id for row in rows_of(answer) if row.kind == "contact"]
    return tuple(dict.fromkeys(listed or _quoted(answer)))


def _quoted(answer: Answer) -> list[str]:
    from assistant.answers import Quotes

    return [
        quote.contact_id
        for block in answer.blocks
        if isinstance(block, Quotes)
        for quote in block.quotes
    ]


def _rows(data: Data, quoted: frozenset[str]) -> tuple[Row, ...]:
    for name in type(data).model_fields:
        value = getattr(data, name)
        if not isinstance(value, tuple) or not value:
            continue
        rows = [_row(each, quoted) for each in value if isinstance(each, BaseModel)]
        known = tuple(row for row in rows if row is not None)
        if known:
            return known
    return ()


def _row(item: BaseModel, quoted: frozenset[str]) -> Row | None:
    named = getattr(item, "id", None)
    if isinstance(named, str) and (kind := _BY_PREFIX.get(named[:2])):
        return Row(kind, named, _contacts(item, kind, named, quoted))  # type: ignore[arg-type]
    for field, kind in _BY_FIELD:
        value = getattr(item, field, None)
        if isinstance(value, str) and value:
            return Row(kind, value, _contacts(item, kind, value, quoted))  # type: ignore[arg-type]
    return None


def _contacts(item: BaseModel, kind: str, name: str, quoted: frozenset[str]) -> tuple[str, ...]:
    """Return the contacts whose words people saw beside something listed."""
    if kind == "contact":
        return (name,)
    quotes = [*getattr(item, "quotes", ()), *getattr(item, "evidence", ())]
    said = [getattr(each, "contact_id", None) for each in quotes]
    return tuple(dict.fromkeys(each for each in said if each in quoted))
