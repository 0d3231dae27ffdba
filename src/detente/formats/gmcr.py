"""GMCR+'s save files (`.gmcr`): JSON with options, decision makers, infeasible conditions and preferences.

What such a file means, as found: options are regrouped by decision maker, and all codes follow that order; a
preference is a conjunction or one of several; a manual ranking is written in ordered numbers, 1 for the feasible state
with the smallest code. What a dialogue cannot hold (misperceptions, real coalitions) is told, not dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from detente.errors import InputError, Problem, TooLarge
from detente.formats.feasible import contradiction
from detente.formats.json import from_json
from detente.formats.nodes import MAX_OPTIONS, Node, Notice
from detente.formats.shorten import shorten
from detente.model.dialogue import Dialogue, Direction, Option, Party, Preferences, Rule, Statement
from detente.model.expression import And, Expr, ExpressionError, Name, Not, Or, parse, unparse
from detente.model.ids import slug

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_RANKED = 24
"""Options of a file with manual rankings: their numbers are counted over all 2^24 states."""

MAX_TESTS = 2**33
"""States times infeasible conditions, where a manual ranking makes it necessary to go through them."""

_DIRECTIONS: dict[str, Direction] = {"both": "both", "fwd": "forward", "back": "back"}
_FLAGS = {"useManualPreferenceRanking": "preferenceRanking", "useManualPreferenceVectors": "preferenceVector"}
_TOP = {"program", "version", "options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull", *_FLAGS}
_MAKER = {"name", "options", "preferences", "misperceptions", "payoffs", "isCoalition", *_FLAGS.values()}

Term = tuple[int, bool]
Condition = tuple[tuple[Term, ...], ...]
"""At least one of several conjunctions; options by their index in the file."""


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
    import numpy as np

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
    import numpy as np

    mask = value = 0
    for option, yes in terms:
        mask |= 1 << option
        value |= yes << option
    if any(bool(value >> option & 1) != yes for option, yes in terms):
        return np.zeros(len(codes), dtype=bool)  # an option both taken and not taken
    return np.asarray((codes & np.uint32(mask)) == np.uint32(value))


@dataclass(slots=True)
class _Maker:
    """A decision maker as the file has it."""

    name: str
    line: int
    options: list[int] = field(default_factory=list)
    statements: list[tuple[Condition, int]] = field(default_factory=list)
    ranking: Node | None = None


@dataclass(slots=True)
class _Named:
    """An option as the file has it."""

    name: str
    direction: Direction
    line: int


class _Reader:
    def __init__(self, file: str, root: Node) -> None:
        self.file, self.root = file, root
        self.problems: list[Problem] = []
        self.notices: list[Notice] = []
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}

    def dialogue(self) -> Dialogue:
        if self.root.pairs is None:
            raise InputError(Problem(message="this is not a GMCR+ file: it must hold `options` and `decisionMakers`",
                                     file=self.file, line=self.root.line))
        top = self.fields(self.root, "the file", _TOP)
        named = self.options(top.get("options"))
        count = len(named)
        infeasible = list(self.conditions(top.get("infeasibles"), "infeasible condition", count))
        manual = self.manual(top)
        makers = self.makers(top.get("decisionMakers"), count, manual)
        self.coalitions(top.get("coalitions"))
        self.check_holders(named, makers)
        self.stop()
        return self.build(named, makers, infeasible, manual)

    # ---- the parts of the file -----------------------------------------------------------------------------------

    def options(self, node: Node | None) -> list[_Named]:
        if node is None or node.items is None or not node.items:
            self.wrong(node or self.root, "`options` must be a list of at least one option")
            return []
        if len(node.items) > MAX_OPTIONS:
            raise TooLarge(f"{self.file}: options", len(node.items), MAX_OPTIONS)
        return [self.option(item, i) for i, item in enumerate(node.items)]

    def option(self, node: Node, i: int) -> _Named:
        fields = self.fields(node, f"option {i}", {"name", "permittedDirection"})
        name = self.name(fields.get("name"), node, f"option {i}")
        direction = fields.get("permittedDirection")
        if direction is None:
            return _Named(name, "both", node.line)
        if direction.kind != "text" or direction.text not in _DIRECTIONS:
            self.wrong(direction, f"option {i}: `permittedDirection` is `both`, `fwd` or `back`, "
                                  f"not {_seen(direction)}")
        return _Named(name, _DIRECTIONS.get(direction.text, "both"), node.line)

    def manual(self, top: dict[str, Node]) -> str:
        """The key of the rankings in force ("" : statements are). The flag decides, not what stands beside it."""
        for flag, key in _FLAGS.items():
            node = top.get(flag)
            if node is None or node.kind == "empty":
                continue
            if node.text not in ("true", "false"):
                self.wrong(node, f"`{flag}` is true or false, not {_seen(node)}")
            elif node.text == "true":
                return key
        return ""

    def makers(self, node: Node | None, count: int, manual: str) -> list[_Maker]:
        if node is None or node.items is None or not node.items:
            self.wrong(node or self.root, "`decisionMakers` must be a list of at least one decision maker")
            return []
        return [self.maker(item, i, count, manual) for i, item in enumerate(node.items)]

    def maker(self, node: Node, i: int, count: int, manual: str) -> _Maker:
        what = f"decision maker {i}"
        fields = self.fields(node, what, _MAKER)
        maker = _Maker(self.name(fields.get("name"), node, what), node.line)
        held = fields.get("options")
        for item in self.items(held, f"`options` of {what}"):
            index = self.index(item, count, f"{what}: an option")
            if index is not None:
                maker.options.append(index)
        maker.statements = list(self.conditions(fields.get("preferences"), f"preference of {what}", count))
        blind = fields.get("misperceptions")
        if blind is not None and blind.kind != "empty" and blind.items != []:
            self.notice(blind, "not-carried", f"misperceptions of `{shorten(maker.name)}` (states it cannot move into "
                                              "or out of) cannot be represented and are left out")
        if manual:
            # A file of one spelling with a key of the other is read as well.
            maker.ranking = next((fields[k] for k in (manual, *_FLAGS.values()) if k in fields), None)
            if maker.ranking is None:
                self.wrong(node, f"{what} has no `{manual}`, and manual rankings are on")
            if maker.statements:
                self.notice(fields["preferences"], "not-carried",
                            f"statements of `{shorten(maker.name)}` are not in force, since manual rankings are on, "
                            "and are left out")
        return maker

    def coalitions(self, node: Node | None) -> None:
        for item in node.items or () if node is not None else ():
            if item.items is not None and len(item.items) > 1:
                self.notice(item, "not-carried", "a coalition of several decision makers is left out: each is taken by "
                                                 "itself (`detente coalitions` asks about all that could form)")

    def check_holders(self, named: list[_Named], makers: list[_Maker]) -> None:
        holders: dict[int, list[_Maker]] = {}
        for maker in makers:
            for index in maker.options:
                holders.setdefault(index, []).append(maker)
        for index, option in enumerate(named):
            who = holders.get(index, [])
            if not who:
                self.problem(option.line, f"option {index} `{shorten(option.name)}` is held by no decision maker")
            elif len(who) > 1:
                names = " and ".join(f"`{shorten(maker.name)}`" for maker in who[:4])
                self.problem(option.line, f"option {index} `{shorten(option.name)}` is held more than once: by {names}")

    # ---- conditions ----------------------------------------------------------------------------------------------

    def conditions(self, node: Node | None, what: str, count: int) -> Iterator[tuple[Condition, int]]:
        """The conditions of a list with their lines; those that repeat an earlier one, or say nothing, are left out."""
        seen: set[frozenset[frozenset[Term]]] = set()
        for item in self.items(node, f"{what}: the list of all"):
            condition = self.condition(item, what, count)
            if condition is None:
                continue
            meaning = frozenset(frozenset(terms) for terms in condition)
            if not condition or frozenset() in meaning:
                self.notice(item, "empty-condition", f"{what}: one that names no option says nothing and is left out")
            elif meaning not in seen:
                seen.add(meaning)
                yield condition, item.line

    def condition(self, node: Node, what: str, count: int) -> Condition | None:
        if node.items is not None:
            terms = self.conjunction(node, what, count)
            return None if terms is None else (terms,)
        if node.pairs is None:
            self.wrong(node, f"{what}: a list of [option, \"Y\" or \"N\"] is needed, not {_seen(node)}")
            return None
        fields = self.fields(node, what, {"compound", "members"})
        members = fields.get("members")
        if members is None or members.items is None:
            self.wrong(node, f"{what}: a compound one needs `members`, a list of conjunctions")
            return None
        found = [self.conjunction(member, what, count) for member in members.items]
        return tuple(terms for terms in found if terms is not None)

    def conjunction(self, node: Node, what: str, count: int) -> tuple[Term, ...] | None:
        if node.items is None:
            self.wrong(node, f"{what}: a list of [option, \"Y\" or \"N\"] is needed, not {_seen(node)}")
            return None
        terms = [self.term(item, what, count) for item in node.items]
        return None if None in terms else tuple(dict.fromkeys(t for t in terms if t is not None))

    def term(self, node: Node, what: str, count: int) -> Term | None:
        pair = node.items
        if pair is None or len(pair) != 2 or pair[1].kind != "text" or pair[1].text not in ("Y", "N"):
            self.wrong(node, f"{what}: it is made of [option, \"Y\" or \"N\"], not of {_seen(node)}")
            return None
        index = self.index(pair[0], count, f"{what}: an option")
        return None if index is None else (index, pair[1].text == "Y")

    # ---- the dialogue --------------------------------------------------------------------------------------------

    def build(
        self, named: list[_Named], makers: list[_Maker], infeasible: list[tuple[Condition, int]], manual: str
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
        self, parties: list[str], makers: list[_Maker], order: list[int], infeasible: list[tuple[Condition, int]]
    ) -> dict[str, Preferences]:
        place = {index: k for k, index in enumerate(order)}
        never = [[(place[i], yes) for i, yes in terms] for condition, _ in infeasible for terms in condition]
        codes = feasible_codes(len(order), never)
        made = {}
        for party, maker in zip(parties, makers, strict=True):
            made[party] = Preferences(ranking=self.ranking(maker, codes))
        self.stop()
        return made

    def ranking(self, maker: _Maker, codes: NDArray[np.uint32]) -> tuple[tuple[int, ...], ...]:
        what, node = f"ranking of `{shorten(maker.name)}`", maker.ranking
        assert node is not None
        groups: list[tuple[int, ...]] = []
        seen: set[int] = set()
        for item in self.items(node, what):
            numbers = []
            for single in item.items if item.items is not None else [item]:
                number = _integer(single)
                if number is None or not 1 <= number <= len(codes):
                    self.wrong(single, f"{what}: {_seen(single)} is not an ordered state number; they go from 1 to "
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

    # ---- what is wrong -------------------------------------------------------------------------------------------

    def fields(self, node: Node, what: str, known: set[str]) -> dict[str, Node]:
        if node.pairs is None:
            self.wrong(node, f"{what} must be an object with {', '.join(sorted(known))}, not {_seen(node)}")
            return {}
        for key, _ in node.pairs:
            if key.text not in known:
                self.notice(key, "unknown-key", f"`{shorten(key.text)}` of {what} is not known here and is left out")
        return {key.text: value for key, value in node.pairs}

    def items(self, node: Node | None, what: str) -> list[Node]:
        if node is None or node.kind == "empty":
            return []
        if node.items is None:
            self.wrong(node, f"{what} must be a list, not {_seen(node)}")
            return []
        return node.items

    def name(self, node: Node | None, parent: Node, what: str) -> str:
        if node is None or node.kind != "text":
            self.wrong(node or parent, f"{what} needs a `name`, a text")
            return ""
        return node.text

    def index(self, node: Node, count: int, what: str) -> int | None:
        number = _integer(node)
        if number is None or not 0 <= number < count:
            self.wrong(node, f"{what} is an index from 0 to {count - 1}, not {_seen(node)}")
            return None
        return number

    def wrong(self, node: Node, message: str) -> None:
        self.problem(node.line, message)

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(message=message, file=self.file, line=line))
        if len(self.problems) >= 50:
            self.stop()

    def notice(self, node: Node, code: Literal["not-carried", "unknown-key", "empty-condition"], message: str) -> None:
        self.notices.append(Notice(code=code, message=message, file=self.file, line=node.line))

    def stop(self) -> None:
        if self.problems:
            raise InputError(*self.problems)


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


def _integer(node: Node) -> int | None:
    return int(node.text) if re.fullmatch(r"\d{1,18}", node.text, re.ASCII) else None


def _seen(node: Node) -> str:
    """What stands there, for a message."""
    if node.kind == "text":
        return f"`{shorten(node.text)}`"
    return {"empty": "null", "list": "a list", "map": "an object"}[node.kind]
