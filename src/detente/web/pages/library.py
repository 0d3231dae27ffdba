"""The library: what there is, where each dialogue goes, and how to begin another."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from detente.errors import DetenteError, InputError
from detente.formats import FORMATS, decoded, examples, load, parse, render, shipped
from detente.formats.new import new as starter
from detente.report import wording
from detente.report.language import _, _n
from detente.report.page import as_of
from detente.web.pages.shell import page
from detente.web.shelf import rows
from detente.web.workbench import Workbench, of


def library(
    request: Request, q: Annotated[str, Query(max_length=200)] = "", find: str | None = None
) -> Response:
    """All dialogues, or those that have the words looked for; where there is none, what to do."""
    bench = of(request)
    found = rows(bench.store, q)
    for row in found:
        row["as_of"] = _as_of(row["as_of"])
        row["faults"] = _faults(row)
    head = _n("{n} dialogue", "{n} dialogues", len(found))
    return page(
        request, "library.html", title=_("Library"), under=bench.store.place, rows=found, query=q,
        find=find is not None, headline=wording.capital(head), empty=not found and not q,
    )  # fmt: skip


def _as_of(date: str) -> str:
    return _("as of {date}", date=wording.date(date)) if date else ""


def _faults(row: dict[str, Any]) -> str:
    if row["sound"]:
        return _n("{n} warning", "{n} warnings", row["problems"]) if row["problems"] else ""
    return _n("{n} mistake", "{n} mistakes", row["problems"])


def new(request: Request) -> Response:
    """The ways to begin."""
    return _ways(request)


def _ways(request: Request, fault: str = "", status: int = 200) -> Response:
    title = _("New")
    listed = [(name, f"{dialogue.title} ({when})" if (when := as_of(dialogue)) else dialogue.title)
              for name in examples() for dialogue in (load(name),)]  # fmt: skip
    return page(request, "new.html", title=title, examples=listed, fault=fault, status=status)


async def begin(
    request: Request,
    begun: Annotated[str, Form(alias="from", max_length=20)],
    name: Annotated[str, Form(max_length=100)] = "",
    text: Annotated[str, Form(max_length=100)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Makes a dialogue and opens it; what is wrong is told above the form."""
    data = await file.read() if file else b""
    uploaded = file.filename or "" if file else ""
    try:
        made = await run_in_threadpool(_begun, of(request), begun, name.strip(), text, uploaded, data)
    except DetenteError as error:
        return await run_in_threadpool(_ways, request, str(error), 422)
    return RedirectResponse(f"/d/{quote(made, safe='')}", status_code=303)


def _begun(bench: Workbench, begun: str, name: str, text: str, uploaded: str, data: bytes) -> str:
    """The name under which the new dialogue is saved."""
    match begun:
        case "example":
            file = shipped(text)
            if file is None:
                raise InputError(f"there is no example `{text}`")
            name, content = name or text, file.read_text(encoding="utf-8")
        case "file":
            stem, suffix = PurePath(uploaded).stem, PurePath(uploaded).suffix.lower()
            name, content = name or stem, _brought(uploaded, suffix, data)
        case _:
            content = starter(name)
    if not name:
        raise InputError("a dialogue needs a name")
    if name in bench.store.dialogues():
        raise InputError(f"there is a dialogue `{name}` already; choose another name")
    return bench.store.save(name, content, None, bench.author, "").name


def _brought(uploaded: str, suffix: str, data: bytes) -> str:
    """A file as a YAML text: YAML as it is, others converted."""
    if suffix not in FORMATS:
        raise InputError(f"`{uploaded}` is not of a known kind; known are {', '.join(FORMATS)}")
    text = decoded(data, uploaded)
    if suffix in (".yaml", ".yml"):
        return text
    return render(parse(text, uploaded), ".yaml")[0]
