from pathlib import Path

import pytest

from corpora.errors import SettingsError
from corpora.settings import Settings, dump_settings, load_settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "frontstage.toml") == Settings()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "frontstage.toml"
    settings = Settings.model_validate(
        {
            "company": "Hobthorn",
            "currency": "GBP",
            "timezone": "Europe/London",
            "costs": {"per_handle_hour": 31.5, "per_contact": {"call": 6.2}},
            "segments": {"north": {"region": "North"}},
        }
    )
    path.write_text(dump_settings(settings), encoding="utf-8")
    assert load_settings(path) == settings


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("company = ", "not valid TOML"),
        ("currency = 'pounds'", "currency"),
        ("timezone = 'Mars/Olympus'", "no timezone is called 'Mars/Olympus'"),
        ("colour = 'red'", "colour"),
        ("[costs]\nper_handle_hour = -3", "costs.per_handle_hour"),
    ],
)
def test_what_is_wrong_is_named_with_the_file(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "frontstage.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(path)
    assert complaint in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "frontstage.toml"
    path.write_text("company = 'Hobthorn'", encoding="utf-8-sig")
    assert load_settings(path).company == "Hobthorn"


def test_a_folder_is_no_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        load_settings(tmp_path)


def test_an_unknown_key_is_told_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "frontstage.toml"
    path.write_text("colour = 'red'", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"the keys are company, currency, .*run$"):
        load_settings(path)
