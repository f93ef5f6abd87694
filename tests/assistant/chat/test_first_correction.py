"""The first correction: a question, what it shows, "those are about …", yes, and undo."""

from __future__ import annotations

from pathlib import Path

from assistant.chat.desk import Desk, Told
from tests.conftest import NOON


class Person:
    """Somebody who types, reads what is answered, and agrees."""

    def __init__(self, workspace: Path) -> None:
        self.desk = Desk(workspace, now=lambda: NOON)

    def asks(self, question: str) -> Told:
        understood = self.desk.understand(question)
        assert understood.kind == "do", understood
        (call,) = understood.calls
        return self.desk.tell(call)

    def stages(self) -> dict[str | None, int]:
        found = self.asks("overview").answer.data.model_dump()["stages"]
        return {each["stage"]: each["contacts"] for each in found}


def test_those_just_shown_are_moved_and_come_back(shop: Path) -> None:
    person = Person(shop)
    before = person.stages()
    person.asks("what do the pages leave open")
    proposed = person.asks("those are about delivery, not returns")
    assert proposed.proposed
    assert proposed.call.name == "relabel_several"
    moving = sum(proposed.answer.data.model_dump()["moves"].values())
    assert moving > 0
    assert person.stages() == before
    person.desk.apply(proposed.call)
    after = person.stages()
    assert after["receive"] == before.get("receive", 0) + moving
    person.desk.apply(person.asks("undo").call)
    assert person.stages() == before


def test_which_pages_first_is_answered_and_opened(shop: Path) -> None:
    person = Person(shop)
    ranked = person.asks("which three pages first").answer.data.model_dump()["pages"]
    assert 0 < len(ranked) <= 3
    sizes = [page["customers"] for page in ranked]
    assert all(size > 0 for size in sizes)
