"""The demo's folder is a company's folder: every command works in it."""

from __future__ import annotations

from pathlib import Path

from assistant.actions.demonstrating import lay_out
from assistant.actions.running import sources_of
from corpora.settings import SETTINGS_FILE, load_settings


def test_the_settings_name_what_the_demo_read(tmp_path: Path) -> None:
    sources = lay_out(tmp_path)
    settings = tmp_path / SETTINGS_FILE
    named = sources_of(load_settings(settings).run, settings)
    assert {each.parent for each in sources} == set(named)
    assert {each.name for each in sources} == {each.name for each in named[0].iterdir()}


def test_laying_out_again_changes_nothing(tmp_path: Path) -> None:
    def held() -> dict[Path, bytes]:
        return {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}

    lay_out(tmp_path)
    before = held()
    lay_out(tmp_path)
    assert held() == before
