"""What an address or a form gives a question, in the types of its parameters."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import QueryParams

from detente.errors import InputError
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
        elif p.name in ("set", "grant", "drop"):
            several = [*_named(p.name, query), *query.getlist(p.name)]
            given |= {p.name: several} if (several := [line for line in several if line.strip()]) else {}
        elif p.kind == "truth":
            given |= {p.name: query[p.name] != "no"} if p.name in query else _unticked(p, query)
        elif (value := query.get(p.name, "").strip()) or (p.required and p.name in query):
            given[p.name] = _value(p, value)
    return given


def _named(parameter: str, query: QueryParams) -> list[str]:
    """What a form that asks for each thing by itself sends, as the question takes it: "NAME=VALUE"."""
    prefix = f"{parameter}."
    return [f"{key.removeprefix(prefix)}={value}" for key, value in query.items() if key.startswith(prefix) and value]


def _unticked(p: Parameter, query: QueryParams) -> dict[str, bool]:
    """A box that is not ticked is not sent; whether the form was, its hidden field says."""
    return {p.name: False} if "asked" in query and p.default is True else {}


def _value(p: Parameter, value: str) -> Any:
    if p.many:
        return [line.strip() for line in value.splitlines() if line.strip()]
    if p.kind in ("whole", "number"):
        try:
            return int(value) if p.kind == "whole" else float(value)
        except ValueError:
            raise InputError(f"`{p.name}` is a number, not `{value[:40]}`") from None
    if p.choices and value not in p.choices:
        raise InputError(f"`{p.name}` is one of {', '.join(p.choices)}, not `{value[:40]}`")
    return value
