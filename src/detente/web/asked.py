"""What an address or a form gives a question, in the types of its parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.datastructures import QueryParams

from detente.errors import InputError
from detente.model.naming import spelled
from detente.web.questions import Question
from detente.workbench import Parameter


def parsed(question: Question, query: QueryParams) -> dict[str, Any]:
    """What an address or a form gives a question, in the types of its parameters. InputError for a wrong number."""
    given: dict[str, Any] = {}
    for p in question.parameters:
        if p.kind == "truths":
            prefix = f"{p.name}."
            facts = {k.removeprefix(prefix): v == "yes" for k, v in query.items() if k.startswith(prefix) and v}
            given |= {p.name: facts} if facts else {}
        elif p.name in ("set", "grant", "drop", "move", "add", "states"):
            several = [*query.getlist(p.name), *_PUT_TOGETHER.get(p.name, _named)(p.name, query)]
            given |= {p.name: several} if (several := [line for line in several if line.strip()]) else {}
        elif p.kind == "truth":
            given |= {p.name: query[p.name] != "no"} if p.name in query else _unticked(p, query)
        elif (value := query.get(p.name, "").strip() or _state(p.name, query)) or (p.required and p.name in query):
            given[p.name] = _value(p, value)
    return given


def _named(parameter: str, query: QueryParams) -> list[str]:
    """What a form that asks for each thing by itself sends, as the question takes it: "NAME=VALUE"."""
    start = f"{parameter}."
    named = ((key.removeprefix(start), value) for key, value in query.items() if key.startswith(start))
    return [f"{name}={spelled(value)}" for name, value in named if value]


def _state(parameter: str, query: QueryParams) -> str:
    """A state that was put together mark by mark: what differs from the status quo."""
    return ",".join(_named(parameter, query))


def _line(parameter: str, query: QueryParams) -> list[str]:
    """A line that was put together: what is wanted, and the list and the line above which it is to stand."""
    want, (party, _space, above) = query.get(f"{parameter}.want", ""), query.get(f"{parameter}.at", "").partition(" ")
    return [f"{party}: want {want}" + (f" before {above}" if above else "")] if want else []


_PUT_TOGETHER: dict[str, Callable[[str, QueryParams], list[str]]] = {
    "add": _line, "states": lambda parameter, query: [_state(parameter, query)],
}  # fmt: skip


def _unticked(p: Parameter, query: QueryParams) -> dict[str, bool]:
    """A box that is not ticked is not sent; whether the form was, its hidden field says."""
    return {p.name: False} if "asked" in query and p.default is True else {}


def _value(p: Parameter, value: str) -> Any:
    if p.kind in ("whole", "number"):
        try:
            return int(value) if p.kind == "whole" else float(value)
        except ValueError:
            raise InputError(f"`{p.name}` is a number, not `{value[:40]}`") from None
    if p.choices and value not in p.choices:
        raise InputError(f"`{p.name}` is one of {', '.join(p.choices)}, not `{value[:40]}`")
    return value
