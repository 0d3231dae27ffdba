"""The questions of the program as forms and requests: their parameters follow from the signatures, as the commands' do.

A question that the table of analyses has not, `brief` or `check`, is asked in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from detente.errors import InputError
from detente.model.dialogue import Dialogue
from detente.report.document import Document
from detente.report.language import _later
from detente.workbench import ANALYSES, Parameter, parameters

MOST_TEXT = 10_000
"""Characters of one parameter."""

MOST_LISTED = 100
"""Values of one parameter."""

MOST_SHOWN = 60
"""Entries of a list on a page, unless the whole page is asked for."""

MOST_ON_A_PAGE = 1000
"""Entries of a list on the whole page: as many as a browser shows with ease; the JSON has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its name, how it reads, its function and the page of its result."""

    name: str
    asks: str
    place: str
    view: str
    long: bool = False

    @property
    def function(self) -> Callable[..., Any]:
        """The function from a dialogue to a frozen result."""
        found: Callable[..., Any] = _at(self.place)
        return found

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it asks for, in the order of its signature."""
        return _parameters(self.place)

    def asked(self, given: Mapping[str, Any]) -> list[Any]:
        """The positional arguments among what was given."""
        return [given[p.name] for p in self.parameters if p.positional and p.name in given]

    def options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The keyword arguments among what was given; what is unknown is an InputError."""
        names = {p.name for p in self.parameters}
        if unknown := sorted(set(given) - names):
            raise InputError(f"`{self.name}` has no parameter `{unknown[0]}`; it has: {', '.join(names) or 'none'}")
        keyed = {p.name for p in self.parameters if not p.positional}
        return {name: value for name, value in given.items() if name in keyed and value is not None}

    def json(self, result: Any) -> dict[str, Any]:
        """The result as `--json` gives it."""
        from detente.plain import written

        return written(result)

    def document(self, dialogue: Dialogue, result: Any, most: int) -> Document:
        """The page of a result; no list of it has more than `most` entries."""
        view: Callable[..., Document] = _at(self.view)
        return view(dialogue, result, most=most) if self.long else view(dialogue, result)


@cache
def questions() -> tuple[Question, ...]:
    """All questions: the brief and the check first, then those of the table."""
    return (
        Question(name="brief", asks=_later("How does it stand, where does it go, and what should be done?"),
                 place="analyses.brief:brief", view="report.brief.page:view"),
        Question(name="check", asks=_later("Is the file sound?"), place="analyses.check:check",
                 view="report.pages.check:view"),
        *(Question(name=row.name, asks=row.question, place=f"analyses.{row.name}:{row.name}",
                   view=f"report.pages.{row.name}:view", long=row.long) for row in ANALYSES),
    )  # fmt: skip


def question(name: str) -> Question:
    """The question of that name. KeyError if there is none."""
    return next(iter(row for row in questions() if row.name == name), None) or _missing(name)


def _missing(name: str) -> Question:
    raise KeyError(name)


def _at(place: str) -> Any:
    module, name = place.split(":")
    return getattr(import_module(f"detente.{module}"), name)


@cache
def model(name: str) -> type[BaseModel]:
    """The parameters of a question as a pydantic model: what is not one of them is refused."""
    fields: dict[str, Any] = {p.name: _field(p) for p in question(name).parameters}
    made: type[BaseModel] = create_model(
        f"Ask{name.capitalize()}", __config__=ConfigDict(extra="forbid", strict=True), **fields
    )
    return made


def _field(p: Parameter) -> tuple[Any, Any]:
    """A parameter as a field of a pydantic model: (type, default)."""
    kinds: dict[str, Any] = {
        "text": Annotated[str, Field(max_length=MOST_TEXT)], "whole": Annotated[int, Field(ge=-(2**63), lt=2**63)],
        "number": float, "truth": bool, "truths": dict[str, bool],
    }  # fmt: skip
    kind = Literal[p.choices] if p.kind == "choice" else kinds[p.kind]
    if p.many:
        kind = Annotated[list[kind], Field(max_length=MOST_LISTED)]  # type: ignore[valid-type]
    if p.required:
        return kind, ...
    return (kind, p.default) if p.default is not None else (kind | None, None)


@cache
def _parameters(place: str) -> tuple[Parameter, ...]:
    return parameters(_at(place))
