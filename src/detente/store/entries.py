"""The entries of a dialogue's text: what stands at which place, each with its own lines and the comments above it.

A comment belongs to the entry below it, unless it is indented further than that entry: then to the one above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from detente.formats.emit import flow
from detente.formats.nodes import Node


class Indivisible(Exception):
    """A text that cannot be taken apart and put together again (shared by `&` and `*`, comments within brackets)."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines `text[begin:end]` in which a value stands, and those of its key from `start` on.

    `column`: of its key or dash. `dashed`: the value begins on the line of a dash, which is blanked out in `text`.
    """

    text: str
    start: int
    begin: int
    end: int
    column: int = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One key of a mapping or one item of a list, as it is written.

    `key`: of a list's item "". `lead`: the comments and blank lines above it; `body`: its own lines, with key or dash
    and without their indentation. `node` and `lines`: where its value stands in its text.
    """

    key: str
    lead: str
    body: str
    data: Any
    node: Node | None = None
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A mapping or list taken apart. `foot`: what follows its last entry.

    `column`: of its entries; `gaps`: what stands before the first and after the last of them between brackets, "" for
    a block of lines.
    """

    kind: str = "empty"
    entries: tuple[Entry, ...] = ()
    column: int = 0
    gaps: tuple[str, str] | None = None
    foot: str = ""


def same(one: Entry | None, other: Entry | None) -> bool:
    """Whether two entries say the same, comments included, however they are spaced (without comments: and quoted)."""
    if one is None or other is None:
        return one is other
    commented = "#" in one.body or "#" in other.body
    return one.data == other.data and (not commented or one.body.split() == other.body.split())


# ---- taking apart --------------------------------------------------------------------------------------------------


def parts(node: Node | None, lines: Lines | None) -> Parts:
    """The entries of the mapping or list that stands in those lines."""
    if node is None or lines is None or node.kind not in ("map", "list"):
        return Parts(node.kind if node else "empty")
    if not (node.pairs or node.items):
        return Parts(node.kind, gaps=("", ""))
    return _bracketed(node, lines.text) if node.flow else _block(node, lines)


def _children(node: Node) -> Iterator[tuple[str, Node, Node]]:
    """(key, the node that begins the entry, its value)."""
    yield from ((key.text, key, value) for key, value in node.pairs or ())
    yield from (("", item, item) for item in node.items or ())


def _bracketed(node: Node, text: str) -> Parts:
    entries, at, gap = [], node.start + 1, ""
    for key, first, value in _children(node):
        end = max(first.end, value.end)
        if not at <= first.start <= end < node.end or _commented(text, at, first, value):
            raise Indivisible
        entries.append(Entry(key, "", text[first.start : end].strip(), value.plain_data()))
        gap = gap if len(entries) > 1 else text[at : first.start]
        at = end
    if "#" in text[at : node.end]:
        raise Indivisible
    return Parts(node.kind, tuple(entries), gaps=(gap, text[at : node.end - 1].lstrip(",")))


def _commented(text: str, at: int, first: Node, value: Node) -> bool:
    """Whether a comment may stand before or within an entry between brackets: outside single texts `#` opens one."""
    inside = text[value.start : value.end] if value.kind in ("map", "list") else ""
    return "#" in text[at : first.start] + text[first.end : max(first.end, value.start)] + inside


def _block(node: Node, lines: Lines) -> Parts:
    text, children = lines.text, list(_children(node))
    firsts = [first.start if node.kind == "map" else _dash(text, first.start) for _, first, _ in children]
    starts = [text.rfind("\n", 0, first) + 1 for first in firsts]
    ends = [_line_end(text, len(text[: max(first.end, value.end)].rstrip())) for _, first, value in children]
    order = [lines.begin, *(at for both in zip(starts, ends, strict=True) for at in both), lines.end]
    if order != sorted(order) or any(text[s:f].strip() for s, f in zip(starts, firsts, strict=True)):
        raise Indivisible
    column = firsts[0] - starts[0]
    last = _cut(text, ends[-1], lines.end, max(column, 1))
    cuts = [lines.begin, *(_cut(text, e, s, column + 1) for e, s in zip(ends, starts[1:], strict=False)), last]
    entries = []
    for number, (key, _, value) in enumerate(children):
        cut, start, stop = cuts[number], starts[number], cuts[number + 1]
        entries.append(Entry(
            key, shifted(text[cut:start], -column), shifted(text[start:stop], -column), value.plain_data(), value,
            _of_value(text, start, stop, column, value, node.kind == "list"),
        ))  # fmt: skip
    return Parts(node.kind, tuple(entries), column, foot=text[last : lines.end])


def _of_value(text: str, start: int, stop: int, column: int, value: Node, item: bool) -> Lines:
    if item:
        own = text[: start + column] + " " + text[start + column + 1 :]
        return Lines(own, start, start, stop, column, dashed=True)
    below = _line_end(text, start)
    return Lines(text, start, below if value.start >= below else start, stop, column)


def _dash(text: str, start: int) -> int:
    at = text.rfind("-", 0, start)
    if at < 0 or text[at + 1 : start].strip():
        raise Indivisible
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _cut(text: str, after: int, before: int, indent: int) -> int:
    """Where the lines between two entries change their owner: comments indented so far belong to the one above."""
    cut = at = after
    while at < before:
        line = text[at : _line_end(text, at)]
        at += len(line)
        if not line.strip():
            continue
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip(" ")) < indent:
            break
        cut = at
    return cut


# ---- putting together ----------------------------------------------------------------------------------------------


def shifted(lines: str, by: int) -> str:
    """Lines indented by so many columns more (or less, as far as there are blanks)."""
    if by >= 0:
        return re.sub(r"^(?=[^\n])", " " * by, lines, flags=re.MULTILINE)
    return re.sub(rf"^ {{1,{-by}}}", "", lines, flags=re.MULTILINE)


def around(entry: Entry) -> tuple[str, str]:
    """What stands in an entry's own lines before and after its value's parts."""
    node, lines = entry.node, entry.lines
    if node is None or lines is None:
        return "", ""
    if node.flow or node.kind == "empty":
        return shifted(lines.text[lines.start : node.start], -lines.column), lines.text[node.end : lines.end]
    return shifted(lines.text[lines.start : lines.begin], -lines.column), ""


def together(entries: Sequence[Entry], like: Parts, indent: int) -> str:
    """The text of a collection in the style of another: between brackets, or as lines at a column."""
    if like.gaps is None:
        return "".join(shifted(entry.lead + _as_lines(entry, like.kind), indent) for entry in entries)
    said = [_between_brackets(entry, like.kind) for entry in entries]
    first, last = like.gaps
    inner = first + f",{first if chr(10) in first else ' '}".join(said) + last if said else ""
    return f"{{{inner}}}" if like.kind == "map" else f"[{inner}]"


def _as_lines(entry: Entry, kind: str) -> str:
    body = entry.body if entry.lines is not None or kind == "map" else f"- {entry.body}"
    return body if body.endswith("\n") else body + "\n"


def _between_brackets(entry: Entry, kind: str) -> str:
    if entry.lines is None:
        return entry.body
    if "#" in entry.body or entry.lead.strip():
        raise Indivisible
    return flow({entry.key: entry.data} if kind == "map" else [entry.data])[1:-1]


def dashed(lines: str, column: int) -> str:
    """A list's item from its value's lines, which begin at that column: with its dash."""
    lines = lines.lstrip("\n")
    return "-" + lines[1:] if lines.startswith(" " * column) else "-\n" + lines
