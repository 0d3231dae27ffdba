"""Changes of the situation: circumstances set, rules lifted, levels fixed."""

from __future__ import annotations

from dataclasses import replace

from detente.errors import InputError
from detente.model.change.kinds import Fix, LiftRule, SetCircumstance
from detente.model.dialogue import Dialogue, Levels, Rule, State, permitted
from detente.model.expression import And, Compare, Not, unparse
from detente.model.ids import derived
from detente.model.naming import check_known


def suppose(dialogue: Dialogue, levels: Levels) -> Dialogue:
    """The dialogue as if these options stood so today. InputError if the rules exclude that.

    >>> import detente as dt
    >>> as_if = suppose(dt.load("river"), (("release", 1),))
    >>> as_if.status_quo, as_if.supposed
    ((1, 0, 0, 0), (('release', 1),))
    """
    if dialogue.known is not None:
        changed = _with_known(dialogue, levels)
    else:
        before = dialogue.status_quo or (0,) * len(dialogue.options)
        changed = replace(dialogue, status_quo=dialogue.with_levels(before, levels))
    now = changed.status_quo
    if now is not None and (barring := changed.excluding(now)):
        named = " and ".join(f"`{rule.id}`" for rule in barring)
        raise InputError(f"what is supposed of today cannot be: {named} excludes it")
    return replace(changed, supposed=levels)


def set_circumstances(dialogue: Dialogue, changes: list[SetCircumstance]) -> Dialogue:
    values: dict[str, bool] = {}
    for change in changes:
        if dialogue.has("options", change.id):
            raise InputError(f"`{change.id}` is an option and no circumstance; grant it (`--grant {change.id}=LEVEL`), "
                             f"or suppose it of today (`--status-quo {change.id}=LEVEL`)")  # fmt: skip
        check_known(dialogue, "circumstance", change.id)
        if values.setdefault(change.id, change.value) != change.value:
            raise InputError(f"circumstance `{change.id}` is set to both true and false")
    return _with_status_quo(dialogue, dialogue.under(values)) if values else dialogue


def lift_rules(dialogue: Dialogue, changes: list[LiftRule]) -> Dialogue:
    lifted = {change.id for change in changes}
    for id in sorted(lifted):
        check_known(dialogue, "rule", id)
    if not lifted:
        return dialogue
    left = tuple(rule for rule in dialogue.rules if rule.id not in lifted)
    own = tuple(rule for rule in dialogue.own_rules if rule.id not in lifted)
    return _with_status_quo(dialogue, replace(dialogue, rules=left, own_rules=own))


def fix(dialogue: Dialogue, changes: list[Fix]) -> Dialogue:
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


def _check_level(dialogue: Dialogue, option: str, level: int) -> None:
    check_known(dialogue, "option", option)
    names = dialogue.option(option).levels
    if not 0 <= level < len(names):
        raise InputError(f"option `{option}` has no level number {level}; it has {len(names)}: {', '.join(names)}")


def _check_attainable(dialogue: Dialogue, before: State, levels: Levels) -> None:
    for id, level in levels:
        option, start = dialogue.option(id), before[dialogue.option_index(id)]
        if not permitted(option.direction, start, level):
            raise InputError(
                f"option `{id}` stands at `{option.levels[start]}` and cannot go to `{option.levels[level]}`: "
                f"its direction is {option.direction}"
            )
