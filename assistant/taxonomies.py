"""A taxonomy of the user's own taken into use: its stages, and the codes of its drivers."""

from __future__ import annotations

import os
from pathlib import Path

import tomlkit

from assistant.session import Session
from assistant.wording import count, listing
from corpora.errors import SourceError

_NAMED = 5


def adopt(session: Session, file: Path | None, *, keep: bool = True) -> None:
    """Take the stages of a taxonomy from now on; None changes nothing.

    Args:
        session: Whose stages.
        file: A TOML or CSV file, as `journeys.taxonomy.load_taxonomy` takes it.
        keep: The settings beside the workspace name it from now on; else it holds for this
            session alone.

    Raises:
        SettingsError: Something in it can't be used; nothing was changed.
        SourceError: The settings can't be written.
    """
    if file is None:
        return
    from corpora.settings import SETTINGS_FILE, load_settings
    from journeys.taxonomy import load_taxonomy

    settings = session.path.with_name(SETTINGS_FILE)
    journey = load_settings(settings).journey
    loaded = load_taxonomy(settings.parent / journey if journey else None, file)
    session.forget_stages()
    session.__dict__["taxonomy"] = loaded
    if keep:
        _name_in(settings, file)


def map_codes(session: Session, file: Path | None) -> tuple[str, ...]:
    """Put contacts with a driver's code under the stage of the driver; return what to tell of it.

    All codes of a taxonomy are one decision, which `undo` takes back. Codes that say the same
    already are not written down again.
    """
    drivers = session.taxonomy.drivers
    if file is None or not drivers:
        return ()
    from corpora.store import decisions
    from corpora.store.drivers import contacts_by_code, contacts_of

    with session.workspace.reading() as db:
        in_force = decisions.history(db).in_force
        held = contacts_by_code(db, [code for each in drivers for code in each.codes])
    by_driver = [contacts_of(each, held) for each in drivers]
    codes = [
        {"column": column, "code": code, "stage_id": each.stage_id}
        for each, found in zip(drivers, by_driver, strict=True)
        for column, code in found
    ]
    met = sum(sum(each.values()) for each in by_driver)
    silent = [each.name for each, found in zip(drivers, by_driver, strict=True) if not found]
    last = [entry.payload["codes"] for entry in in_force if entry.kind == "map_drivers"][-1:]
    if codes and [codes] != last:
        with session.workspace.writing() as db:
            payload = {"taxonomy": file.name, "codes": codes}
            decisions.decide(db, "map_drivers", payload, session.now())
    return (_told(file, len(drivers), met), *_unmet(silent))


def _told(file: Path, drivers: int, met: int) -> str:
    return (
        f"{file.name}: {count(drivers, 'driver')}; {count(met, 'contact')} placed by the codes "
        "that they came with (`undo` takes that back, `ask drivers` shows them)."
    )


def _unmet(silent: list[str]) -> tuple[str, ...]:
    if not silent:
        return ()
    more = len(silent) - _NAMED
    names = [*silent[:_NAMED], *([f"{more:,} more"] if more > 0 else [])]
    return (f"No contact has a code of {listing(names)}; their words still tell their stages.",)


def _name_in(settings: Path, file: Path) -> None:
    """Let the settings name the file, and leave everything else in them as it stands."""
    folder = settings.parent.resolve()
    target = file.resolve()
    inside = target.is_relative_to(folder)
    name = Path(os.path.relpath(target, folder) if inside else target).as_posix()
    try:
        before = settings.read_text(encoding="utf-8-sig") if settings.exists() else ""
        document = tomlkit.parse(before)
        if document.get("taxonomy") == name:
            return
        # A bare key at the end would belong to the last table.
        if "taxonomy" in document or not document:
            document["taxonomy"] = name
            text = tomlkit.dumps(document)
        else:
            text = tomlkit.dumps({"taxonomy": name}) + before
        partly = settings.with_name(settings.name + ".part")
        partly.write_text(text, encoding="utf-8")
        partly.replace(settings)
    except OSError as error:
        raise SourceError(
            f"can't be written ({error.strerror})",
            where=str(settings),
            remedy="the taxonomy is named in it; make it a file that you may write",
        ) from error
