"""Who may come in, and with how much: the host's name, the origin, the token, the size of a body; and what every
answer tells the browser about itself.

Any page in the same browser can send requests to 127.0.0.1, and a name of its own can be made to lead there. So a
request must name this very host, must not come from another origin, and must carry what only the printed address had.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.web.problems import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 12_000_000
"""Bytes of a request: the largest text that a store takes, with what JSON adds to it."""

SAFE = frozenset({"GET", "HEAD"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script and no style but our own files, nothing from elsewhere, no frame around us."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer a form of our own would say that it comes from nowhere
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Door:
    """What opens: the token in the address, and the cookie that a browser gets for it."""

    host: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    pass_: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The cookie's name. Cookies know no ports: two workbenches on one machine must not share one."""
        return f"detente-{self.host.rpartition(':')[2]}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that a request may give this host."""
        port = self.host.rpartition(":")[2]
        return (self.host, f"localhost:{port}")

    def address(self, path: str = "/") -> str:
        """The address to open, with the token."""
        return f"http://{self.host}{path}?{urlencode({'token': self.token})}"


class Guard:
    """The door in front of the application (ASGI)."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself where a request may not come in."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self.refused(scope)
        body = _Bounded(receive)
        answered = _Told(send)
        if refused is not None:
            await refused(scope, receive, answered.send)
            return
        await self.app(scope, body.receive, answered.send)

    def refused(self, scope: Scope) -> Response | None:
        """What a request is told that may not come in."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self.door.hosts:
            return problem(421, "This is not the workbench's address", f"It answers as {self.door.host} only.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return too_much()
        if foreign(headers, host):
            return problem(403, "From another origin", "Only the workbench's own pages may ask this.")
        return self._without_pass(scope, headers)

    def _without_pass(self, scope: Scope, headers: Headers) -> Response | None:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(given.strip(), self.door.token):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        tokens = [value for key, value in query if key == "token"]
        if scope["method"] in SAFE and any(_same(token, self.door.token) for token in tokens):
            return self._let_in(scope, query)
        if not _same(_cookie(headers, self.door.cookie), self.door.pass_):
            return problem(401, "Not let in", "Open the address that `detente serve` printed; it carries the key.")
        if scope["method"] not in SAFE and "origin" not in headers:
            return problem(403, "From nowhere", "A change must say where it comes from (Origin).")
        return None

    def _let_in(self, scope: Scope, query: list[tuple[str, str]]) -> Response:
        """The cookie, and the way to the address without the token, so that it stays out of the history."""
        left = urlencode([(key, value) for key, value in query if key != "token"])
        path = "/" + scope["raw_path"].decode("latin-1").partition("?")[0].lstrip("/\\")
        answer = RedirectResponse(path + (f"?{left}" if left else ""), status_code=303)
        answer.set_cookie(self.door.cookie, self.door.pass_, httponly=True, samesite="strict", path="/")
        return answer


def foreign(headers: Headers, host: str) -> bool:
    """Whether a browser says that the request comes from elsewhere; another port of this host is elsewhere, too."""
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return True
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def too_much() -> Response:
    """What a body beyond the limit is told."""
    return problem(413, "Too large", f"A request has at most {MAX_BODY:,} bytes.")


def _cookie(headers: Headers, name: str) -> str:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode())


TOO_MUCH = HTTPException(413, f"A request has at most {MAX_BODY:,} bytes.")
"""A body of unknown length has grown beyond the limit."""


class _Bounded:
    """Receives no more than the limit."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._had = receive, 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._had += len(message.get("body", b""))
        if self._had > MAX_BODY:
            raise TOO_MUCH
        return message


class _Told:
    """Sends, with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await self._send(message)
