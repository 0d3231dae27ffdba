"""Warnings about what a modeller probably did not mean, though the file says it well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.solved import solved, without
from detente.methods.chances.drift import wanted
from detente.methods.reasons.preference import deciding
from detente.methods.settling.held import joint_rules
from detente.methods.soundness.warning import About, Warning
from detente.model.dialogue import Dialogue, OwnRule, Preferences, Rule, State, Statement
from detente.model.expression import Expr, Not, Unless, names, unparse
from detente.model.naming import changes

if TYPE_CHECKING:
    from detente.engine.arrays.space import Space

SETTLED = ("law", "capacity", "money")
"""Grounds of rules that cannot be otherwise: no promise is written down by mistake as such a rule."""

LARGEST = 2**18
"""States beyond which no steps are looked at."""


def found(dialogue: Dialogue) -> list[Warning]:
    """All warnings of this kind.

    >>> import detente as dt
    >>> [(warning.code, warning.at) for warning in found(dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {x: {by: a, text: X}, y: {by: b, text: Y}}
    ... rules: [{id: promise, never: x and not y}]
    ... priorities: {a: [x], b: [not y]}
    ... status_quo: {}'''))]
    [('rule-bars-a-step', 'promise')]
    """
    small = dialogue.possible <= LARGEST
    return [
        *(_restless(dialogue) if small else ()),
        *(_barred(dialogue) if small else ()),
        *_one_sided(dialogue),
        *_one_name(dialogue),
        *_inferred(dialogue),
    ]


# ---- steps -----------------------------------------------------------------------------------------------------------


def _restless(dialogue: Dialogue) -> Iterator[Warning]:
    """Parties that would leave the status quo at once, though nothing would follow that they mind."""
    quo = dialogue.start
    if quo is None or not (dialogue.rounds or dialogue.sources):
        return  # where nothing was read anywhere the status quo is a place to start from, and no fact
    engine = solved(dialogue).engine
    for party in engine.movers:
        there = next(iter(wanted(engine, party, quo)), None)
        if there is not None:
            line = deciding(dialogue, party, quo, there)
            named: dict[str, About] = {"place": line.place, "statement": line.id} if line and line.place else {}
            yield Warning(
                code="restless-status-quo", case="listed" if named else "", at=party, line=dialogue.party(party).line,
                about={"party": party, "step": _step(dialogue, quo, there), **named},
            )  # fmt: skip


def _barred(dialogue: Dialogue) -> Iterator[Warning]:
    """Rules over options of several parties that keep one of them from the step it would like best somewhere."""
    rules = [r for r in joint_rules(dialogue) if not isinstance(r, OwnRule) and r.ground not in SETTLED]
    space = solved(dialogue).space if rules else None
    for rule in rules:
        for party in _owners(dialogue, rule):
            step = _kept_from(dialogue, space, rule, party) if space is not None else None
            if step is not None:
                here, there = step
                others = tuple(other for other in _owners(dialogue, rule) if other != party)
                yield Warning(
                    code="rule-bars-a-step", at=rule.id, line=rule.line,
                    about={"rule": rule.id, "others": others, "party": party, "step": _step(dialogue, here, there),
                           "where": _levels(dialogue, rule, here)},
                )  # fmt: skip
                break


def _owners(dialogue: Dialogue, rule: Rule) -> tuple[str, ...]:
    named = set(names(rule.never))
    return tuple(dict.fromkeys(option.by for option in dialogue.options if option.id in named))


def _kept_from(dialogue: Dialogue, space: Space, rule: Rule, party: str) -> tuple[State, State] | None:
    """(where, whereto) of the step that is best for the party but for the rule: of the first state by code."""
    free = solved(without(dialogue, (rule.id,)), like=dialogue).space
    if not np.array_equal(free.flat_ranks[party], space.flat_ranks[party]):
        return None
    better = (free.best_in_reach(party) > space.best_in_reach(party)).reshape(-1) & space.flat_feasible
    cells = np.flatnonzero(better)
    if not len(cells):
        return None
    here = int(min(cells.tolist(), key=space.code_of))
    there = max(free.improvements(party, here).tolist(), key=lambda cell: (free.rank(party, cell), -free.code_of(cell)))
    return space.state_of(here), free.state_of(there)


def _step(dialogue: Dialogue, before: State, after: State) -> tuple[str, ...]:
    return tuple(f"{id}={level}" for id, level in changes(dialogue, before, after).items())


def _levels(dialogue: Dialogue, rule: Rule, state: State) -> tuple[str, ...]:
    named = [id for id in dict.fromkeys(names(rule.never)) if dialogue.has("options", id)]
    return tuple(f"{id}={dialogue.option(id).levels[state[dialogue.option_index(id)]]}" for id in named)


# ---- lines -----------------------------------------------------------------------------------------------------------


def _one_sided(dialogue: Dialogue) -> Iterator[Warning]:
    """`not mine unless theirs`, where no other line of the list wants mine, and theirs is the price of it: whoever
    would give theirs wants mine and would rather not give it. Then nothing makes the party deliver."""
    for party, preferences in dialogue.preferences.items():
        wanting = [(line, line.want) for line in preferences.statements
                   if isinstance(line.want, Unless) and _is_exchange(dialogue, party, line.want, preferences, line)]
        if wanting:
            line, want = wanting[0]
            mine, theirs = unparse(_positive(want)), unparse(want.right)
            yield Warning(code="unless-or-iff", at=party, line=line.line, about={
                "statements": tuple(one.id for one, _ in wanting), "party": party, "mine": mine, "theirs": theirs,
                "iff": f"{mine} iff {theirs}"})  # fmt: skip


def _positive(want: Unless) -> Expr:
    return want.left.item if isinstance(want.left, Not) else want.left


def _is_exchange(dialogue: Dialogue, party: str, want: Unless, given: Preferences, line: Statement) -> bool:
    """Whether the left side withholds options of the party alone, the right side is the others' price for them, and no
    line else speaks of what is withheld."""
    mine, theirs = set(names(want.left)), set(names(want.right))
    owners = {dialogue.option(id).by if dialogue.has("options", id) else "" for id in theirs}
    if not isinstance(want.left, Not) or not mine or "" in owners or party in owners:
        return False
    own = all(dialogue.has("options", id) and dialogue.option(id).by == party for id in mine)
    elsewhere = {name for other in given.statements if other is not line for name in names(other.want)}
    return own and not mine & elsewhere and any(_would_pay(dialogue, owner, mine, theirs) for owner in owners)


def _would_pay(dialogue: Dialogue, payer: str, mine: set[str], theirs: set[str]) -> bool:
    """Whether some line of the payer gains by what is withheld, and some line loses by what would be given for it."""
    return _gains(dialogue, payer, mine, theirs) and _gains(dialogue, payer, theirs, set(), down=True)


def _gains(dialogue: Dialogue, party: str, moved: set[str], given: set[str], *, down: bool = False) -> bool:
    """Whether a line comes true as options go from their first to their last levels (`down`: the other way), the
    others as in the status quo, or with what is given at its last levels."""
    quo = dialogue.status_quo or (0,) * len(dialogue.options)
    for base in (quo, _at(dialogue, quo, given, last=True)):
        low, high = _at(dialogue, base, moved, last=down), _at(dialogue, base, moved, last=not down)
        lines = dialogue.preferences[party].statements
        if any(dialogue.holds(s.want, high) and not dialogue.holds(s.want, low) for s in lines):
            return True
    return False


def _at(dialogue: Dialogue, state: State, options: set[str], *, last: bool) -> State:
    levels = ((id, len(dialogue.option(id).levels) - 1 if last else 0) for id in options)
    return dialogue.with_levels(state, tuple(levels))


def _one_name(dialogue: Dialogue) -> Iterator[Warning]:
    """One text for two options, facts or parties: pages must tell them apart by more than their names."""
    for room, field in (("parties", "name"), ("options", "text"), ("asks", "text"), ("circumstances", "text")):
        by_name: dict[str, list[str]] = {}
        for entry in getattr(dialogue, room):
            called = getattr(entry, "name", "") or getattr(entry, field)
            by_name.setdefault(" ".join(called.split()).casefold(), []).append(entry.id)
        for ids in by_name.values():
            if len(ids) > 1 and not _same_thing(dialogue, room, ids):
                entry = next(e for e in getattr(dialogue, room) if e.id == ids[1])
                yield Warning(code="one-name", at=ids[1], line=entry.line, about={"ids": tuple(ids)})


def _same_thing(dialogue: Dialogue, room: str, ids: list[str]) -> bool:
    """Asks of two parties for the same thing are rightly called the same."""
    return room == "asks" and len({(dialogue.ask(id).of, dialogue.ask(id).that) for id in ids}) == 1


def _inferred(dialogue: Dialogue) -> Iterator[Warning]:
    """Lines that no source states and that cite nothing they were inferred from, as a group."""
    bare = [line for p in dialogue.preferences.values() for line in p.statements
            if line.basis != "stated" and not line.evidence]  # fmt: skip
    if not dialogue.sources or not bare:
        return
    yield Warning(code="inferred-lines", at="", line=bare[0].line,
                  about={"statements": tuple(line.id for line in bare)})
