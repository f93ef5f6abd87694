"""Which things an answer lists, so that "the second one" can mean one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from assistant.dialogue.plan import Row

if TYPE_CHECKING:
    from assistant.answers import Answer, Data

_BY_FIELD = (
    ("contact_id", "contact"),
    ("product_id", "product"),
    ("stage", "stage"),
)
_BY_PREFIX = {"g-": "gap", "c-": "contact", "p-": "product", "f-": "finding"}


def rows_of(answer: Answer) -> tuple[Row, ...]:
    """Return what the first list of things in an answer's data holds, in its order."""
    return _rows(answer.data)


def _rows(data: Data) -> tuple[Row, ...]:
    for name in type(data).model_fields:
        value = getattr(data, name)
        if not isinstance(value, tuple) or not value:
            continue
        rows = [_row(each) for each in value if isinstance(each, BaseModel)]
        known = tuple(row for row in rows if row is not None)
        if known:
            return known
    return ()


def _row(item: BaseModel) -> Row | None:
    named = getattr(item, "id", None)
    if isinstance(named, str) and (kind := _BY_PREFIX.get(named[:2])):
        return Row(kind, named)  # type: ignore[arg-type]
    for field, kind in _BY_FIELD:
        value = getattr(item, field, None)
        if isinstance(value, str) and value:
            return Row(kind, value)  # type: ignore[arg-type]
    return None
