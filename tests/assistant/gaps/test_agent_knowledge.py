"""The planted faults of agents are found first in the sample company, and nothing beside them."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from assistant.actions.agents import AgentKnowledgeData, AgentKnowledgeParams, agent_knowledge
from assistant.actions.gaps import compute_gaps
from assistant.actions.ingesting import IngestParams, ingest
from assistant.session import Session
from corpora.samples import sample_folder, sample_paths
from corpora.settings import SETTINGS_FILE
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("light")


def looked(folder: Path, company: str) -> AgentKnowledgeData:
    shutil.copyfile(sample_folder(company) / SETTINGS_FILE, folder / SETTINGS_FILE)
    session = Session(folder / "frontstage.duckdb", now=lambda: NOON)
    paths = tuple(path for path in sample_paths(company) if path.suffix != ".csv")
    ingest(session, IngestParams(paths=paths, redact="patterns"))
    compute_gaps(session)
    data = agent_knowledge(session, AgentKnowledgeParams()).data
    assert isinstance(data, AgentKnowledgeData)
    return data


def test_the_planted_faults_are_found_and_nothing_else(tmp_path: Path) -> None:
    truth = tomllib.loads((sample_folder() / "truth.toml").read_text(encoding="utf-8"))
    planted = truth["agent_knowledge"]
    found = looked(tmp_path, "hobthorn").faults
    assert len(found) <= 5
    for fault in found:
        matching = [each for each in planted if each["page_wording"] in fault.passage]
        assert matching, fault
        planted.remove(matching[0])
        assert fault.contacts >= 2
        assert len(fault.wrong) >= 2
    assert planted == []


def test_where_none_is_planted_none_is_found(tmp_path: Path) -> None:
    assert looked(tmp_path, "larkpan").faults == ()
