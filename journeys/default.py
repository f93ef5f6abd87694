"""The stages to start from: the default journey, or the user's own in the same TOML shape."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from corpora.errors import SettingsError
from corpora.records import Stage

_DEFAULT = "default_journey.toml"
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_KEYS = frozenset({"id", "name", "description", "examples", "lane", "aliases", "requires"})
_REMEDY = "write it like the default one, journeys/default_journey.toml"


def load_journey(path: Path | None = None) -> tuple[Stage, ...]:
    """Read the stages of a journey, in the order in which the file gives them.

    Args:
        path: A TOML file with one `[[stage]]` table a stage (`id`, `name`, `description`,
            `examples`, and if wanted `lane`, `aliases`, `requires`); None for the default.

    Returns:
        At least one stage; ids and aliases are distinct.

    Raises:
        SettingsError: The file is missing, is no TOML, or a stage in it can't be used.
    """
    return _load(path)[0]


def load_requirements(path: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Read which stages a customer must have passed before which, seen or not.

    Args:
        path: The same file as for `load_journey`; None for the default journey.

    Returns:
        Stage id -> ids of the stages that it requires; stages that require none are left out.

    Raises:
        SettingsError: As `load_journey`.
    """
    return _load(path)[1]


def _load(path: Path | None) -> tuple[tuple[Stage, ...], dict[str, tuple[str, ...]]]:
    where = str(path) if path is not None else _DEFAULT
    tables = _tables(_parse(_read(path, where), where), where)
    stages = tuple(_stage(table, number, where) for number, table in enumerate(tables, start=1))
    _check_distinct(stages, where)
    requires = {
        stage.id: _texts(table, "requires", f"{where}, stage {stage.id!r}")
        for stage, table in zip(stages, tables, strict=True)
        if "requires" in table
    }
    _check_requirements(stages, requires, where)
    return stages, requires


def _read(path: Path | None, where: str) -> str:
    try:
        source = resources.files("journeys") / _DEFAULT if path is None else path
        return source.read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise SettingsError(
            "there is no such journey file", where=where, remedy="check the path, or leave it out"
        ) from missing
    except UnicodeDecodeError as garbled:
        raise SettingsError(
            "the journey file is not UTF-8 text", where=where, remedy="save it as UTF-8"
        ) from garbled
    except OSError as problem:
        raise SettingsError(
            f"the journey file can't be read ({problem.strerror or problem})",
            where=where,
            remedy="it must be a readable TOML file",
        ) from problem


def _parse(text: str, where: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(
            f"this is not TOML ({problem})", where=where, remedy="mend that line"
        ) from problem


def _tables(document: Mapping[str, object], where: str) -> list[Mapping[str, object]]:
    tables = document.get("stage")
    if not isinstance(tables, list) or not tables:
        raise SettingsError("there is no [[stage]] in it", where=where, remedy=_REMEDY)
    if not all(isinstance(table, Mapping) for table in tables):
        raise SettingsError("every stage must be a [[stage]] table", where=where, remedy=_REMEDY)
    return tables


def _stage(table: Mapping[str, object], number: int, where: str) -> Stage:
    spot = f"{where}, stage {number}"
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise SettingsError(
            f"unknown key {unknown[0]!r}", where=spot, remedy=f"use {', '.join(sorted(_KEYS))}"
        )
    stage_id = _text(table, "id", spot)
    if not _ID.fullmatch(stage_id):
        raise SettingsError(
            f"{stage_id!r} can't be an id",
            where=spot,
            remedy="use small letters, digits and _, beginning with a letter",
        )
    spot = f"{where}, stage {stage_id!r}"
    return Stage(
        id=stage_id,
        name=_text(table, "name", spot),
        description=_text(table, "description", spot),
        examples=_texts(table, "examples", spot),
        lane=_text(table, "lane", spot) if "lane" in table else "customer",
        aliases=_texts(table, "aliases", spot),
    )


def _text(table: Mapping[str, object], key: str, spot: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{key} is missing or no text", where=spot, remedy=f'give {key} = "…"')
    return " ".join(value.split())


def _texts(table: Mapping[str, object], key: str, spot: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise SettingsError(
            f"{key} must be a list of texts", where=spot, remedy=f'give {key} = ["…", "…"]'
        )
    return tuple(" ".join(value.split()) for value in values)


def _check_distinct(stages: tuple[Stage, ...], where: str) -> None:
    seen: set[str] = set()
    for stage in stages:
        for name in (stage.id, *stage.aliases):
            if name in seen:
                raise SettingsError(
                    f"the id {name!r} is given twice", where=where, remedy="give each stage its own"
                )
            seen.add(name)


def _check_requirements(
    stages: tuple[Stage, ...], requires: Mapping[str, tuple[str, ...]], where: str
) -> None:
    known = {stage.id for stage in stages}
    for stage_id, needed in requires.items():
        for name in needed:
            if name not in known or name == stage_id:
                raise SettingsError(
                    f"requires {name!r}, which is no other stage of this journey",
                    where=f"{where}, stage {stage_id!r}",
                    remedy=f"name some of {', '.join(sorted(known - {stage_id})) or 'none'}",
                )
