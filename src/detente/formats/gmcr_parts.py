"""The parts of a GMCR+ save file as they stand there: options, decision makers, conditions; and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from detente.errors import InputError, Problem, TooLarge
from detente.formats.nodes import MAX_OPTIONS, Node, Notice
from detente.formats.shorten import shorten
from detente.model.dialogue import Direction

_DIRECTIONS: dict[str, Direction] = {"both": "both", "fwd": "forward", "back": "back"}
_FLAGS = {"useManualPreferenceRanking": "preferenceRanking", "useManualPreferenceVectors": "preferenceVector"}
TOP = {"program", "version", "options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull", *_FLAGS}
_MAKER = {"name", "options", "preferences", "misperceptions", "payoffs", "isCoalition", *_FLAGS.values()}

Term = tuple[int, bool]
Condition = tuple[tuple[Term, ...], ...]
"""At least one of several conjunctions; options by their index in the file."""


@dataclass(slots=True)
class Maker:
    """A decision maker as the file has it."""

    name: str
    line: int
    options: list[int] = field(default_factory=list)
    statements: list[tuple[Condition, int]] = field(default_factory=list)
    ranking: Node | None = None


@dataclass(slots=True)
class Named:
    """An option as the file has it."""

    name: str
    direction: Direction
    line: int


class Parts:
    """What a file's nodes say; every fault is noted at its line, and reading goes on."""

    def __init__(self, file: str, root: Node) -> None:
        self.file, self.root = file, root
        self.problems: list[Problem] = []
        self.notices: list[Notice] = []

    # ---- the parts of the file -----------------------------------------------------------------------------------

    def options(self, node: Node | None) -> list[Named]:
        if node is None or node.items is None or not node.items:
            self.wrong(node or self.root, "`options` must be a list of at least one option")
            return []
        if len(node.items) > MAX_OPTIONS:
            raise TooLarge(f"{self.file}: options", len(node.items), MAX_OPTIONS)
        return [self.option(item, i) for i, item in enumerate(node.items)]

    def option(self, node: Node, i: int) -> Named:
        fields = self.fields(node, f"option {i}", {"name", "permittedDirection"})
        name = self.name(fields.get("name"), node, f"option {i}")
        direction = fields.get("permittedDirection")
        if direction is None:
            return Named(name, "both", node.line)
        if direction.kind != "text" or direction.text not in _DIRECTIONS:
            self.wrong(direction, f"option {i}: `permittedDirection` is `both`, `fwd` or `back`, "
                                  f"not {shown(direction)}")
        return Named(name, _DIRECTIONS.get(direction.text, "both"), node.line)

    def manual(self, top: dict[str, Node]) -> str:
        """The key of the rankings in force ("" : statements are). The flag decides, not what stands beside it."""
        for flag, key in _FLAGS.items():
            node = top.get(flag)
            if node is None or node.kind == "empty":
                continue
            if node.text not in ("true", "false"):
                self.wrong(node, f"`{flag}` is true or false, not {shown(node)}")
            elif node.text == "true":
                return key
        return ""

    def makers(self, node: Node | None, count: int, manual: str) -> list[Maker]:
        if node is None or node.items is None or not node.items:
            self.wrong(node or self.root, "`decisionMakers` must be a list of at least one decision maker")
            return []
        return [self.maker(item, i, count, manual) for i, item in enumerate(node.items)]

    def maker(self, node: Node, i: int, count: int, manual: str) -> Maker:
        what = f"decision maker {i}"
        fields = self.fields(node, what, _MAKER)
        maker = Maker(self.name(fields.get("name"), node, what), node.line)
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

    def check_holders(self, named: list[Named], makers: list[Maker]) -> None:
        holders: dict[int, list[Maker]] = {}
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
            self.wrong(node, f"{what}: a list of [option, \"Y\" or \"N\"] is needed, not {shown(node)}")
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
            self.wrong(node, f"{what}: a list of [option, \"Y\" or \"N\"] is needed, not {shown(node)}")
            return None
        terms = [self.term(item, what, count) for item in node.items]
        return None if None in terms else tuple(dict.fromkeys(t for t in terms if t is not None))

    def term(self, node: Node, what: str, count: int) -> Term | None:
        pair = node.items
        if pair is None or len(pair) != 2 or pair[1].kind != "text" or pair[1].text not in ("Y", "N"):
            self.wrong(node, f"{what}: it is made of [option, \"Y\" or \"N\"], not of {shown(node)}")
            return None
        index = self.index(pair[0], count, f"{what}: an option")
        return None if index is None else (index, pair[1].text == "Y")

    # ---- what is wrong -------------------------------------------------------------------------------------------

    def fields(self, node: Node, what: str, known: set[str]) -> dict[str, Node]:
        if node.pairs is None:
            self.wrong(node, f"{what} must be an object with {', '.join(sorted(known))}, not {shown(node)}")
            return {}
        for key, _ in node.pairs:
            if key.text not in known:
                self.notice(key, "unknown-key", f"`{shorten(key.text)}` of {what} is not known here and is left out")
        return {key.text: value for key, value in node.pairs}

    def items(self, node: Node | None, what: str) -> list[Node]:
        if node is None or node.kind == "empty":
            return []
        if node.items is None:
            self.wrong(node, f"{what} must be a list, not {shown(node)}")
            return []
        return node.items

    def name(self, node: Node | None, parent: Node, what: str) -> str:
        if node is None or node.kind != "text":
            self.wrong(node or parent, f"{what} needs a `name`, a text")
            return ""
        return node.text

    def index(self, node: Node, count: int, what: str) -> int | None:
        number = integer(node)
        if number is None or not 0 <= number < count:
            self.wrong(node, f"{what} is an index from 0 to {count - 1}, not {shown(node)}")
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


def integer(node: Node) -> int | None:
    return int(node.text) if re.fullmatch(r"\d{1,18}", node.text, re.ASCII) else None


def shown(node: Node) -> str:
    """What stands there, for a message."""
    if node.kind == "text":
        return f"`{shorten(node.text)}`"
    return {"empty": "null", "list": "a list", "map": "an object"}[node.kind]
