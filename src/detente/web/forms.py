"""A question's form: a field for each parameter, made from the signature and filled from the dialogue.

Nothing of a file is typed: parties, asks, facts, lines and levels are chosen by what they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from detente.engine.concepts import SHORT
from detente.errors import DetenteError, InputError
from detente.model.change_text import parse_add
from detente.model.dialogue import Dialogue, Option, Priority, Rule, State
from detente.model.naming import parse_levels, parse_state
from detente.report import lines, wording
from detente.report.language import _, _n, said
from detente.report.typed import expression
from detente.web.labels import CHOICES, LABELS
from detente.web.questions import Question
from detente.workbench import Parameter

Choices = tuple[tuple[str, str], ...]
"""(what is sent, what it says)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as the page draws it.

    `kind`: select, marks (one of a few, side by side), check, tick (one of several), number, text, group (of `fields`)
    or board (a group of marks in which a state is put together; `value`: it in words). `under`: the heading that it
    stands under; `grouped`: further choices, each lot with its name.
    """

    name: str
    label: str
    kind: str
    value: str = ""
    checked: bool = False
    choices: Choices = ()
    grouped: tuple[tuple[str, Choices], ...] = ()
    fields: tuple[Field, ...] = ()
    under: str = ""


def fields(dialogue: Dialogue, question: Question, given: Mapping[str, Any]) -> list[Field]:
    """The fields of a question's form, as they were filled in."""
    made: list[Field] = []
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        made += _MADE.get(parameter.name, _plain)(dialogue, parameter, value)
    return made


def _plain(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    known: dict[str, Any] = {"name": p.name, "label": said(LABELS[p.name])}
    if p.kind == "truth":
        yield Field(**known, kind="check", checked=bool(value))
    elif choices := _choices(dialogue, p):
        yield Field(**known, kind="select", value=str(value or ""), choices=choices)
    else:
        kind = "number" if p.kind in ("whole", "number") else "text"
        yield Field(**known, kind=kind, value="" if value is None else str(value))


def _asks(dialogue: Dialogue) -> Choices:
    asks = ((ask.id, wording.tag(dialogue, ask.of), wording.ask(dialogue, ask)) for ask in dialogue.asks)
    return tuple((id, f"{whom}: {told}") for id, whom, told in asks)


def _choices(dialogue: Dialogue, p: Parameter) -> Choices:
    parties = ((party.id, wording.capital(wording.party(dialogue, party.id))) for party in dialogue.parties)
    match p.name:
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


def _wish(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """An ask, or an option of somebody at a level; what else an address asks for stays among them."""
    asks, wishes = _asks(dialogue), tuple(_wishes(dialogue))
    known = {id for choices in (asks, *(choices for _whose, choices in wishes)) for id, _told in choices}
    other = ((value, value),) if value and value not in known else ()
    yield Field(name=p.name, label=said(LABELS[p.name]), kind="select", value=value or "",
                choices=(*other, *asks), grouped=wishes)  # fmt: skip


def _wishes(dialogue: Dialogue) -> Iterator[tuple[str, Choices]]:
    """What can be wanted, by the party whose option it is: each at each of its levels, as expressions."""
    for owner, own in groupby(_by_party(dialogue), key=lambda option: option.by):
        yield wording.capital(dialogue.party(owner).name), tuple(
            (expression(option, k), wording.capital(wording.taken(dialogue, option, k)))
            for option in own for k in reversed(range(len(option.levels)))
        )  # fmt: skip


# ---- facts, levels, states -------------------------------------------------------------------------------------------


def _facts(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """Each fact as in the file or otherwise."""
    known = {True: "yes", False: "no"}
    given = {id: known[now] for id, now in (value or {}).items()} if p.kind == "truths" else _pairs(value)
    choices = (("", _("as in the file")), ("yes", _("holds")), ("no", _("does not hold")))
    for c in dialogue.circumstances:
        yield Field(name=f"{p.name}.{c.id}", label=c.text, kind="select", value=given.get(c.id, ""), choices=choices)


def _pairs(lines: Iterable[str] | None) -> dict[str, str]:
    """What is said of each name: of `a=yes, b=no`, in one line or more."""
    said_ = (one.partition("=") for line in lines or () for one in line.split(","))
    return {name.strip(): value.strip() for name, _equal, value in said_}


def _fixed(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """A level for each option, or as in the file."""
    levels: dict[str, int] = {}
    for line in value or ():
        with suppress(InputError):  # the question itself tells what is wrong with it
            levels |= parse_levels(dialogue, line)
    rows = (_marks(dialogue, p.name, option, levels.get(option.id), None) for option in _by_party(dialogue))
    free = ("", _("as in the file"))
    yield Field(name=p.name, label=said(LABELS[p.name]), kind="group", checked=bool(levels),
                fields=tuple(replace(row, choices=(free, *row.choices)) for row in rows))  # fmt: skip


def _by_party(dialogue: Dialogue) -> list[Option]:
    return [option for party in dialogue.parties for option in dialogue.options if option.by == party.id]


def _marks(dialogue: Dialogue, parameter: str, option: Option, level: int | None, usual: int | None) -> Field:
    """The levels of an option side by side; the usual one is what is not sent."""
    told = (_("no"), _("yes")) if wording.is_switch(option) else option.levels
    sent = ["" if k == usual else word for k, word in enumerate(option.levels)]
    return Field(name=f"{parameter}.{option.id}", kind="marks", label=wording.capital(option.name or option.text),
                 value="" if level is None else sent[level], choices=tuple(zip(sent, told, strict=True)),
                 under=wording.capital(dialogue.party(option.by).name))  # fmt: skip


def _state(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """A state, put together mark by mark or taken by its name; where several are asked for, one more."""
    given = list(value or ()) if p.many else []
    now = dialogue.status_quo or tuple(level or 0 for level in dialogue.known or (0,) * len(dialogue.options))
    usual = dialogue.status_quo or dialogue.known or now
    state = now if p.many else _parsed(dialogue, value or "") or now
    ticks = tuple(
        Field(name=p.name, kind="tick", value=one, checked=True,
              label=wording.capital(wording.state(dialogue, found) if (found := _parsed(dialogue, one)) else one))
        for one in given
    )  # fmt: skip
    each = ((option, dialogue.option_index(option.id)) for option in _by_party(dialogue))
    rows = tuple(_marks(dialogue, p.name, option, state[k], usual[k]) for option, k in each)
    told = wording.state(dialogue, state) if (value and not p.many) or p.name == "at" else ""
    yield Field(name=p.name, label=said(LABELS[p.name]), kind="board", value=told,
                checked=p.required or bool(value), fields=(*ticks, *rows))  # fmt: skip


def _parsed(dialogue: Dialogue, text: str) -> State | None:
    try:
        return parse_state(dialogue, text)
    except InputError:  # the question itself tells what is wrong with it
        return None


# ---- lines -----------------------------------------------------------------------------------------------------------


def _left_out(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """Each line of a list, and each rule, to be ticked."""
    ids: Collection[str] = value or ()
    every: list[tuple[str, Priority | Rule]] = [(_("Rule"), rule) for rule in dialogue.rules]
    every += ((party, line) for party, listed in _lists(dialogue) for line in listed)
    rows = tuple(Field(name=p.name, kind="tick", value=line.id, checked=line.id in ids, under=whose,
                       label=wording.capital(lines.words(dialogue, line))) for whose, line in every)  # fmt: skip
    yield Field(name=p.name, label=said(LABELS[p.name]), kind="group", fields=rows, checked=bool(ids))


def _lists(dialogue: Dialogue) -> Iterator[tuple[str, tuple[Priority, ...]]]:
    """The lists that have lines, with whose they are."""
    for party, given in dialogue.preferences.items():
        if given.priorities:
            yield wording.capital(dialogue.party(party).name), given.priorities


def _moved(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """For each line of a list how many places higher or lower it is to stand."""
    moves = _pairs(value)
    rows = tuple(
        Field(name=f"{p.name}.{line.id}", kind="select", label=wording.capital(lines.words(dialogue, line)),
              value=moves.get(line.id, "").removeprefix("+"), under=whose, choices=_places(at, len(listed)))
        for whose, listed in _lists(dialogue) for at, line in enumerate(listed)
    )  # fmt: skip
    yield Field(name=p.name, label=said(LABELS[p.name]), kind="group", fields=rows, checked=bool(moves))


def _places(at: int, number: int) -> Choices:
    """Where the line at a place can go in a list of so many."""
    up = ((str(-n), _n("{n} place higher", "{n} places higher", n)) for n in range(at, 0, -1))
    down = ((str(n), _n("{n} place lower", "{n} places lower", n)) for n in range(1, number - at))
    return (*up, ("", _("where it is")), *down)


def _put_in(dialogue: Dialogue, p: Parameter, value: Any) -> Iterator[Field]:
    """A line more: what is wanted, and into whose list, above which line; those put in before can be taken out."""
    wish = Field(name=f"{p.name}.want", label=_("What is wanted"), kind="select", choices=(("", _("nothing")),),
                 grouped=tuple(_wishes(dialogue)))  # fmt: skip
    last = ((party.id, party.name) for party in dialogue.parties)
    places = tuple(
        (wording.capital(dialogue.party(party).name), tuple(
            (f"{party} {line.id}", _("above: {line}", line=lines.words(dialogue, line))) for line in given.priorities))
        for party, given in dialogue.preferences.items() if given.priorities
    )  # fmt: skip
    where = Field(name=f"{p.name}.at", label=_("In whose list"), kind="select", grouped=places,
                  choices=tuple((id, _("{party}, as the last", party=name)) for id, name in last))  # fmt: skip
    known = ((one, _line(dialogue, one)) for one in value or ())
    ticks = (Field(name=p.name, kind="tick", value=one, checked=True, label=told) for one, told in known)
    yield Field(name=p.name, label=said(LABELS[p.name]), kind="group", fields=(*ticks, wish, where),
                checked=bool(value))  # fmt: skip


def _line(dialogue: Dialogue, text: str) -> str:
    """What is put in, in words; as it was written where that says nothing."""
    try:
        added = parse_add(text)
        told = wording.capital(dialogue.party(added.party).name), wording.condition(dialogue, added.statement.want)
    except (DetenteError, KeyError):  # the question itself tells what is wrong with it
        return text
    return wording.colon().join(told)


_MADE: dict[str, Callable[[Dialogue, Parameter, Any], Iterator[Field]]] = {
    "add": _put_in, "ask": _wish, "at": _state, "circumstances": _facts, "drop": _left_out, "grant": _fixed,
    "move": _moved, "set": _facts, "state": _state, "states": _state, "target": _wish, "to": _state,
}  # fmt: skip
"""What is made of a parameter that names something of the file."""
