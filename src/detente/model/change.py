"""What can be supposed otherwise: each kind of change as a value, and `apply`, which makes the changed dialogue.

A set of changes has one meaning, whatever their order: circumstances, rules and fixed levels first; then the
statements of each list (drops, then moves, all moves at once, then additions, then judged orders); then views are
corrected, and last the dialogue is taken as one party sees it. Codes of states never change, since the options stay
what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from detente.errors import InputError
from detente.model.dialogue import (
    Added,
    Dialogue,
    Equally,
    Judgement,
    Levels,
    Option,
    Preferences,
    Priority,
    Rule,
    State,
    Statement,
    View,
    permitted,
)
from detente.model.edit import edit, without
from detente.model.expression import And, Compare, Expr, Name, Not, unparse, walk
from detente.model.ids import derived
from detente.model.naming import titles
from detente.model.nearest import unknown
from detente.model.ordering import ordered


@dataclass(frozen=True, slots=True)
class SetCircumstance:
    """A circumstance has this value."""

    id: str
    value: bool


@dataclass(frozen=True, slots=True)
class LiftRule:
    """The rule no longer holds."""

    id: str


@dataclass(frozen=True, slots=True)
class DropStatement:
    """A statement, or a group of equal weight by its id, leaves its party's list."""

    id: str


@dataclass(frozen=True, slots=True)
class MoveStatement:
    """A statement, or a whole group, moves by some places; negative is up, towards more important."""

    id: str
    places: int


@dataclass(frozen=True, slots=True)
class Fix:
    """These options have these levels: states without them leave the model, the status quo takes them."""

    levels: Levels


@dataclass(frozen=True, slots=True)
class AddStatement:
    """A party's list gets a statement, before or after one of that list (else last). An empty id is derived."""

    party: str
    statement: Statement
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """Of two lines or groups of one list the first stands higher, all else as near to where it stood as that allows."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Two lines or groups of one list weigh the same: they are one group, where the higher of them stood."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Ascertain:
    """A statement or a rule is certain: its `sure` goes."""

    id: str


@dataclass(frozen=True, slots=True)
class Record:
    """What an analyst answered in the interview is on record; an older answer to the same question goes."""

    judgement: Judgement


@dataclass(frozen=True, slots=True)
class AsSeenBy:
    """The dialogue as a party believes it: its views of the others in place of their own lists."""

    who: str


@dataclass(frozen=True, slots=True)
class Correct:
    """A party no longer holds its view of another (`of` empty: any of its views)."""

    who: str
    of: str = ""


Change = (
    SetCircumstance | LiftRule | DropStatement | MoveStatement | Fix | AddStatement | Above | Alike | Ascertain | Record
    | AsSeenBy | Correct
)


def apply(dialogue: Dialogue, *changes: Change) -> Dialogue:
    """The dialogue with all changes made. InputError for unknown ids and for changes that contradict each other.

    A status quo that a change makes infeasible stays (whoever asks is told); where there was none because the state
    with every option at its first level was infeasible, that state is taken once it is feasible.
    """
    changed = _set_circumstances(dialogue, [c for c in changes if isinstance(c, SetCircumstance)])
    changed = _lift_rules(changed, [c for c in changes if isinstance(c, LiftRule)])
    changed = _fix(changed, [c for c in changes if isinstance(c, Fix)])
    changed = _edit_lists(changed, changes)
    changed = _judge(dialogue, changed, changes)
    changed = _ascertain(changed, {c.id for c in changes if isinstance(c, Ascertain)})
    changed = _record(changed, [c.judgement for c in changes if isinstance(c, Record)])
    changed = _correct(changed, [c for c in changes if isinstance(c, Correct)])
    return _seen(changed, [c for c in changes if isinstance(c, AsSeenBy)])


def supposing(dialogue: Dialogue, circumstances: Mapping[str, bool] | None) -> Dialogue:
    """The dialogue with these facts otherwise, for one question. InputError for an unknown circumstance."""
    if not circumstances:
        return dialogue
    return apply(dialogue, *(SetCircumstance(id, value) for id, value in circumstances.items()))


# ---- circumstances, rules, levels ------------------------------------------------------------------------------------


def _set_circumstances(dialogue: Dialogue, changes: list[SetCircumstance]) -> Dialogue:
    values: dict[str, bool] = {}
    for change in changes:
        if not dialogue.has("circumstances", change.id):
            raise unknown("circumstance", change.id, titles(dialogue, "circumstances"))
        if values.setdefault(change.id, change.value) != change.value:
            raise InputError(f"circumstance `{change.id}` is set to both true and false")
    return _with_status_quo(dialogue, dialogue.under(values)) if values else dialogue


def _lift_rules(dialogue: Dialogue, changes: list[LiftRule]) -> Dialogue:
    lifted = {change.id for change in changes}
    for id in sorted(lifted):
        if not dialogue.has("rules", id):
            raise unknown("rule", id, titles(dialogue, "rules"))
    if not lifted:
        return dialogue
    left = tuple(rule for rule in dialogue.rules if rule.id not in lifted)
    own = tuple(rule for rule in dialogue.own_rules if rule.id not in lifted)
    return _with_status_quo(dialogue, replace(dialogue, rules=left, own_rules=own))


def _fix(dialogue: Dialogue, changes: list[Fix]) -> Dialogue:
    fixed: dict[str, int] = {}
    for option, level in (pair for change in changes for pair in change.levels):
        _check_level(dialogue, option, level)
        if fixed.setdefault(option, level) != level:
            names = dialogue.option(option).levels
            raise InputError(f"option `{option}` is fixed at both `{names[fixed[option]]}` and `{names[level]}`")
    if not fixed:
        return dialogue
    levels = tuple(fixed.items())
    before = dialogue.status_quo
    if before is not None:
        _check_attainable(dialogue, before, levels)
    held = tuple(Compare(option, "is", dialogue.option(option).levels[level]) for option, level in levels)
    never = Not(held[0] if len(held) == 1 else And(held))
    rule = Rule(id=derived(f"fixed {unparse(never.item)}", {r.id for r in dialogue.rules}), never=never)
    changed = replace(
        dialogue,
        rules=(*dialogue.rules, rule),
        status_quo=None if before is None else dialogue.with_levels(before, levels),
    )
    return _with_status_quo(dialogue, changed, levels)


def _with_status_quo(before: Dialogue, changed: Dialogue, levels: Levels = ()) -> Dialogue:
    """Where there was no status quo because nothing done was infeasible: that state, if it is feasible now.

    A dialogue that has none although nothing done is feasible (one from a format without a status quo) still has none.
    """
    nothing = (0,) * len(changed.options)
    if before.known is not None:
        return _with_known(changed, levels)
    if before.status_quo is not None or before.feasible(nothing):
        return changed
    first = changed.with_levels(nothing, levels)
    return replace(changed, status_quo=first) if changed.feasible(first) else changed


def _with_known(changed: Dialogue, levels: Levels) -> Dialogue:
    """Of a status quo that is not wholly known the fixed levels are; if that is all, it is one."""
    assert changed.known is not None
    fixed = {changed.option_index(id): level for id, level in levels}
    known = tuple(fixed.get(k, level) for k, level in enumerate(changed.known))
    whole = tuple(level for level in known if level is not None)
    if len(whole) < len(known):
        return replace(changed, known=known)
    return replace(changed, known=None, status_quo=whole)


def attainable(option: Option, start: int, end: int) -> bool:
    """Whether the option may go from one level to another in its direction."""
    return permitted(option.direction, start, end)


def _check_level(dialogue: Dialogue, option: str, level: int) -> None:
    if not dialogue.has("options", option):
        raise unknown("option", option, titles(dialogue, "options"))
    names = dialogue.option(option).levels
    if not 0 <= level < len(names):
        raise InputError(f"option `{option}` has no level number {level}; it has {len(names)}: {', '.join(names)}")


def _check_attainable(dialogue: Dialogue, before: State, levels: Levels) -> None:
    for id, level in levels:
        option, start = dialogue.option(id), before[dialogue.option_index(id)]
        if not attainable(option, start, level):
            raise InputError(
                f"option `{id}` stands at `{option.levels[start]}` and cannot go to `{option.levels[level]}`: "
                f"its direction is {option.direction}"
            )


# ---- lists of priorities ---------------------------------------------------------------------------------------------


def _edit_lists(dialogue: Dialogue, changes: Iterable[Change]) -> Dialogue:
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


def _judge(before: Dialogue, dialogue: Dialogue, changes: Iterable[Change]) -> Dialogue:
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


def _ascertain(dialogue: Dialogue, ids: set[str]) -> Dialogue:
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


def _record(dialogue: Dialogue, made: list[Judgement]) -> Dialogue:
    """With these answers on record."""
    again = {judgement.question for judgement in made}
    kept = tuple(j for j in dialogue.judgements if j.question not in again)
    return replace(dialogue, judgements=(*kept, *made)) if made else dialogue


def _check_moves(preferences: Preferences, gone: set[str], moves: Mapping[str, int]) -> None:
    for item in preferences.priorities:
        left = without(item, frozenset(gone))
        for inner in left.items if isinstance(left, Equally) else ():
            if inner.id in moves:
                raise InputError(f"`{inner.id}` is one of a group of equal weight: move the group, `{item.id}`")


def _addition(dialogue: Dialogue, change: AddStatement, taken: set[str]) -> Added:
    party, statement = change.party, change.statement
    if not dialogue.has("parties", party):
        raise unknown("party", party, titles(dialogue, "parties"))
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
            if not dialogue.has("options", part.option):
                raise unknown("option", part.option, titles(dialogue, "options"))
            if part.level not in dialogue.levels[part.option]:
                raise unknown(f"level of `{part.option}`", part.level, dialogue.levels[part.option])
        elif isinstance(part, Name) and not (dialogue.has("options", part.id) or part.id in dialogue.now):
            raise unknown("option or circumstance", part.id, titles(dialogue, "options", "circumstances"))


# ---- views -----------------------------------------------------------------------------------------------------------


def _correct(dialogue: Dialogue, changes: list[Correct]) -> Dialogue:
    for change in changes:
        if not any(_held(view, change) for view in dialogue.views):
            about = f" of `{change.of}`" if change.of else ""
            raise InputError(f"`{change.who}` has no view{about} in this dialogue that could be corrected")
    if not changes:
        return dialogue
    left = tuple(view for view in dialogue.views if not any(_held(view, change) for change in changes))
    return replace(dialogue, views=left)


def _held(view: View, change: Correct) -> bool:
    return view.who == change.who and change.of in ("", view.of)


def _seen(dialogue: Dialogue, changes: list[AsSeenBy]) -> Dialogue:
    who = sorted({change.who for change in changes})
    if not who:
        return dialogue
    if len(who) > 1:
        raise InputError(f"a dialogue can be seen as one party sees it, not as {' and '.join(who)} do at once")
    if not dialogue.has("parties", who[0]):
        raise unknown("party", who[0], titles(dialogue, "parties"))
    believed = dict(dialogue.preferences)
    for view in dialogue.views:
        if view.who == who[0] and view.of != who[0]:
            believed[view.of] = _believed(believed.get(view.of, Preferences()), view)
    # The views of this party are in the lists now, and what the others believe has no place in its picture.
    return replace(dialogue, preferences=believed, views=())


def _believed(preferences: Preferences, view: View) -> Preferences:
    if view.instead is not None:
        return view.instead
    return edit(preferences, drops=view.drop, moves=dict(view.move), adds=view.add)
