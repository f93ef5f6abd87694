"""What journey files and taxonomies have in common: TOML with a `[[stage]]` table a stage."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from corpora.errors import SettingsError

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")


def read_text(path: Path, where: str, what: str) -> str:
    """Return the text of a file of settings that is called `what` in messages.

    Raises:
        SettingsError: It is missing, can't be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise SettingsError(
            f"there is no such {what}", where=where, remedy="check the path, or leave it out"
        ) from missing
    except UnicodeDecodeError as garbled:
        raise SettingsError(
            f"the {what} is not UTF-8 text", where=where, remedy="save it as UTF-8"
        ) from garbled
    except OSError as problem:
        raise SettingsError(
            f"the {what} can't be read ({problem.strerror or problem})",
            where=where,
            remedy="it must be a readable text file",
        ) from problem


def stage_tables(text: str, where: str, remedy: str) -> list[Mapping[str, object]]:
    """Return the `[[stage]]` tables of a TOML text, at least one.

    Raises:
        SettingsError: It is no TOML, or there is none.
    """
    try:
        tables = tomllib.loads(text).get("stage")
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(
            f"this is not TOML ({problem})", where=where, remedy="mend that line"
        ) from problem
    if not isinstance(tables, list) or not tables:
        raise SettingsError("there is no [[stage]] in it", where=where, remedy=remedy)
    if not all(isinstance(table, Mapping) for table in tables):
        raise SettingsError("every stage must be a [[stage]] table", where=where, remedy=remedy)
    return tables


def check_id(stage_id: str, spot: str) -> str:
    """Return `stage_id`.

    Raises:
        SettingsError: It can't be an id.
    """
    if not _ID.fullmatch(stage_id):
        raise SettingsError(
            f"{stage_id!r} can't be an id",
            where=spot,
            remedy="use small letters, digits and _, beginning with a letter",
        )
    return stage_id


def text_of(table: Mapping[str, object], key: str, spot: str) -> str:
    """Return the text at `key`, in one line.

    Raises:
        SettingsError: There is none.
    """
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{key} is missing or no text", where=spot, remedy=f'give {key} = "…"')
    return " ".join(value.split())


def texts_of(table: Mapping[str, object], key: str, spot: str) -> tuple[str, ...]:
    """Return the texts at `key`, each in one line; none where there is no such key.

    Raises:
        SettingsError: It is no list of texts.
    """
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise SettingsError(
            f"{key} must be a list of texts", where=spot, remedy=f'give {key} = ["…", "…"]'
        )
    return tuple(" ".join(value.split()) for value in values)
