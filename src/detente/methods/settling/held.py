"""What holds a settlement: that nobody would gain, that each expects the others to answer, or a rule over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.engine.interface import Engine, Step
from detente.engine.solved import solved, without
from detente.methods.chances.drift import classes
from detente.methods.reasons.preference import prefers
from detente.model.dialogue import distance

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.model.dialogue import Dialogue, Rule, State

Firmness = Literal["firm", "credible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deterred:
    """A party that would gain by a move of its own, but for what the others would then do (lean replies, in order)."""

    party: str
    to: State
    answer: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut:
    """A party that would move to a state it prefers, but for rules over the options of two or more parties."""

    party: str
    to: State
    rules: tuple[str, ...]


def firmness(engine: Engine, state: State) -> Firmness | None:
    """Firm (nobody gains by a move of its own), credible in the lean reading, or neither.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> engine = solved(dt.load("classroom-prisoners")).engine
    >>> [firmness(engine, state) for state in ((1, 1), (0, 0), (1, 0))]
    ['firm', 'credible', None]
    """
    leaving = [party for party in engine.movers if engine.count(party, state)]
    if not leaving:
        return "firm"
    return "credible" if all(engine.stable(p, state, "seq", lean=True) for p in leaving) else None


def standing(engine: Engine, states: Sequence[State]) -> Firmness | None:
    """How firmly the weakest of some states holds: what a package is judged by, its states being what comes of it.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> engine = solved(dt.load("classroom-prisoners")).engine
    >>> standing(engine, [(1, 1), (0, 0)]), standing(engine, [(1, 1), (1, 0)])
    ('credible', None)
    """
    held = {firmness(engine, state) for state in states}
    return None if None in held else "credible" if "credible" in held else "firm"


def deterred(engine: Engine, state: State) -> Iterator[Deterred]:
    """For each party that is kept there by the others alone its best improvement, and what answers it.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> first = next(deterred(solved(dt.load("classroom-prisoners")).engine, (0, 0)))
    >>> first.party, first.to, [(step.mover, step.after) for step in first.answer]
    ('northland', (1, 0), [('southland', (1, 1))])
    """
    for party in engine.movers:
        best = next(engine.best(party, state), None)
        if best is not None:
            sanction = engine.sanction(party, state, best, "seq", lean=True)
            if sanction is not None:
                yield Deterred(party=party, to=best, answer=sanction.steps)


def joint_rules(dialogue: Dialogue) -> tuple[Rule, ...]:
    """The rules over options of two or more parties: such a rule may be a promise written down as a fact.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {x: {by: a, text: X}, y: {by: b, text: Y}}
    ... rules: [{id: exchange, never: x and not y}, {id: law, never: y}]''')
    >>> [rule.id for rule in joint_rules(talks)]
    ['exchange']
    """
    return tuple(rule for rule in dialogue.every_rule if len(_owners(dialogue, rule)) > 1)


def _owners(dialogue: Dialogue, rule: Rule) -> set[str]:
    return {dialogue.option(name).by for name in dialogue.named(rule.never)}


def ruled_out(dialogue: Dialogue, state: State, free: Callable[[], Engine]) -> Iterator[RuledOut]:
    """For each party the best of its moves that only rules over several parties keep it from; of equals the smallest.

    `free`: the engine of the dialogue without these rules, made only if there are any. In a dialogue that falls apart:
    the best that is barred in one part alone.

    >>> import detente as dt
    >>> from detente.engine.solved import solved, without
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {x: {by: a, text: X}, y: {by: b, text: Y}}
    ... rules: [{id: exchange, never: x and not y}]
    ... priorities: {a: [x]}''')
    >>> free = solved(without(talks, ["exchange"])).engine
    >>> [(one.party, one.to, one.rules) for one in ruled_out(talks, (0, 0), lambda: free)]
    [('a', (1, 0), ('exchange',))]
    """
    joint = joint_rules(dialogue)
    if not joint:
        return
    if solved(dialogue).falls_apart:
        yield from _by_part(dialogue, state)
        return
    engine = free()
    for party in engine.movers:
        for alike in classes(engine, party, state):
            barred = [to for to in alike if not dialogue.feasible(to) or dialogue.barred(party, state, to)]
            if barred:
                to = min(barred, key=lambda there: (distance(state, there), dialogue.code(there)))
                kept = (rule.id for rule in dialogue.keeping(party, state, to) if rule in joint)
                yield RuledOut(party=party, to=to, rules=tuple(kept))
                break


def unruled(dialogue: Dialogue) -> Engine:
    """The engine of the dialogue without rules over several parties.

    >>> import detente as dt
    >>> unruled(dt.load("classroom-chicken")).feasible((0, 0))
    True
    """
    return solved(without(dialogue, [rule.id for rule in joint_rules(dialogue)])).engine


def held_by(dialogue: Dialogue, state: State) -> tuple[str, ...]:
    """The rules over several parties but for which some party would leave a state, in file order.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {x: {by: a, text: X}, y: {by: b, text: Y}}
    ... rules: [{id: exchange, never: x and not y}]
    ... priorities: {a: [x]}''')
    >>> held_by(talks, (0, 0)), held_by(talks, (1, 1))
    (('exchange',), ())
    """
    kept = {id for one in ruled_out(dialogue, state, lambda: unruled(dialogue)) for id in one.rules}
    return tuple(rule.id for rule in dialogue.every_rule if rule.id in kept)


def _by_part(dialogue: Dialogue, state: State) -> Iterator[RuledOut]:
    """`ruled_out` of a dialogue in parts: of what is barred in each part alone the best for the party."""
    split, found = solved(dialogue).split, dict[str, RuledOut]()
    for n, part in enumerate(split.parts):
        bare = without(part.dialogue, [rule.id for rule in joint_rules(part.dialogue)])
        for one in ruled_out(part.dialogue, part.cut(state), lambda bare=bare: solved(bare).engine):  # type: ignore[misc]
            states = [one.to if k == n else other.cut(state) for k, other in enumerate(split.parts)]
            whole = replace(one, to=split.joined(states))
            known = found.get(one.party)
            if known is None or prefers(dialogue, one.party, whole.to, known.to) > 0:
                found[one.party] = whole
    return iter(found.values())
