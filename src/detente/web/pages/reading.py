"""Reading: prose in, proposals beside their sentences, decisions by key, and what is accepted into a dialogue."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from detente.errors import DetenteError, InputError
from detente.report import wording
from detente.report.language import _, _n, said
from detente.store import Moved, NotThere, Store
from detente.web.pages.shell import page
from detente.web.readings import FIELDS, Reading, counted, told_by_sentence
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
    parties: Annotated[str, Form(max_length=1000)] = "",
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
        strangers = _listed(parties)
        made = await bench.pool.run("read", name, data, base, into, strangers, long=True, language="en")
        reading = bench.readings.begin(into, name, data, made, strangers, bench.author)
    except (DetenteError, Refused) as error:
        told = error.detail if isinstance(error, Refused) else str(error)
        return await run_in_threadpool(_begun, request, into, told, text, 422)
    return RedirectResponse(f"/read/{reading.id}", status_code=303)


def _listed(names: str) -> list[str]:
    """The names in a line of them."""
    return list(dict.fromkeys(name for part in re.split(r"[,;\n]", names) if (name := " ".join(part.split()))))


def _text(store: Store, name: str) -> str:
    return store.text(store.head(name))


async def again(
    request: Request, reading: str, parties: Annotated[list[Annotated[str, Field(max_length=1000)]], Form()]
) -> Response:  # fmt: skip
    """Reads the same text once more, with parties that nothing knows; what was decided stays."""
    found, bench = _reading(request, reading), of(request)
    strangers = [*found.strangers, *_listed(",".join(parties))]
    base = await run_in_threadpool(_text, bench.store, found.into) if found.into else ""
    made = await bench.pool.run("read", found.file, found.data, base, found.into, strangers, long=True, language="en")
    found.again(made, strangers)
    return RedirectResponse(f"/read/{found.id}", status_code=303)


def _reading(request: Request, reading: str) -> Reading:
    found = of(request).readings.get(reading)
    if found is None:
        raise NotThere("there is no such reading any more; read the text again")
    return found


def proposals(request: Request, reading: str) -> Response:
    """The proposals beside their sentences, and what was decided."""
    return _shown(request, _reading(request, reading))


def _shown(request: Request, found: Reading, fault: str = "", status: int = 200, name: str = "") -> Response:
    session, counts = found.session, counted(found.session)
    waiting = _n("{n} waits for you", "{n} wait for you", counts["open"]) if counts["open"] else _("all are decided")
    decided = _n("{n} proposal: {waiting}", "{n} proposals: {waiting}", counts["all"], waiting=waiting)
    current = session.current.id if session.current else ""
    told = _("{yes:d} accepted, {no:d} rejected, {open:d} to decide", yes=counts["accepted"], no=counts["rejected"],
             open=counts["open"])  # fmt: skip
    missed = _n("{n} sentence that names a party was not understood",
                "{n} sentences that name a party were not understood", len(session.unread))  # fmt: skip
    unread = [(u.span.place, u.span.text) for u in session.unread[:50]]
    rest = _("The rest is in {name}; this could not go in", name=found.into)
    names = of(request).store.dialogues()
    return page(request, "proposals.html", title=_("Reading"), name=found.into, reading=found, counted=told,
                headline=wording.capital(decided), sentences=told_by_sentence(session, found.parties), current=current,
                unread=unread, unread_told=wording.capital(missed), names=names, unknown=found.unknown(), fault=fault,
                fields=[(key, said(word)) for key, word in FIELDS.items()], status=status,
                left_told=_("What could not go in") if fault else rest,
                target=name or found.into)  # fmt: skip


def decide(
    request: Request,
    reading: str,
    id: Annotated[str, Form(max_length=40)] = "",
    decision: Annotated[str, Form(max_length=4)] = "",
    field: Annotated[str, Form(max_length=20)] = "",
    rest: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """One decision; back to the page, at the next proposal."""
    found = _reading(request, reading)
    found.decide(id, decision, f"{field} {rest}")
    here = found.session.current.id if found.session.current else id
    return RedirectResponse(f"/read/{found.id}#{quote(here, safe='')}", status_code=303)


async def into(
    request: Request, reading: str, name: Annotated[str, Form(max_length=100)] = "",
) -> Response:  # fmt: skip
    """What is accepted goes into the dialogue, as a new version; the interview asks on, if there are asks."""
    found, bench = _reading(request, reading), of(request)
    target = name.strip() or found.into
    accepted = counted(found.session)["accepted"]
    if not target or not accepted:
        nothing = _("Nothing is accepted yet: accept at least one proposal (A).")
        fault = _("Say which dialogue it goes into.") if accepted else nothing
        return await run_in_threadpool(_shown, request, found, fault, 422, target)
    store = bench.store
    there = target in await run_in_threadpool(store.dialogues)
    head = await run_in_threadpool(store.head, target) if there else None
    text = await run_in_threadpool(store.text, head) if head else ""
    merged: Any = await bench.pool.run("merge", text, found.session.proposals, target, found.strangers, language="en")
    found.left, found.into = tuple(merged["left"]), target if merged["added"] else found.into
    if not merged["added"]:
        already = _("{name} says all of it already.", name=target)
        fault = already if not found.left else _("Nothing of it could go into {name}.", name=target)
        return await run_in_threadpool(_shown, request, found, fault, 422, target)
    message = _("read from a text")
    try:
        await run_in_threadpool(store.save, target, merged["text"], head.id if head else None, bench.author, message)
    except Moved as moved:
        raise InputError(str(moved)) from None
    place = f"/d/{quote(target, safe='')}" + ("/interview" if merged["asks"] else "")
    return RedirectResponse(f"/read/{found.id}#left" if found.left else place, status_code=303)
