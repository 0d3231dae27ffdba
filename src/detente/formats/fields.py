"""How the fields of an entry pass between the file and the model: each kind of field is read and written here.

Of what kind a field is follows from its record (`written.Refers`). What stands in both under one name needs no word
anywhere else; what does not is given by whoever reads (`resolved`) or writes (`entry`) the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from dataclasses import fields as fields_of
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.formats.nodes import Path
from detente.formats.records import Entry
from detente.formats.written import chance, referred
from detente.model import dialogue as m
from detente.model.expression import unparse

if TYPE_CHECKING:
    from detente.formats.scope import Scope

CARRIED = ("evidence", "basis", "note")
"""What every entry may carry; it stands last."""

NAMED = frozenset({"party", "front", "option", "ask", "round"})
"""The kinds of names that have to be known where they stand."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its name in the model, its key in the file, what it refers to, what it is if left out.

    `default`: MISSING where the file has to give it.
    """

    name: str
    key: str
    refers: str
    default: Any


@cache
def fields(record: type[Entry]) -> tuple[Field, ...]:
    """The fields of a record in the order in which they are written."""
    every = record.model_fields
    order = sorted(every, key=lambda name: CARRIED.index(name) + 1 if name in CARRIED else 0)
    return tuple(
        Field(name, every[name].alias or name, referred(every[name]),
              MISSING if every[name].is_required() else every[name].get_default(call_default_factory=True))
        for name in order
    )  # fmt: skip


@cache
def _needed(kind: Callable[..., Any]) -> Mapping[str, bool]:
    """The fields of a value of the model, and whether each has to be given."""
    return {f.name: f.default is MISSING and f.default_factory is MISSING for f in fields_of(kind)}  # type: ignore[arg-type]


def _is_id_if_silent(field: Field, kind: Callable[..., Any]) -> bool:
    """A text that the model needs and the file need not give: it is the id then."""
    return field.name != "id" and field.default == "" and _needed(kind)[field.name]


# ---- from the file -------------------------------------------------------------------------------------------------


def chance_of(text: str | None) -> m.Chance | None:
    """How sure or how likely, where it is said."""
    if text is None:
        return None
    value, word = chance(text)
    return m.Chance(value=value, word=word)


def resolved(
    scope: Scope, kind: Callable[..., Any], entry: Entry, at: Path, whose: str, given: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """(name, value) of every field that a record and a value of the model have in common and that is not given.

    `whose`: how messages call an expression in it.
    """
    for field in fields(type(entry)):
        if field.name not in given and field.name in _needed(kind) and field.name != "evidence":
            value = _resolved(scope, field, getattr(entry, field.name), (*at, field.key), whose)
            yield field.name, value or given["id"] if _is_id_if_silent(field, kind) else value


def _resolved(scope: Scope, field: Field, value: Any, at: Path, whose: str) -> Any:
    match field.refers:
        case "expression":
            return scope.expression(value, at, whose) if value or field.default is MISSING else None
        case "chance":
            return chance_of(value)
        case "option level":
            return scope.some_levels(value, at)
        case what if what in NAMED:
            if isinstance(value, str):
                steps = [(value, at)] if value or field.default is MISSING else []
            else:
                steps = [(id, (*at, id if isinstance(value, dict) else k)) for k, id in enumerate(value)]
            for id, here in steps:
                scope.known(id, what, here)
    return tuple(value.items()) if isinstance(value, dict) else tuple(value) if isinstance(value, list) else value


# ---- to the file ---------------------------------------------------------------------------------------------------


def entry(dialogue: m.Dialogue, line: Any, record: type[Entry], /, **own: Any) -> dict[str, Any]:
    """An entry as plain data, without what says nothing. `own`: what is otherwise in the file than in the model."""
    kind: Callable[..., Any] = type(line)
    made = {}
    for field in fields(record):
        if field.name in own:
            value = own[field.name]
        elif field.name in _needed(kind):
            value = _plain(dialogue, field, getattr(line, field.name))
            if _is_id_if_silent(field, kind) and value == line.id:
                continue
        else:
            continue
        if field.default is MISSING or (value not in ("", None) and value != field.default):
            made[field.key] = value
    return made


def _plain(dialogue: m.Dialogue, field: Field, value: Any) -> Any:
    if field.name == "evidence":
        return one([_evidence(each) for each in value])
    if value is not None and field.refers in WRITE:
        return WRITE[field.refers](dialogue, value)
    if isinstance(value, tuple):
        return dict(value) if isinstance(field.default, dict) else list(value)
    return value


def levels(dialogue: m.Dialogue, chosen: m.Levels) -> dict[str, str]:
    """Options with their levels, by name."""
    return {option: dialogue.levels[option][k] for option, k in chosen}


WRITE: Mapping[str, Callable[[m.Dialogue, Any], Any]] = {
    "expression": lambda _dialogue, expr: unparse(expr),
    "chance": lambda _dialogue, chance: chance.word or chance.value,
    "option level": levels,
}
"""How the kinds of fields are written that are not in the file as in the model."""


def one(items: list[Any]) -> Any:
    """A list of one is written as that one."""
    return items[0] if len(items) == 1 else items


def _evidence(e: m.Evidence) -> str | dict[str, Any]:
    if e.at is None:
        return f"{e.source} {e.place}".strip()
    return {"source": e.source, **({"place": e.place} if e.place else {}), "at": list(e.at)}
