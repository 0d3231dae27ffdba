"""A question's form: a field for each parameter, made from the signature and filled from the dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from detente.errors import InputError
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.language import _, _later, said
from detente.web.questions import Question
from detente.workbench import Parameter

LABELS = {
    "add": _later("A line put into a list: PARTY: want … before ID"),
    "against": _later("Compared with"),
    "ask": _later("Which ask"),
    "asker": _later("Who wants it"),
    "at": _later("In which state: OPTION=LEVEL, … (empty: the status quo)"),
    "choose": _later("Which steps a party takes"),
    "circumstances": _later("Facts, for this question only"),
    "concept": _later("Concept of stability"),
    "counts": _later("Only the counts"),
    "draws": _later("Draws (empty: all combinations)"),
    "drop": _later("Lines or rules left out, by their ids"),
    "equilibria": _later("Also where it can settle, which takes longer"),
    "error": _later("Draw until every ask is known within"),
    "goal": _later("In which settlements"),
    "grant": _later("Options fixed: OPTION=LEVEL, …"),
    "kind": _later("Which steps count"),
    "limit": _later("List no more than"),
    "move": _later("Lines moved: ID=-1 is one place up"),
    "moves": _later("Which steps count"),
    "react": _later("With the answers of those outside the talks"),
    "replies": _later("Which answers deter"),
    "sanction": _later("How others answer"),
    "seed": _later("Seed of the draws"),
    "set": _later("Facts otherwise: NAME=yes, NAME=no"),
    "size": _later("Largest sets of changes"),
    "stable": _later("Also what each party would not leave"),
    "state": _later("If this were done: OPTION=LEVEL, …"),
    "states": _later("States to look at instead, one a line"),
    "strict": _later("A ratifier that does not mind refuses"),
    "target": _later("What should come about: an ask or a condition"),
    "to": _later("Only the ways to this state"),
    "tranches": _later("One level a step"),
    "version": _later("Reading of drama theory"),
}
"""What a field is called; a parameter that is not here shows its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as the page draws it. `kind`: select, check, number, text or lines; `choices`: (value, what it says)."""

    name: str
    label: str
    kind: str
    value: str = ""
    checked: bool = False
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = ()


def fields(dialogue: Dialogue, question: Question, given: Mapping[str, Any]) -> list[Field]:
    """The fields of a question's form, as they were filled in."""
    made = []
    for parameter in question.parameters:
        if parameter.kind == "truths":
            made += [_fact(dialogue, c.id, (given.get(parameter.name) or {}).get(c.id)) for c in dialogue.circumstances]
        else:
            made.append(_field(dialogue, parameter, given.get(parameter.name, parameter.default)))
    return made


def _field(dialogue: Dialogue, p: Parameter, value: Any) -> Field:
    label = said(LABELS[p.name]) if p.name in LABELS else p.name.replace("_", " ")
    known: dict[str, Any] = {"name": p.name, "label": label, "required": p.required}
    if p.kind == "truth":
        return Field(**known, kind="check", checked=bool(value))
    if p.many:
        return Field(**known, kind="lines", value="\n".join(value or ()))
    choices = _choices(dialogue, p)
    if choices:
        return Field(**known, kind="select", value=str(value or ""), choices=choices)
    listed = tuple(ask.id for ask in dialogue.asks) if p.name == "target" else ()
    kind = "number" if p.kind in ("whole", "number") else "text"
    return Field(**known, kind=kind, value="" if value is None else str(value), listed=listed)


def _choices(dialogue: Dialogue, p: Parameter) -> tuple[tuple[str, str], ...]:
    if p.name == "ask" and dialogue.asks:
        asks = ((ask.id, wording.tag(dialogue, ask.of), wording.ask(dialogue, ask)) for ask in dialogue.asks)
        return tuple((id, f"{whom}: {told}") for id, whom, told in asks)
    if p.name == "asker":
        return (("", _("whose ask it is")), *((party.id, party.name) for party in dialogue.parties))
    empty = () if p.required or p.default is not None else (("", _("as usual")),)
    return (*empty, *((choice, choice) for choice in p.choices)) if p.choices else ()


def _fact(dialogue: Dialogue, id: str, value: bool | None) -> Field:
    word = "" if value is None else "yes" if value else "no"
    choices = (("", _("as in the file")), ("yes", _("holds")), ("no", _("does not hold")))
    text = dialogue.circumstance(id).text
    return Field(name=f"circumstances.{id}", label=text, kind="select", value=word, choices=choices)


def parsed(question: Question, query: QueryParams) -> dict[str, Any]:
    """What an address or a form gives a question, in the types of its parameters. InputError for a wrong number."""
    given: dict[str, Any] = {}
    for p in question.parameters:
        if p.kind == "truths":
            prefix = f"{p.name}."
            facts = {k.removeprefix(prefix): v == "yes" for k, v in query.items() if k.startswith(prefix) and v}
            given |= {p.name: facts} if facts else {}
        elif p.kind == "truth":
            given |= {p.name: query[p.name] != "no"} if p.name in query else _unticked(p, query)
        elif (value := query.get(p.name, "").strip()) or (p.required and p.name in query):
            given[p.name] = _value(p, value)
    return given


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
