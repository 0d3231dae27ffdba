"""The variables of a dialogue, what its expressions, rules and lists say as diagrams, and what a party can reach.

Relies on: moves of one party are transitive (option form), and a preference is a list of lines with few values each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from detente.engine.diagrams.kernel import NODES, SECONDS, Diagram, Kernel, union
from detente.engine.diagrams.lines import Line, bits, lines, mentioned
from detente.engine.diagrams.order import by_force
from detente.errors import NoAnswer
from detente.model.dialogue import Dialogue, State
from detente.model.expression import COMPARISONS, And, Compare, Const, Derived, Expr, Iff, Name, Not, Or

Node = tuple[str, int | str, int]
"""A variable before it has a number: ("step", option, k), ("there", option, k) or ("worth", party, bit)."""


class Space:
    """A dialogue under the circumstances in force, as diagrams.

    `feasible`: where no rule is broken. Of a party: `bits`, its list as a vector of diagrams; `choice`, those of them
    that hang on its own options; `worth`, the variables that stand for all; `own`, the variables of its options;
    `spent`, those of where it goes to: first what none of its `choice` hangs on, then for each what no later one does.
    """

    def __init__(
        self, dialogue: Dialogue, kernel: Kernel, place: dict[Node, int], each: dict[str, tuple[Line, ...]]
    ) -> None:
        self.dialogue, self.kernel = dialogue, kernel
        self.steps = [
            tuple(place["step", k, step] for step in range(1, radix)) for k, radix in enumerate(dialogue.radices)
        ]
        """For each option, for each level but the first, the variable of being there or above."""
        self.places = sum(map(len, self.steps))
        own = {p.id: [k for k, o in enumerate(dialogue.options) if o.by == p.id] for p in dialogue.parties}
        self.movers = tuple(party for party, mine in own.items() if mine)
        self.own = {party: [v for k in own[party] for v in self.steps[k]] for party in own}
        self._up, self._down = (
            {p: [v for k in own[p] if dialogue.options[k].direction == way for v in self.steps[k]] for p in own}
            for way in ("forward", "back")
        )
        self._there = {place["step", k, n]: v for (kind, k, n), v in place.items() if kind == "there"}
        self.worth = {p: [place["worth", p, n] for n in range(sum(line.bits for line in each[p]))] for p in own}
        self.feasible = self._feasible()
        self.bits = {
            party: [bit for line in mine for bit in bits(kernel, line, self.truth, self.among)]
            for party, mine in each.items()
        }
        self.choice = {
            party: [bit for bit in mine if kernel.exists(self.own[party], bit) != bit]
            for party, mine in self.bits.items()
        }
        self.spent = {party: self._spent(party) for party in self.movers}

    # ---- what is said ------------------------------------------------------------------------------------------

    def truth(self, expr: Expr) -> Diagram:
        """Where an expression holds."""
        match expr:
            case Const(value):
                return self._constant(value)
            case Name(id) if self.dialogue.has("options", id):
                return self._literal(id, lambda level: level > 0)
            case Name(id):
                return self._constant(self.dialogue.now[id])
            case Compare(option, op, name):
                fixed = self.dialogue.levels[option].index(name)
                return self._literal(option, lambda level: COMPARISONS[op](level, fixed))
            case Not(item):
                return ~self.truth(item)
            case And(items):
                return ~self._any(~self.truth(item) for item in items)
            case Or(items):
                return self._any(map(self.truth, items))
            case Iff(left, right):
                return self.kernel.same(self.truth(left), self.truth(right))
            case Derived():
                return self.truth(expr.meaning)

    def at(self, option: int, level: int) -> Diagram:
        """Where an option (by its place) is at a level."""
        steps, kernel = self.steps[option], self.kernel
        below = kernel.var(steps[level - 1]) if level else kernel.true
        return below & ~kernel.var(steps[level]) if level < len(steps) else below

    def state(self, state: State) -> Diagram:
        """Where the state is this one."""
        found = self.kernel.true
        for option, level in enumerate(state):
            found = found & self.at(option, level)
        return found

    def at_one(self, option: int, levels: Iterable[int]) -> Diagram:
        """Where an option (by its place) is at one of some levels."""
        return self._any(self.at(option, level) for level in levels)

    def values(self, state: State) -> dict[int, bool]:
        """The variables of the options in a state."""
        each = zip(self.steps, state, strict=True)
        return {v: n < level for variables, level in each for n, v in enumerate(variables)}

    def each(self, where: Diagram) -> Iterator[State]:
        """The states of a set, ascending by code: the last option is the most significant one."""
        nothing = self.kernel.false

        def go(option: int, left: Diagram) -> Iterator[State]:
            if option < 0:
                yield ()
                return
            for level in range(self.dialogue.radices[option]):
                below = left & self.at(option, level)
                if below != nothing:
                    for state in go(option - 1, below):
                        yield (*state, level)

        return go(len(self.steps) - 1, where) if where != nothing else iter(())

    def among(self, codes: Iterable[int]) -> Diagram:
        """Where the state is one of some codes."""
        return self._any(self.state(self.dialogue.state(code)) for code in codes)

    def _constant(self, value: bool) -> Diagram:
        return self.kernel.true if value else self.kernel.false

    def _any(self, items: Iterable[Diagram]) -> Diagram:
        return union(self.kernel, *items)

    def _literal(self, option: str, holds: Callable[[int], bool]) -> Diagram:
        at = self.dialogue.option_index(option)
        return self.at_one(at, filter(holds, range(self.dialogue.radices[at])))

    def _feasible(self) -> Diagram:
        found, var = self.kernel.true, self.kernel.var
        for steps in self.steps:  # who is at a level or above is so at the one before
            for lower, upper in pairwise(steps):
                found = found & (var(lower) | ~var(upper))
        for rule in self.dialogue.rules:
            found = found & ~self.truth(rule.never)
        return found

    # ---- what is reached ---------------------------------------------------------------------------------------

    def reach(self, party: str, *all: Diagram) -> Diagram:
        """From where the party can move into a feasible state, or stay in one, in which all of these hold."""
        kernel, f = self.kernel, self.feasible
        one_way = {*self._up[party], *self._down[party]}
        for one in all[:-1]:
            kernel.on()
            f = f & one
        f = kernel.exists_both([v for v in self.own[party] if v not in one_way], f, all[-1])
        for way, variables in ((True, self._up[party]), (False, self._down[party])):
            for v in variables:
                here = kernel.var(v) if way else ~kernel.var(v)
                done, undone = (kernel.put(f, {v: kernel.true if x else kernel.false}) for x in (way, not way))
                f = kernel.ite(here, done, done | undone)
        return f

    def _spent(self, party: str) -> list[list[int]]:
        """The variables of where a party goes to, by the last of its bits that hangs on them."""
        left, turns = self.moved(party), list[list[int]]()
        for bit in reversed(self.choice[party]):
            there = self.renamed(party, bit)
            turns.insert(0, [v for v in left if self.kernel.exists([v], there) != there])
            left = [v for v in left if v not in turns[0]]
        return [left, *turns]

    def moved(self, party: str) -> list[int]:
        """The variables of where a party goes to, as `aimed` has them."""
        return [self._there.get(v, v) for v in self.own[party]]

    def aimed(self, party: str, f: Diagram) -> Diagram:
        """f of where the party goes to, wherever it can: its one-way options have variables of their own there."""
        var = self.kernel.var
        f = self.renamed(party, f)
        for v in self._up[party]:
            f = f & (var(self._there[v]) | ~var(v))
        for v in self._down[party]:
            f = f & (~var(self._there[v]) | var(v))
        return f

    def renamed(self, party: str, f: Diagram) -> Diagram:
        """f in the variables of where the party goes to."""
        mine = {v: self._there[v] for v in (*self._up[party], *self._down[party])}
        return self.kernel.put(f, {v: self.kernel.var(there) for v, there in mine.items()})


def build(dialogue: Dialogue, *, nodes: int = NODES, seconds: float = SECONDS) -> Space:
    """The diagrams of a dialogue, within bounds (`Kernel`). Raises TooLarge, MissingExtra; NoAnswer for own rules.

    >>> from detente import load
    >>> river = build(load("river"))
    >>> river.kernel.number(river.feasible, river.places)
    16
    """
    if dialogue.own_rules:
        raise NoAnswer("Diagrams do not know rules that bind one party alone (`for: PARTY`); arrays do.")
    each = {party.id: lines(dialogue, party.id) for party in dialogue.parties}
    place = _places(dialogue, each)
    kernel = Kernel(len(place), nodes=nodes, seconds=seconds)
    return kernel.within(lambda: Space(dialogue, kernel, place, each))


def _places(dialogue: Dialogue, each: dict[str, tuple[Line, ...]]) -> dict[Node, int]:
    """The place of every variable in the order. Lines stand near the options that they speak of."""
    nodes: list[Node] = [("option", k, 0) for k in range(len(dialogue.options))]
    links = [[nodes[k] for k in sorted(mentioned(dialogue, rule.never))] for rule in dialogue.rules]
    width: dict[Node, list[Node]] = {}
    for k, option in enumerate(dialogue.options):
        kinds = ("step",) if option.direction == "both" else ("step", "there")
        width[nodes[k]] = [(kind, k, n) for n in range(1, len(option.levels)) for kind in kinds]
    for party, mine in each.items():
        taken = 0
        for n, line in enumerate(mine):
            if not line.groups:
                links.append([("line", party, n), *(nodes[k] for k in sorted(line.options))])
            nodes.append(("line", party, n))
            width["line", party, n] = [("worth", party, taken + bit) for bit in range(line.bits)]
            taken += line.bits
    return {node: at for at, node in enumerate(_spread(by_force(nodes, [link for link in links if link]), width))}


def _spread(order: Sequence[Node], width: dict[Node, list[Node]]) -> Iterator[Node]:
    return (node for each in order for node in width[each])
