"""Which options of a dialogue hang together: the parts that can be solved apart.

Two options are joined where a statement, a rule, an ask, an offer or a commitment speaks of both; a ranking joins all.
A circumstance joins nothing, since it is fixed. Weights of one party are one line, and so is a group of equal weight:
where only firm (Nash) questions are asked each of their expressions may stand alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.model.dialogue import Dialogue, Equally, Preferences, Priority, State
from detente.model.expression import Const, Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Options that hang together. `dialogue`: a dialogue of these alone, with the lines that speak of them.

    `options`: their places in the whole, ascending. `places`: for each party the places in its whole list of the lines
    that its list in the part has (weights and a ranking are one line at place 0).
    """

    dialogue: Dialogue
    options: tuple[int, ...]
    places: Mapping[str, tuple[int, ...]]

    def cut(self, state: State) -> State:
        """What a state of the whole is in the part."""
        return tuple(state[k] for k in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A dialogue and its parts, in the order of their first options."""

    dialogue: Dialogue
    parts: tuple[Part, ...]

    def joined(self, states: Iterable[State]) -> State:
        """The state of the whole that these are in the parts."""
        found = [0] * len(self.dialogue.options)
        for part, state in zip(self.parts, states, strict=True):
            for k, level in zip(part.options, state, strict=True):
                found[k] = level
        return tuple(found)

    def cut(self, state: State) -> tuple[State, ...]:
        """What a state is in each part."""
        return tuple(part.cut(state) for part in self.parts)

    @property
    def largest(self) -> int:
        """The number of states of the largest part."""
        return max((part.dialogue.possible for part in self.parts), default=1)

    def of(self, *options: str) -> int | None:
        """The number of the part that has all these options; None if they are in several, or there are none."""
        found = {n for n, part in enumerate(self.parts) for id in options if part.dialogue.has("options", id)}
        return found.pop() if len(found) == 1 else None


def parts(dialogue: Dialogue) -> Split:
    """The parts of a dialogue.

    >>> from detente import load
    >>> [len(part.options) for part in parts(load("classroom-prisoners")).parts]
    [1, 1]
    """
    groups = _Groups(len(dialogue.options))
    for joined in _joins(dialogue):
        groups.join(dialogue.option_index(name) for name in joined)
    return Split(dialogue=dialogue, parts=tuple(_part(dialogue, places) for places in groups.all()))


def gathered(split: Split, numbers: Collection[int]) -> Dialogue:
    """Some parts as one dialogue in which every list has all lines of the whole, at their places.

    A line of the other parts says nothing there: it is true everywhere.

    >>> from detente import load
    >>> whole = parts(load("classroom-prisoners"))
    >>> [option.id for option in gathered(whole, [1]).options]
    ['south_arms']
    """
    dialogue = split.dialogue
    options = sorted(k for n in numbers for k in split.parts[n].options)
    made = _part(dialogue, tuple(options)).dialogue
    lists = {party: _silenced(given, made.preferences[party]) for party, given in dialogue.preferences.items()}
    return replace(made, preferences=lists)


def _silenced(whole: Preferences, own: Preferences) -> Preferences:
    """A list of the whole in which only some lines say anything."""
    kept = {line.id for line in own.priorities}
    return replace(own, priorities=tuple(p if p.id in kept else _silent(p) for p in whole.priorities))


def _silent(line: Priority) -> Priority:
    if isinstance(line, Equally):
        return replace(line, items=tuple(replace(item, want=Const(True)) for item in line.items))
    return replace(line, want=Const(True))


class _Groups:
    """Numbers that are joined step by step (union-find)."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, k: int) -> int:
        while self.parent[k] != k:
            self.parent[k] = self.parent[self.parent[k]]
            k = self.parent[k]
        return k

    def join(self, numbers: Iterable[int]) -> None:
        roots = [self.root(k) for k in numbers]
        for root in roots[1:]:
            self.parent[self.root(root)] = self.root(roots[0])

    def all(self) -> list[tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for k in range(len(self.parent)):
            found.setdefault(self.root(k), []).append(k)
        return sorted(map(tuple, found.values()))


def _joins(dialogue: Dialogue) -> Iterator[set[str]]:
    """Sets of options that have to stay together."""
    exprs = [rule.never for rule in dialogue.every_rule]
    exprs += [ask.that for ask in dialogue.asks]
    exprs += [promise.does for promise in dialogue.commitments if promise.does is not None]
    yield from ({*dialogue.named(expr)} for expr in exprs)
    for offer in dialogue.offers:
        given = {id for id, _ in (*offer.give, *offer.otherwise)}
        yield given.union(dialogue.named(offer.condition))
    for preferences in dialogue.preferences.values():
        if preferences.ranking:
            yield {option.id for option in dialogue.options}
        for line in preferences.priorities:
            yield {*dialogue.named(*(s.want for s in line.statements))}
        yield {*dialogue.named(*(weight.expr for weight in preferences.weights))}


def _part(dialogue: Dialogue, places: tuple[int, ...]) -> Part:
    options = tuple(dialogue.options[k] for k in places)
    own = {option.id for option in options}
    lists = {party: _own(dialogue, given, own) for party, given in dialogue.preferences.items()}
    changed = replace(
        dialogue,
        options=options,
        asks=tuple(ask for ask in dialogue.asks if own.intersection(dialogue.named(ask.that))),
        rules=tuple(rule for rule in dialogue.rules if _speaks(dialogue, rule.never, own)),
        own_rules=tuple(rule for rule in dialogue.own_rules if own.intersection(dialogue.named(rule.never))),
        preferences={party: given for party, (given, _) in lists.items()},
        status_quo=None if dialogue.status_quo is None else tuple(dialogue.status_quo[k] for k in places),
        rounds=(), texts=(), views=(), doubts=(), happened=(), attitudes={}, positions={}, intentions={},
        offers=tuple(offer for offer in dialogue.offers if own.intersection(dialogue.named(offer.condition))),
        commitments=tuple(c for c in dialogue.commitments if c.does and own.intersection(dialogue.named(c.does))),
        fallback={p: tuple(one for one in levels if one[0] in own) for p, levels in dialogue.fallback.items()},
    )  # fmt: skip
    return Part(dialogue=changed, options=places, places={party: at for party, (_, at) in lists.items()})


def _speaks(dialogue: Dialogue, expr: Expr, own: set[str]) -> bool:
    """Whether an expression is about these options; one that is about no option at all concerns every part."""
    about = {*dialogue.named(expr)}
    return not about or bool(about & own)


def _own(dialogue: Dialogue, given: Preferences, own: set[str]) -> tuple[Preferences, tuple[int, ...]]:
    """The lines of a list that speak of these options, and their places."""
    if given.ranking:
        return given, (0,)
    if given.weights:
        weights = tuple(weight for weight in given.weights if own.intersection(dialogue.named(weight.expr)))
        return Preferences(weights=weights), (0,) if weights else ()
    spoken = ([s.want for s in p.statements] for p in given.priorities)
    places = tuple(k for k, wants in enumerate(spoken) if own.intersection(dialogue.named(*wants)))
    return Preferences(priorities=tuple(given.priorities[k] for k in places)), places
