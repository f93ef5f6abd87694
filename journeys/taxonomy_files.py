"""The rows of a taxonomy file, TOML or CSV; what can't be used is named with its place."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.errors import SettingsError
from journeys.stage_files import check_id, read_text, stage_tables, text_of, texts_of

_STAGE_KEYS = ("id", "name", "description", "examples", "lane", "driver")
_DRIVER_KEYS = ("name", "codes", "column", "examples")
_COLUMNS = ("stage", "driver", "codes", "column", "description", "examples")
_OTHER_NAMES = {
    "reason": "driver",
    "contact driver": "driver",
    "contact reason": "driver",
    "code": "codes",
    "example": "examples",
}
_TOML_REMEDY = "write [[stage]] tables with name, and [[stage.driver]] with name under them"
_CSV_REMEDY = "name the columns stage and driver, and if wanted " + ", ".join(_COLUMNS[2:])
_LIKE_TOML = re.compile(r"^\s*\[\[stage\]\]", re.MULTILINE)
_SEVERAL = re.compile(r"[;|\n]")


@dataclass(frozen=True, slots=True)
class Row:
    """What one row or table says: of a driver, or of the stage itself where `driver` is empty."""

    spot: str
    stage: str
    driver: str = ""
    stage_id: str = ""
    description: str = ""
    lane: str = ""
    examples: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    column: str = ""


def read_rows(path: Path) -> list[Row]:
    """Return what a taxonomy says, a row a stage or driver, in its order.

    Raises:
        SettingsError: It is missing, can't be read, or a row in it can't be used.
    """
    where = str(path)
    text = read_text(path, where, "taxonomy")
    if path.suffix.lower() == ".toml" or _LIKE_TOML.search(text):
        return _toml_rows(text, where)
    return _csv_rows(text, where)


def _toml_rows(text: str, where: str) -> list[Row]:
    rows = []
    for number, table in enumerate(stage_tables(text, where, _TOML_REMEDY), start=1):
        spot = f"{where}, stage {number}"
        _check_keys(table, _STAGE_KEYS, spot)
        stage_id = check_id(text_of(table, "id", spot), spot) if "id" in table else ""
        name = text_of(table, "name", spot) if "name" in table or not stage_id else ""
        rows.append(
            Row(
                spot,
                name or stage_id,
                stage_id=stage_id,
                description=text_of(table, "description", spot) if "description" in table else "",
                lane=text_of(table, "lane", spot) if "lane" in table else "",
                examples=texts_of(table, "examples", spot),
            )
        )
        rows += _toml_drivers(table.get("driver", []), rows[-1])
    return rows


def _toml_drivers(tables: object, stage: Row) -> list[Row]:
    if not isinstance(tables, list) or not all(isinstance(each, Mapping) for each in tables):
        raise SettingsError(
            "drivers must be [[stage.driver]] tables", where=stage.spot, remedy=_TOML_REMEDY
        )
    rows = []
    for number, table in enumerate(tables, start=1):
        spot = f"{stage.spot}, driver {number}"
        _check_keys(table, _DRIVER_KEYS, spot)
        rows.append(
            Row(
                spot,
                stage.stage,
                text_of(table, "name", spot),
                stage_id=stage.stage_id,
                examples=texts_of(table, "examples", spot),
                codes=texts_of(table, "codes", spot),
                column=text_of(table, "column", spot) if "column" in table else "",
            )
        )
    return rows


def _check_keys(table: Mapping[str, object], known: Sequence[str], spot: str) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise SettingsError(
            f"unknown key {unknown[0]!r}", where=spot, remedy=f"use {', '.join(known)}"
        )


def _csv_rows(text: str, where: str) -> list[Row]:
    lines = text.splitlines(keepends=True)
    if not lines or not text.strip():
        raise SettingsError("the file is empty", where=where, remedy=_CSV_REMEDY)
    delimiter = max(",;\t", key=lines[0].count)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        names = _column_names(next(table), where)
        for number, cells in enumerate(table, start=2):
            if any(cell.strip() for cell in cells):
                rows.append(
                    _csv_row(dict(zip(names, cells, strict=False)), f"{where}, row {number}")
                )
                _check_width(cells, names, rows[-1].spot)
    except csv.Error as problem:
        raise SettingsError(
            f"line {table.line_num} is broken ({problem})", where=where, remedy="close its quotes"
        ) from problem
    if not rows:
        raise SettingsError("has no rows", where=where, remedy="give a row for each driver")
    return rows


def _column_names(cells: Sequence[str], where: str) -> list[str]:
    plain = [" ".join(cell.casefold().replace("_", " ").split()) for cell in cells]
    names = [_OTHER_NAMES.get(name, name) for name in plain]
    if unknown := [name for name in names if name not in _COLUMNS]:
        raise SettingsError(
            f"unknown column {unknown[0]!r}", where=f"{where}, row 1", remedy=_CSV_REMEDY
        )
    if "stage" not in names or len(set(names)) != len(names):
        what = "a column stands there twice" if "stage" in names else "no column is called stage"
        raise SettingsError(what, where=f"{where}, row 1", remedy=_CSV_REMEDY)
    return names


def _check_width(cells: Sequence[str], names: Sequence[str], spot: str) -> None:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise SettingsError(
            f"{len(cells)} cells under {len(names)} columns",
            where=spot,
            remedy="put texts that hold the delimiter in quotes",
        )


def _csv_row(cells: Mapping[str, str], spot: str) -> Row:
    said = {name: " ".join(cell.split()) for name, cell in cells.items()}
    if not said["stage"]:
        raise SettingsError("no stage is named", where=spot, remedy="fill in its stage")
    driver = said.get("driver", "")
    if not driver and (said.get("codes") or said.get("column")):
        raise SettingsError("codes without a driver", where=spot, remedy="name the driver")
    return Row(
        spot,
        said["stage"],
        driver,
        description=said.get("description", ""),
        examples=_listed(cells.get("examples", "")),
        codes=_listed(cells.get("codes", "")),
        column=said.get("column", ""),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in _SEVERAL.split(cell) if part.strip())
