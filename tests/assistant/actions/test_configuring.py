"""Settings go out as text and come back after a look at what would change."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.actions.registry import find_action
from assistant.session import Session
from corpora.errors import SettingsError, SourceError
from corpora.settings import Settings, load_settings
from tests.assistant.conftest import Command

TEXT = '# of the Leeds desk\ncompany = "Wren & Co"\n\n[costs]\nper_handle_hour = 24.0\n'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "frontstage.toml").write_text('company = "Wren"\ncurrency = "GBP"\n')
    return tmp_path


def test_what_is_exported_is_imported_without_a_change(frontstage: Command, desk: Path) -> None:
    done = frontstage("settings", "export", "shared.toml")
    assert done.code == 0, done.err
    assert load_settings(desk / "shared.toml") == load_settings(desk / "frontstage.toml")
    told = frontstage("settings", "import", "shared.toml", "--yes")
    assert "Nothing changes" in told.out
    assert not (desk / "frontstage.toml.before").exists()


@pytest.mark.usefixtures("desk")
def test_without_a_path_nothing_but_the_text_is_printed(
    frontstage: Command, tmp_path: Path
) -> None:
    (tmp_path / "printed.toml").write_text(frontstage("settings", "export").out)
    assert load_settings(tmp_path / "printed.toml") == Settings(company="Wren", currency="GBP")


def test_an_import_is_proposed_first(frontstage: Command, desk: Path) -> None:
    (desk / "leeds.toml").write_text(TEXT)
    before = (desk / "frontstage.toml").read_text()
    told = frontstage("settings", "import", "leeds.toml")
    assert "This would change 3 settings" in told.out
    for words in ("costs.per_handle_hour", "not set", "24.0", "GBP", "EUR", "Wren & Co"):
        assert words in told.out
    assert (desk / "frontstage.toml").read_text() == before


def test_an_import_keeps_comments_and_the_settings_before(frontstage: Command, desk: Path) -> None:
    (desk / "leeds.toml").write_text(TEXT)
    before = (desk / "frontstage.toml").read_text()
    done = frontstage("settings", "import", "leeds.toml", "--yes")
    assert done.code == 0, done.err
    assert (desk / "frontstage.toml").read_text() == TEXT
    assert (desk / "frontstage.toml.before").read_text() == before
    assert not list(desk.glob("*.part"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("company = ", "not valid TOML"),
        ('curency = "GBP"', "curency"),
        ('timezone = "Europe/Leeds"', "no timezone"),
        (None, "is not there"),
    ],
)
def test_a_wrong_file_is_one_line_and_changes_nothing(
    frontstage: Command, desk: Path, text: str | None, told: str
) -> None:
    if text is not None:
        (desk / "wrong.toml").write_text(text)
    before = (desk / "frontstage.toml").read_text()
    done = frontstage("settings", "import", "wrong.toml", "--yes")
    assert done.code == 2
    assert told in done.err
    assert "wrong.toml" in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert (desk / "frontstage.toml").read_text() == before


def test_broken_settings_can_be_replaced(frontstage: Command, desk: Path) -> None:
    (desk / "frontstage.toml").write_text("currency = 7")
    (desk / "leeds.toml").write_text(TEXT)
    assert frontstage("settings", "import", "leeds.toml", "--yes").code == 0
    assert load_settings(desk / "frontstage.toml").company == "Wren & Co"


def test_a_file_of_something_else_is_not_overwritten(desk: Path) -> None:
    (desk / "pyproject.toml").write_text('[project]\nname = "till"\n')
    action = find_action("settings_export")
    session = Session(desk / "frontstage.duckdb")
    with pytest.raises(SourceError, match="holds no settings"):
        action.run(session, action.parse({"path": desk / "pyproject.toml"}))


def test_a_preview_of_a_missing_file_is_said(desk: Path) -> None:
    action = find_action("settings_import")
    assert action.preview is not None
    with pytest.raises(SettingsError, match="is not there"):
        action.preview(
            Session(desk / "frontstage.duckdb"), action.parse({"file": desk / "none.toml"})
        )
