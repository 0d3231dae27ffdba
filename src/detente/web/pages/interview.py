"""The interview in the browser: one question a page, each answer a new version of the file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from detente.errors import InputError
from detente.report import wording
from detente.report.language import _, _n, current
from detente.store import Moved
from detente.store.records import digest
from detente.web.pages.dialogue import not_done, unsaved, worked_out
from detente.web.pages.shell import page
from detente.web.workbench import of

Left = Annotated[list[str], Query(max_length=200)]


async def card(request: Request, name: str, left: Left = []) -> Response:  # noqa: B006  # FastAPI copies it
    """The question whose answer would tell most; `left`: those that nobody could answer yet."""
    bench = of(request)
    head = await run_in_threadpool(bench.store.head, name)
    text = await run_in_threadpool(bench.store.text, head)
    job = await worked_out(request, bench, "interview", ("interview", text, name, left), text)
    shown: dict[str, Any] = {"title": name, "name": name, "here": "interview", "version": head.id, "left": left,
                             "unsaved": await run_in_threadpool(unsaved, bench, name), "status": 200,
                             "headline": _("What would we most like to know?")}  # fmt: skip
    if job.state == "done":
        more = job.result.get("more", 0)
        worth = _n("{n} question more is worth asking.", "{n} questions more are worth asking.", more) if more else ""
        shown |= {"card": job.result, "worth": wording.capital(worth)}
    else:
        shown |= not_done(request, job)
    return await run_in_threadpool(lambda: page(request, "interview.html", **shown))


async def answered(
    request: Request, name: str, asked: Annotated[str, Form(max_length=400)],
    choice: Annotated[str, Form(max_length=400)], version: Annotated[str, Form(max_length=64)],
    left: Annotated[list[str], Form(max_length=200)] = [],  # noqa: B006  # FastAPI copies it
) -> Response:  # fmt: skip
    """An answer, as a version on top of the one that was asked about; or the question left open."""
    place = f"/d/{quote(name, safe='')}/interview"
    if choice == "?":
        left = [*left, asked]
    else:
        bench = of(request)
        text = await run_in_threadpool(lambda: bench.store.text(bench.store.version(name, version)))
        today = date.today().isoformat()
        made = await bench.pool.run("answered", text, name, asked, choice, today, current().code, key=digest(text))
        try:
            said = _("an answer of the interview")
            await run_in_threadpool(bench.store.save, name, made, version, bench.author, said)
        except Moved as moved:
            raise InputError(str(moved)) from None
    return RedirectResponse(f"{place}?{urlencode([('left', one) for one in left])}" if left else place, status_code=303)
