"""The chat in a terminal of its own: what counts as drawn, and a start that fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.chat_painting import painting, stands_in_box

BOX = "Ask, or type / for what can be asked"


@pytest.mark.parametrize(
    ("seen", "there"),
    [
        (f"welcome {BOX} welcome kettle", True),
        (f"kettle {BOX} kettle", True),
        (f"gaps of the kettle {BOX}", False),
        ("kettle", False),
        (BOX, False),
    ],
)
def test_the_word_stands_in_the_box_once_it_is_drawn_after_it(seen: str, *, there: bool) -> None:
    assert stands_in_box(seen.encode()) is there


def test_a_chat_that_cannot_be_started_is_no_second_benchmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    us, went_on = os.getpid(), tmp_path / "went-on"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    try:
        with pytest.raises(RuntimeError, match="did not come"):
            painting(tmp_path / "none.duckdb", 1)
    finally:
        if os.getpid() != us:  # or the child would run the rest of the tests, too
            went_on.touch()
            os._exit(1)
    assert not went_on.exists()
