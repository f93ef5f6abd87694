"""Every file of the list beside good ones, in one `frontstage ingest`, as a user runs it."""

from __future__ import annotations

import json
import resource
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpora.records import Reject
from corpora.store.workspace import Workspace
from tests.assistant.conftest import Outcome, typed
from tests.assistant.hostile.cases import CASES, Case

GOOD = "ticket_id,description\nG-1,The lid of my flask leaks.\nG-2,Which bulb fits the lamp?\n"
LIMIT_CPU_S = 60
HARMFUL = [case for case in CASES if case.told]
HARMLESS = [case for case in CASES if not case.told]


@dataclass(frozen=True)
class Arrived:
    """What one run over a folder of cases left: by case, ids, lines, pages."""

    outcome: Outcome
    cpu_s: float
    contacts: list[tuple[str | None, str]]
    pages: list[str]
    events: int
    rejects: list[Reject]


def stem(case: Case) -> str:
    return f"H{CASES.index(case):04}-"


def place(case: Case) -> str:
    return f"{CASES.index(case):03}"


def ingest_all(folder: Path, cases: list[Case]) -> Arrived:
    source = folder / "in"
    for case in cases:
        path = source / place(case) / case.file.replace("STEM", stem(case))
        path.parent.mkdir(parents=True)
        path.write_bytes(case.content(stem(case)))
    (source / "good.csv").write_text(GOOD, encoding="utf-8")
    workspace = folder / "frontstage.duckdb"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = ("ingest", "in", "--redact", "patterns", "--json", "--workspace", workspace)
    outcome = typed(*words, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Workspace.open(workspace).reading() as db:
        contacts = db.execute("SELECT source_id, origin FROM contacts").fetchall()
        pages = [row[0] for row in db.execute("SELECT origin FROM pages").fetchall()]
        events = db.execute("SELECT count(*) FROM events").fetchall()[0][0]
        told = db.execute('SELECT file, "row", code, remedy FROM rejects').fetchall()
    return Arrived(
        outcome,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        contacts,
        pages,
        events,
        [Reject(*row) for row in told],
    )


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Arrived:
    return ingest_all(tmp_path_factory.mktemp("harmful"), HARMFUL)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Arrived:
    return ingest_all(tmp_path_factory.mktemp("harmless"), HARMLESS)


def check(case: Case, arrived: Arrived) -> None:
    """Hold what arrived of one file against what it holds."""
    folder = f"in/{place(case)}/"
    found = [ident for ident, origin in arrived.contacts if origin.startswith(folder)]
    ids = [ident for ident in found if ident is not None]
    wanted = {stem(case) + end for end in case.good}
    if case.name.startswith("truncated") and len(case.good) > 2:  # thousands; the first and last
        assert wanted <= set(ids)
    else:
        assert {each[each.index(stem(case)) :] for each in ids} == wanted
        assert (len(ids), len(found) - len(ids)) == (len(wanted), case.nameless)
    assert sum(page.startswith(folder) for page in arrived.pages) == case.pages
    lines = [each for each in arrived.rejects if each.file.startswith(folder)]
    assert [(each.row, each.code) for each in lines] == list(case.told)
    for line in lines:
        assert f"{line.file}{line.code}{line.remedy}".isprintable()
        assert line.remedy
    if lines:
        assert case.remedy in lines[0].remedy


@pytest.mark.parametrize("case", HARMFUL, ids=lambda case: case.name)
def test_what_cannot_be_read_is_a_clear_line_and_good_rows_arrive(
    case: Case, harmful: Arrived
) -> None:
    check(case, harmful)


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case.name)
def test_what_only_looks_broken_is_read_without_a_word(case: Case, harmless: Arrived) -> None:
    check(case, harmless)


def test_the_run_over_harmful_files_ends_with_exit_code_2(harmful: Arrived) -> None:
    done = harmful.outcome
    assert done.code == 2
    assert "Traceback" not in done.out + done.err
    assert all(line.startswith("frontstage: ") for line in done.err.splitlines())
    assert done.json["data"]["rejects"] == sum(len(case.told) for case in HARMFUL)
    assert {"G-1", "G-2"} <= set(dict(harmful.contacts)), "the good file beside them arrives"
    assert harmful.events == sum(case.events for case in HARMFUL)
    assert harmful.cpu_s < LIMIT_CPU_S


def test_the_run_over_harmless_files_ends_well(harmless: Arrived) -> None:
    done = harmless.outcome
    assert (done.code, done.err) == (0, "")
    assert {"G-1", "G-2"} <= set(dict(harmless.contacts)), "the good file beside them arrives"
    assert harmless.events == sum(case.events for case in HARMLESS)
    assert harmless.cpu_s < LIMIT_CPU_S


def test_nothing_that_was_planted_ran_or_was_fetched(harmful: Arrived, harmless: Arrived) -> None:
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "?"
    for arrived in (harmful, harmless):
        assert host not in json.dumps([arrived.contacts, arrived.pages])
        assert not any("evil" in origin for _, origin in arrived.contacts)
