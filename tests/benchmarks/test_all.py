"""`make bench` runs what the documentation tells figures of, and is polite without public data."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS

ROOT = Path(__file__).resolve().parents[2]
_TOLD = re.compile(r"python -m benchmarks\.([a-z_]+)")
_FITS = {"rivals"}
"""Fits what others are compared with; it tells no figure of ours."""
_PUBLIC = ("ingest", "stages", "students", "speed", "demand", "answerability", "discovery")


def test_every_figure_that_is_told_is_printed_by_make_bench() -> None:
    told = set(_TOLD.findall((ROOT / "docs" / "benchmarks.md").read_text()))
    assert told - _FITS <= set(BENCHMARKS)


@pytest.mark.parametrize("name", _PUBLIC)
def test_without_public_data_a_benchmark_says_where_it_comes_from(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRONTSTAGE_DATA", str(tmp_path))
    monkeypatch.setattr("sys.argv", [name])
    with pytest.raises(SystemExit) as stopped:
        import_module(f"benchmarks.{name}").main()
    assert not stopped.value.code
    assert "is not here; it comes from " in capsys.readouterr().out
