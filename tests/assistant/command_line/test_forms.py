"""An answer of the command line as Markdown and as CSV: the same text that the chat saves."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from assistant.chat.saving import save
from tests.assistant.conftest import Ask, Command

GOLDEN = Path(__file__).parent / "golden"
pytestmark = pytest.mark.usefixtures("light")


@pytest.mark.parametrize("form", ["md", "csv"])
def test_an_answer_is_written_as_it_always_was(frontstage: Command, shop: Path, form: str) -> None:
    told = frontstage("ask", "products", "--format", form, "-w", shop)
    golden = GOLDEN / f"products.{form}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(told.out.encode())
    assert (told.code, told.out) == (0, golden.read_bytes().decode())


@pytest.mark.parametrize("form", ["md", "csv"])
def test_it_is_what_the_chat_saves(
    frontstage: Command, ask: Ask, shop: Path, tmp_path: Path, form: str
) -> None:
    save(ask("find_contacts", text="kettle"), f"answer.{form}", tmp_path)
    told = frontstage("ask", "find_contacts", "text=kettle", "--format", form, "-w", shop)
    assert told.out == (tmp_path / f"answer.{form}").read_bytes().decode()


def test_a_question_in_plain_words_and_a_command_take_it_too(
    frontstage: Command, shop: Path
) -> None:
    listed = frontstage("ask", "list the products", "--format", "csv", "-w", shop)
    assert len(list(csv.DictReader(io.StringIO(listed.out)))) == 7
    assert frontstage("changes", "--format", "md", "-w", shop).out.startswith("# ")
    assert "terminal" in frontstage("journey", "--help").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("history", "--format", "csv"), "lists nothing"),
        (("products", "--json", "--format", "md"), "--json asks for another form"),
        (("list the products", "--plan", "--format", "csv"), "neither plans nor"),
        (("list the products", "--llm", "test", "--format", "md"), "neither plans nor"),
        (("list the products and show me the journey", "--format", "csv"), "no one table"),
    ],
)
def test_what_has_no_such_form_is_one_line(
    frontstage: Command, shop: Path, words: tuple[str, ...], said: str
) -> None:
    told = frontstage("ask", *words, "-w", shop)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert said in told.err


def test_an_adjustment_is_only_proposed(frontstage: Command, shop: Path) -> None:
    told = frontstage(
        "edit", "rename_stage", "stage=pay", "name=Settling", "--format", "md", "-w", shop
    )
    assert told.out.startswith("# ")
    assert "Nothing was changed" not in told.out
    assert "Settling" not in frontstage("ask", "overview", "-w", shop).out
