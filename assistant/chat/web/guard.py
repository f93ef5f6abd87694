"""Who may speak to the server: this machine, its own pages, and whoever got the address.

A page elsewhere can make a browser send requests to 127.0.0.1, even under a name of its own that
it resolves so; Host and Origin tell. Another user of this machine can reach the port as well; the
cookie tells.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self' ws://{host}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_OPEN_ADDRESS = (
    "Not from here. Open the address that `frontstage chat --web` printed; it works once."
)
_OWN = ("same-origin", "none")


class Guard:
    """Checks every request, of pages, files, downloads and websockets alike.

    Args:
        port: Where the server listens; known once it does.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.token: str | None = secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the server answers."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def address(self) -> str:
        """The address to open, with the token that works once."""
        return f"http://{self.hosts[0]}/?token={self.token}"

    @property
    def cookie_name(self) -> str:
        """The cookie's name; browsers share cookies among the ports of a machine."""
        return f"frontstage_{self.port}"

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what does not come from the server's own page; let the rest through."""
        host = request.headers.get("Host", "")
        if host not in self.hosts:
            return _refused("Wrong host.")
        if not self._own_page(request, host):
            return _refused("Wrong origin.")
        if request.path == "/" and "token" in request.query:
            return self._exchange(request.query["token"])
        given = request.cookies.get(self.cookie_name, "")
        if not hmac.compare_digest(given.encode(), self._cookie.encode()):
            return _refused(_OPEN_ADDRESS)
        request["nonce"] = secrets.token_urlsafe(16)
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = web.Response(status=error.status, text=error.reason)
        if not response.prepared:
            _harden(response, host, request["nonce"])
        return response

    def _own_page(self, request: web.Request, host: str) -> bool:
        origin = request.headers.get("Origin")
        if request.headers.get("Upgrade", "").lower() == "websocket" and origin is None:
            return False
        if request.headers.get("Sec-Fetch-Site", "none") not in _OWN and request.path != "/":
            return False
        return origin in (None, f"http://{host}")

    def _exchange(self, token: str) -> web.Response:
        """Take the token of the address once, and give a cookie for it."""
        known = self.token
        if known is None or not hmac.compare_digest(token.encode(), known.encode()):
            return _refused(_OPEN_ADDRESS)
        self.token = None
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            self.cookie_name, self._cookie, httponly=True, samesite="Strict", path="/"
        )
        _harden(response, self.hosts[0], "")
        return response


def _harden(response: web.StreamResponse, host: str, nonce: str) -> None:
    response.headers.update(
        {
            "Content-Security-Policy": _POLICY.format(host=host, nonce=nonce),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
    )


def _refused(why: str) -> web.Response:
    response = web.Response(status=403, text=why)
    response.headers["Cache-Control"] = "no-store"
    return response
