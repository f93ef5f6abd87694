"""The settings as text: out for version control, and in after a look at what would change."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from assistant.actions.action import Action, Params, positional
from assistant.answers import Answer, Data, Raw, Table
from assistant.session import Session
from assistant.wording import clipped, count
from corpora.errors import SettingsError, SourceError

if TYPE_CHECKING:
    from corpora.settings import Settings

_BEFORE = ".before"
_WIDTH = 40
_NOT_SET = "not set"


class SettingsExportParams(Params):
    """Where to."""

    path: Annotated[
        Path | None, positional(description="The file to write; without it the text is printed.")
    ] = None


class SettingsImportParams(Params):
    """From where."""

    file: Annotated[Path, positional(description="A TOML file with the settings to take over.")]


class SettingsText(Data):
    """The settings in force as TOML, defaults included, and where it was written; None: nowhere."""

    text: str
    written: str | None


class SettingChange(Data):
    """One setting whose value changes, in words; `key` with dots: `costs.per_handle_hour`."""

    key: str
    before: str
    after: str


class SettingsImportData(Data):
    """What changes, in the order of the keys.

    `written` is the settings file, None where nothing was written; `kept` is the copy of the
    settings before.
    """

    changes: tuple[SettingChange, ...]
    written: str | None
    kept: str | None = Field(default=None)


def settings_export(session: Session, params: SettingsExportParams) -> Answer:
    """Print the settings in force as TOML, or write them to a file, for version control."""
    from corpora.settings import dump_settings, load_settings

    text = dump_settings(load_settings(_settings_file(session)))
    if params.path is None:
        return Answer(
            headline="The settings in force, defaults included.",
            data=SettingsText(text=text, written=None),
            blocks=(Raw(text),),
        )
    if params.path.exists() and not _are_settings(params.path):
        raise SourceError(
            "is there already, and holds no settings",
            where=str(params.path),
            remedy="name another path, or move it away",
        )
    _write(params.path, text.encode())
    return Answer(
        headline=f"Settings written to {params.path}.",
        data=SettingsText(text=text, written=str(params.path)),
        follow_ups=(f"frontstage settings import {params.path}",),
    )


def settings_import(session: Session, params: SettingsImportParams) -> Answer:
    """Take settings over from a TOML file, after showing what would change.

    The file is checked as a whole first. Its text becomes frontstage.toml beside the workspace,
    comments and all; paths in it are relative to there. The settings before are kept beside it.
    """
    target = _settings_file(session)
    changes = _changes(session, params.file)
    kept = None
    if changes:
        raw = _read(params.file)
        if target.exists():
            kept = target.with_name(target.name + _BEFORE)
            _keep(target, kept)
        _write(target, raw)
        session.forget_stages()
    data = SettingsImportData(
        changes=changes,
        written=str(target) if changes else None,
        kept=str(kept) if kept else None,
    )
    told = f"Done: {count(len(changes), 'setting')} changed." if changes else _NOTHING
    notes = (f"The settings before are in {kept}.",) if kept else ()
    return Answer(headline=told, data=data, blocks=_table(data), n=len(changes), notes=notes)


def preview_settings_import(session: Session, params: SettingsImportParams) -> Answer:
    """Say which settings would change."""
    changes = _changes(session, params.file)
    data = SettingsImportData(changes=changes, written=None)
    told = f"This would change {count(len(changes), 'setting')}." if changes else _NOTHING
    return Answer(headline=told, data=data, blocks=_table(data), n=len(changes))


_NOTHING = "Nothing changes: these are the settings in force."


def _settings_file(session: Session) -> Path:
    from corpora.settings import SETTINGS_FILE

    return session.path.with_name(SETTINGS_FILE)


def _changes(session: Session, file: Path) -> tuple[SettingChange, ...]:
    """Hold the settings of a file against those in force.

    Raises:
        SettingsError: The file is not there or can't be used; the message names file and key.
    """
    from corpora.settings import load_settings

    if not file.exists():
        raise SettingsError(
            "is not there", where=str(file), remedy="`frontstage settings export` writes one"
        )
    after = load_settings(file)
    now = _in_force(session)
    before, wanted = dict(_flat(now)), dict(_flat(after))
    return tuple(
        SettingChange(key=key, before=before.get(key, _NOT_SET), after=wanted.get(key, _NOT_SET))
        for key in dict.fromkeys((*before, *wanted))
        if before.get(key, _NOT_SET) != wanted.get(key, _NOT_SET)
    )


def _in_force(session: Session) -> Settings:
    """Return the settings beside the workspace; the defaults where they can't be used."""
    from corpora.settings import Settings, load_settings

    try:
        return load_settings(_settings_file(session))
    except SettingsError:
        # Broken settings are what an import may be for.
        return Settings()


def _flat(settings: Settings) -> Iterator[tuple[str, str]]:
    yield from _leaves("", settings.model_dump(mode="json", exclude_none=True))


def _leaves(above: str, held: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in held.items():
        key = f"{above}.{name}" if above else name
        if isinstance(value, Mapping):
            yield from _leaves(key, value)
        elif isinstance(value, list):
            yield key, ", ".join(map(str, value)) or "none"
        else:
            yield key, str(value) if value != "" else "empty"


def _table(data: SettingsImportData) -> tuple[Table, ...]:
    rows = tuple(
        (each.key, clipped(each.before, _WIDTH), clipped(each.after, _WIDTH))
        for each in data.changes
    )
    return (Table(("setting", "was", "becomes"), rows),) if rows else ()


def _are_settings(path: Path) -> bool:
    from corpora.settings import Settings

    try:
        return set(tomllib.loads(path.read_text(encoding="utf-8-sig"))) <= set(
            Settings.model_fields
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        # What can't be read holds no settings; the caller says so.
        return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"can't be read ({error.strerror})", where=str(path)) from error


def _keep(path: Path, copy: Path) -> None:
    try:
        shutil.copy2(path, copy)
    except OSError as error:
        raise _unwritable(copy, error) from error


def _write(path: Path, raw: bytes) -> None:
    """Write a file as a whole or not at all."""
    partly = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partly.write_bytes(raw)
        partly.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> SourceError:
    return SourceError(
        f"can't be written ({error.strerror})", where=str(path), remedy="name another folder"
    )


SETTINGS_EXPORT = Action(
    "settings_export",
    SettingsExportParams,
    settings_export,
    SettingsText,
    examples=("export the settings", "settings as text for git"),
)
SETTINGS_IMPORT = Action(
    "settings_import",
    SettingsImportParams,
    settings_import,
    SettingsImportData,
    examples=("import settings from base.toml",),
    preview=preview_settings_import,
)
