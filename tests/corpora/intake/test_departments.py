"""A table that lists departments beside the contacts tells what they are called in full."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from corpora.intake.departments import full_names, never_met
from corpora.readers.detect import Detected, read
from corpora.readers.raw import ReadOptions


def _noticed(path: Path) -> list[Detected]:
    noticed: list[Detected] = []
    list(read([path], ReadOptions(timezone=UTC), noticed=noticed.append))
    return noticed


@pytest.mark.parametrize("inside", [True, False])
def test_full_names_are_read(tmp_path: Path, inside: bool) -> None:  # noqa: FBT001 - a parameter
    table = tmp_path / "departments.csv"
    table.write_text("department,name,does\ntechnical,Network support,faults\ncare,,\n")
    given = tmp_path if inside else table
    assert full_names([given], _noticed(given)) == {"technical": "Network support"}


def test_a_table_without_names_tells_nothing(tmp_path: Path) -> None:
    table = tmp_path / "departments.csv"
    table.write_text("department,does\ntechnical,faults\n")
    assert full_names([table], _noticed(table)) == {}


def test_whom_no_customer_meets_is_read_by_both_names(tmp_path: Path) -> None:
    table = tmp_path / "departments.csv"
    table.write_text("department,name,does,visible\ndesk,Front desk,asks,true\nback,Mill,,False\n")
    assert never_met([table], _noticed(table)) == ("back", "Mill")
    table.write_text("department,name,does\nback,Mill,grinds\n")
    assert never_met([table], _noticed(table)) is None, "who says nothing hides nobody"
