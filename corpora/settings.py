"""The settings in `frontstage.toml`, beside the workspace: read, checked, written as text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpora.errors import SettingsError
from corpora.records import Channel

SETTINGS_FILE = "frontstage.toml"


class Costs(BaseModel):
    """What a contact costs; without a figure, costs read "not computed"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    per_handle_hour: Annotated[float, Field(gt=0)] | None = None
    per_contact: dict[Channel, Annotated[float, Field(ge=0)]] = {}


class RunSettings(BaseModel):
    """What `frontstage run` does every night.

    `sources` are files, folders or patterns such as `exports/*.csv`, and `report` is the folder
    that gets one folder a run; both are relative to the settings file. Above `max_rejects`, the
    share of rows that can't be read, a run stops; above `max_drift`, the share of contacts whose
    stage differs from what the run before would lead to expect, it says so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: tuple[str, ...] = ()
    report: Path = Path("reports")
    max_rejects: Annotated[float, Field(ge=0, le=1)] = 0.05
    max_drift: Annotated[float, Field(ge=0, le=1)] = 0.25


class Settings(BaseModel):
    """Everything about this company that the data cannot tell.

    Paths are relative to the settings file. `link_template` turns a ticket id into an address,
    for example `https://desk.example/tickets/{source_id}`. `back_office` names departments and
    queues that no customer ever meets: they are not drawn. `encoder` is the sentence-transformers
    model that stages are recognised and taught by, a folder or a name of its hub; without it
    the one that is installed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: str = ""
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    timezone: str = "UTC"
    region: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "GB"
    redact: Literal["full", "patterns", "off"] | None = None
    working_hours: dict[str, str] = {}
    costs: Costs = Costs()
    link_template: str | None = None
    journey: Path | None = None
    taxonomy: Path | None = None
    volumes: Path | None = None
    back_office: tuple[str, ...] = ()
    encoder: Annotated[str, Field(min_length=1)] | None = None
    segments: dict[str, dict[str, str]] = {}
    run: RunSettings = RunSettings()

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"no timezone is called {name!r}, try Europe/London") from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The timezone in which naive times are taken."""
        return ZoneInfo(self.timezone)


def load_settings(path: Path) -> Settings:
    """Return the settings in `path`; the defaults where there is no such file.

    Raises:
        SettingsError: The file can't be read or is no TOML, or a value can't be used.
    """
    if not path.exists():
        return Settings()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"can't be read ({error.strerror})",
            where=str(path),
            remedy="make it a text file that you may read, or remove it",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not valid TOML ({error})", where=str(path)) from error
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"{key}: {first['msg']}",
            where=str(path),
            remedy="the keys are " + ", ".join(Settings.model_fields),
        ) from error


def dump_settings(settings: Settings) -> str:
    """Return `settings` as TOML that `load_settings` reads back to the same value."""
    return tomlkit.dumps(settings.model_dump(mode="json", exclude_none=True))
