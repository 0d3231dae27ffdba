"""Pages about the workbench itself: its keys, the contract of `/api/v1`, the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from detente.report.language import _, known
from detente.report.workbench import words
from detente.web.pages.dialogue import local
from detente.web.pages.shell import page
from detente.web.workbench import TONGUE

BOARD = (
    ("onBoard", (("← ↑ → ↓", "keyMove"), ("Y", "keyYes"), ("N", "keyNo"), ("–", "keyOpen"), ("1 … 9", "keyLevel"),
                 ("W", "keyWhy"), ("E", "keyText"), ("O", "newOption"))),
    ("onLists", (("↑ ↓", "keyList"), ("Alt ↑ ↓", "keyGrab"), ("L", "newLine"))),
    ("inText", (("Tab", "keyMend"), ("F8", "keyNext"), ("Ctrl Space", "keyComplete"), ("Ctrl F", "keyFind"))),
    ("board", (("F6", "keyPanel"), ("Ctrl Z", "keyUndo"), ("Ctrl Y", "keyRedo"), ("Ctrl S", "keySave"),
                    ("P", "keyPriorities"), ("/", "keyFind"), ("?", "keyHelp"), ("Esc", "keyClose"))),
)  # fmt: skip
"""The keys of the board, where they hold, by the workbench's own words; a test holds the client to the same."""


def keys(request: Request) -> Response:
    """What the keys do, page by page."""
    word = words()
    groups = (
        (_("Everywhere"), (
            (("?",), _("this page")), (("Tab",), _("the next thing")), (("Esc",), _("close, or back")),
        )),
        (_("Library"), (
            (("↑", "↓"), _("choose a dialogue")), (("↵",), _("open it: board and text")), (("B",), _("its brief")),
            (("V",), _("its versions")), (("C",), _("compare it with another")), (("N",), _("a new dialogue")),
            (("/",), _("find")),
        )),
        (_("Pages of a dialogue"), (
            (("T",), _("board and text")), (("Q",), _("all questions")), (("R",), _("rounds")),
            (("I",), _("interview")), (("V",), _("versions")), (("B",), _("brief")),
        )),
        *((word[where], tuple((tuple(listed.split()), word[does]) for listed, does in rows)) for where, rows in BOARD),
        (_("Interview"), (
            (("1", "…", "9"), _("answer")), (("0",), _("cannot say")), (("Z",), _("back to the question before")),
        )),
        (_("Reading"), (
            (("↑", "↓"), _("the next proposal")), (("A",), _("accept")), (("X",), _("reject")), (("E",), _("edit")),
            (("P",), _("name parties that nothing knows")), (("W",), _("say who speaks")), (("Z",), _("undo")),
            (("D",), _("name the dialogue that it goes into")),
        )),
    )  # fmt: skip
    return page(request, "keys.html", title=_("Keys"), groups=groups)


def speak(
    request: Request, code: Annotated[str, Form(max_length=10)], to: Annotated[str, Form(max_length=500)] = "/"
) -> Response:  # fmt: skip
    """The language of the pages, from here on. InputError for one that there is not."""
    answer = RedirectResponse(local(to), status_code=303)
    answer.set_cookie(TONGUE, known(code).code, httponly=True, samesite="strict", max_age=365 * 86_400)
    return answer


def contract(request: Request) -> Response:
    """The contract of `/api/v1` as a page."""
    schema = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            groups.setdefault(path.split("/")[3], []).append(_operation(schema, method, path, one))
    return page(request, "contract.html", title="/api/v1", groups=list(groups.items()))


def _operation(schema: Mapping[str, Any], method: str, path: str, one: Mapping[str, Any]) -> dict[str, Any]:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    parameters = [{"name": p["name"], "where": p["in"], "required": p.get("required", False), "kind": kind(p["schema"])}
                  for p in one.get("parameters", ())]  # fmt: skip
    return {"id": one["operationId"], "method": method.upper(), "path": path, "says": one.get("summary", ""),
            "parameters": parameters, "body": list(_fields(schema, body)) if body else []}  # fmt: skip


def _fields(schema: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    found = _resolved(schema, body)
    for name, field in found.get("properties", {}).items():
        yield {"name": name, "required": name in found.get("required", ()), "kind": kind(_resolved(schema, field))}


def _resolved(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    for step in part.get("$ref", "").split("/")[1:]:
        part = schema = schema[step]
    return part


def kind(part: Mapping[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "enum" in part:
        return " | ".join(map(str, part["enum"]))
    if "const" in part:
        return str(part["const"])
    for several in ("anyOf", "oneOf"):
        if several in part:
            return " | ".join(dict.fromkeys(kind(one) for one in part[several]))
    if part.get("type") == "array":
        return f"[{kind(part.get('items', {}))}, …]"
    if "$ref" in part:
        return str(part["$ref"].rpartition("/")[2].removeprefix("Change_"))
    return str(part.get("title", "object") if part.get("type") == "object" else part.get("type", "any"))
