"""YAML and JSON text as a tree of nodes that know their lines, every scalar being text as it was written.

Nothing is guessed: `yes`, `010` and `2010-10-22` stay the characters of the file (one YAML library makes Booleans,
octal numbers and dates of them, another does not); what they mean is decided by the field they stand in.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any, Literal

from detente.errors import InputError, Problem, TooLarge
from detente.formats.shorten import shorten
from detente.formats.syntax import explain

MAX_BYTES = 10_000_000
MAX_NODES = 250_000
MAX_DEPTH = 100
MAX_OPTIONS = 1000
"""Options of one file; far fewer already have more states than can be analysed."""

Path = tuple[str | int, ...]


@dataclass(slots=True, eq=False)
class Node:
    """One value of the file. `text` of a scalar; `items` of a list; `pairs` of a mapping (key node, value node).

    `line` counts from 1; `start` and `end` are offsets into the text (of a block: to the end of its last part).
    """

    kind: Literal["text", "empty", "list", "map"]
    line: int
    text: str = ""
    style: str = ""
    flow: bool = False
    start: int = 0
    end: int = 0
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None
    size: int = 1
    index: dict[str, tuple[Node, Node]] | None = None

    @property
    def plain(self) -> bool:
        """Whether a scalar stands without quotes."""
        return not self.style

    def child(self, step: str | int) -> tuple[Node, Node] | None:
        """(the node that names the step, the node there): for a mapping's key or a list's index."""
        if self.pairs is not None:
            if self.index is None:
                self.index = {pair[0].text: pair for pair in self.pairs}
            return self.index.get(str(step))
        if self.items is not None and isinstance(step, int) and step < len(self.items):
            return self.items[step], self.items[step]
        return None

    def at(self, path: Path) -> Node | None:
        """The node at a path of keys and indices, or None."""
        node = self
        for step in path:
            found = node.child(step)
            if found is None:
                return None
            node = found[1]
        return node

    def plain_data(self) -> Any:
        """The value as dicts, lists and texts; an empty value is None."""
        if self.kind == "text":
            return self.text
        if self.pairs is not None:
            return {key.text: value.plain_data() for key, value in self.pairs}
        if self.items is not None:
            return [item.plain_data() for item in self.items]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning about how the file is written. `code` is a word or two joined by a hyphen."""

    code: str
    message: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        return str(Problem(message=self.message, file=self.file, line=self.line))


def from_yaml(text: str, file: str) -> tuple[Node, tuple[Notice, ...]]:
    """The tree of a YAML text, and what may have been cut from it unseen.

    Raises InputError (syntax, duplicate keys, loops, several documents) and TooLarge (size, depth, anchors that
    expand without bound).
    """
    bound(text, file)
    composer = _Composer(file, text)
    try:
        root = composer.compose(_events(text))
    except InputError:
        raise
    except Exception as fault:  # the parser's own errors; their classes differ between its two versions
        if not hasattr(fault, "problem_mark") and type(fault).__name__ not in ("ReaderError", "UnicodeEncodeError"):
            raise

        mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
        place = composer.line(mark) - 1 if mark else None
        raise InputError(explain(fault, place, text.split("\n"), file)) from None
    if composer.problems:
        raise InputError(*composer.problems)
    return root, tuple(composer.notices)


def bound(text: str, file: str) -> None:
    """Refuses a text beyond the limit, before anything is parsed."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise TooLarge(f"{file}: bytes of text", size, MAX_BYTES)


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    # The C parser where it is installed, else the pure one: the same events, ten times slower.
    events: Iterator[Any] = YAML(typ="safe").parse(text)
    return events


class _Composer:
    """Builds the tree from parser events with a stack of its own, so that depth is a message and not a crash."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.problems: list[Problem] = []
        self.notices: list[Notice] = []
        self.stack: list[tuple[Node, list[Node], str | None]] = []
        self.anchors: dict[str, Node] = {}
        self.unused: dict[str, int] = {}
        self.root: Node | None = None
        self.documents = 0
        self.values = 0

    def compose(self, events: Iterable[Any]) -> Node:
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                self.document(event)
            elif kind == "ScalarEvent":
                self.scalar(event)
            elif kind == "AliasEvent":
                self.alias(event)
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self.open(event, "map" if kind == "MappingStartEvent" else "list")
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self.close(event)
        for anchor, line in self.unused.items():
            message = f"`&{anchor}` is taken as a label, not as text, and nothing refers to it; if it is text, quote it"
            self.notices.append(Notice(code="unused-label", message=message, file=self.file, line=line))
        return self.root or Node("empty", 1)

    def line(self, mark: Any) -> int:
        """The line of a mark, from 1, as editors count: the parser also counts Unicode's own line ends."""
        return bisect_right(self.starts, mark.index)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            line = self.line(event.start_mark)
            raise InputError(Problem(message="a second document starts here (`---`); a file holds one dialogue",
                                     file=self.file, line=line))

    def scalar(self, event: Any) -> None:
        line = self.line(event.start_mark)
        plain = not event.style
        empty = plain and event.value in ("", "~", "null", "Null", "NULL")
        start, end = event.start_mark.index, event.end_mark.index
        node = Node("empty" if empty else "text", line, event.value, event.style or "", start=start, end=end)
        self.check_tag(event, line)
        if plain and not empty:
            self.watch_comment(event)
        self.put(node, event.anchor)

    def watch_comment(self, event: Any) -> None:
        """A comment after running text on one line is perhaps a part of the text that is lost.

        Two spaces before the `#` and one after it make it a comment beyond doubt; so does a single word before it,
        if a space follows the `#`.
        """
        at, line = event.end_mark.index, self.line(event.end_mark)
        rest = self.text[at : self.starts[line] if line < len(self.starts) else None].rstrip("\n")
        found = re.match(r"(\s+)#(\s?)", rest)
        if not found:
            return
        prose = " " in event.value.strip()
        if not found.group(2) or (prose and len(found.group(1)) == 1):
            message = (f"`{shorten(rest.strip())}` after unquoted text is taken as a comment; if it belongs to the "
                       "text, quote the whole text, else put two spaces before `#` and one after it")
            self.notices.append(Notice(code="cut-by-comment", file=self.file, line=line, message=message))

    def check_tag(self, event: Any, line: int) -> None:
        if event.tag is not None and event.tag != "!":
            message = f"`{shorten(str(event.tag))}` is read as a type mark;"
            self.problems.append(Problem(message=message, hint="text that starts with `!`: quote this text.",
                                         file=self.file, line=line))

    def alias(self, event: Any) -> None:
        line = self.line(event.start_mark)
        if any(anchor == event.anchor for _, _, anchor in self.stack):
            raise InputError(Problem(message=f"`*{event.anchor}` stands inside itself: a loop without end",
                                     file=self.file, line=line))
        node = self.anchors.get(event.anchor)
        if node is None:
            raise InputError(Problem(message=f"`*{event.anchor}` refers to nothing named `&{event.anchor}`;",
                                     hint="if it is text, quote this text.", file=self.file, line=line))
        self.unused.pop(event.anchor, None)
        self.put(node, None)

    def open(self, event: Any, kind: Literal["map", "list"]) -> None:
        line = self.line(event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            raise TooLarge(f"{self.file}, line {line}: levels of nesting", len(self.stack) + 1, MAX_DEPTH)
        self.check_tag(event, line)
        node = Node(kind, line, flow=bool(event.flow_style), start=event.start_mark.index)
        self.stack.append((node, [], event.anchor))

    def close(self, event: Any) -> None:
        node, parts, anchor = self.stack.pop()
        node.end = event.end_mark.index if node.flow or not parts else parts[-1].end
        node.size = 1 + sum(part.size for part in parts)
        if node.size > MAX_NODES:
            raise TooLarge(f"{self.file}, line {node.line}: values with their repeats by `*`", node.size, MAX_NODES)
        if node.kind == "list":
            node.items = parts
        else:
            node.pairs = list(zip(parts[::2], parts[1::2], strict=True))
            self.check_keys(node)
        self.put(node, anchor)

    def check_keys(self, node: Node) -> None:
        first: dict[str, Node] = {}
        for key, _ in node.pairs or ():
            if key.kind in ("map", "list"):
                self.problems.append(Problem(message="a key that is itself a list or mapping;", file=self.file,
                                             hint="text that starts with `{` or `[` needs quotes.", line=key.line))
            elif key.text in first:
                self.problems.append(duplicate(key.text, first[key.text].line, key.line, self.file))
            first.setdefault(key.text, key)

    def put(self, node: Node, anchor: str | None) -> None:
        self.values += 1
        if self.values > MAX_NODES:
            raise TooLarge(f"{self.file}, line {node.line}: values so far", self.values, MAX_NODES)
        if anchor is not None:
            self.anchors[anchor] = node
            self.unused[anchor] = node.line
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.root = node


def data_at(data: Any, path: Path) -> Any:
    """What stands at a path of plain data. KeyError, IndexError or TypeError where it leads nowhere."""
    return reduce(getitem, path, data)


def duplicate(key: str, first: int, second: int, file: str) -> Problem:
    """The problem of a key that stands twice in one mapping."""
    return Problem(message=f"`{shorten(key)}` stands twice: in line {first} and in line {second};", file=file,
                   line=second, hint="join the two or rename one.")


MEANT = {
    "that": "does", "action": "does", "reason": "because", "why": "because", "source": "evidence", "owner": "by",
    "party": "by", "actor": "by", "title": "text", "description": "text", "label": "text",
    "values": "levels", "deadline": "due", "requires": "that", "condition": "that", "actors": "parties",
    "players": "parties", "moves": "options", "actions": "options", "issues": "fronts", "topics": "fronts",
    "preferences": "priorities", "facts": "circumstances", "promises": "commitments", "demands": "asks",
    "probability": "chance", "constraints": "rules", "current": "status_quo", "working_groups": "fronts",
}  # fmt: skip
"""What others call a field -> what it is called here, where an entry has such a field."""

DAYS = ("as_of", "date", "day", "today")


def meant(wrong: str, known: Iterable[str]) -> str:
    """The mend of a field that has another name here, or nothing."""
    names, word = set(known), wrong[:80].lower().replace("-", "_").replace(" ", "_")
    if word in DAYS and {"rounds", "parties"} <= names:
        return "the page is as of the last round's `date`; `--as-of` asks for another day."
    near = MEANT.get(word, "")
    return f"here it is called `{near}`." if near in names else ""


def suggest(wrong: str, known: Iterable[str]) -> str:
    """"did you mean `…`?", or nothing where no known word is near."""
    names = [str(name) for name in known]
    near = difflib.get_close_matches(wrong[:80], names, n=1, cutoff=0.6)
    if not near:
        lower = {name.lower(): name for name in names}
        near = [lower[n] for n in difflib.get_close_matches(wrong[:80].lower(), lower, n=1, cutoff=0.6)]
    return f"did you mean `{near[0]}`?" if near else ""
