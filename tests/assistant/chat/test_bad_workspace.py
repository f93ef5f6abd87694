"""No workspace, one that is held, one that is none: the same line as the command gives."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import duckdb
import pytest

from assistant.chat.widgets.exchange import Exchange
from assistant.chat.widgets.state_line import StateLine
from assistant.chat.widgets.welcome import Starter
from assistant.session import Session
from corpora.store import schema
from corpora.store.workspace import Workspace
from tests.assistant.chat.conftest import chatting


def test_an_empty_folder_says_how_to_begin(tmp_path: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with chatting(tmp_path / "frontstage.duckdb", size) as chat:
            assert chat.main.query_one(StateLine).state == "no workspace yet"
            lines = [each.line for each in chat.main.query(Starter)]
            assert lines[0] == "/demo"
            assert any(line.startswith("/analyze") for line in lines)
            await chat.ask("/overview")
            assert "no workspace here yet" in " ".join(chat.said().split())
            await chat.ask("what do people call about?")
            assert chat.main.query(Exchange).last().query(".trouble, .said")

    asyncio.run(story())


def test_the_sample_is_analysed_and_opened(
    first_run: tuple[Path, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo itself takes half a minute; what the chat does around it is what counts here."""
    from dataclasses import replace

    from assistant.actions import demonstrating, registry
    from assistant.actions.demonstrating import DemoParams
    from assistant.answers import Answer

    def demo(session: Session, params: DemoParams) -> Answer:
        params.folder.mkdir(parents=True)
        shutil.copy2(first_run[0], params.folder / "frontstage.duckdb")
        for done in range(5):
            session.progress(done, 5, "classify")
        return registry.find_action("overview").run(
            Session(params.folder / "frontstage.duckdb"),
            registry.find_action("overview").parse({}),
        )

    fake = replace(demonstrating.DEMO, run=demo)
    actions = tuple(fake if each.name == "demo" else each for each in registry.ACTIONS)
    monkeypatch.setattr(registry, "ACTIONS", actions)
    monkeypatch.chdir(tmp_path)

    async def story() -> None:
        async with chatting(tmp_path / "frontstage.duckdb") as chat:
            await chat.ask("/demo")
            assert chat.main.desk.path == Path("frontstage-demo/frontstage.duckdb")
            assert chat.main.query_one(StateLine).state == "ready"
            assert chat.main.words.values["stage"]
            assert chat.main.exhibit.told is not None

    asyncio.run(story())


def test_a_file_that_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # By its short name: how a long path wraps on the screen is not what is tested.
    monkeypatch.chdir(tmp_path)
    file = Path("frontstage.duckdb")
    file.write_text("hello")

    async def story() -> None:
        async with chatting(file) as chat:
            assert chat.main.query_one(StateLine).state == "the workspace can't be read"
            await chat.ask("/overview")
            assert "not a Frontstage workspace" in chat.said()

    asyncio.run(story())


def test_a_workspace_that_is_held_says_so_and_works_afterwards(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impatient(self: Session) -> Workspace:
        return Workspace.open(self.path, patience_s=0.2)

    monkeypatch.setattr(Session, "workspace", property(impatient))

    async def story() -> None:
        async with chatting(shop) as chat:
            with Workspace(shop).writing():
                await chat.ask("/overview")
                assert "in use" in chat.said()
            await chat.ask("/overview")
            assert chat.main.query(Exchange).last().told

    asyncio.run(story())


def test_one_of_an_older_version_is_opened_with_a_backup_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "frontstage.duckdb"
    with duckdb.connect(str(path)) as db:
        for step in schema.MIGRATIONS[:2]:
            db.execute(step)
        db.execute("INSERT INTO meta VALUES ('key', '00'), ('schema', '2')")

    async def story() -> None:
        async with chatting(path) as chat:
            assert chat.main.query_one(StateLine).state == "ready"
            await chat.ask("/rejects")
            assert "0 rows of the last ingest could not be read" in " ".join(chat.said().split())

    asyncio.run(story())
    assert Workspace(path).version() == schema.VERSION
    assert Workspace(path.with_name(f"{path.name}.v2.bak")).version() == 2
