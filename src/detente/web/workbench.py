"""What every handler may use: the store, the processes that do the work, the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from detente.report.language import languages, speaking

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from detente.store import Store
    from detente.web.door import Door
    from detente.web.jobs import Jobs
    from detente.web.readings import Readings
    from detente.web.workers import Pool


TONGUE = "detente-lang"
"""The cookie of the language that was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """One running workbench. `author`: who saves here; `language`: that of its pages unless a request says another."""

    store: Store
    pool: Pool
    jobs: Jobs
    readings: Readings
    door: Door
    author: str = ""
    language: str = "en"


def of(request: Request) -> Workbench:
    """The workbench that a request came to."""
    found: Workbench = request.app.state.workbench
    return found



class Speaking:
    """Every request is answered in its reader's language (ASGI): what it says, what was chosen, what the browser asks
    for, else the workbench's own."""

    def __init__(self, app: ASGIApp, otherwise: str) -> None:
        self.app, self.otherwise = app, otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speaks it for as long as the request is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with speaking(self.language(Request(scope))):
            await self.app(scope, receive, send)

    def language(self, request: Request) -> str:
        """The code of the first language asked for that there is a catalogue of."""
        asked = request.query_params.get("lang") or request.cookies.get(TONGUE) or ""
        preferred = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
        codes = (code.partition("-")[0].lower() for code in (asked, *preferred))
        return next((code for code in codes if code in languages()), self.otherwise)
