"""Whose questions a page leaves open, and why some actions take no filter."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.errors import BadInput
from tests.assistant.conftest import Ask


def test_filters_choose_whose_questions_are_told(ask: Ask) -> None:
    everyone = ask("show_page", product="kettle")
    nobody = ask("show_page", product="kettle", until="2001-01-01")
    assert everyone.data.open_gaps  # type: ignore[attr-defined]
    assert not nobody.data.open_gaps  # type: ignore[attr-defined]
    assert nobody.data.passages == everyone.data.passages  # type: ignore[attr-defined]
    assert "before 2001-01-01" in nobody.scope


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("rejects", "is no contact yet"),
        ("report", "compared with the next"),
        ("verify", "reckoned from all contacts"),
        ("history", "always speaks of all contacts"),
    ],
)
def test_who_takes_no_filter_says_why(ask: Ask, tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        ask(name, channel="call")
    assert not list(tmp_path.glob("*report*"))
