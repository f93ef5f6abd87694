"""What an answer offers to ask next means, when typed, what its key runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.chat.calls import Call, FollowUp, follow_up
from assistant.chat.desk import Desk, Told
from assistant.chat.understanding import Understood, command
from assistant.session import Session
from tests.assistant.conftest import Ask
from tests.assistant.test_json import RUNS, prepared
from tests.conftest import NOON

TYPED = {
    "what the pages leave open: bramley enamel kettle": ("show_gaps", "product"),
    "One stage: Setting up and using": ("show_stage", "stage"),
    "What a page says: Moth reading lamp": ("show_page", "product"),
    "Contact: T-2006": ("explain_contact", "contact"),
}
"""Words of keys of an answer long gone, with what they mean."""


def answered(session: Session, ask: Ask, name: str, folder: Path) -> tuple[Desk, Told]:
    raw = prepared(ask, name, folder)
    desk = Desk(session.path, now=lambda: NOON)
    desk.prepare()
    desk.words()
    desk.values()
    return desk, desk.apply(Call(name, raw))


def meant(understood: Understood) -> list[tuple[str, dict[str, Any]]]:
    assert understood.kind == "do", understood
    return [(call.name, dict(call.raw)) for call in understood.calls]


def run_by(key: FollowUp) -> tuple[str, dict[str, Any]]:
    call = command(key.line)
    assert call is not None
    return call.name, dict(call.raw)


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("name", RUNS)
def test_what_is_offered_is_understood_when_typed(
    session: Session, ask: Ask, tmp_path: Path, name: str
) -> None:
    desk, told = answered(session, ask, name, tmp_path)
    offered = [each for each in told.next if each.complete]
    for key in offered:
        for typed in (key.shown, key.shown.lower(), f"{key.shown}?", key.text):
            assert meant(desk.understand(typed)) == [run_by(key)], typed


@pytest.mark.parametrize("typed", TYPED)
def test_the_words_of_a_key_mean_it_when_it_is_gone(shop: Path, typed: str) -> None:
    desk = Desk(shop, now=lambda: NOON)
    name, parameter = TYPED[typed]
    ((action, raw),) = meant(desk.understand(typed))
    assert (action, set(raw)) == (name, {parameter})
    desk.tell(Call(action, raw))


def test_what_the_command_line_offers_can_be_typed_here() -> None:
    for typed, name, raw in (
        ("frontstage gaps", "find_gaps", {}),
        ("frontstage ask show_gaps product=kettle", "show_gaps", {"product": "kettle"}),
        ("frontstage edit rename_stage stage=pay name='Settling up'", "rename_stage",
         {"stage": "pay", "name": "Settling up"}),
    ):  # fmt: skip
        call = command(typed)
        assert call is not None
        assert (call.name, call.raw) == (name, raw)
    assert command("frontstage is what I want to learn") is None


def test_a_value_of_several_words_stays_whole_and_what_is_missing_is_asked_for() -> None:
    names = {"trend": "trend", "find_contacts": "find_contacts", "relabel": "relabel"}
    whole = follow_up('trend of="Receiving the order" by=week', names)
    assert whole == FollowUp("trend of='Receiving the order' by=week", complete=True)
    assert follow_up("find_contacts text=it's", names) == FollowUp(
        "find_contacts text='it'\"'\"'s'", complete=True
    )
    assert follow_up("relabel contact=c-1 stage=…", names) == FollowUp(
        "relabel contact=c-1 stage=", complete=False
    )


def test_a_filter_after_one_contact_narrows_the_list_that_it_came_from(shop: Path) -> None:
    desk = Desk(shop, now=lambda: NOON)
    for typed in ("find contacts about the kettle", "open the first one"):
        (call,) = desk.understand(typed).calls
        desk.tell(call)
    ((name, raw),) = meant(desk.understand("and for phone only?"))
    assert (name, raw["channel"]) == ("find_contacts", "call")
    assert "kettle" in str(raw)


@pytest.mark.parametrize("typed", ["teach", "/teach", "frontstage teach"])
def test_teaching_without_an_answer_begins_with_a_question(typed: str) -> None:
    assert command(typed) == Call("next_question")


@pytest.mark.parametrize("given", [{"answer": "yes"}, {"group": "q-4f"}])
def test_what_is_given_to_teaching_stays_with_it(given: dict[str, str]) -> None:
    assert command(Call("teach", given).text) == Call("teach", given)
