"""Who the chat's server lets in."""

from __future__ import annotations

import asyncio
import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.assistant.chat.serving import serving

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])

WEBSOCKET = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@dataclass(frozen=True)
class Web:
    host: str
    token: str
    cookie: str

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=sent)
        answer = connection.getresponse()
        held = {name.lower(): value for name, value in answer.getheaders()}
        body = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, held, body


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with serving(tmp_path_factory.mktemp("web") / "none.duckdb") as address:
        parts = urlsplit(address)
        host, token = parts.netloc, parts.query.removeprefix("token=")
        bare = Web(host, token, "")
        assert bare.get("/?token=guessed")[0] == 403
        status, held, _ = bare.get(f"/?token={token}")
        assert (status, held["location"]) == (303, "/")
        flags = {part.strip().casefold() for part in held["set-cookie"].split(";")}
        assert {"httponly", "samesite=strict"} <= flags
        yield Web(host, token, held["set-cookie"].partition(";")[0])


def test_the_page_needs_the_cookie_and_nothing_from_outside(web: Web) -> None:
    assert web.get("/")[0] == 403
    status, held, body = web.get("/", Cookie=web.cookie)
    assert status == 200
    assert "default-src 'none'" in held["content-security-policy"]
    assert "https://" not in body
    assert body.count("ws://") == 1
    assert f"ws://{web.host}/ws" in body


def test_the_token_works_once(web: Web) -> None:
    assert web.get(f"/?token={web.token}")[0] == 403


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/static/js/textual.js", "/download/x", "/nothing-here"]
)
def test_every_route_wants_cookie_host_and_origin(web: Web, path: str) -> None:
    assert web.get(path)[0] == 403
    assert web.get(path, Cookie=f"{web.cookie}x")[0] == 403
    assert web.get(path, Cookie=web.cookie, Host="evil.example")[0] == 403
    assert web.get(path, Cookie=web.cookie, Origin="http://evil.example")[0] == 403


def test_the_websocket_wants_the_origin_of_the_page(web: Web) -> None:
    own = f"http://{web.host}"
    assert web.get("/ws", Cookie=web.cookie, **WEBSOCKET)[0] == 403
    assert web.get("/ws", Cookie=web.cookie, Origin="http://evil.example", **WEBSOCKET)[0] == 403
    assert web.get("/ws", Origin=own, **WEBSOCKET)[0] == 403
    assert web.get("/ws", Cookie=web.cookie, Origin=own, **WEBSOCKET)[0] == 101


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fserver.py",
        "/static//etc/passwd",
        "/static/",
        "/static/js",
        "/download/../../etc/passwd",
    ],
)
def test_no_file_outside_is_served(web: Web, path: str) -> None:
    status, _, body = web.get(path, Cookie=web.cookie)
    assert status in (403, 404)
    assert "root:" not in body
    assert "import" not in body


def test_another_site_cannot_embed_or_fetch(web: Web) -> None:
    answer = web.get("/static/js/textual.js", Cookie=web.cookie, Sec_Fetch_Site="cross-site")
    assert answer[0] == 403


def test_the_command_is_one_word_where_a_path_is(tmp_path: Path) -> None:
    import shlex

    from assistant.chat.web.server import command

    nasty = tmp_path / "a b; touch $HOME 'x'.duckdb"
    assert str(nasty) in shlex.split(command(nasty, "frontstage-day"))


def test_sessions_end_with_the_server(tmp_path: Path) -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("processes are not listed here")
    workspace = tmp_path / "none.duckdb"

    async def open_a_tab(address: str) -> aiohttp.ClientSession:
        origin = f"http://{urlsplit(address).netloc}"
        browser = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        await browser.get(address)
        tab = await browser.ws_connect(f"{origin}/ws", origin=origin)
        await tab.receive()
        return browser

    async def story() -> None:
        with serving(workspace) as address:
            browser = await open_a_tab(address)
            assert _sessions(workspace)
        await browser.close()

    asyncio.run(story())
    deadline = time.monotonic() + 20
    while _sessions(workspace):
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _sessions(workspace: Path) -> list[str]:
    """Return the command lines of what serves one tab of this workspace."""
    lines = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue  # it ended meanwhile
        if "assistant.chat" in " ".join(line) and str(workspace) in " ".join(line):
            lines.append(" ".join(line))
    return lines
