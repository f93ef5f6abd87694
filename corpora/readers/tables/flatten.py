"""Makes one flat record of a nested one: `{"user": {"email": …}}` has a column `user.email`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time

from corpora.readers.tables.table import Cell

_DEPTH = 6


def flat(record: Mapping[str, object], prefix: str = "", depth: int = _DEPTH) -> dict[str, Cell]:
    """Return the record with dotted names for what was nested; lists stay lists."""
    result: dict[str, Cell] = {}
    for key, value in record.items():
        name = f"{prefix}{key if key.isascii() else sound(key)}"
        if isinstance(value, str):
            result[name] = value if value.isascii() else sound(value)
        elif isinstance(value, dict) and depth:
            result.update(flat(value, f"{name}.", depth - 1))
        else:
            result[name] = cell(value)
    return result


def cell(value: object) -> Cell:
    """Return any value of JSON, Parquet or a workbook as a cell; nothing becomes ''."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, (list, tuple)):
        return [_sound_within(v) for v in value if v is not None]
    if isinstance(value, dict):
        return sound(json.dumps(value, ensure_ascii=False, default=str))
    return _scalar(value)


def _sound_within(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else sound(value)
    if isinstance(value, dict):
        return {sound(str(key)): _sound_within(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_sound_within(each) for each in value]
    return value


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, float):
        return _number(value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _number(value: float) -> str:
    if math.isnan(value):
        return ""
    # Workbooks keep every number as a float; an identifier has no decimals.
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def sound(text: str) -> str:
    """Return text that can be stored: halves of surrogate pairs joined, or replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
