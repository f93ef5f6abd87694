"""Any answer as a file: by command, by the palette, never over a file that is there."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path

import pytest

from assistant.chat.saving import save, save_call
from assistant.chat.widgets.exchange import Exchange
from corpora.errors import BadInput, SourceError
from tests.assistant.chat import scenes
from tests.assistant.chat.conftest import chatting
from tests.assistant.chat.test_hostile import evil_answer


def test_the_answer_shown_is_saved_by_command_and_palette(shop: Path) -> None:
    async def story() -> None:
        async with chatting(shop) as chat:
            await chat.ask("/save")
            assert "Nothing is shown yet" in chat.said()
            await chat.ask("/overview")
            await chat.ask("/save path=stages.csv")
            assert "Saved as" in chat.said()
            await chat.press("ctrl+p", *"save")
            await chat.pilot.pause(0.3)
            await chat.press("enter")
            assert chat.main.query(Exchange).last().question == "/save"
            await chat.ask("/save path=stages.csv")
            assert "is there already" in " ".join(chat.said().split())
            await chat.press(*"/sav")
            assert chat.main.query_one("#completions").chosen.shown == "save"  # type: ignore[attr-defined]

    asyncio.run(story())
    with (shop.parent / "stages.csv").open() as file:
        assert "contacts" in next(csv.DictReader(file))
    written = (shop.parent / "frontstage-answer-1.md").read_text()
    assert written.startswith("# ")
    assert "- Scope: all contacts, n = " in written


def test_a_list_is_saved_with_the_words_it_rests_on(tmp_path: Path) -> None:
    save(scenes.gaps().answer, "gaps.csv", tmp_path)
    with (tmp_path / "gaps.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["topic"] == "induction hob"
    assert "induction hob, will it boil there?" in rows[0]["quotes"]
    assert save(scenes.contact().answer, "", tmp_path).endswith("frontstage-answer-1.md.")
    assert "**customer** (Receiving the order)" in (tmp_path / "frontstage-answer-1.md").read_text()


def test_markup_and_formulas_in_it_do_nothing(tmp_path: Path) -> None:
    save(evil_answer(), "evil.md", tmp_path)
    text = (tmp_path / "evil.md").read_text()
    assert not [line for line in text.splitlines() if "![i](http" in line and line[:4].strip()]
    assert "\x1b" not in text
    save(evil_answer(), "evil.csv", tmp_path)
    assert "\x1b" not in (tmp_path / "evil.csv").read_text()


@pytest.mark.parametrize("path", ["answer.txt", "answer", "no folder/answer.md"])
def test_where_it_can_not_be_saved_is_said(tmp_path: Path, path: str) -> None:
    with pytest.raises((BadInput, SourceError)):
        save(scenes.gaps().answer, path, tmp_path)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("export this", ""),
        ("save that as CSV, please", ".csv"),
        ("save that as csv please", ".csv"),
        ("ok, export the last answer to pages.md", "pages.md"),
        ("export the gaps", None),
        ("export it as xlsx", None),
        ("save it as a drawing.svg", None),
    ],
)
def test_what_is_shown_is_saved_in_plain_words(line: str, path: str | None) -> None:
    assert save_call(line) == path


def test_a_form_without_a_name_is_numbered(tmp_path: Path) -> None:
    assert save(scenes.gaps().answer, ".csv", tmp_path).endswith("frontstage-answer-1.csv.")
