"""What every handler may use: the store, the processes that do the work, the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

if TYPE_CHECKING:
    from detente.store import Store
    from detente.web.door import Door
    from detente.web.jobs import Jobs
    from detente.web.workers import Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """One running workbench. `author`: who saves here; `language`: that of its pages unless a request says another."""

    store: Store
    pool: Pool
    jobs: Jobs
    door: Door
    author: str = ""
    language: str = "en"


def of(request: Request) -> Workbench:
    """The workbench that a request came to."""
    found: Workbench = request.app.state.workbench
    return found


def language(request: Request) -> str:
    """The language that a request is answered in: what it says (`?lang=`, or the browser), else the workbench's."""
    from detente.report.language import languages

    asked = request.query_params.get("lang") or request.cookies.get("detente-lang") or ""
    preferred = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    for code in (asked, *preferred):
        if (short := code.partition("-")[0].lower()) in languages():
            return short
    return of(request).language
