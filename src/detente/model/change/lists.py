"""Changes of who wants what: lines dropped, moved, added, put into a judged order, or taken as certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from detente.errors import InputError
from detente.model.change.kinds import Above, AddStatement, Alike, Change, DropStatement, MoveStatement
from detente.model.dialogue import Added, Dialogue, Equally, Preferences, Priority, Statement
from detente.model.edit import edit, without
from detente.model.expression import Compare, Expr, Name, unparse, walk
from detente.model.ids import derived
from detente.model.naming import check_known, titles
from detente.model.nearest import unknown
from detente.model.ordering import ordered


def edit_lists(dialogue: Dialogue, changes: Iterable[Change]) -> Dialogue:
    drops: dict[str, set[str]] = {}
    moves: dict[str, dict[str, int]] = {}
    adds: dict[str, list[Added]] = {}
    owners = line_owners(dialogue)
    taken = set(owners)
    for change in changes:
        match change:
            case DropStatement(id):
                drops.setdefault(_owner(owners, id), set()).add(id)
            case MoveStatement(id, places):
                of_party = moves.setdefault(_owner(owners, id), {})
                if of_party.setdefault(id, places) != places:
                    raise InputError(f"statement `{id}` is moved twice, by {of_party[id]} and by {places} places")
            case AddStatement():
                added = _addition(dialogue, change, taken)
                taken.add(added.statement.id)
                adds.setdefault(change.party, []).append(added)
    edited = dict(dialogue.preferences)
    for party in {**drops, **moves, **adds}:
        ours, gone = edited.get(party, Preferences()), drops.get(party, set())
        both = sorted(gone & moves.get(party, {}).keys())
        if both:
            raise InputError(f"statement `{both[0]}` is both dropped and moved")
        _check_moves(ours, gone, moves.get(party, {}))
        edited[party] = edit(ours, drops=gone, moves=moves.get(party, {}), adds=adds.get(party, []))
    return replace(dialogue, preferences=edited) if drops or moves or adds else dialogue


def line_owners(dialogue: Dialogue) -> dict[str, str]:
    """The party of every statement and of every group of equal weight."""
    return {
        line.id: party
        for party, preferences in dialogue.preferences.items()
        for line in (*preferences.priorities, *preferences.statements)
    }


def _owner(owners: Mapping[str, str], id: str) -> str:
    if id not in owners:
        raise unknown("statement", id, owners)
    return owners[id]


def judge(before: Dialogue, dialogue: Dialogue, changes: Iterable[Change]) -> Dialogue:
    """Lists in the order that was judged; a judgement about a line that a change left out goes with it."""
    above: dict[str, list[tuple[str, str]]] = {}
    alike: dict[str, list[tuple[str, str]]] = {}
    judged = [change for change in changes if isinstance(change, Above | Alike)]
    owners = line_owners(dialogue) if judged else {}
    for one in judged:
        first, second = _left(before, owners, one.first), _left(before, owners, one.second)
        if not first or not second or first == second:
            continue
        party, other = _owner(owners, first), _owner(owners, second)
        if party != other:
            raise InputError(f"`{first}` is a line of `{party}`, `{second}` of `{other}`")
        (alike if isinstance(one, Alike) else above).setdefault(party, []).append((first, second))
    edited = dict(dialogue.preferences)
    for party in {*above, *alike}:
        edited[party] = ordered(edited[party], above.get(party, ()), alike.get(party, ()), party=party)
    return replace(dialogue, preferences=edited) if above or alike else dialogue


def _left(before: Dialogue, owners: Mapping[str, str], id: str) -> str:
    """A line that is judged; of a group that lost lines what is left of it, of a line that has gone nothing."""
    if id in owners:
        return id
    items = before.preferences[_owner(line_owners(before), id)].priorities
    group = next((item for item in items if item.id == id and isinstance(item, Equally)), None)
    return next((s.id for s in (group.items if group else ()) if s.id in owners), "")


def ascertain(dialogue: Dialogue, ids: set[str]) -> Dialogue:
    """With these statements and rules certain."""
    if not ids:
        return dialogue
    for id in sorted(ids):
        if not dialogue.has("rules", id):
            _owner(line_owners(dialogue), id)

    def sure(item: Priority) -> Priority:
        if isinstance(item, Equally):
            return replace(item, items=tuple(s for one in item.items if isinstance(s := sure(one), Statement)))
        return replace(item, sure=None) if item.id in ids else item

    lists = {p: replace(x, priorities=tuple(map(sure, x.priorities))) for p, x in dialogue.preferences.items()}
    rules = tuple(replace(rule, sure=None) if rule.id in ids else rule for rule in dialogue.rules)
    return replace(dialogue, preferences=lists, rules=rules)


def _check_moves(preferences: Preferences, gone: set[str], moves: Mapping[str, int]) -> None:
    for item in preferences.priorities:
        left = without(item, frozenset(gone))
        for inner in left.items if isinstance(left, Equally) else ():
            if inner.id in moves:
                raise InputError(f"`{inner.id}` is one of a group of equal weight: move the group, `{item.id}`")


def _addition(dialogue: Dialogue, change: AddStatement, taken: set[str]) -> Added:
    party, statement = change.party, change.statement
    check_known(dialogue, "party", party)
    ours = dialogue.preferences.get(party, Preferences())
    if ours.weights or ours.ranking:
        raise InputError(f"`{party}` has {'weights' if ours.weights else 'a ranking'}: no statement can be added to it")
    if change.before and change.after:
        raise InputError(f"a statement of `{party}` is to stand both before and after another: say one of the two")
    anchor = change.before or change.after
    lines = [line.id for line in (*ours.priorities, *ours.statements)]
    if anchor and anchor not in lines:
        raise unknown(f"statement of `{party}`", anchor, lines)
    check_names(dialogue, statement.want)
    if statement.id in taken:
        raise InputError(f"there is a statement `{statement.id}` already; give the new one another id")
    if not statement.id:
        statement = replace(statement, id=derived(unparse(statement.want), taken, party))
    return Added(statement=statement, before=change.before, after=change.after)


def check_names(dialogue: Dialogue, expr: Expr) -> None:
    """InputError unless every name in the expression is one of the dialogue, and every level one of its option."""
    for part in walk(expr):
        if isinstance(part, Compare):
            check_known(dialogue, "option", part.option)
            if part.level not in dialogue.levels[part.option]:
                raise unknown(f"level of `{part.option}`", part.level, dialogue.levels[part.option])
        elif isinstance(part, Name) and not (dialogue.has("options", part.id) or part.id in dialogue.now):
            raise unknown("option or circumstance", part.id, titles(dialogue, "options", "circumstances"))
