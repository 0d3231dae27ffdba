"""Reading: prose in, proposals beside their sentences, decisions by key, and what is accepted into a dialogue."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from detente.errors import DetenteError, InputError
from detente.report import wording
from detente.report.language import _, _n
from detente.store import Moved, NotThere, Store
from detente.web.pages.shell import page
from detente.web.problems import problem
from detente.web.readings import Reading, counted, told_by_sentence
from detente.web.workbench import of
from detente.web.workers import Refused

MOST = 2_000_000
"""Characters of a text that is pasted."""


def begin(request: Request, into: Annotated[str, Query(max_length=100)] = "", fault: str = "") -> Response:
    """Where a text is pasted or a file brought."""
    return _begun(request, into, "")


def _begun(request: Request, into: str, fault: str, text: str = "", status: int = 200) -> Response:
    names = of(request).store.dialogues()
    return page(request, "read.html", title=_("Read a text"), names=names, into=into, fault=fault, text=text,
                status=status)  # fmt: skip


async def read(
    request: Request,
    text: Annotated[str, Form(max_length=MOST)] = "",
    into: Annotated[str, Form(max_length=100)] = "",
    title: Annotated[str, Form(max_length=100)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Reads it, and leads to its proposals."""
    bench = of(request)
    data = await file.read() if file and file.filename else text.encode("utf-8", "replace")
    name = file.filename if file and file.filename else f"{title or 'text'}.txt"
    try:
        if not data.strip():
            raise InputError(_("Paste a text, or choose a file."))
        base = await run_in_threadpool(_text, bench.store, into) if into else ""
        notebook = await bench.pool.run("read", name, data, base, into, long=True)
        reading = bench.readings.begin(into, title.strip(), notebook, bench.author)
    except (DetenteError, Refused) as error:
        told = error.detail if isinstance(error, Refused) else str(error)
        return await run_in_threadpool(_begun, request, into, told, text, 422)
    return RedirectResponse(f"/read/{reading.id}", status_code=303)


def _text(store: Store, name: str) -> str:
    return store.text(store.head(name))


def _reading(request: Request, reading: str) -> Reading:
    found = of(request).readings.get(reading)
    if found is None:
        raise NotThere("there is no such reading any more; read the text again")
    return found


def proposals(request: Request, reading: str) -> Response:
    """The proposals beside their sentences, and what was decided."""
    found = _reading(request, reading)
    session, counts = found.session, counted(found.session)
    waiting = _n("{n} waits for you", "{n} wait for you", counts["open"])
    decided = _n("{n} proposal: {waiting}", "{n} proposals: {waiting}", counts["all"], waiting=waiting)
    current = session.current.id if session.current else ""
    told = _("{yes:d} accepted, {no:d} rejected, {open:d} to decide", yes=counts["accepted"], no=counts["rejected"],
             open=counts["open"])  # fmt: skip
    missed = _n("{n} sentence that names a party was not understood",
                "{n} sentences that name a party were not understood", len(session.unread))  # fmt: skip
    unread = [(u.span.place, u.span.text) for u in session.unread[:50]]
    names = of(request).store.dialogues()
    return page(request, "proposals.html", title=_("Reading"), name=found.into, reading=found, counted=told,
                headline=wording.capital(decided), sentences=told_by_sentence(session), current=current, unread=unread,
                unread_told=wording.capital(missed), names=names)  # fmt: skip


def decide(
    request: Request,
    reading: str,
    id: Annotated[str, Form(max_length=40)] = "",
    decision: Annotated[str, Form(max_length=4)] = "",
    rest: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """One decision; back to the page, at the next proposal."""
    found = _reading(request, reading)
    found.decide(id, decision, rest)
    here = found.session.current.id if found.session.current else id
    return RedirectResponse(f"/read/{found.id}#{quote(here, safe='')}", status_code=303)


async def into(
    request: Request, reading: str, name: Annotated[str, Form(max_length=100)] = "",
) -> Response:  # fmt: skip
    """What is accepted goes into the dialogue, as a new version; the board opens it."""
    found, bench = _reading(request, reading), of(request)
    target = name.strip() or found.into
    if not target:
        raise InputError(_("Say which dialogue it goes into."))
    store = bench.store
    there = target in await run_in_threadpool(store.dialogues)
    head = await run_in_threadpool(store.head, target) if there else None
    text = await run_in_threadpool(store.text, head) if head else ""
    merged: Any = await bench.pool.run("merge", text, found.session.proposals, target)
    if not merged["added"] and merged["left"]:
        return problem(422, "Nothing was added", "\n".join(merged["left"]))
    message = _("read from a text")
    try:
        await run_in_threadpool(store.save, target, merged["text"], head.id if head else None, bench.author, message)
    except Moved as moved:
        raise InputError(str(moved)) from None
    return RedirectResponse(f"/d/{quote(target, safe='')}", status_code=303)
