from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import SettingsError
from corpora.records import Driver
from journeys.default import load_journey
from journeys.taxonomy import load_taxonomy

TOML = """
[[stage]]
name = "Delivery"
[[stage.driver]]
name = "Parcel is late"
codes = ["Late", "Lost"]
column = "reason"
examples = ["it was due on Monday"]

[[stage]]
id = "pay"
[[stage.driver]]
name = "Charged twice"
"""
CSV = """Stage;Contact driver;Codes;Column;Examples
Delivery;Parcel is late;Late|Lost;reason;it was due on Monday
pay;Charged twice;;;
"""


def write(folder: Path, text: str, name: str = "ours.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_both_levels_are_the_same_from_toml_and_csv(tmp_path: Path) -> None:
    toml = load_taxonomy(taxonomy=write(tmp_path, TOML, "ours.toml"))
    table = load_taxonomy(taxonomy=write(tmp_path, CSV))
    assert toml == table
    assert toml.drivers == (
        Driver("Parcel is late", "delivery", ("Late", "Lost"), "reason"),
        Driver("Charged twice", "pay", ("Charged twice",)),
    )


def test_a_stage_keeps_what_the_journey_knows_of_it_and_learns_the_words_of_its_drivers(
    tmp_path: Path,
) -> None:
    ours = load_taxonomy(taxonomy=write(tmp_path, CSV))
    before = {stage.id: stage for stage in load_journey()}["pay"]
    delivery, pay = ours.stages
    assert (pay.name, pay.description) == (before.name, before.description)
    assert pay.examples == (*before.examples, "Charged twice")
    assert delivery.description == "Parcel is late"
    assert delivery.examples == ("it was due on Monday", "Parcel is late")


def test_a_row_without_a_driver_describes_its_stage(tmp_path: Path) -> None:
    text = "stage,driver,description\nPaying,,bills and cards\nFittings,,someone comes to fit it\n"
    pay, fittings = load_taxonomy(taxonomy=write(tmp_path, text)).stages
    assert (pay.id, pay.description) == ("pay", "bills and cards")
    assert (fittings.id, fittings.name) == ("fittings", "Fittings")


def test_what_stages_require_holds_where_both_are_kept(tmp_path: Path) -> None:
    text = "stage\nplace_order\nreceive\nexchange_or_return\nget_support\n"
    ours = load_taxonomy(taxonomy=write(tmp_path, text))
    assert ours.requires["exchange_or_return"] == ("receive",)
    assert "revise_or_inquire" not in ours.requires


def test_without_a_taxonomy_the_stages_are_the_journeys() -> None:
    assert load_taxonomy().stages == load_journey()
    assert load_taxonomy().drivers == ()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("t.csv", "", "the file is empty"),
        ("t.csv", "stage,driver\n", "has no rows"),
        ("t.csv", "driver\nLate\n", "row 1: no column is called stage"),
        ("t.csv", "stage,stage\na,b\n", "row 1: a column stands there twice"),
        ("t.csv", "stage,colour\nPaying,red\n", "row 1: unknown column 'colour'"),
        ("t.csv", "stage,driver\nPaying,Fees\n,Late\n", "row 3: no stage is named"),
        ("t.csv", "stage,driver,codes\nPaying,,F1\n", "row 2: codes without a driver"),
        ("t.csv", "stage,driver\nPaying,Fees\nPaying,fees\n", "row 3: the driver 'fees' is there"),
        ("t.csv", "stage,driver,codes\npay,A,x\nuse,B,X\n", "'X' is also one of 'A'"),
        ("t.csv", "stage,driver\nPaying,Fees,more,cells\n", "row 2: 4 cells under 2 columns"),
        ("t.csv", 'stage,driver\n"Paying,Fees\n', "broken"),
        ("t.toml", "", r"no \[\[stage\]\]"),
        ("t.toml", "[[stage]\n", "not TOML"),
        ("t.toml", "[[stage]]\n", "stage 1: name is missing"),
        ("t.toml", '[[stage]]\nname = "x"\ncolour = "red"\n', "unknown key 'colour'"),
        ("t.toml", '[[stage]]\nid = "Ö 1"\n', "can't be an id"),
        ("t.toml", '[[stage]]\nname = "x"\ndriver = 3\n', "must be"),
        ("t.toml", '[[stage]]\nname = "x"\n[[stage.driver]]\n', "driver 1: name is missing"),
        (
            "t.toml",
            '[[stage]]\nname = "x"\n[[stage.driver]]\nname = "y"\ncodes = "z"\n',
            "codes must be a list",
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_file_place_and_remedy(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        load_taxonomy(taxonomy=write(tmp_path, text, name))
    line = str(caught.value)
    assert name in line
    assert caught.value.remedy
    assert "\n" not in line


@given(text=st.text(max_size=200))
def test_any_text_gives_stages_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    for name in ("any.csv", "any.toml"):
        path = write(tmp_path_factory.getbasetemp(), text, name)
        with contextlib.suppress(SettingsError):
            assert load_taxonomy(taxonomy=path).stages
