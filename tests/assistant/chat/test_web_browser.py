"""The chat in a real browser: type a question, read the answer."""

from __future__ import annotations

import base64
import os
import re
import time
from pathlib import Path

import pytest

from tests.assistant.chat.serving import serving
from tests.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.allow_hosts(["127.0.0.1", "localhost"])]

_ESCAPES = re.compile(rb"\x1b\[[0-9;?:]*[A-Za-z]|\x1b[^\[]")
_PATIENCE_S = 60.0


def shown(browser: Browser) -> str:
    """All that the chat has sent to the page's terminal, escapes left out."""
    frames = browser.methods("Network.webSocketFrameReceived")
    data = b"".join(
        base64.b64decode(frame["response"]["payloadData"])
        for frame in frames
        if frame["response"]["opcode"] == 2
    )
    return " ".join(_ESCAPES.sub(b" ", data).decode("utf-8", "replace").split())


def wait_for(browser: Browser, words: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while words not in shown(browser):
        assert time.monotonic() < deadline, shown(browser)[-2000:]
        time.sleep(0.2)
        browser.evaluate("1")


def test_a_question_typed_in_the_browser_is_answered(shop: Path, tmp_path: Path) -> None:
    program = os.environ.get("FRONTSTAGE_CHROMIUM")
    if not program:
        pytest.skip("FRONTSTAGE_CHROMIUM names no browser")
    with serving(shop) as address, Browser(program, tmp_path / "profile") as browser:
        browser.see(width=1280, height=800)
        browser.call("Page.navigate", url=address)
        wait_for(browser, "ready")
        browser.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
        browser.call("Input.insertText", text="which five pages should we change first")
        browser.press("Enter", 13)
        wait_for(browser, "without an answer")
        asked = {each["request"]["url"] for each in browser.methods("Network.requestWillBeSent")}
        host = address.partition("/?")[0]
        assert all(url.startswith((host, "data:")) for url in asked)
        entries = [each["entry"]["text"] for each in browser.methods("Log.entryAdded")]
        assert not [text for text in entries if "Content Security Policy" in text]
        if keep := os.environ.get("FRONTSTAGE_KEEP_PICTURE"):
            picture = browser.call("Page.captureScreenshot")["data"]
            Path(keep).write_bytes(base64.b64decode(picture))
