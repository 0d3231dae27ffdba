"""The pages of one dialogue: board, questions, brief, rounds, versions."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from detente.errors import DetenteError, InputError
from detente.formats import decoded
from detente.formats.patch import patched
from detente.formats.revise import revise
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.language import _, _n, said
from detente.report.renderers import RENDERERS
from detente.store import Moved
from detente.store.records import digest
from detente.web.api.questions import MEDIA, Format
from detente.web.asked import parsed
from detente.web.forms import fields
from detente.web.jobs import Job
from detente.web.links import FULL
from detente.web.pages.shell import page
from detente.web.problems import problem
from detente.web.questions import MOST_ON_A_PAGE, MOST_SHOWN, Question, question, questions
from detente.web.waiting import unless_gone
from detente.web.work import understood
from detente.web.workbench import Workbench, of
from detente.web.workers import Lost, Refused

PATIENCE = 1.5
"""Seconds that a page waits for its answer before it shows that it is being worked out."""


def board(request: Request, name: str) -> Response:
    """The page that holds the client."""
    from detente.report.workbench import words

    bench = of(request)
    head = bench.store.head(name)
    built = files("detente.web").joinpath("static", "workbench.js").is_file()
    told = words()
    return page(request, "board.html", title=name, name=name, digest=head.digest, built=built, words=told, here="board")


def asks(request: Request, name: str) -> Response:
    """All questions that can be asked of a dialogue."""
    of(request).store.head(name)
    listed = [(row, said(row.asks)) for row in questions()]
    return page(request, "questions.html", title=_("Questions"), name=name, here="ask", listed=listed)


async def ask(request: Request, name: str, asked: str) -> Response:
    """One question: its form, and the answer."""
    row = next((one for one in questions() if one.name == asked), None)
    if row is None:
        return problem(404, "Not there", f"There is no question `{asked}`.")
    bench = of(request)
    text = await run_in_threadpool(_text, bench, name)
    rounds = asked == "rounds"
    shown: dict[str, Any] = {"title": name, "name": name, "question": row, "fields": [], "status": 200,
                             "here": "rounds" if rounds else "ask", "adds_round": rounds}  # fmt: skip
    shown |= {"asks": said(row.asks), "unsaved": await run_in_threadpool(unsaved, bench, name)}
    try:
        dialogue = (await run_in_threadpool(understood, text, name))[0]
        given = parsed(row, request.query_params)
        missing = [p.name for p in row.parameters if p.required and not given.get(p.name)]
        given |= {key: value for key, value in _first(dialogue).items() if key in missing}
        shown["fields"] = fields(dialogue, row, given)
        if not any(p.required and not given.get(p.name) for p in row.parameters):
            shown |= await _answer(request, bench, text, name, row, given)
        elif "asked" in request.query_params:
            shown["hint"] = _("Choose what would be done: some mark other than it is now.")
    except DetenteError as error:
        shown |= {"fault": str(error), "status": 422}
    if "fault" in shown and shown["status"] == 422 and "asked" not in request.query_params and shown["fields"]:
        # Nobody has asked yet: it says what is needed.
        shown |= {"hint": wording.capital(shown.pop("fault")), "status": 200}
    return await run_in_threadpool(lambda: page(request, "question.html", **shown))


def _first(dialogue: Dialogue) -> dict[str, str]:
    """What is asked where nothing is filled in: of the first ask."""
    return {"ask": dialogue.asks[0].id, "target": dialogue.asks[0].id} if dialogue.asks else {}


async def states(request: Request, name: str) -> Response:
    """The states that a dialogue has names for: a fragment, which a form fetches when somebody is to choose one."""
    bench = of(request)
    text = await run_in_threadpool(_text, bench, name)
    found = await unless_gone(request, bench.pool.run("named", text, name, key=digest(text), long=True))
    return page(request, "states.html", states=found)


async def brief(request: Request, name: str, desk: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The brief as it will be handed over, for all or for a desk, and as a file of any format."""
    bench = of(request)
    text = await run_in_threadpool(_text, bench, name)
    shown: dict[str, Any] = {"title": name, "name": name, "here": "brief", "desk": desk, "status": 200,
                             "formats": [suffix[1:] for suffix in RENDERERS], "desks": [],
                             "unsaved": await run_in_threadpool(unsaved, bench, name)}  # fmt: skip
    try:
        dialogue = (await run_in_threadpool(understood, text, name))[0]
        shown["desks"] = [(p.id, wording.capital(p.name)) for p in dialogue.parties]
        shown |= await _answer(request, bench, text, name, question("brief"), {}, desk=desk)
    except DetenteError as error:
        shown |= {"fault": str(error), "status": 422}
    return await run_in_threadpool(lambda: page(request, "brief.html", **shown))


async def _answer(
    request: Request, bench: Workbench, text: str, name: str, row: Question, given: dict[str, Any], desk: str = ""
) -> dict[str, Any]:  # fmt: skip
    """The answer as the page shows it, or how far it is."""
    most = MOST_ON_A_PAGE if FULL in request.query_params else MOST_SHOWN
    task = ("brief", text, name, desk) if row.name == "brief" else ("answer", text, name, row.name, given, most)
    job = await worked_out(request, bench, row.name, task, text)
    if job.state == "done":
        return {"answer": Markup(job.result["html"])}  # the report's own markup: a file's texts are escaped in it
    return not_done(request, job)


async def worked_out(request: Request, bench: Workbench, kind: str, task: tuple[Any, ...], text: str) -> Job:
    """The job that the address names, or a new one for that task about a text; waited for as long as a page waits."""
    job = bench.jobs.get(request.query_params.get("job", ""))
    if job is None:
        job = bench.jobs.begin(kind)
        bench.jobs.start(job, bench.pool.run(*task, key=digest(text), long=True, told=job.told))
    if job.task is not None and not job.over:
        await asyncio.wait({job.task}, timeout=PATIENCE)
    return job


def not_done(request: Request, job: Job) -> dict[str, Any]:
    """How far a job is, or why it has no answer, as a page shows it."""
    if job.state == "cancelled":
        return {"fault": _("This was cancelled before it was answered.")}
    if isinstance(job.error, Refused):
        return {"fault": job.error.detail, "status": job.error.status}
    if isinstance(job.error, Lost):
        return {"fault": _("This is a defect of Détente, not of your file: {what}", what=str(job.error)), "status": 500}
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in ("job", "token")]
    fetch = f"{request.url.path}?{urlencode([*kept, ('job', job.id)])}"
    far = wording.percent(job.done) if job.done is not None else ""
    return {"job": job, "fetch": fetch, "far": far, "back": f"/d/{quote(request.path_params['name'], safe='')}/ask"}


async def cancel(request: Request, job: str, to: Annotated[str, Form(max_length=500)] = "/") -> Response:
    """Ends a question, and goes on to another page of ours."""
    found = of(request).jobs.get(job)
    if found is not None:
        await of(request).jobs.cancel(found)
    return RedirectResponse(local(to), status_code=303)


def local(path: str) -> str:
    """The path, if it is one of this host; else the library."""
    plain = path.isprintable() and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if plain else "/"


async def report(
    request: Request, name: str, format: Format, desk: Annotated[str, Query(max_length=100)] = "", brief: bool = False
) -> Response:  # fmt: skip
    """The report as a file."""
    from detente.web.api.questions import report as made

    assert format in MEDIA
    return await made(request, name, format, desk=desk, brief=brief, paper="a4")


def _text(bench: Workbench, name: str) -> str:
    return bench.store.text(bench.store.head(name))


def unsaved(bench: Workbench, name: str) -> bool:
    """Whether something is being written on the board that no page can show, since it is not saved."""
    draft = bench.store.draft(name, author=bench.author)
    return draft is not None and draft.text != _text(bench, name)


# ---- versions, rounds ------------------------------------------------------------------------------------------------


def versions(request: Request, name: str) -> Response:
    """All versions, to be compared or restored."""
    return _versions(request, name)


def _versions(request: Request, name: str, fault: str = "") -> Response:
    found = of(request).store.versions(name)
    head = wording.capital(_n("{n} version", "{n} versions", len(found)))
    return page(request, "versions.html", title=name, name=name, here="versions", versions=found, headline=head,
                fault=fault, status=422 if fault else 200)  # fmt: skip


async def changes(request: Request, name: str, file: Annotated[UploadFile, File()]) -> Response:
    """What was supposed in a brief, handed back as a file and written in as a new version."""
    data, bench = await file.read(), of(request)
    try:
        await run_in_threadpool(_changed, bench, name, file.filename or "", data)
    except (InputError, Moved) as error:
        return await run_in_threadpool(_versions, request, name, str(error))
    return RedirectResponse(f"/d/{quote(name, safe='')}/versions", status_code=303)


def _changed(bench: Workbench, name: str, file: str, data: bytes) -> None:
    head = bench.store.head(name)
    made = patched(bench.store.text(head), decoded(data, file), f"{name}.yaml", file)
    bench.store.save(name, made, head.id, bench.author, _("changes from a brief"))


def restore(request: Request, name: str, version: Annotated[str, Form(max_length=64)]) -> Response:
    """A new version that says what an old one said."""
    bench = of(request)
    bench.store.restore(name, version, bench.author)
    return RedirectResponse(f"/d/{quote(name, safe='')}/versions", status_code=303)


def add_round(
    request: Request, name: str, date: Annotated[str, Form(max_length=30)] = "",
    place: Annotated[str, Form(max_length=200)] = "",
) -> Response:  # fmt: skip
    """A round more in the file."""
    bench = of(request)
    head = bench.store.head(name)
    made = revise(bench.store.text(head), {"kind": "round", "date": date.strip(), "place": place.strip()})
    message = _("a new round")
    try:
        bench.store.save(name, made["text"], head.id, bench.author, message)
    except Moved as moved:
        raise InputError(str(moved)) from None
    return RedirectResponse(f"/d/{quote(name, safe='')}/ask/rounds", status_code=303)
