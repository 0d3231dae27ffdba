"""GMCR+'s save files (`.gmcr`): JSON with options, decision makers, infeasible conditions and preferences.

What such a file means, as found: options are regrouped by decision maker, and all codes follow that order; a
preference is a conjunction or one of several; a manual ranking is written in ordered numbers, 1 for the feasible state
with the smallest code. What a dialogue cannot hold (misperceptions, real coalitions) is told, not dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.errors import InputError, Problem, TooLarge
from detente.formats.feasible import contradiction
from detente.formats.gmcr_parts import TOP, Condition, Maker, Named, Parts, Term, integer, shown
from detente.formats.json import from_json
from detente.formats.nodes import Node, Notice
from detente.formats.shorten import shorten
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Rule, Statement
from detente.model.expression import And, Expr, ExpressionError, Name, Not, Or, parse, unparse
from detente.model.ids import slug

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_RANKED = 24
"""Options of a file with manual rankings: their numbers are counted over all 2^24 states."""

MAX_TESTS = 2**33
"""States times infeasible conditions, where a manual ranking makes it necessary to go through them."""


def read(text: str, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue in a `.gmcr` text, and what could not be carried over.

    Raises InputError with every problem found, TooLarge beyond 10 MB, 1000 options, or 24 with a manual ranking.
    """
    return read_tree(from_json(text, file), file)


def read_tree(root: Node, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The same of a text that is read already."""
    reader = _Reader(file, root)
    dialogue = reader.dialogue()
    return dialogue, tuple(reader.notices)


def feasible_codes(options: int, infeasible: Sequence[Sequence[Term]]) -> NDArray[np.uint32]:
    """The codes in which no conjunction holds, ascending. Raises TooLarge before memory is touched."""
    if options > MAX_RANKED:
        raise TooLarge("options (yes or no) where states have to be ranked one by one", options, MAX_RANKED)
    if (len(infeasible) << options) > MAX_TESTS:
        raise TooLarge("states times infeasible conditions", len(infeasible) << options, MAX_TESTS)
    codes = np.arange(1 << options, dtype=np.uint32)
    for terms in infeasible:
        codes = codes[~meets(codes, terms)]
    return codes


def meets(codes: NDArray[np.uint32], terms: Sequence[Term]) -> NDArray[np.bool_]:
    """Where a conjunction holds; option k (from 0) at yes adds 2^k to a code."""
    mask = value = 0
    for option, yes in terms:
        mask |= 1 << option
        value |= yes << option
    if any(bool(value >> option & 1) != yes for option, yes in terms):
        return np.zeros(len(codes), dtype=bool)  # an option both taken and not taken
    return np.asarray((codes & np.uint32(mask)) == np.uint32(value))


class _Reader(Parts):
    def __init__(self, file: str, root: Node) -> None:
        super().__init__(file, root)
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}

    def dialogue(self) -> Dialogue:
        if self.root.pairs is None:
            raise InputError(Problem(message="this is not a GMCR+ file: it must hold `options` and `decisionMakers`",
                                     file=self.file, line=self.root.line))
        top = self.fields(self.root, "the file", TOP)
        named = self.options(top.get("options"))
        count = len(named)
        infeasible = list(self.conditions(top.get("infeasibles"), "infeasible condition", count))
        manual = self.manual(top)
        makers = self.makers(top.get("decisionMakers"), count, manual)
        self.coalitions(top.get("coalitions"))
        self.check_holders(named, makers)
        self.stop()
        return self.build(named, makers, infeasible, manual)

    def build(
        self, named: list[Named], makers: list[Maker], infeasible: list[tuple[Condition, int]], manual: str
    ) -> Dialogue:
        order = [index for maker in makers for index in maker.options]
        ids = dict(zip(range(-len(makers), 0), self.ids([m.name for m in makers], "p"), strict=True))
        ids |= dict(zip(order, self.ids([named[i].name for i in order], "o"), strict=True))
        parties = [ids[k - len(makers)] for k in range(len(makers))]
        owner = {index: party for party, maker in zip(parties, makers, strict=True) for index in maker.options}
        rules = tuple(
            Rule(id=self.identify(slug(unparse(never))), never=never, line=line)
            for never, line in ((_expr(condition, ids), line) for condition, line in infeasible)
        )
        preferences = {
            party: Preferences(priorities=tuple(self.statement(party, _expr(c, ids), line) for c, line in m.statements))
            for party, m in zip(parties, makers, strict=True)
        }
        if manual:
            preferences = self.rankings(parties, makers, order, infeasible)
        dialogue = Dialogue(
            title=PurePath(self.file).stem or "untitled",
            file=self.file,
            parties=tuple(
                Party(id=id, name=m.name or id, line=m.line) for id, m in zip(parties, makers, strict=True)
            ),
            options=tuple(
                Option(id=ids[i], by=owner[i], text=named[i].name or ids[i], direction=named[i].direction,
                       line=named[i].line)
                for i in order
            ),
            rules=rules,
            preferences=preferences,
        )
        self.check_feasible(dialogue)
        return dialogue

    def statement(self, party: str, want: Expr, line: int) -> Statement:
        return Statement(id=self.identify(f"{party}.{slug(unparse(want))}"), want=want, line=line)

    def ids(self, names: list[str], letter: str) -> list[str]:
        """An id for each name: in lower case, other characters `_`; repeats are numbered, a first letter is put in."""
        made: list[str] = []
        for name in names:
            stem = re.sub(r"[^a-z0-9_]", "_", name.lower())[:200]
            if not stem[:1].isalpha():
                stem = f"{letter}_{stem}" if stem.strip("_") else f"{letter}_{len(made) + 1}"
            made.append(self.identify(stem if _is_name(stem) else f"{stem}_", "_"))
        return made

    def identify(self, stem: str, joint: str = "-") -> str:
        """The stem, numbered from 2 if it is taken."""
        id = stem
        while id in self.taken:
            self.numbers[stem] = self.numbers.get(stem, 1) + 1
            id = f"{stem}{joint}{self.numbers[stem]}"
        self.taken.add(id)
        return id

    def rankings(
        self, parties: list[str], makers: list[Maker], order: list[int], infeasible: list[tuple[Condition, int]]
    ) -> dict[str, Preferences]:
        place = {index: k for k, index in enumerate(order)}
        never = [[(place[i], yes) for i, yes in terms] for condition, _ in infeasible for terms in condition]
        codes = feasible_codes(len(order), never)
        made = {}
        for party, maker in zip(parties, makers, strict=True):
            made[party] = Preferences(ranking=self.ranking(maker, codes))
        self.stop()
        return made

    def ranking(self, maker: Maker, codes: NDArray[np.uint32]) -> tuple[tuple[int, ...], ...]:
        what, node = f"ranking of `{shorten(maker.name)}`", maker.ranking
        assert node is not None
        groups: list[tuple[int, ...]] = []
        seen: set[int] = set()
        for item in self.items(node, what):
            numbers = []
            for single in item.items if item.items is not None else [item]:
                number = integer(single)
                if number is None or not 1 <= number <= len(codes):
                    self.wrong(single, f"{what}: {shown(single)} is not an ordered state number; they go from 1 to "
                                       f"{len(codes):,}")
                elif number in seen:
                    self.wrong(single, f"{what}: state {number} stands in it twice")
                else:
                    seen.add(number)
                    numbers.append(number)
            if numbers:
                groups.append(tuple(int(codes[number - 1]) for number in numbers))
        if len(seen) < len(codes) and not self.problems:
            missing = next(n for n in range(1, len(codes) + 1) if n not in seen)
            self.wrong(node, f"{what} leaves out {len(codes) - len(seen):,} feasible states, for instance {missing}")
        return tuple(groups)

    def check_feasible(self, dialogue: Dialogue) -> None:
        conflict = contradiction(dialogue)
        if conflict:
            said = "; ".join(f"never {shorten(unparse(rule.never))}" for rule in conflict[:8])
            self.problem(conflict[0].line, f"no state is feasible: {said}")
            self.stop()

def _expr(condition: Condition, ids: dict[int, str]) -> Expr:
    parts = tuple(_all(terms, ids) for terms in condition)
    return parts[0] if len(parts) == 1 else Or(parts)


def _all(terms: tuple[Term, ...], ids: dict[int, str]) -> Expr:
    parts: tuple[Expr, ...] = tuple(Name(ids[i]) if yes else Not(Name(ids[i])) for i, yes in terms)
    return parts[0] if len(parts) == 1 else And(parts)


def _is_name(id: str) -> bool:
    """Whether the word is free to be an id: no word of the expression language."""
    try:
        return parse(id) == Name(id)
    except ExpressionError:
        return False
