"""The interview in the browser: one question a page, each answer a new version of the file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from detente.errors import InputError
from detente.report import wording
from detente.report.document import harmless
from detente.report.language import _, _n
from detente.store import Moved
from detente.store.names import MAX_MESSAGE
from detente.store.records import digest
from detente.web.pages.dialogue import not_done, unsaved, worked_out
from detente.web.pages.shell import page
from detente.web.workbench import Workbench, of

STEPS = 40
"""So many questions back the way is kept, in the address."""

Steps = list[tuple[str, str]]
"""The way through the questions: ("left", a question that stays open) or ("was", the version before an answer)."""


def _steps(trail: str) -> Steps:
    return [(key, value[:200]) for key, value in parse_qsl(trail) if key in ("left", "was")][-STEPS:]


def _at(name: str, steps: Steps) -> RedirectResponse:
    place = f"/d/{quote(name, safe='')}/interview"
    return RedirectResponse(f"{place}?{urlencode(steps)}" if steps else place, status_code=303)


async def card(request: Request, name: str) -> Response:
    """The question whose answer would tell most, but for those that stay open; the address holds the way to it."""
    bench, steps = of(request), _steps(request.url.query)
    left, first = [value for key, value in steps if key == "left"], request.query_params.get("ask", "")[:200]
    head = await run_in_threadpool(bench.store.head, name)
    text = await run_in_threadpool(bench.store.text, head)
    job = await worked_out(request, bench, "interview", ("interview", text, name, left, first), text)
    shown: dict[str, Any] = {"title": name, "name": name, "here": "interview", "version": head.id,
                             "trail": urlencode(steps),
                             "unsaved": await run_in_threadpool(unsaved, bench, name), "status": 200,
                             "headline": _("What would we most like to know?")}  # fmt: skip
    if job.state == "done":
        more = job.result.get("more", 0)
        worth = _n("{n} question more is worth asking.", "{n} questions more are worth asking.", more) if more else ""
        shown |= {"card": job.result, "worth": wording.capital(worth)}
        shown["history"] = await run_in_threadpool(_history, bench, name, steps, job.result["left"])
    else:
        shown |= not_done(request, job)
    return await run_in_threadpool(lambda: page(request, "interview.html", **shown))


def _history(bench: Workbench, name: str, steps: Steps, left: dict[str, str]) -> list[tuple[int, str]]:
    """What was answered on the way or left open, in words, the last first; each with its place on the way."""
    after = {parent: version.message for version in bench.store.versions(name) for parent in version.parents}
    open_ = {id: f"{told} – {_('it stays open')}" for id, told in left.items()}
    told = [(open_ if key == "left" else after).get(value, "") for key, value in steps]
    return [(n, line) for n, line in enumerate(told) if line][::-1]


async def answered(
    request: Request, name: str, asked: Annotated[str, Form(max_length=400)],
    choice: Annotated[str, Form(max_length=400)], version: Annotated[str, Form(max_length=64)],
    trail: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:  # fmt: skip
    """An answer, as a version on top of the one that was asked about; or the question left open."""
    if choice == "?":
        return _at(name, [*_steps(trail), ("left", asked)])
    bench = of(request)
    text = await run_in_threadpool(lambda: bench.store.text(bench.store.version(name, version)))
    today = date.today().isoformat()
    made, told = await bench.pool.run("answered", text, name, asked, choice, today, key=digest(text))
    await run_in_threadpool(_save, bench, name, made, version, harmless(" ".join(told.split()))[:MAX_MESSAGE])
    return _at(name, [*_steps(trail), ("was", version)])


def back(
    request: Request, name: str, version: Annotated[str, Form(max_length=64)],
    trail: Annotated[str, Form(max_length=20_000)] = "", to: Annotated[int, Form(ge=-1, lt=STEPS)] = -1,
) -> Response:  # fmt: skip
    """To a place on the way, else to the question before: what was left open is asked again, answers from there on are
    taken back by a new version."""
    bench, steps = of(request), _steps(trail)
    undone = steps[to:]
    was = next((value for key, value in undone if key == "was"), "")
    if was:
        text = bench.store.text(bench.store.version(name, was))
        _save(bench, name, text, version, _("an answer of the interview, taken back"))
    return _at(name, steps[: len(steps) - len(undone)])


def _save(bench: Workbench, name: str, text: str, on: str, said: str) -> None:
    try:
        bench.store.save(name, text, on, bench.author, said)
    except Moved as moved:
        raise InputError(str(moved)) from None
