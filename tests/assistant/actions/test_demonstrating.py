"""The demo's folder is a company's folder: every command works in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from assistant.actions import demonstrating
from assistant.actions.demonstrating import DemoParams, demo, lay_out
from assistant.actions.running import sources_of
from assistant.answers import Answer, Data
from assistant.rendering.terminal import show
from assistant.session import Session
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


@pytest.mark.parametrize("quiet", [False, True])
def test_it_ends_with_what_was_found_the_report_and_the_next_step(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, quiet: bool
) -> None:
    found = Answer(
        headline="3 pages leave customers without an answer.",
        data=Data(),
        scope="all contacts",
        n=9,
        notes=("Accuracy: not audited.", "12 needs."),
    )
    written = Answer(headline="Report written to r.html.", data=Data())
    monkeypatch.setattr(demonstrating, "analyze", lambda *_: found)
    monkeypatch.setattr(demonstrating, "report", lambda *_: written)
    said: list[str] = []
    session = Session(tmp_path / "w.duckdb", lambda _done, _total, what: said.append(what))
    answer = demo(session, DemoParams(folder=tmp_path))
    assert said == ["writing the report"]
    assert answer.as_json("demo")["notes"][-1].startswith(written.headline)
    out = io.StringIO()
    show(answer, Console(file=out, width=200), quiet=quiet)
    lines = out.getvalue().splitlines()
    assert ("12 needs." in lines) is not quiet
    end = [line for line in lines if not line.startswith("Next: ")][-2:]
    assert end[0] == found.headline
    assert end[1].startswith(written.headline)
    assert lines[-1].startswith(written.headline if quiet else "Next: ")
