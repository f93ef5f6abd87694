"""A defect is told and the conversation goes on; pools of processes start from within the app."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.chat.desk import Desk
from assistant.chat.helpers import in_words
from assistant.chat.widgets.exchange import Exchange
from tests.assistant.chat.conftest import chatting

_POOL = """
import io, sys
class Taken(io.StringIO):
    def fileno(self): return -1
sys.stderr = Taken()
from assistant.chat.helpers import let_processes_start
let_processes_start()
from multiprocessing import get_context
get_context("spawn").Lock()
print("started")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="semaphores are tracked by a process elsewhere")
def test_pools_start_where_error_output_was_taken_over() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _POOL], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "started\n", done.stderr


def test_a_defect_is_told_and_the_conversation_goes_on(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("of two minds")

    async def story() -> None:
        async with chatting(shop) as chat:
            with monkeypatch.context() as patch:
                patch.setattr(Desk, "tell", broken)
                await chat.ask("overview")
                assert chat.main.query(Exchange).last().query(".trouble")
            await chat.ask("overview")
            assert chat.main.exhibit.told is not None

    asyncio.run(story())


def test_a_defect_names_itself() -> None:
    assert "ValueError: of two minds" in in_words(ValueError("of two minds"))


@pytest.mark.parametrize("said", ["yes", "show me the sample please"])
def test_where_there_is_no_workspace_the_sample_is_one_word_away(tmp_path: Path, said: str) -> None:
    desk = Desk(tmp_path / "frontstage.duckdb")
    assert [call.name for call in desk.understand(said).calls] == ["demo"]
    asked = desk.understand("why do people call about the kettle?")
    assert (asked.kind, asked.choices[0][1].name) == ("clarify", "demo")
