"""Chromium over its DevTools pipe: enough to load a page, look at it, and hear what it does.

No library is needed: messages are JSON that ends in a zero byte, on file descriptors 3 and 4.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --remote-debugging-pipe "
    "--disable-background-networking --disable-component-update --disable-sync --disable-extensions"
).split()
_PATIENCE_S = 60.0


class Browser:
    """One Chromium with one page; `heard` gathers the events that it sends.

    Args:
        program: Chromium.
        profile: An empty folder for its profile.
    """

    def __init__(self, program: str, profile: Path) -> None:
        self.heard: list[dict[str, Any]] = []
        self._numbers = itertools.count(1)
        self._buffer = b""
        self._session: str | None = None
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # The shell moves the pipes to where Chromium looks for them.
        self._process = subprocess.Popen(
            [
                "/bin/bash",
                "-c",
                f'exec "$@" 3<&{to_read} 4>&{to_write}',
                "browser",
                program,
                *_FLAGS,
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        """Return the browser."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._write)
        os.close(self._read)

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and return its result."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        for answer in self._messages():
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])
        raise RuntimeError(f"{method}: no answer")

    def load(self, file: Path) -> None:
        """Load a file and wait until nothing more is to come."""
        self.heard.clear()
        self.call("Page.navigate", url=file.as_uri())
        for message in self._messages():
            if message.get("method") == "Page.loadEventFired":
                return

    def see(self, *, width: int, height: int = 900, dark: bool = False) -> None:
        """Set the width of the window in pixels, and light or dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the script returns
        """Return the value of a script; it runs whatever the page's policy says."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code
            )

    def methods(self, name: str) -> list[dict[str, Any]]:
        """Return the parameters of the events of one kind that were heard since the last load."""
        return [each["params"] for each in self.heard if each.get("method") == name]

    def _messages(self) -> Iterator[dict[str, Any]]:
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            while b"\0" in self._buffer:
                raw, _, self._buffer = self._buffer.partition(b"\0")
                message = json.loads(raw)
                self.heard.append(message)
                yield message
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._read], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            part = os.read(self._read, 1 << 20)
            if not part:
                raise RuntimeError("the browser ended")
            self._buffer += part
