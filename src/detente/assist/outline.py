"""What a text holds, section by section and entry by entry, with the lines of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.assist.names import read
from detente.assist.places import Span, span_of
from detente.formats.nodes import Node
from detente.formats.shorten import shorten

_OPENED = frozenset({"priorities", "rounds"})
"""Sections whose entries have entries of their own that are worth listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section, or an entry of one. `name`: its key or id; `text`: what it is called.

    `span`: all of it; `at`: where its name stands.
    """

    name: str
    text: str = ""
    span: Span
    at: Span
    entries: tuple[Entry, ...] = ()


def outline(text: str) -> tuple[Entry, ...]:
    """The sections of a text, as far as it can be read, each with its entries."""
    root = read(text).root
    return tuple(_entries(text, root, 0, "")) if root is not None else ()


def _entries(text: str, node: Node, depth: int, section: str) -> Iterator[Entry]:
    for key, value in node.pairs or ():
        within = section or key.text
        yield _entry(text, key.text, key, value, depth, within)
    for number, item in enumerate(node.items or (), 1):
        id = item.child("id")
        name = id[1].text if id else item.text if item.kind == "text" else str(number)
        yield _entry(text, name, id[1] if id else item, item, depth, section)


def _entry(text: str, name: str, at: Node, value: Node, depth: int, section: str) -> Entry:
    deeper = depth == 0 or (depth == 1 and section in _OPENED)
    start, end = min(at.start, value.start if value.end else at.start), max(at.end, value.end)
    end = start + len(text[start:end].rstrip())
    return Entry(
        name=shorten(name) or "-", text=shorten(_called(value)), span=span_of(text, start, end),
        at=span_of(text, at.start, min(at.end, at.start + len(text[at.start : at.end].split("\n")[0]))),
        entries=tuple(_entries(text, value, depth + 1, section)) if deeper else (),
    )  # fmt: skip


def _called(value: Node) -> str:
    if value.kind == "text":
        return value.text
    found = (value.child(field) for field in ("name", "text", "title", "want", "never", "date", "because"))
    return next((pair[1].text for pair in found if pair and pair[1].kind == "text"), "")
