"""A question's form: a field for each parameter, made from the signature and filled from the dialogue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.engine.concepts import SHORT
from detente.model.dialogue import Dialogue, Priority, Rule
from detente.report import lines, wording
from detente.report.language import _, said
from detente.web.labels import CHOICES, LABELS
from detente.web.questions import Question
from detente.workbench import Parameter


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
