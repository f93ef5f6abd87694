"""What a command imports is what people wait for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assistant.conftest import ROOT

_HEAVY = (
    "duckdb",
    "jinja2",
    "model2vec",
    "numpy",
    "pyarrow",
    "rich.console",
    "sentence_transformers",
    "sklearn",
    "spacy",
    "textual",
    "torch",
)
_MODELS = ("model2vec", "sentence_transformers", "sklearn", "spacy", "textual", "torch")
_LOADED = """
import contextlib, io, json, sys
with contextlib.redirect_stdout(io.StringIO()):
{body}
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def loaded(body: str, names: tuple[str, ...]) -> list[str]:
    script = _LOADED.format(body="\n".join(f"    {line}" for line in body.splitlines()))
    done = subprocess.run(
        [sys.executable, "-c", script, *names],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def command(*words: object) -> str:
    typed = [*map(str, words)]
    return (
        "from assistant.cli import main\n"
        f"names, sys.argv = sys.argv, ['frontstage', *{typed!r}]\n"
        "try:\n    main()\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        "sys.argv = names"
    )


@pytest.mark.parametrize(
    "body",
    [
        "import assistant.cli",
        command("--help"),
        command("analyze", "--help"),
        "import assistant, assistant.actions, assistant.reports, assistant.rendering",
        "import classifiers, corpora, corpora.readers, corpora.store, journeys",
    ],
)
def test_help_and_package_roots_load_nothing_heavy(body: str) -> None:
    assert loaded(body, _HEAVY) == []


def test_help_lists_the_commands_without_loading_them() -> None:
    assert (
        loaded(
            command("--help"), ("pydantic", "assistant.command_line.commands", "corpora.records")
        )
        == []
    )


@pytest.mark.parametrize(
    "words", ["overview", "pain_points", "show_gaps product=kettle", "find_contacts text=lid"]
)
def test_asking_loads_no_model(first_run: tuple[Path, object], words: str) -> None:
    body = command("ask", *words.split(), "--workspace", first_run[0])
    assert loaded(f"{body}\nassert 'duckdb' in sys.modules", _MODELS) == []


def test_drawing_loads_no_model(first_run: tuple[Path, object]) -> None:
    assert loaded(command("journey", "--workspace", first_run[0]), _MODELS) == []


def test_the_first_paint_of_the_chat_loads_textual_and_little_else() -> None:
    heavy = {*_HEAVY, *_MODELS, "pydantic", "textual.widgets._data_table", "textual_serve"}
    names = tuple(sorted(heavy - {"rich.console", "textual"}))
    body = "import assistant.chat.command, assistant.chat.app, assistant.chat.desk"
    assert loaded(body, names) == []
