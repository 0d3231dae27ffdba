"""JSON text as a tree of nodes that know their lines."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder

from detente.errors import InputError, Problem, TooLarge
from detente.formats.nodes import MAX_DEPTH, MAX_NODES, Node, bound, duplicate

_DECODER = JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


def from_json(text: str, file: str) -> Node:
    """The tree of a JSON text; numbers and Booleans are text as written. Raises InputError, TooLarge."""
    bound(text, file)
    try:
        return _Reader(text, file).document()
    except JSONDecodeError as fault:
        raise InputError(Problem(message=f"this is not JSON: {fault.msg} (column {fault.colno})", file=file,
                                 line=fault.lineno)) from None


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file, self.at = text, file, 0
        self.line, self.counted, self.values = 1, 0, 0
        self.problems: list[Problem] = []

    def document(self) -> Node:
        self.space()
        if self.at == len(self.text):
            return Node("empty", 1)
        node = self.value(0)
        self.space()
        if self.at != len(self.text):
            self.fail("something follows its end")
        if self.problems:
            raise InputError(*self.problems)
        return node

    def value(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise TooLarge(f"{self.file}, line {self.here()}: levels of nesting", depth, MAX_DEPTH)
        line, start = self.here(), self.text[self.at : self.at + 1]
        self.values += 1
        if self.values > MAX_NODES:
            raise TooLarge(f"{self.file}, line {line}: values so far", self.values, MAX_NODES)
        if start == "{":
            return self.mapping(line, depth)
        if start == "[":
            return self.list(line, depth)
        if start == '"':
            return Node("text", line, self.string(), '"')
        word = _WORD.match(self.text, self.at)
        if not word:
            self.fail("a value is missing here")
        self.at = word.end()  # type: ignore[union-attr]
        text = word.group()  # type: ignore[union-attr]
        return Node("empty" if text == "null" else "text", line, text)

    def mapping(self, line: int, depth: int) -> Node:
        pairs: list[tuple[Node, Node]] = []
        first: dict[str, int] = {}
        while self.more("}", bool(pairs)):
            here = self.here()
            if self.text[self.at : self.at + 1] != '"':
                self.fail("a key in double quotes is missing here")
            key = Node("text", here, self.string(), '"')
            self.space()
            if self.text[self.at : self.at + 1] != ":":
                self.fail("a `:` is missing here")
            self.at += 1
            self.space()
            if key.text in first:
                self.problems.append(duplicate(key.text, first[key.text], here, self.file))
            first.setdefault(key.text, here)
            pairs.append((key, self.value(depth + 1)))
        return Node("map", line, pairs=pairs)

    def list(self, line: int, depth: int) -> Node:
        items: list[Node] = []
        while self.more("]", bool(items)):
            items.append(self.value(depth + 1))
        return Node("list", line, items=items)

    def more(self, end: str, started: bool) -> bool:
        """Whether another part follows; steps over the opening bracket or the comma before it, or the end."""
        if not started:
            self.at += 1
        self.space()
        sign = self.text[self.at : self.at + 1]
        if sign == end:
            self.at += 1
            return False
        if started:
            if sign != ",":
                self.fail(f"a `,` or `{end}` is missing here")
            self.at += 1
            self.space()
        return True

    def string(self) -> str:
        text, self.at = _DECODER.raw_decode(self.text, self.at)
        # Half of a surrogate pair is no character and could not be written again.
        return str(text).encode("utf-8", "replace").decode("utf-8")

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def here(self) -> int:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def fail(self, what: str) -> None:
        raise JSONDecodeError(what, self.text, self.at)
