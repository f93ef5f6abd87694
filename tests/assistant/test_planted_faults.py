"""The faults that were planted in the sample company's process are found first."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.actions.classifying import label_contacts
from assistant.actions.improving import FindingsParams, find_all
from assistant.actions.ingesting import IngestParams, ingest
from assistant.session import Session
from corpora.samples import sample_folder, sample_paths
from corpora.settings import SETTINGS_FILE
from tests.conftest import NOON


def test_the_planted_faults_of_the_process_come_first(tmp_path: Path) -> None:
    shutil.copyfile(sample_folder() / SETTINGS_FILE, tmp_path / SETTINGS_FILE)
    session = Session(tmp_path / "frontstage.duckdb", now=lambda: NOON)
    paths = tuple(path for path in sample_paths() if path.name != "pages")
    ingest(session, IngestParams(paths=paths, redact="patterns"))
    label_contacts(session)
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
