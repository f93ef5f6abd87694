from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.answers import Answer, Conversation, Data, Drawing, Line, Quoted, Quotes, Table
from assistant.rendering.safety import safe
from assistant.rendering.terminal import show
from journeys.default import load_journey
from journeys.model import Journey, Step
from tests.assistant.conftest import Command

HOSTILE = (
    "[bold red]loud[/bold red] [link=http://evil.example]x[/] \x1b[31mred\x1b[0m \x9b2J \u202e"
)
_OURS = re.compile(r"\x1b\[[\d;]*m")


class Nothing(Data):
    """No data."""


def drawn(answer: Answer, *, colour: bool = False, quiet: bool = False, width: int = 80) -> str:
    out = io.StringIO()
    show(
        answer,
        Console(
            file=out,
            width=width,
            force_terminal=colour,
            color_system="truecolor" if colour else None,
            highlight=False,
        ),
        quiet=quiet,
    )
    return out.getvalue()


@pytest.fixture
def hostile() -> Answer:
    quote = Quoted(contact_id="c-1", turn_index=0, start=0, end=1, text=HOSTILE)
    journey = Journey(
        name=HOSTILE,
        steps=tuple(
            Step(stage_id=stage.id, name=HOSTILE, mark="assumed")
            for stage in load_journey(None)[:2]
        ),
    )
    return Answer(
        headline=HOSTILE,
        data=Nothing(),
        blocks=(
            Line(HOSTILE),
            Table((HOSTILE, "n"), ((HOSTILE, HOSTILE),), title=HOSTILE, right=frozenset({"n"})),
            Quotes((quote,)),
            Conversation((("customer", HOSTILE, HOSTILE),)),
            Drawing(journey, "customer"),
        ),
        scope=HOSTILE,
        n=1,
        notes=(HOSTILE,),
        follow_ups=(HOSTILE,),
    )


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_words_move_no_cursor_and_change_no_colour(
    hostile: Answer, *, colour: bool
) -> None:
    text = _OURS.sub("", drawn(hostile, colour=colour)) if colour else drawn(hostile)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "\\x1b[31m" in text


def test_markup_in_words_is_shown_and_not_obeyed(hostile: Answer) -> None:
    text = drawn(hostile, colour=True, width=200)
    assert "[bold red]loud[/bold red]" in text
    assert "\x1b]8;" not in text


def test_a_hostile_contact_is_read_safely_through_every_command(
    frontstage: Command, first_run: tuple[Path, object]
) -> None:
    at = ("-w", first_run[0])
    found = frontstage("ask", "find_contacts", "text=HYPERLINK", "--json", *at).json["data"]
    contact = found["contacts"][0]["id"]
    for words in (
        ["ask", "find_contacts", "text=HYPERLINK"],
        ["ask", "explain_contact", f"contact={contact}"],
        ["ask", "show_gaps", "product=kettle", "top=50"],
        ["ask", "pain_points"],
        ["journey"],
    ):
        done = frontstage(*words, *at)
        assert done.code == 0, words
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out), words
        assert "<script" not in done.out
    explained = frontstage("ask", "explain_contact", f"contact={contact}", *at).out
    assert "[bold red]hurry[/bold red]" in explained
    assert "\\x1b[31mred\\x1b[0m" in explained


def test_json_carries_no_control_characters_either(
    frontstage: Command, first_run: tuple[Path, object]
) -> None:
    done = frontstage("ask", "find_contacts", "top=100", "--json", "-w", first_run[0])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out)


def test_an_error_that_quotes_hostile_words_is_safe(frontstage: Command, shop: Path) -> None:
    done = frontstage("ask", "show_stage", "stage=\x1b[2Jgone\x07", "-w", shop)
    assert done.code == 2
    assert "\x1b" not in done.err
    assert "\x07" not in done.err


def test_quiet_leaves_only_the_answer(hostile: Answer) -> None:
    assert "Scope: " in drawn(hostile)
    assert "Scope: " not in drawn(hostile, quiet=True)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_nothing_is_wider_than_the_terminal(ask: Callable[..., Answer], width: int) -> None:
    for answer in (ask("overview"), ask("show_gaps"), ask("help"), ask("pain_points")):
        assert max(map(len, drawn(answer, width=width).splitlines())) <= width


@given(st.text(max_size=100))
def test_what_is_safe_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    cleaned = safe(text)
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", cleaned
    )
    assert safe(cleaned) == cleaned


def test_no_unseen_character_is_left() -> None:
    every = "".join(map(chr, range(0x110000)))
    left = {unicodedata.category(c) for c in safe(every) if c not in "\t\n"}
    assert not left & {"Cc", "Cf", "Zl", "Zp"}
