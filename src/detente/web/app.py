"""The application: the table of routes behind the door, errors in one form, processes that start with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from detente import __version__
from detente.errors import DetenteError
from detente.web import problems
from detente.web.door import Guard
from detente.web.problems import problem
from detente.web.routes import ROUTES
from detente.web.workbench import Speaking, Workbench
from detente.web.workers import Lost, Refused


def application(bench: Workbench) -> Guard:
    """The workbench as an ASGI application, with the door in front of it."""
    app = FastAPI(
        title="Détente", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        lifespan=_life,
    )  # fmt: skip
    app.state.workbench = bench
    for route in ROUTES:
        app.add_api_route(
            route.path, route.function, methods=[route.method], summary=route.says, status_code=route.status,
            include_in_schema=not route.page, response_model=None, operation_id=_operation(route.method, route.path),
        )  # fmt: skip
    app.add_exception_handler(DetenteError, _refused)
    app.add_exception_handler(Refused, _told)
    app.add_exception_handler(Lost, _lost)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_exception_handler(Exception, _defect)
    return Guard(Speaking(app, bench.language), bench.door)


def _operation(method: str, path: str) -> str:
    words = [part.strip("{}") for part in path.removeprefix("/api/v1").split("/") if part]
    return "_".join([method.lower(), *words])


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    import asyncio

    bench: Workbench = app.state.workbench
    warming = asyncio.create_task(bench.pool.warm())
    yield
    warming.cancel()
    bench.pool.close()


def _refused(request: Request, error: Any) -> Response:
    status, title = problems.status(error)
    return _fault(request, status, title, str(error)) or problems.of(error)


def _told(request: Request, error: Any) -> Response:
    told = problem(error.status, error.title, error.detail, **error.more)
    return _fault(request, error.status, error.title, error.detail) or told


def _fault(request: Request, status: int, title: str, detail: str) -> Response | None:
    """A page that says what went wrong, for people; None where a program asked."""
    if request.url.path.startswith(("/api/", "/static/")) or "text/html" not in request.headers.get("accept", ""):
        return None
    from detente.web.pages.shell import page

    return page(request, "fault.html", title=title, detail=detail, status=status)


def _lost(request: Request, error: Any) -> Response:
    return problem(500, "This is a defect of Détente, not of your file", str(error))


def _misshapen(request: Request, error: Any) -> Response:
    """A request of the wrong shape: each fault with its place in it."""
    said = [{"message": one["msg"], "at": ".".join(map(str, one["loc"]))} for one in error.errors()]
    return problem(422, "The request has another shape", "; ".join(f"{s['at']}: {s['message']}" for s in said[:5]),
                   problems=said)  # fmt: skip


def _unrouted(request: Request, error: Any) -> Response:
    answer = _fault(request, error.status_code, str(error.detail), "") or problem(error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _defect(request: Request, error: Exception) -> Response:
    return problem(500, "This is a defect of Détente, not of your file", type(error).__name__)
