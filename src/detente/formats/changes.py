"""Changes of a dialogue (`model.change`) written into its file as edits: comments, order and quoting stay.

The result is read again: it must say exactly what `apply` makes of the dialogue, or nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from detente.errors import InputError
from detente.formats import parse
from detente.formats.edit import append, insert, remove, set_value
from detente.formats.nodes import Path, data_at, from_yaml
from detente.formats.reorder import line_path, reordered
from detente.formats.revise import status_quo
from detente.model.change import (
    Above,
    AddStatement,
    Alike,
    Ascertain,
    Change,
    DropStatement,
    Fix,
    LiftRule,
    MoveStatement,
    Record,
    SetCircumstance,
    apply,
)
from detente.model.dialogue import Chance, Dialogue, Judgement, Levels, Statement
from detente.model.expression import unparse

_ORDER = (
    SetCircumstance, LiftRule, Fix, DropStatement, MoveStatement, AddStatement, Above, Alike, Ascertain, Record,
)  # fmt: skip
"""The kinds of changes that a file can be edited by, in the order in which `apply` makes them."""


def written(text: str, changes: Iterable[Change], file: str = "text") -> str:
    """A file's text with some changes made in it.

    An option fixed is so now and a rule keeps it there. InputError for changes that are no edits of a file (a view
    corrected), for those that `apply` refuses, and where the file is written in a way that cannot be edited.

    >>> written("parties: {a: {}}\\noptions: {x: {by: a}}\\npriorities: {a: [x]}  # so far\\n", [DropStatement("a.x")])
    'parties: {a: {}}\\noptions: {x: {by: a}}\\npriorities: {a: []}  # so far\\n'
    """
    made = tuple(changes)
    wanted = apply(parse(text, file), *made)
    for change in made:
        if not isinstance(change, _ORDER):
            raise InputError(f"`{type(change).__name__}` is no edit of a file")
    lists = tuple(change for change in made if isinstance(change, MoveStatement | Above | Alike))
    for kind in _ORDER:
        for change in made:
            if isinstance(change, kind) and change not in lists:
                text = _one(text, change, file)
        if kind is AddStatement and lists:
            text = _ordered(text, lists, file)
    found = parse(text, file)
    if any(isinstance(change, DropStatement) for change in made):
        wanted = replace(wanted, views=found.views)  # a view that named the line names its neighbour now
    if found != wanted:
        raise InputError(f"{file} is written in a way that this cannot be edited into; edit it by hand")
    return text


def _one(text: str, change: Change, file: str) -> str:
    match change:
        case SetCircumstance(id, value):
            return _fact(text, id, value, file)
        case LiftRule(id):
            return remove(text, _rule(text, id, file), file)
        case Fix(levels):
            return _fixed(text, levels, file)
        case DropStatement(id):
            return _dropped(text, id, file)
        case AddStatement():
            return _added(text, change, file)
        case Ascertain(id):
            dialogue = parse(text, file)
            where = _rule(text, id, file) if dialogue.has("rules", id) else line_path(dialogue, text, id, file)
            sure = dialogue.rule(id).sure if dialogue.has("rules", id) else _statement(dialogue, id).sure
            return text if sure is None else remove(text, (*where, "sure"), file)
        case Record(judgement):
            return _recorded(text, judgement, file)
    raise AssertionError(change)


def _fact(text: str, id: str, value: bool, file: str) -> str:
    fact = parse(text, file).circumstance(id)
    if fact.otherwise and value != fact.now:
        text = remove(text, ("circumstances", id, "otherwise"), file)
    return set_value(text, ("circumstances", id, "now"), value, file)


def _fixed(text: str, levels: Levels, file: str) -> str:
    """Options so now, as far as it is known what is, and a rule that keeps them there."""
    before = parse(text, file)
    for id, level in levels if before.status_quo or before.known else ():
        text = status_quo(text, option=id, level=before.option(id).levels[level])
    rule = apply(before, Fix(levels)).rules[-1]
    return append(text, ("rules",), {"id": rule.id, "never": unparse(rule.never)}, file)


def _rule(text: str, id: str, file: str) -> Path:
    """Where a rule stands: its line tells it among the others, whatever its id is derived from."""
    rules = from_yaml(text, file)[0].at(("rules",))
    line = parse(text, file).rule(id).line
    return "rules", next(k for k, item in enumerate(rules.items or () if rules else ()) if item.line == line)


def _statement(dialogue: Dialogue, id: str) -> Statement:
    return next(s for p in dialogue.preferences.values() for s in p.statements if s.id == id)


def _unviewed(text: str, id: str, file: str) -> str:
    """The views of a file without a line that is to go: what was put beside it is put beside its neighbour."""
    dialogue = parse(text, file)
    for k, view in reversed(list(enumerate(dialogue.views))):
        listed = [item.id for item in dialogue.preferences[view.of].priorities]
        for m, added in enumerate(view.add):
            if id in (added.before, added.after):
                key, there = ("before", added.before) if added.before else ("after", added.after)
                at = listed.index(there) if there in listed else -1
                following = listed[at + 1 : at + 2] if at >= 0 else []
                text = remove(text, ("views", k, "add", m, key), file)
                if following:
                    text = set_value(text, ("views", k, "add", m, "before"), following[0], file)
        for m, moved in reversed(list(enumerate(view.move))):
            text = remove(text, ("views", k, "move", m), file) if moved[0] == id else text
        for m, dropped in reversed(list(enumerate(view.drop))):
            text = remove(text, ("views", k, "drop", m), file) if dropped == id else text
    return text


def _dropped(text: str, id: str, file: str) -> str:
    text = _unviewed(text, id, file)
    path = line_path(parse(text, file), text, id, file)
    if len(path) == 3:
        return remove(text, path, file)
    data = data_at(from_yaml(text, file)[0].plain_data(), path[:-1])
    left = [item for k, item in enumerate(data) if k != path[-1]]
    if len(left) > 1:
        return remove(text, path, file)
    party, place = str(path[1]), int(path[2])  # one line is no group
    return remove(insert(text, ("priorities", party), place, left[0], file), ("priorities", party, place + 1), file)


def _added(text: str, change: AddStatement, file: str) -> str:
    before = parse(text, file)
    listed = apply(before, change).preferences[change.party].priorities
    known = {item.id for item in before.preferences[change.party].priorities}
    place = next(k for k, item in enumerate(listed) if item.id not in known)
    statement = change.statement
    entry: dict[str, Any] = {"id": statement.id, "want": unparse(statement.want), "because": statement.because}
    entry |= {"ground": statement.ground, "sure": _chance(statement.sure)}
    entry |= {"basis": "" if statement.basis == "stated" else statement.basis, "note": statement.note}
    value = {key: one for key, one in entry.items() if one not in ("", None)}
    if "priorities" not in from_yaml(text, file)[0].plain_data():
        return set_value(text, ("priorities",), {change.party: [value]}, file)
    return insert(text, ("priorities", change.party), place, value, file)


def _chance(chance: Chance | None) -> Any:
    return None if chance is None else chance.word or chance.value


def _recorded(text: str, judgement: Judgement, file: str) -> str:
    for k, old in reversed(list(enumerate(parse(text, file).judgements))):
        if old.question == judgement.question:
            text = remove(text, ("interview", k), file)
    entry = {"question": judgement.question, "answer": judgement.answer, "date": judgement.date, "note": judgement.note}
    return append(text, ("interview",), {key: value for key, value in entry.items() if value}, file)


def _ordered(text: str, changes: tuple[Change, ...], file: str) -> str:
    """Lists put in the order that moves and judgements make."""
    before = parse(text, file)
    after = apply(before, *changes)
    for party, wanted in after.preferences.items():
        if wanted.priorities != before.preferences[party].priorities:
            text = reordered(text, party, before.preferences[party].priorities, wanted.priorities, file)
    return text
