from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import SettingsError
from journeys.default import load_journey, load_requirements

ONE = '[[stage]]\nid = "buy"\nname = "Buying"\ndescription = "They buy."\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "journey.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_journey_has_the_ten_stages_in_order() -> None:
    assert [stage.id for stage in load_journey()] == [
        "research",
        "review_options",
        "place_order",
        "revise_or_inquire",
        "pay",
        "receive",
        "use",
        "get_support",
        "exchange_or_return",
        "manage_account",
    ]


def test_every_default_stage_can_serve_as_a_prototype() -> None:
    stages = load_journey()
    phrases = [phrase for stage in stages for phrase in stage.examples]
    assert all(8 <= len(stage.examples) <= 14 for stage in stages)
    assert len(set(phrases)) == len(phrases)
    assert all(len(stage.description.split()) > 10 for stage in stages)


def test_the_default_journey_knows_what_must_come_before_a_return() -> None:
    requires = load_requirements()
    assert requires["exchange_or_return"] == ("receive",)
    assert requires["receive"] == ("place_order",)


def test_a_file_of_ones_own_is_read_with_defaults(tmp_path: Path) -> None:
    (stage,) = load_journey(write(tmp_path, ONE + 'examples = ["I  want\\n two"]\n'))
    assert (stage.lane, stage.aliases, stage.examples) == ("customer", (), ("I want two",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"no \[\[stage\]\]"),
        ("stage = 3", r"no \[\[stage\]\]"),
        ("stage = [3]", "must be a"),
        ("[[stage]", "not TOML"),
        ('[[stage]]\nname = "x"', "stage 1: id is missing"),
        ('[[stage]]\nid = "Ö 1"\nname = "x"', "can't be an id"),
        ('[[stage]]\nid = "x"\nname = "x"', "stage 'x': description is missing"),
        (ONE + 'example = ["x"]', "unknown key 'example'"),
        (ONE + 'examples = "x"', "list of texts"),
        (ONE + "lane = 4", "lane is missing or no text"),
        (ONE + ONE, "given twice"),
        (ONE + 'aliases = ["buy"]', "given twice"),
        (ONE + 'requires = ["fly"]', "requires 'fly'"),
        (ONE + 'requires = ["buy"]', "no other stage"),
    ],
)
def test_what_cannot_be_used_is_named_with_file_and_remedy(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        load_journey(write(tmp_path, text))
    line = str(caught.value)
    assert "journey.toml" in line
    assert caught.value.remedy
    assert "\n" not in line


def test_a_missing_file_and_a_folder_are_settings_errors(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such journey file"):
        load_journey(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="can't be read"):
        load_journey(tmp_path)


def test_text_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "journey.toml"
    path.write_bytes(b"\xff\xfe\x00broken")
    with pytest.raises(SettingsError, match="UTF-8"):
        load_journey(path)


@given(text=st.text(max_size=200))
def test_any_text_gives_stages_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = write(tmp_path_factory.getbasetemp(), text)
    with contextlib.suppress(SettingsError):
        assert load_journey(path)
