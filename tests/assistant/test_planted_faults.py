"""The faults that were planted in the sample company's process are found first."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.actions.improving import FindingsParams, find_all
from assistant.session import Session
from tests.conftest import NOON


def test_the_planted_faults_of_the_process_come_first(read_sample: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(read_sample.parent, tmp_path / "copy")
    session = Session(folder / read_sample.name, now=lambda: NOON)
    found, contacts, _ = find_all(session, FindingsParams())
    assert contacts == 420
    first = {each.subject for each in found[:5]}
    assert "option:2" in first
    assert "hand-off:Billing" in first
    assert "loop:Orders" in first
    assert any({*subject.split(":")[1:]} == {"Delivery desk", "Returns & refunds"}
               for subject in first if subject.startswith("ping-pong"))  # fmt: skip
    (menu,) = (each for each in found if each.subject == "option:2")
    assert "leads to Sales & product advice" in menu.reason, "named as the drawing names it"
    (loop,) = (each for each in found if each.subject == "loop:Orders")
    assert loop.size == 5, "five customers were sent round; who merely asks again is no loop"
    assert not any(each.subject.startswith("channel:") for each in found), "stages are guesses"
    for each in found:
        assert each.low <= each.size <= each.high
        assert each.reason.endswith((".", "?"))
        assert each.evidence or each.subject.startswith("abandoned")
