"""Plain words write over no file that is there; commands do what they say."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.actions.registry import find_action
from assistant.actions.sparing import spare
from corpora.errors import BadInput
from tests.assistant.chat.conftest import chatting
from tests.assistant.conftest import Command


@pytest.mark.usefixtures("shop")
def test_ask_writes_over_nothing(frontstage: Command, tmp_path: Path) -> None:
    kept = tmp_path / "ours.xlsx"
    kept.write_text("graded by hand")
    asked = frontstage("ask", "draw a sample of 3 contacts to grade, into ours.xlsx")
    assert (asked.code, kept.read_text()) == (2, "graded by hand")
    last = asked.err.strip().splitlines()[-1]
    assert "ours.xlsx: is there already" in last
    assert "sample output=ours.xlsx" in last
    fresh = frontstage("ask", "draw a sample of 3 contacts to grade, into new.xlsx")
    assert (fresh.code, (tmp_path / "new.xlsx").exists()) == (0, True)
    assert frontstage("ask", "sample", "output=ours.xlsx", "n=3").code == 0
    assert kept.read_bytes()[:2] == b"PK"


def test_the_chat_writes_over_nothing(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "ours.xlsx"
    kept.write_text("graded by hand")

    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("draw a sample of 3 contacts to grade, into ours.xlsx")
            assert "is there already" in chat.said().replace("\n", " ")
            assert kept.read_text() == "graded by hand"

    asyncio.run(story())


def test_folders_and_defaults_are_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spare("sample", {})
    Path("qa.xlsx").touch()
    Path("base.toml").touch()
    for name, raw in (
        ("sample", {}),
        ("sample", {"output": str(tmp_path)}),
        ("label_export", {"paths": ["t.csv"], "output": "qa.xlsx"}),
        ("settings_export", {"path": "base.toml"}),
    ):
        with pytest.raises(BadInput, match="is there already"):
            spare(name, raw)
    spare("report", {"output": str(tmp_path)})
    assert find_action("sample").parse({}).output == Path("qa.xlsx")
