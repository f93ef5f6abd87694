"""What the shell offers when Tab is pressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.conftest import typed


@pytest.mark.parametrize(
    ("words", "at", "offered"),
    [
        ("frontstage inge", 1, ["ingest"]),
        ("frontstage import-", 1, ["import-status", "import-map"]),
        ("frontstage journey --fo", 2, ["--format"]),
    ],
)
def test_commands_and_options_are_completed(
    words: str, at: int, offered: list[str], tmp_path: Path
) -> None:
    asked = {"_FRONTSTAGE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    assert typed(cwd=tmp_path, **asked).out.split() == offered
