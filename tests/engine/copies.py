"""The definitions on decision diagrams of another library (CUDD), in the plainest encoding, as an oracle.

Three copies of a state (the one left, one gone through, one gone to), options in binary, an improvement as a relation
of two copies: nothing of the program's own encoding, thresholds or orders is in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from dd.cudd import BDD

from detente.engine.concepts import Concept
from detente.model.dialogue import Dialogue, Equally, permitted
from detente.model.expression import COMPARISONS, And, Compare, Const, Derived, Expr, Iff, Name, Not, Or


class Copies:
    """A dialogue with priorities alone."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue, self.bdd = dialogue, BDD(memory_estimate=2**30)
        self.width = [(radix - 1).bit_length() for radix in dialogue.radices]
        self.bdd.declare(*(v for k in range(len(self.width)) for copy in "sxy" for v in self.bits(copy, k)))
        self.movers = [p.id for p in dialogue.parties if dialogue.options_of(p.id)]
        self.truth = cache(self._truth)

    def bits(self, copy: str, option: int) -> list[str]:
        return [f"{copy}{option}_{bit}" for bit in range(self.width[option])]

    def all(self, copy: str) -> list[str]:
        return [v for k in range(len(self.width)) for v in self.bits(copy, k)]

    def any(self, items: Iterable[Any]) -> Any:
        return reduce(or_, items, self.bdd.false)

    def both(self, items: Iterable[Any]) -> Any:
        return reduce(and_, items, self.bdd.true)

    def at(self, copy: str, option: int, level: int) -> Any:
        names = self.bits(copy, option)
        return self.both(self.bdd.var(v) if level >> bit & 1 else ~self.bdd.var(v) for bit, v in enumerate(names))

    def levels(self, copy: str, id: str, holds: Callable[[int], bool]) -> Any:
        k = self.dialogue.option_index(id)
        return self.any(self.at(copy, k, level) for level in range(self.dialogue.radices[k]) if holds(level))

    def _truth(self, expr: Expr, copy: str) -> Any:
        match expr:
            case Const(value):
                return self.bdd.true if value else self.bdd.false
            case Name(id):
                return self.levels(copy, id, lambda level: level > 0)
            case Compare(id, op, name):
                fixed = self.dialogue.levels[id].index(name)
                return self.levels(copy, id, lambda level: COMPARISONS[op](level, fixed))
            case Not(item):
                return ~self.truth(item, copy)
            case And(items):
                return self.both(self.truth(item, copy) for item in items)
            case Or(items):
                return self.any(self.truth(item, copy) for item in items)
            case Iff(left, right):
                return self.truth(left, copy).equiv(self.truth(right, copy))
            case Derived():
                return self.truth(expr.meaning, copy)

    def feasible(self, copy: str) -> Any:
        there = self.both(self.levels(copy, o.id, lambda _: True) for o in self.dialogue.options)
        return there & self.both(~self.truth(rule.never, copy) for rule in self.dialogue.rules)

    def better(self, party: str, a: str, b: str) -> Any:
        """Where copy b is preferred to copy a: at the first line at which as many hold no longer, more hold."""
        found, same = self.bdd.false, self.bdd.true
        for line in self.dialogue.preferences[party].priorities:
            wants = [item.want for item in (line.items if isinstance(line, Equally) else (line,))]
            some, others = self.numbers(wants, a), self.numbers(wants, b)
            found |= same & self.any(some[m] & others[n] for m in some for n in others if n > m)
            same &= self.any(some[m] & others[m] for m in some)
        return found

    def numbers(self, wants: list[Expr], copy: str) -> dict[int, Any]:
        held = {0: self.bdd.true}
        for want in wants:
            true = self.truth(want, copy)
            held = {
                n: (held.get(n, self.bdd.false) & ~true) | (held.get(n - 1, self.bdd.false) & true)
                for n in range(len(held) + 1)
            }
        return held

    def move(self, party: str, a: str, b: str) -> Any:
        """Where the party can go from copy a to copy b, or stay."""
        found = self.feasible(b)
        for k, option in enumerate(self.dialogue.options):
            pairs = [(m, n) for m in range(len(option.levels)) for n in range(len(option.levels))
                     if m == n or (option.by == party and permitted(option.direction, m, n))]  # fmt: skip
            found &= self.any(self.at(a, k, m) & self.at(b, k, n) for m, n in pairs)
        return found

    def renamed(self, f: Any, a: str, b: str) -> Any:
        return self.bdd.let(dict(zip(self.all(a), self.all(b), strict=True)), f)

    def stable(self, party: str, concept: Concept) -> Any:
        """The states (in copy s) that are stable for the party."""
        bdd = self.bdd
        if party not in self.movers:
            return self.feasible("s")
        leaves = self.move(party, "s", "x") & self.better(party, "s", "x")
        if concept.answer is not None:
            ends = self.feasible("x") & ~self.better(party, "s", "x")
            if concept.reply:
                ends &= ~bdd.exist(self.all("y"), self.move(party, "x", "y") & self.better(party, "s", "y"))
            steps = []
            for other in self.movers:
                if other != party:
                    step = self.move(other, "x", "y")
                    steps.append(step & self.better(other, "x", "y") if concept.answer == "improvements" else step)
            reached, before = ends, None
            while reached != before:
                before, there = reached, self.renamed(reached, "x", "y")
                reached = reached | self.any(bdd.exist(self.all("y"), step & there) for step in steps)
            leaves &= ~reached
        return self.feasible("s") & ~bdd.exist(self.all("x"), leaves)

    def count(self, f: Any) -> int:
        return round(self.bdd.count(f, len(self.all("s"))))
