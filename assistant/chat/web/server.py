"""The chat's server: textual-serve's, with a guard before it and a page of our own.

textual-serve has no authentication and checks no origin, and its page loads a font from elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import shlex
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server

from assistant.chat.web.guard import Guard
from corpora.errors import BadInput

HOST = "127.0.0.1"
MOST_SESSIONS = 8
_TEMPLATES = Path(__file__).parent / "templates"
_FONT_SIZE = 15
_GOODBYE_S = 10.0


def command(workspace: Path, theme: str, llm: str = "") -> str:
    """Return the shell's command for one session; `-P` keeps the current folder out of imports."""
    words = (sys.executable, "-P", "-m", "assistant.chat")
    chosen = ("--theme", theme) if theme else ()
    asking = ("--llm", llm) if llm else ()
    return shlex.join([*words, "--workspace", str(workspace), *chosen, *asking])


class ChatServer(Server):
    """Serves the chat to one person on this machine.

    Args:
        command: Starts one session, for the shell.
        port: Where to listen; 0: anywhere.
        say: Told the address, once it can be opened.
    """

    def __init__(self, command: str, port: int, say: Callable[[str], None]) -> None:
        super().__init__(
            command, host=HOST, port=port, title="Frontstage", templates_path=_TEMPLATES
        )
        self.guard = Guard()
        self._say = say
        self._sessions: set[asyncio.Future[Any]] = set()

    def serve(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - textual-serve's signature
        """Serve until interrupted or told to end; the sessions end with it.

        Raises:
            BadInput: The port is taken.
        """
        self.debug = debug
        logging.basicConfig(level="WARNING")
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        runner = web.AppRunner(await self._make_app(), access_log=None)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, HOST, self.port).start()
            except OSError as error:
                raise BadInput(
                    f"port {self.port} can't be used ({error.strerror})",
                    where="chat --web",
                    remedy="name another with --port",
                ) from error
            self.port = self.guard.port = runner.addresses[0][1]
            self._say(self.guard.address)
            await _told_to_end()
        finally:
            await self._end_sessions()
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        """Return the application: textual-serve's handlers behind the guard."""
        app = web.Application(middlewares=[self.guard.check])
        loader = jinja2.FileSystemLoader(self.templates_path)
        aiohttp_jinja2.setup(app, loader=loader, autoescape=True)
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/download/{key}", self.handle_download, name="download"),
                web.static("/static", self.statics_path, show_index=False, name="static"),
            ]
        )
        return app

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """Return what the page needs; the websocket is on the host that the page is from."""
        return {
            "title": self.title,
            "websocket": f"ws://{request.host}/ws",
            "font_size": _FONT_SIZE,
            "nonce": request["nonce"],
        }

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a session and hand its screen on, unless there are very many already."""
        if len(self._sessions) >= MOST_SESSIONS:
            raise web.HTTPServiceUnavailable(reason="Too many chats are open.")
        # A task of its own can be told to end without ending the server's.
        session = asyncio.ensure_future(super().handle_websocket(request))
        self._sessions.add(session)
        try:
            return await session
        finally:
            self._sessions.discard(session)

    async def _end_sessions(self) -> None:
        """Tell every session to quit: a process that nobody sees would hold the workspace on."""
        sessions = set(self._sessions)
        for task in sessions:
            task.cancel()
        if sessions:
            await asyncio.wait(sessions, timeout=_GOODBYE_S)


async def _told_to_end() -> None:
    end = asyncio.Event()
    # Neither every system nor every thread can be told by a signal.
    with suppress(RuntimeError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    await end.wait()
