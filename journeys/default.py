"""The stages to start from: the default journey, or the user's own in the same TOML shape."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from corpora.errors import SettingsError
from corpora.records import Stage
from journeys.stage_files import check_id, read_text, stage_tables, text_of, texts_of

_DEFAULT = "default_journey.toml"
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
    tables = stage_tables(_text(path, where), where, _REMEDY)
    stages = tuple(_stage(table, number, where) for number, table in enumerate(tables, start=1))
    _check_distinct(stages, where)
    requires = {
        stage.id: texts_of(table, "requires", f"{where}, stage {stage.id!r}")
        for stage, table in zip(stages, tables, strict=True)
        if "requires" in table
    }
    _check_requirements(stages, requires, where)
    return stages, requires


def _text(path: Path | None, where: str) -> str:
    if path is None:
        return (resources.files("journeys") / _DEFAULT).read_text(encoding="utf-8-sig")
    return read_text(path, where, "journey file")


def _stage(table: Mapping[str, object], number: int, where: str) -> Stage:
    spot = f"{where}, stage {number}"
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise SettingsError(
            f"unknown key {unknown[0]!r}", where=spot, remedy=f"use {', '.join(sorted(_KEYS))}"
        )
    stage_id = check_id(text_of(table, "id", spot), spot)
    spot = f"{where}, stage {stage_id!r}"
    return Stage(
        id=stage_id,
        name=text_of(table, "name", spot),
        description=text_of(table, "description", spot),
        examples=texts_of(table, "examples", spot),
        lane=text_of(table, "lane", spot) if "lane" in table else "customer",
        aliases=texts_of(table, "aliases", spot),
    )


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
