"""Scoring whole contacts against a company's truth file."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.company_stages import scored, stages_given

TRUTH = {
    "1": frozenset({"research"}),
    "2": frozenset({"pay", "return"}),
    "3": frozenset({"pay"}),
    "4": frozenset({"pay"}),
}


def test_any_stage_of_its_author_is_right_and_undecided_is_not() -> None:
    said = {"1": "pay", "2": "return", "3": None, "9": "pay"}
    assert scored(TRUTH, said) == {
        "contacts": 4,
        "right_of_all": 0.25,
        "decided": 0.5,
        "right_when_decided": 0.5,
    }


def test_nothing_decided_is_nothing_right() -> None:
    assert scored(TRUTH, {})["right_when_decided"] == 0


def test_contacts_without_a_stage_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "truth.toml"
    file.write_text('[[contact]]\nid = "1"\nstages = ["pay"]\n[[contact]]\nid = "2"\nstages = []\n')
    assert stages_given(file) == {"1": frozenset({"pay"})}


def test_a_folder_without_truth_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not there"):
        stages_given(tmp_path / "truth.toml")
    (tmp_path / "truth.toml").write_text("[[gap]]\n")
    with pytest.raises(SystemExit, match="has stages"):
        stages_given(tmp_path / "truth.toml")
