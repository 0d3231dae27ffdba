"""The one table of routes: what can be asked for, and where it is answered. Tests and the contract walk it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from detente.web.questions import question as named
from detente.web.questions import questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A method and a path; `handler` as `module:function` of this room; `says`: what it is for, in a line.

    `question`: the handler is that of this question. `page`: it answers with HTML, for people; else it is of
    `/api/v1`, for programs. `status`: where all goes well.
    """

    method: str
    path: str
    handler: str
    says: str
    page: bool = False
    status: int = 200
    question: str = ""

    @property
    def function(self) -> Callable[..., Any]:
        """The function that answers."""
        module, name = self.handler.split(":")
        found: Callable[..., Any] = getattr(import_module(f"detente.web.{module}"), name)
        return found(named(self.question)) if self.question else found


def _api(method: str, path: str, handler: str, says: str, status: int = 200) -> Route:
    return Route(method=method, path=f"/api/v1{path}", handler=f"api.{handler}", says=says, status=status)


def _page(method: str, path: str, handler: str, says: str) -> Route:
    return Route(method=method, path=path, handler=f"pages.{handler}", says=says, page=True)


API: tuple[Route, ...] = (
    _api("GET", "/dialogues", "dialogues:listed", "The dialogues of this store"),
    _api("POST", "/dialogues", "dialogues:made", "Makes a dialogue, from an example, a text or nothing", 201),
    _api("GET", "/dialogues/{name}", "dialogues:read", "A dialogue: its text, its digest, its draft"),
    _api("PUT", "/dialogues/{name}", "dialogues:saved", "Saves a text on top of the version that If-Match names"),
    _api("DELETE", "/dialogues/{name}", "dialogues:removed", "Takes a dialogue off the list; its versions stay", 204),
    _api("PUT", "/dialogues/{name}/draft", "dialogues:kept", "Keeps what is being written"),
    _api("DELETE", "/dialogues/{name}/draft", "dialogues:dropped", "Forgets what was being written", 204),
    _api("GET", "/dialogues/{name}/versions", "dialogues:versions", "All versions, the newest first"),
    _api("GET", "/dialogues/{name}/versions/{version}", "dialogues:version", "One version with its text"),
    _api("GET", "/dialogues/{name}/headline", "work:headline", "Where a dialogue goes, in a clause"),
    _api("POST", "/work", "work:worked", "A text in; problems, the board and sentences out; nothing is saved"),
    _api("POST", "/assist/{what}", "assist:assisted", "Help while a text is written, as the language server gives it"),
    _api("POST", "/compare", "work:compared", "Two texts side by side: what differs, and which entry decides what"),
    _api("POST", "/diff", "work:changed", "Two versions: what is otherwise in the later, by entry and by sentence"),
    _api("POST", "/merge", "work:merged", "What two people made of one text, in one, each clash decided"),
    _api("POST", "/edit", "work:edited", "One change of a text; comments, order and quotes stay"),
    _api("GET", "/analyses", "questions:analyses", "Every question with its parameters as JSON Schema"),
    _api("GET", "/dialogues/{name}/report.{format}", "questions:report", "The report as a file"),
    _api("GET", "/jobs/{job}", "questions:job", "How a long question stands"),
    _api("GET", "/jobs/{job}/events", "questions:events", "The same, told whenever it changes (server-sent events)"),
    _api("GET", "/jobs/{job}/result", "questions:result", "What a long question came to"),
    _api("DELETE", "/jobs/{job}", "questions:cancelled", "Ends a long question and the process that works on it", 204),
)
"""For programs: texts, and work on them."""

QUESTIONS: tuple[Route, ...] = tuple(
    Route(method="POST", path=f"/api/v1{path}/{row.name}", handler=f"api.questions:{handler}", says=row.asks,
          question=row.name)
    for row in questions()
    for path, handler in (("/dialogues/{name}", "of_dialogue"), ("/ask", "of_text"))
)  # fmt: skip
"""For programs: every question, of a stored dialogue and of a text."""

PAGES: tuple[Route, ...] = (
    _page("GET", "/", "library:library", "The library"),
    _page("GET", "/new", "library:new", "The ways to begin"),
    _page("POST", "/new", "library:begin", "Begins a dialogue"),
    _page("GET", "/d/{name}", "dialogue:board", "Board and text"),
    _page("GET", "/d/{name}/ask", "dialogue:asks", "All questions"),
    _page("GET", "/d/{name}/ask/{asked}", "dialogue:ask", "One question"),
    _page("GET", "/d/{name}/states", "dialogue:states", "The states that a form offers by name"),
    _page("GET", "/d/{name}/interview", "interview:card", "The question whose answer would tell most"),
    _page("POST", "/d/{name}/interview", "interview:answered", "An answer, written into the file"),
    _page("POST", "/d/{name}/interview/back", "interview:back", "To the question before; its answer is taken back"),
    _page("GET", "/d/{name}/brief", "dialogue:brief", "The brief"),
    _page("GET", "/d/{name}/report.{format}", "dialogue:report", "The report as a file"),
    _page("GET", "/d/{name}/versions", "dialogue:versions", "Versions"),
    _page("POST", "/d/{name}/restore", "dialogue:restore", "Restores a version"),
    _page("POST", "/d/{name}/changes", "dialogue:changes", "Changes that a brief handed back, as a new version"),
    _page("POST", "/d/{name}/rounds", "dialogue:add_round", "A round more"),
    _page("POST", "/jobs/{job}/cancel", "dialogue:cancel", "Ends a question"),
    _page("GET", "/read", "reading:begin", "A text to be read"),
    _page("POST", "/read", "reading:read", "Reads a text"),
    _page("GET", "/read/{reading}", "reading:proposals", "Proposals beside their sentences"),
    _page("POST", "/read/{reading}", "reading:decide", "A decision on a proposal"),
    _page("POST", "/read/{reading}/again", "reading:again", "The same text once more, with parties that nothing knows"),
    _page("POST", "/read/{reading}/into", "reading:into", "What is accepted, into a dialogue"),
    _page("GET", "/compare", "compare:compare", "Two dialogues or versions side by side"),
    _page("GET", "/keys", "about:keys", "What the keys do"),
    _page("GET", "/api", "about:contract", "The contract of /api/v1"),
    _page("POST", "/language", "about:speak", "The language of the pages"),
    _page("GET", "/static/{file}", "shell:static", "Our own files"),
)
"""For people."""

ROUTES: tuple[Route, ...] = (*API, *QUESTIONS, *PAGES)
