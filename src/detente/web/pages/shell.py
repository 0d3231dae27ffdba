"""What every page has: the bar with its tools, the keys at its foot, the style sheet, the reader's language."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from detente.report import wording
from detente.report.document import harmless
from detente.report.language import _, _n, current
from detente.report.renderers import html

FONT = "source-sans-3-latin.woff2"
BEGINS = re.compile(r"[^\W\d_]+ ")
"""A message that begins with a word, not with the name of a file."""

CODE = re.compile(r"`([^`\n]+)`")
STATIC = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2",
    ".map": "application/json",
}  # fmt: skip


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page in the reader's language. All text in `values` is escaped but `Markup`."""
    made = _environment().get_template(template).render(
        language=current(), path=request.url.path, status=status, **values
    )  # fmt: skip
    return HTMLResponse(made, status_code=status)


def style() -> str:
    """The style sheet: the report's blocks, and what only the workbench has."""
    face = f'@font-face{{font-family:"Source Sans 3";src:url(/static/{FONT}) format("woff2");font-weight:400 700}}'
    return face + html.style() + _read("web.css")


def static(file: str) -> Response:
    """One of our own files: the style sheet, the font, the client's bundle."""
    suffix = file[file.rfind(".") :] if "." in file else ""
    if file == "page.css":
        return Response(style(), media_type=STATIC[".css"])
    ours = file == FONT
    room = files("detente.report.renderers").joinpath("page") if ours else files("detente.web").joinpath("static")
    found = room.joinpath(file)
    if suffix not in STATIC or "/" in file or "\\" in file or not found.is_file():
        from detente.web.problems import problem

        return problem(404, "Not there", "If this is the client's bundle, it is not built yet: run `make client`.")
    return Response(found.read_bytes(), media_type=STATIC[suffix], headers={"cache-control": "no-cache"})


def _read(name: str) -> str:
    return files("detente.web").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(loader=FunctionLoader(_read), autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              finalize=_shown)  # fmt: skip
    environment.globals |= {"_": _, "_n": _n, "shapes": lambda: Markup(html.shapes()), "said": _said}
    environment.filters |= {"date": wording.date, "moment": moment, "segment": lambda text: quote(text, safe=""),
                            "told": told}  # fmt: skip
    return environment


def _shown(value: Any) -> Any:
    return harmless(value) if type(value) is str else value


def told(message: str) -> Markup:
    """What went wrong, as a page says it: as a sentence begins, its `words` of the file set apart."""
    words = wording.capital(message) if BEGINS.match(message) else message
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(harmless(words)))))


def _said(value: Any) -> Markup:
    """Plain data for a script, inside an element that is no script."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def moment(written: str) -> str:
    """When something was saved, by the clock of this machine: "today, 10:42", "yesterday, 9:30", "12 November 2026"."""
    try:
        then = datetime.fromisoformat(written).astimezone()
    except ValueError:
        return written
    days = (datetime.now().astimezone().date() - then.date()).days
    if days > 1:
        return wording.date(f"{then:%Y-%m-%d}")
    clock = f"{then.hour}:{then.minute:02}"
    return _("yesterday, {clock}", clock=clock) if days == 1 else _("today, {clock}", clock=clock)
