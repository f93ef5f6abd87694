"""Records to Arrow and back: the one place that knows how a field becomes a column.

A table's columns have the names and the order of its record's fields; a test holds both together.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

if TYPE_CHECKING:
    from corpora.store.workspace import Connection

Record = TypeVar("Record")

_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us"),
}


def arrow_schema(record_type: type) -> pa.Schema:
    """Return the Arrow schema of a record: a column per field, in the order of the fields."""
    return _schema_of(record_type)


@cache
def _schema_of(record_type: Hashable) -> pa.Schema:
    if not isinstance(record_type, type):
        raise TypeError(f"{record_type!r} is no record type")
    hints = get_type_hints(record_type)
    return pa.schema(
        [(field.name, _arrow_type(hints[field.name])) for field in fields(record_type)]
    )


def _arrow_type(hint: Any) -> pa.DataType:  # noqa: ANN401 - type hints have no type of their own
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _arrow_type(next(part for part in get_args(hint) if part is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if origin is not None and issubclass(origin, Mapping):
        key, value = get_args(hint)
        return pa.map_(_arrow_type(key), _arrow_type(value))
    return _SCALARS[hint]


def to_table(
    records: Sequence[Any], record_type: type, constants: Mapping[str, int] | None = None
) -> pa.Table:
    """Return `records` as an Arrow table, with constant columns such as `run_id` in front."""
    schema = arrow_schema(record_type)
    columns: dict[str, pa.Array] = {
        name: pa.repeat(pa.scalar(value, pa.int64()), len(records))
        for name, value in (constants or {}).items()
    }
    for field in schema:
        columns[field.name] = column_of(list(map(attrgetter(field.name), records)), field.type)
    return pa.table(columns)


def column_of(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return the values of one field, as records have them, as a column."""
    if pa.types.is_map(kind):
        values = [tuple(value.items()) for value in values]
    return pa.array(values, kind)


def insert(db: Connection, table: str, rows: pa.Table) -> None:
    """Append `rows` to `table`, matching columns by name."""
    if not rows.num_rows:
        return
    columns = ", ".join(f'"{name}"' for name in rows.column_names)
    db.register("incoming", rows)
    db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming")
    db.unregister("incoming")


def select(
    db: Connection, record_type: type[Record], sql: str, parameters: Iterable[Any] = ()
) -> list[Record]:
    """Run a query whose columns are the record's fields, in their order; return records."""
    schema = arrow_schema(record_type)
    fixes = [(place, _fix(field.type)) for place, field in enumerate(schema) if _fix(field.type)]
    records = []
    for row in db.execute(sql, list(parameters)).fetchall():
        values = list(row)
        for place, fix in fixes:
            if fix is not None and values[place] is not None:
                values[place] = fix(values[place])
        records.append(record_type(**dict(zip(schema.names, values, strict=True))))
    return records


def from_table(table: pa.Table, record_type: type[Record]) -> list[Record]:
    """Return the rows of a table whose columns are the record's fields, as records.

    Many rows come over much faster so than by `select`.
    """
    schema = arrow_schema(record_type)
    columns = []
    for field in schema:
        values, fix = table[field.name].to_pylist(), _fix(field.type)
        columns.append([fix(v) if v is not None else v for v in values] if fix else values)
    names = schema.names
    return [record_type(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def columns_of(record_type: type, prefix: str = "") -> str:
    """Return the record's fields as a column list for a SELECT."""
    dot = f"{prefix}." if prefix else ""
    return ", ".join(f'{dot}"{name}"' for name in arrow_schema(record_type).names)


def utc(moment: datetime) -> datetime:
    """Return a stored time as what it is: UTC."""
    return moment.replace(tzinfo=UTC)


def _fix(kind: pa.DataType) -> Any:  # noqa: ANN401 - a converter or nothing
    if pa.types.is_timestamp(kind):
        return utc
    if pa.types.is_list(kind):
        return tuple
    return None
