"""Two tabs, a terminal chat and a running ingest on one workspace at once: processes, no mocks."""

from __future__ import annotations

import asyncio
import csv
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from corpora.journal import Entry
from corpora.store import decisions
from corpora.store.workspace import Workspace, first_row
from tests.assistant.chat.serving import serving
from tests.assistant.conftest import ENTRY, ROOT

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])

_ESCAPES = re.compile(rb"\x1b\[[0-9;?:]*[A-Za-z]|\x1b[^\[]")
_PATIENCE_S = 90.0
_FILES, _ROWS = 2, 60
_STAGES = (("use", "using:"), ("receive", "order:"))
"""Stages to ask for, and a word of the answer that stands nowhere else."""
_SIZE = (120, 40)


def _plain(shown: bytes) -> str:
    return " ".join(_ESCAPES.sub(b" ", shown).decode("utf-8", "replace").split())


class Screen:
    """What somebody sees: all that a chat draws is read at once, or the chat would wait for it."""

    def __init__(self, types: Callable[[str], object]) -> None:
        self._types = types
        self.drawn = bytearray()

    def types(self, keys: str) -> None:
        self.drawn.clear()
        self._types(keys)

    async def until(self, words: str) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while words not in _plain(bytes(self.drawn)):
            assert time.monotonic() < deadline, _plain(bytes(self.drawn))[-2000:]
            await asyncio.sleep(0.1)


@asynccontextmanager
async def _tab(browser: aiohttp.ClientSession, origin: str) -> AsyncIterator[Screen]:
    """A browser's side of the websocket, without the browser."""
    where = f"{origin}/ws?width={_SIZE[0]}&height={_SIZE[1]}"
    async with browser.ws_connect(where, origin=origin) as socket:
        sent = set()
        screen = Screen(
            lambda keys: sent.add(asyncio.create_task(socket.send_str(json.dumps(["stdin", keys]))))
        )

        async def read() -> None:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.BINARY:
                    screen.drawn += message.data

        reading = asyncio.create_task(read())
        try:
            yield screen
        finally:
            reading.cancel()


async def _tabs(address: str, workspace: Path) -> None:
    """Ask in one tab, rename a stage in the other."""
    origin = f"http://{urlsplit(address).netloc}"
    # Browsers keep cookies of 127.0.0.1; aiohttp keeps them only when it is told to.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        assert (await browser.get(address)).status == 200
        async with _tab(browser, origin) as one, _tab(browser, origin) as two:
            await asyncio.gather(one.until("ready"), two.until("ready"))
            for turn, (stage, shown) in enumerate(_STAGES):
                one.types(f"/show_stage stage={stage}\r")
                two.types(f"/rename_stage stage=pay name=Billing{turn}\r")
                two.types("yes\r")
                await one.until(shown)
                await _decided(workspace, f"Billing{turn}")


async def _decided(workspace: Path, words: str) -> None:
    """Wait until what was agreed to stands in the journal, read beside everybody else."""
    deadline = time.monotonic() + _PATIENCE_S
    while words not in str(_journal(workspace)):
        assert time.monotonic() < deadline, words
        await asyncio.sleep(0.3)


def _journal(workspace: Path) -> list[Entry]:
    with Workspace.open(workspace, patience_s=_PATIENCE_S).reading() as db:
        return decisions.entries(db)


@asynccontextmanager
async def _terminal(workspace: Path) -> AsyncIterator[Screen]:
    """Start the chat in a terminal of its own."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(workspace.parent)
        os.environ |= {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        words = [sys.executable, "-c", ENTRY, "chat", "--workspace", str(workspace)]
        os.execv(sys.executable, words)  # noqa: S606 - the test's own program
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE[::-1], 0, 0))
    screen = Screen(lambda keys: os.write(terminal, keys.encode()))
    loop = asyncio.get_running_loop()
    loop.add_reader(terminal, lambda: screen.drawn.extend(os.read(terminal, 65_536)))
    try:
        yield screen
    finally:
        loop.remove_reader(terminal)
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
        os.close(terminal)


async def _asks(workspace: Path) -> None:
    """Ask in the terminal, and describe a stage."""
    async with _terminal(workspace) as screen:
        await screen.until("ready")
        for turn, (stage, shown) in enumerate(reversed(_STAGES)):
            screen.types(f"/show_stage stage={stage}\r")
            await screen.until(shown)
            screen.types(f"/describe_stage stage=pay description=Turn{turn}\r")
            screen.types("yes\r")
            await _decided(workspace, f"Turn{turn}")


def _exports(folder: Path) -> list[Path]:
    files = []
    for number in range(_FILES):
        file = folder / f"export-{number}.csv"
        with file.open("w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(("ticket_id", "created_at", "description"))
            for row in range(_ROWS):
                text = f"My parcel number {number} of batch {row} has not come, where is it?"
                rows.writerow((f"X-{number}-{row}", "2026-03-02 10:00", text))
        files.append(file)
    return files


async def _ingested(workspace: Path, files: list[Path]) -> None:
    for file in files:
        ingest = await asyncio.create_subprocess_exec(
            sys.executable, "-c", ENTRY, "ingest", str(file),
            "--workspace", str(workspace), "--quiet",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        _, complaint = await asyncio.wait_for(ingest.communicate(), _PATIENCE_S)
        assert ingest.returncode == 0, complaint.decode()


def test_all_of_them_work_on_one_workspace_and_nothing_is_lost(shop: Path) -> None:
    files = _exports(shop.parent)
    before = _contacts(shop)

    async def all_at_once(address: str) -> None:
        await asyncio.gather(_tabs(address, shop), _asks(shop), _ingested(shop, files))

    with serving(shop) as address:
        asyncio.run(all_at_once(address))
    assert _contacts(shop) == before + _FILES * _ROWS
    decided = [entry.kind for entry in _journal(shop)]
    assert decided.count("rename_stage") == len(_STAGES)
    assert decided.count("describe_stage") == len(_STAGES)


def _contacts(workspace: Path) -> int:
    with Workspace.open(workspace).reading() as db:
        row = first_row(db, "SELECT count(*) FROM contacts")
    return int(row[0]) if row else 0
