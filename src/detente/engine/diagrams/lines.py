"""A party's preference as lines, each worth one of a few values, the most important line first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.engine.diagrams.kernel import Diagram, Kernel
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Preferences
from detente.model.expression import Expr, names

VALUES = 4_096
"""The most different values of one line (sums of weights, groups of a ranking)."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of a preference adds: a value for each of its expressions that holds.

    `options`: the places of the options that it speaks of; `values`: those that it may be worth, ascending; `groups`:
    the codes of the states that are worth each, of a ranking.
    """

    options: frozenset[int]
    values: tuple[Fraction, ...]
    terms: tuple[tuple[Expr, Fraction], ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()

    @property
    def bits(self) -> int:
        """How many bits tell the values apart."""
        return (len(self.values) - 1).bit_length()


def lines(dialogue: Dialogue, party: str) -> tuple[Line, ...]:
    """The lines of a party's preference, from whichever way it was given. TooLarge for too many values of one.

    >>> from detente import load
    >>> [len(line.values) for line in lines(load("river"), "upland")]
    [2, 2, 2, 2]
    """
    given = dialogue.preferences.get(party, Preferences())
    if given.ranking:
        heights = tuple(map(Fraction, range(len(given.ranking) + 1)))
        return (Line(frozenset(range(len(dialogue.options))), heights, groups=((), *reversed(given.ranking))),)
    if given.weights:
        return (_sum(dialogue, [(w.expr, w.value) for w in given.weights]),)
    return tuple(_sum(dialogue, [(item.want, Fraction(1)) for item in line.statements]) for line in given.priorities)


def _sum(dialogue: Dialogue, terms: Sequence[tuple[Expr, Fraction]]) -> Line:
    values = {Fraction(0)}
    for _, value in terms:
        values |= {value + other for other in values}
        if len(values) > VALUES:
            raise TooLarge("different sums of weights", len(values), VALUES)
    return Line(mentioned(dialogue, *(expr for expr, _ in terms)), tuple(sorted(values)), terms=tuple(terms))


def mentioned(dialogue: Dialogue, *exprs: Expr) -> frozenset[int]:
    """The places of the options that expressions speak of.

    >>> from detente import load
    >>> river = load("river")
    >>> mentioned(river, river.rules[0].never)
    frozenset({0})
    """
    found = (name for expr in exprs for name in names(expr) if dialogue.has("options", name))
    return frozenset(map(dialogue.option_index, found))


def bits(
    kernel: Kernel, line: Line, truth: Callable[[Expr], Diagram], among: Callable[[Iterable[int]], Diagram]
) -> list[Diagram]:
    """The place of a line's value among its values in binary, the greatest bit first, each bit as a diagram.

    `truth`: where an expression holds; `among`: where the state is one of some codes.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> river = build(load("river"))
    >>> [len(bits(river.kernel, line, river.truth, river.among)) for line in lines(river.dialogue, "upland")]
    [1, 1, 1, 1]
    """
    worth = _groups(kernel, line, among) if line.groups else _sums(kernel, line, truth)
    place = {value: k for k, value in enumerate(line.values)}
    found = []
    for bit in reversed(range(line.bits)):
        at = kernel.false
        for value, where in worth.items():
            if place[value] >> bit & 1:
                at = at | where
        found.append(at)
    return found


def _sums(kernel: Kernel, line: Line, truth: Callable[[Expr], Diagram]) -> Mapping[Fraction, Diagram]:
    """Where the line is worth which value."""
    worth = {Fraction(0): kernel.true}
    for expr, value in line.terms:
        kernel.on()
        held, after = truth(expr), dict[Fraction, Diagram]()
        for total, where in worth.items():
            for sum_, here in ((total, where & ~held), (total + value, where & held)):
                if here != kernel.false:
                    after[sum_] = after[sum_] | here if sum_ in after else here
        worth = after
    return worth


def _groups(kernel: Kernel, line: Line, among: Callable[[Iterable[int]], Diagram]) -> Mapping[Fraction, Diagram]:
    worth, named = {}, kernel.false
    for value, codes in zip(line.values[1:], line.groups[1:], strict=True):
        worth[value] = among(codes)
        named = named | worth[value]
    return {line.values[0]: ~named, **worth}
