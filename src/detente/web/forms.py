"""A question's form: a field for each parameter, made from the signature and filled from the dialogue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from detente.engine.concepts import SHORT
from detente.errors import InputError
from detente.model.dialogue import Dialogue, Priority, Rule
from detente.report import lines, wording
from detente.report.language import _, _later, said
from detente.web.questions import Question
from detente.workbench import Parameter

LABELS = {
    "about": _later("Only what decides this ask"),
    "add": _later("A line put into a list: PARTY: want … before ID"),
    "against": _later("Compared with"),
    "as_of": _later("As of which date"),
    "ask": _later("Which ask"),
    "asker": _later("Who wants it"),
    "at": _later("In which state: OPTION=LEVEL, … (empty: the status quo)"),
    "choose": _later("Which steps a party takes"),
    "circumstances": _later("Facts, for this question only"),
    "concept": _later("Concept of stability"),
    "counts": _later("Only the counts"),
    "draws": _later("Draws (empty: all combinations)"),
    "drop": _later("Lines or rules left out"),
    "engine": _later("By which way of counting"),
    "equilibria": _later("Also where it can settle, which takes longer"),
    "error": _later("Draw until every ask is known within"),
    "goal": _later("In which settlements"),
    "grant": _later("Options fixed"),
    "kind": _later("Which steps count"),
    "limit": _later("List no more than"),
    "move": _later("Lines moved: ID=-1 is one place up"),
    "moves": _later("Which steps count"),
    "party": _later("Only about the mind of"),
    "react": _later("With the answers of those outside the talks"),
    "replies": _later("Which answers deter"),
    "sanction": _later("How others answer"),
    "seed": _later("Seed of the draws"),
    "set": _later("Facts otherwise"),
    "size": _later("Largest sets of changes"),
    "stable": _later("Also what each party would not leave"),
    "state": _later("If this were done: OPTION=LEVEL, …"),
    "states": _later("States to look at instead, one a line"),
    "strict": _later("A ratifier that does not mind refuses"),
    "target": _later("What should come about: an ask or a condition"),
    "time_limit": _later("No longer than, in seconds"),
    "to": _later("Only the ways to this state"),
    "tranches": _later("One level a step"),
    "version": _later("Reading of drama theory"),
}
"""What a field is called; every parameter of a question is here."""

CHOICES = {
    "any": _later("any that it likes better"), "arrays": _later("all states"), "auto": _later("as fits"),
    "best": _later("the best for it"), "coalitions": _later("alone or together"),
    "credible": _later("wanted, and nobody would undo them"), "diagrams": _later("diagrams"),
    "drift": _later("what comes by itself"), "every": _later("in every firm one"), "firm": _later("in a firm one"),
    "improvements": _later("wanted by who takes them"), "improving": _later("wanted by who takes them"),
    "lean": _later("those that nobody would undo"), "moves": _later("all that can be taken"),
    "plain": _later("all that are wanted"), "reference": _later("what the file says comes without"),
    "single": _later("each alone"), "some": _later("in any"),
}  # fmt: skip
"""What a choice is called; concepts of stability have their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as the page draws it.

    `kind`: select, check, tick (one of several), number, text, lines or group (of `fields`); `choices`: (value, what it
    says), and `listed` the same of a text that may be another.
    """

    name: str
    label: str
    kind: str
    value: str = ""
    checked: bool = False
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    listed: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()


def fields(dialogue: Dialogue, question: Question, given: Mapping[str, Any]) -> list[Field]:
    """The fields of a question's form, as they were filled in."""
    made: list[Field] = []
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if parameter.name in ("circumstances", "set"):
            facts = value or {} if parameter.kind == "truths" else {k: v == "yes" for k, v in _pairs(value).items()}
            made += [_fact(dialogue, parameter.name, c.id, facts.get(c.id)) for c in dialogue.circumstances]
        elif parameter.name == "grant":
            made.append(_fixed(dialogue, _pairs(value)))
        elif parameter.name == "drop":
            made.append(_left_out(dialogue, value or ()))
        else:
            made.append(_field(dialogue, parameter, value))
    return made


def _pairs(lines: Iterable[str] | None) -> dict[str, str]:
    """"a=yes, b=no", in one line or more, by name."""
    said_ = (one.partition("=") for line in lines or () for one in line.split(","))
    return {name.strip(): value.strip() for name, _equal, value in said_}


def _field(dialogue: Dialogue, p: Parameter, value: Any) -> Field:
    known: dict[str, Any] = {"name": p.name, "label": said(LABELS[p.name]), "required": p.required}
    if p.kind == "truth":
        return Field(**known, kind="check", checked=bool(value))
    if p.many:
        return Field(**known, kind="lines", value="\n".join(value or ()))
    choices = _choices(dialogue, p)
    if choices:
        return Field(**known, kind="select", value=str(value or ""), choices=choices)
    listed = _asks(dialogue) if p.name == "target" else ()
    kind = "number" if p.kind in ("whole", "number") else "text"
    return Field(**known, kind=kind, value="" if value is None else str(value), listed=listed)


def _asks(dialogue: Dialogue) -> tuple[tuple[str, str], ...]:
    asks = ((ask.id, wording.tag(dialogue, ask.of), wording.ask(dialogue, ask)) for ask in dialogue.asks)
    return tuple((id, f"{whom}: {told}") for id, whom, told in asks)


def _choices(dialogue: Dialogue, p: Parameter) -> tuple[tuple[str, str], ...]:
    parties = ((party.id, wording.capital(wording.party(dialogue, party.id))) for party in dialogue.parties)
    match p.name:
        case "ask" if dialogue.asks:
            return _asks(dialogue)
        case "about":
            return (("", _("of all")), *_asks(dialogue))
        case "asker":
            return (("", _("whose ask it is")), *parties)
        case "party":
            return (("", _("of all")), *parties)
    empty = () if p.required or p.default is not None else (("", _("as usual")),)
    return (*empty, *((choice, _called(choice)) for choice in p.choices)) if p.choices else ()


def _called(choice: str) -> str:
    return said(CHOICES[choice]) if choice in CHOICES else SHORT.get(choice, choice)


def _fact(dialogue: Dialogue, parameter: str, id: str, value: bool | None) -> Field:
    word = "" if value is None else "yes" if value else "no"
    choices = (("", _("as in the file")), ("yes", _("holds")), ("no", _("does not hold")))
    text = dialogue.circumstance(id).text
    return Field(name=f"{parameter}.{id}", label=text, kind="select", value=word, choices=choices)


def _fixed(dialogue: Dialogue, levels: Mapping[str, str]) -> Field:
    """A level for each option, or as in the file."""
    rows = []
    for option in dialogue.options:
        told = (_("no"), _("yes")) if wording.is_switch(option) else option.levels
        choices = (("", _("as in the file")), *zip(option.levels, told, strict=True))
        rows.append(Field(name=f"grant.{option.id}", label=option.name or option.text, kind="select",
                          value=levels.get(option.id, ""), choices=choices))  # fmt: skip
    return Field(name="grant", label=said(LABELS["grant"]), kind="group", fields=tuple(rows), checked=bool(levels))


def _left_out(dialogue: Dialogue, ids: Collection[str]) -> Field:
    """Each line of a list, and each rule, to be ticked."""
    every: list[tuple[str, Priority | Rule]] = [(_("Rule"), rule) for rule in dialogue.rules]
    for party, given in dialogue.preferences.items():
        every += [(wording.tag(dialogue, party), line) for line in given.priorities]
    rows = tuple(
        Field(name="drop", kind="tick", value=line.id, checked=line.id in ids,
              label=whose + wording.colon() + wording.capital(lines.words(dialogue, line)))
        for whose, line in every
    )  # fmt: skip
    return Field(name="drop", label=said(LABELS["drop"]), kind="group", fields=rows, checked=bool(ids))


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
