"""The corner shop: one small company, analysed once by the command and copied by each test."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.actions.classifying import label_contacts
from assistant.actions.ingesting import IngestParams, ingest
from assistant.actions.registry import find_action
from assistant.answers import Answer
from assistant.session import Session
from corpora.samples import sample_folder, sample_paths
from corpora.settings import SETTINGS_FILE
from tests.conftest import MONDAY, NOON

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "tests" / "data" / "corner_shop"
ENTRY = "import sys; sys.argv[0] = 'frontstage'; from assistant.cli import main; main()"


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        return json.loads(self.out)


Command = Callable[..., Outcome]
Ask = Callable[..., Answer]


def typed(*words: object, cwd: Path, **environment: str) -> Outcome:
    """Run the installed command's entry point in a process of its own, as a user types it."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("FRONTSTAGE", "COLUMNS"))}
    done = subprocess.run(
        [sys.executable, "-c", ENTRY, *map(str, words)],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def in_process(tmp_path: Path) -> Command:
    """Return `typed`, run where the test may leave files."""

    def run(*words: object, **environment: str) -> Outcome:
        return typed(*words, cwd=tmp_path, **environment)

    return run


@pytest.fixture
def frontstage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Return a function that runs the command in this process, in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FRONTSTAGE_WORKSPACE", raising=False)
    monkeypatch.delenv("FRONTSTAGE_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["frontstage", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        out, err = io.StringIO(), io.StringIO()
        code: object = 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                cli.main()
            except SystemExit as left:
                code = left.code or 0
        assert isinstance(code, int)
        return Outcome(code, out.getvalue(), err.getvalue())

    return run


@contextlib.contextmanager
def shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """Give a folder that worker processes of the test run share, to one of them at a time."""
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if parallel else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@pytest.fixture(scope="session")
def read_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample company's workspace, read and labelled; never written to.

    Its settings and volumes stand beside it.
    """
    with shared(tmp_path_factory, "sample-company") as folder:
        workspace, done = folder / "frontstage.duckdb", folder / "done"
        if not done.exists():
            for name in (SETTINGS_FILE, "volumes.csv"):
                shutil.copyfile(sample_folder() / name, folder / name)
            session = Session(workspace, now=lambda: MONDAY)
            ingest(session, IngestParams(paths=sample_paths(), redact="patterns"))
            label_contacts(session)
            done.touch()
    return workspace


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """Return the corner shop's workspace and what `frontstage analyze` printed; never written to.

    Worker processes of the test run share one.
    """
    with shared(tmp_path_factory, "corner-shop") as folder:
        workspace, told = folder / "shop.duckdb", folder / "told.json"
        if not told.exists():
            done = typed("analyze", SHOP, "--workspace", workspace, cwd=folder)
            assert workspace.exists(), done.err
            assert "Traceback" not in done.err, done.err
            told.write_text(json.dumps([done.code, done.out, done.err]))
    return workspace, Outcome(*json.loads(told.read_text()))


@pytest.fixture
def shop(first_run: tuple[Path, Outcome], tmp_path: Path) -> Path:
    """The analysed corner shop, to read and write as the test likes."""
    copy = tmp_path / "frontstage.duckdb"
    shutil.copy2(first_run[0], copy)
    return copy


@pytest.fixture
def full(shop: Path) -> Path:
    """The shop, as if it had been read with full redaction."""
    with Session(shop).workspace.writing() as db:
        db.execute("UPDATE contacts SET treatment = 'redact=full'")
    return shop


@pytest.fixture
def session(shop: Path) -> Session:
    return Session(shop, now=lambda: NOON)


@pytest.fixture
def ask(session: Session) -> Ask:
    """Return a function that runs an action by its name, checking parameters as `ask` does."""

    def run(name: str, /, **raw: object) -> Answer:
        action = find_action(name)
        return action.run(session, action.parse(raw))

    return run


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fast encoder stand in for MiniLM, which takes seconds to load."""
    monkeypatch.setattr(Session, "bi_encoder", property(lambda session: session.static_encoder))
    monkeypatch.setattr(Session, "cross_encoder", property(lambda _: None))
