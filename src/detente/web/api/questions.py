"""The questions of the program, asked of a stored dialogue or of a text; and reports in every format."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from pydantic import Field, create_model

from detente.report.renderers import RENDERERS
from detente.store.records import digest
from detente.web.api.dialogues import Body, Text
from detente.web.jobs import Job
from detente.web.problems import problem
from detente.web.questions import MOST_SHOWN, Question, model, questions
from detente.web.workbench import of

Called = Annotated[str, Field(max_length=100)]
"""The name of the dialogue that a text is of; links on a page lead to its others."""

PATIENCE = 2.0
"""Seconds that a request waits for an answer before it is told where to fetch it, unless it says otherwise."""

MEDIA = {
    "html": "text/html; charset=utf-8", "pdf": "application/pdf", "md": "text/markdown; charset=utf-8",
    "tex": "application/x-tex; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
Format = Literal["html", "pdf", "docx", "xlsx", "md", "tex", "txt"]
assert set(MEDIA) == {suffix[1:] for suffix in RENDERERS}


def analyses() -> dict[str, Any]:
    """Every question with its parameters as JSON Schema."""
    return {"analyses": [{"name": q.name, "question": q.asks, "parameters": model(q.name).model_json_schema()}
                         for q in questions()]}  # fmt: skip


def of_dialogue(question: Question) -> Callable[..., Any]:
    """The handler that asks a question of a stored dialogue."""

    async def asked(request: Request, name: str, body: Any) -> Response:
        store = of(request).store
        text = await asyncio.to_thread(lambda: store.text(store.head(name)))
        return await answered(request, question, name, text, body.model_dump(exclude_unset=True))

    asked.__annotations__["body"] = model(question.name)
    return asked


def of_text(question: Question) -> Callable[..., Any]:
    """The handler that asks a question of a text."""

    async def asked(request: Request, body: Any) -> Response:
        given = body.parameters.model_dump(exclude_unset=True)
        return await answered(request, question, body.name, body.text, given)

    fields: dict[str, Any] = {"text": (Text, ...), "parameters": (model(question.name), ...), "name": (Called, "")}
    asked.__annotations__["body"] = create_model(f"Text{question.name.capitalize()}", __base__=Body, **fields)
    return asked


async def answered(
    request: Request, question: Question, name: str, text: str, given: dict[str, Any]
) -> Response:
    """The answer, or after a while where it can be fetched."""
    bench = of(request)
    most = MOST_SHOWN if "text/html" in request.headers.get("accept", "") else 0
    job = bench.jobs.begin(question.name)
    work = bench.pool.run(
        "answer", text, name, question.name, given, most, key=digest(text), long=True,
        told=job.told,
    )  # fmt: skip
    bench.jobs.start(job, work)
    return await fetched(job, patience(request))


def patience(request: Request) -> float:
    """How long a request is willing to wait: `Prefer: wait=SECONDS`."""
    found = re.search(r"\bwait=(\d{1,4})", request.headers.get("prefer", ""))
    return float(found[1]) if found else PATIENCE


async def fetched(job: Job, seconds: float) -> Response:
    """What became of a job within so many seconds."""
    if job.task is not None and not job.over:
        await asyncio.wait({job.task}, timeout=seconds)
    if not job.over:
        place = f"/api/v1/jobs/{job.id}"
        return JSONResponse(job.said(), status_code=202, headers={"location": place})
    if job.error is not None:
        raise job.error
    if job.state == "cancelled":
        return problem(410, "Cancelled", "This was cancelled before it was answered.")
    return as_asked(job.result)


def as_asked(result: Any) -> Response:
    """A result as it was asked for: a fragment, a file, or plain data."""
    if isinstance(result, tuple):
        media, content, name = result
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return Response(content, media_type=media, headers=headers)
    if "html" in result and "detente" not in result:
        return HTMLResponse(result["html"], headers={"x-headline": quote(result["headline"])})
    return JSONResponse(result)


async def report(
    request: Request,
    name: str,
    format: Format,
    desk: Annotated[str, Query(max_length=100)] = "",
    brief: bool = False,
    paper: Literal["a4", "us-letter"] = "a4",
) -> Response:
    """The report of a dialogue as a file. `desk`: for one party's desk; `brief`: without the annex."""
    bench = of(request)
    text = await asyncio.to_thread(lambda: bench.store.text(bench.store.head(name)))
    job = bench.jobs.begin(f"report.{format}")
    work = bench.pool.run(
        "report", text, name, format, desk, brief, paper, key=digest(text), long=True
    )  # fmt: skip

    async def file() -> Any:
        return MEDIA[format], await work, f"{name}.{format}"

    bench.jobs.start(job, file())
    return await fetched(job, max(patience(request), 60.0))


# ---- jobs ------------------------------------------------------------------------------------------------------------


def _job(request: Request, job: str) -> Job | Response:
    return of(request).jobs.get(job) or problem(404, "Not there", "There is no such job; perhaps it was long ago.")


def job(request: Request, job: str) -> Any:
    """How a job stands."""
    found = _job(request, job)
    return found.said() if isinstance(found, Job) else found


async def result(request: Request, job: str) -> Response:
    """What a job came to; 202 while it is on its way."""
    found = _job(request, job)
    return await fetched(found, 0.0) if isinstance(found, Job) else found


async def cancelled(request: Request, job: str) -> Response:
    """Ends a job; the process that worked on it is gone."""
    found = _job(request, job)
    if not isinstance(found, Job):
        return found
    await of(request).jobs.cancel(found)
    return Response(status_code=204)


async def events(request: Request, job: str) -> Response:
    """How a job stands, told whenever that changes (server-sent events)."""
    found = _job(request, job)
    if not isinstance(found, Job):
        return found

    async def stream() -> AsyncIterator[str]:
        async for said in found.events():
            yield f"data: {json.dumps(said)}\n\n"

    return StreamingResponse(stream(), media_type="text/event-stream")
