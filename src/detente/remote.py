"""The questions asked of a workbench elsewhere: `dt.connect(url)` has the functions of `import detente as dt`.

    bench = dt.connect("http://127.0.0.1:8000/?token=…")
    bench.equilibria("talks").counts["nash"]

Dialogues are named as the workbench names them, or given as values. Answers are those of `--json`: their fields can be
read as attributes. The standard library is all that is needed.
"""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from urllib.request import Request, urlopen

from detente.errors import InputError, NoAnswer, Problem
from detente.formats import dump, parse
from detente.model.dialogue import Dialogue
from detente.workbench import ANALYSES

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts to which a token may travel in the open."""

PAUSE = 0.5
"""Seconds between two looks at a question that takes a while."""


class Answer(Mapping[str, Any]):
    """A result as `--json` gives it; its fields are attributes, too."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def __getitem__(self, key: str) -> Any:
        return _shown(self._fields[key])

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"this answer has no `{name}`; it has: {', '.join(self._fields)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Answer({', '.join(self._fields)})"


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return Answer(value)
    return [_shown(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Bench:
    """A workbench elsewhere. Every question of the program is one of its methods."""

    url: str
    token: str

    def dialogues(self) -> tuple[str, ...]:
        """The names of its dialogues."""
        return tuple(row["name"] for row in self._asked("GET", "/dialogues")["dialogues"])

    def load(self, name: str) -> Dialogue:
        """A dialogue of that name, as a value of this program."""
        return parse(self.text(name), f"{name}.yaml")

    def text(self, name: str) -> str:
        """The text of a dialogue."""
        return str(self._asked("GET", f"/dialogues/{quote(name, safe='')}")["text"])

    def save(self, name: str, text: str, message: str = "") -> None:
        """Saves a text on top of the newest version; a new dialogue is made. InputError where the name is none."""
        if name not in self.dialogues():
            self._asked("POST", "/dialogues", {"name": name, "from": "text", "text": text})
            return
        place = f"/dialogues/{quote(name, safe='')}"
        tag = self._asked("GET", place)["digest"]
        self._asked("PUT", place, {"text": text, "message": message}, {"If-Match": f'"{tag}"'})

    def compare(self, before: Dialogue | str, after: Dialogue | str) -> Answer:
        """Two dialogues side by side, as `detente compare` has them."""
        return self._of_two("compare", before, after)

    def diff(self, before: Dialogue | str, after: Dialogue | str) -> Answer:
        """What changed from one version to a later one, as `detente diff` has it."""
        return self._of_two("diff", before, after)

    def report(self, name: str, format: str = "html", *, desk: str = "", brief: bool = False,
               paper: str = "a4") -> bytes:  # fmt: skip
        """The report of a dialogue there as the content of a file, in any format that `detente report` writes.

        `desk`: for one party's desk; `brief`: without the annex. InputError for a format that there is not.
        """
        asked = urlencode({"desk": desk, "brief": "true" if brief else "false", "paper": paper})
        file = f"{quote(name, safe='')}/report.{quote(format, safe='')}"
        content: bytes = self._asked("GET", f"/dialogues/{file}?{asked}")
        return content

    def _of_two(self, question: str, *sides: Dialogue | str) -> Answer:
        texts = (self.text(one) if isinstance(one, str) else dump(one) for one in sides)
        return Answer(self._asked("POST", f"/{question}", dict(zip(("before", "after"), texts, strict=True))))

    def __getattr__(self, name: str) -> Callable[..., Answer]:
        if name not in ("brief", "check", *(row.name for row in ANALYSES)):
            raise AttributeError(f"a workbench has no question `{name}`")

        def ask(dialogue: Dialogue | str, *asked: Any, **options: Any) -> Answer:
            given = {**dict(zip(_positional(name), asked, strict=False)), **options}
            if isinstance(dialogue, str):
                return Answer(self._asked("POST", f"/dialogues/{quote(dialogue, safe='')}/{name}", given))
            return Answer(self._asked("POST", f"/ask/{name}", {"text": dump(dialogue), "parameters": given}))

        return ask

    def _asked(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """The answer to a request; what takes long is waited for."""
        status, answer, place = self._sent(method, f"/api/v1{path}", body, {"Prefer": "wait=30", **(headers or {})})
        while status == 202 and place:
            time.sleep(PAUSE)
            status, answer, _ = self._sent("GET", f"{place}/result", None, {})
        return answer

    def _sent(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> tuple[int, Any, str]:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data=data, method=method)
        for name, value in {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
                            **headers}.items():  # fmt: skip
            request.add_header(name, value)
        try:
            with urlopen(request) as answer:
                content = answer.read()
                said = json.loads(content) if answer.headers.get_content_type() == "application/json" else content
                return answer.status, said, answer.headers.get("location", "")
        except HTTPError as fault:
            raise _fault(fault) from None
        except URLError as fault:
            raise InputError(f"{self.url} does not answer: {fault.reason}") from None


def _positional(name: str) -> tuple[str, ...]:
    """The names of a question's positional parameters after the dialogue."""
    from importlib import import_module

    function = getattr(import_module(f"detente.analyses.{name}"), name)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)


def _fault(fault: HTTPError) -> InputError | NoAnswer:
    """What a workbench refused, as this program would have raised it."""
    try:
        said = json.loads(fault.read())
    except ValueError:
        return InputError(f"the workbench answered {fault.code} {fault.reason}")
    if said.get("title") == "No answer":
        return NoAnswer(said["detail"])
    problems = [Problem(message=p["message"], hint=p.get("hint", ""), line=p.get("line"))
                for p in said.get("problems", ())]  # fmt: skip
    return InputError(*(problems or [said.get("detail") or said.get("title", "")]))


def connect(url: str) -> Bench:
    """A workbench at the address that `detente serve` printed. InputError for an address that is none, or is not safe.

    The token in the address is sent with every request, so over plain http it must stay on this machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"`{url.partition('?')[0]}` is not the address of a workbench (http://HOST:PORT/?token=…)")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise InputError(f"http to {parts.hostname} would send the token in the open; use https")
    token = parse_qs(parts.query).get("token", [""])[0]
    if not token:
        raise InputError("the address has no token; give the whole address that `detente serve` printed")
    return Bench(f"{parts.scheme}://{parts.netloc}", token)
