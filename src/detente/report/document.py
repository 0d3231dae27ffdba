"""What a reader gets, before it is drawn: sections of a few kinds of blocks.

A view turns a result into a `Document`; each renderer knows these blocks and nothing else. No renderer phrases, and
no view knows how wide a page is. Text is a tuple of pieces: plain strings, and marked ones that every renderer can
show in its own way (bold, a link to a source, a mark with its letter).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from detente.model.dialogue import Evidence, Source


@dataclass(frozen=True, slots=True)
class Strong:
    """What the reader should not miss."""

    text: str


@dataclass(frozen=True, slots=True)
class Soft:
    """Said for completeness; grey where there is colour."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A command or an expression of the file, as it is typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The evidence of what stands before it. `inherited`: it is that of the options the statement names."""

    evidence: tuple[Evidence, ...]
    inherited: bool = False


Piece = str | Strong | Soft | Code | Cite
Text = tuple[Piece, ...]

MarkKind = Literal["accepted", "in_principle", "partly", "deferred", "refused", "unanswered", "unknown", "not asked"]

MARKS: dict[MarkKind, tuple[str, str]] = {
    "accepted": ("●", "A"),
    "in_principle": ("○", "I"),
    "partly": ("◐", "P"),
    "deferred": ("◌", "D"),
    "refused": ("✕", "R"),
    "unanswered": ("–", "–"),
    "unknown": ("?", "?"),
    "not asked": ("", ""),
}
"""Each answer's shape and letter: colour only repeats them."""

RARE: frozenset[MarkKind] = frozenset({"in_principle", "unknown", "not asked"})
"""Marks that a key explains only where they stand."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer, or what a settlement gives, as a shape with its letter."""

    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1, drawn; `low` and `high` its band. The number always stands beside it as text."""

    value: float
    low: float | None = None
    high: float | None = None


Cell = Text | Mark | Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table's column. `kind` tells a renderer how to set it; `over` is a heading shared with its neighbours."""

    title: str = ""
    kind: Literal["subject", "mark", "number", "text", "bar"] = "text"
    over: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of a table that stand together under a heading (or under none)."""

    title: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its rows in groups. The first column is the row's subject.

    `key`: what its marks mean, in words; a renderer that draws a legend leaves it out.
    """

    columns: tuple[Column, ...]
    groups: tuple[Rows, ...]
    caption: str = ""
    key: str = ""
    note: Text = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. `lead`: the bottom line; `note`: small and grey."""

    text: Text
    role: Literal["body", "lead", "note"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of short texts."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Names with what belongs to each: "Washington has", "Washington gives" …"""

    terms: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A place where things can end: its letter, its name, how firm it is, and what each side has of it.

    `supposed`: only if facts were otherwise. `sides`: for each party its terms.
    """

    label: str
    name: str
    tag: str = ""
    supposed: bool = False
    text: Text = ()
    sides: tuple[tuple[tuple[Text, Text], ...], ...] = ()

    def told(self) -> Text:
        """Name and text as one paragraph, for pages that only have lines."""
        tag = f"{self.tag}. " if self.tag else ""
        return (Strong(f"{self.label}  {self.name}.".strip()), f" {tag}", *self.text)

    def terms(self) -> Iterator[tuple[Text, Text]]:
        """The terms of all sides, one after another."""
        for side in self.sides:
            yield from side


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture and the table behind it, which terminals print.

    `chart` makes the Vega-Lite specification when a renderer wants it (see `figures.picture`), `narrow` one for a
    phone.
    """

    name: str
    finding: str
    description: str
    table: Table
    chart: Callable[[], dict[str, Any]] | None = None
    narrow: Callable[[], dict[str, Any]] | None = None
    note: Text = ()


Block = Paragraph | Items | Terms | Outcome | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page: its name stands small beside the finding, which is its headline."""

    id: str
    label: str
    finding: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page: title of the dialogue, headline, sections, and the sources that its citations number."""

    kind: str
    title: str
    headline: str = ""
    as_of: str = ""
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    colophon: Text = ()

    def numbers(self) -> dict[str, int]:
        """Source -> its number, in the order in which the text cites them."""
        found: dict[str, int] = {}
        known = {source.id for source in self.sources}
        for cite in self.citations():
            for evidence in cite.evidence:
                if evidence.source in known:
                    found.setdefault(evidence.source, len(found) + 1)
        return found

    def citations(self) -> Iterator[Cite]:
        """Every citation, in reading order."""
        for section in self.sections:
            for block in section.blocks:
                for text in texts(block):
                    yield from (piece for piece in text if isinstance(piece, Cite))


def texts(block: Block) -> Iterator[Text]:
    """Every text of a block, in reading order."""
    match block:
        case Paragraph(text=text):
            yield text
        case Items(items=items):
            yield from items
        case Terms(terms=terms):
            for name, text in terms:
                yield name
                yield text
        case Outcome(text=text):
            yield text
            for name, meaning in block.terms():
                yield name
                yield meaning
        case Table():
            yield from _table_texts(block)
        case Figure():
            yield from _table_texts(block.table)
            yield block.note


def _table_texts(table: Table) -> Iterator[Text]:
    for group in table.groups:
        for row in group.rows:
            yield from (cell for cell in row if isinstance(cell, tuple))
    yield table.note


def runs(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The blocks one by one, but outcomes told in a line together: they can stand side by side."""
    for small, run in groupby(blocks, key=lambda block: isinstance(block, Outcome) and not block.sides):
        if small:
            yield tuple(run)
        else:
            yield from ((block,) for block in run)


SHORT = 26
"""Letters of a subject that need not be broken."""


def is_short(table: Table) -> bool:
    """Whether every row's subject fits into one line beside a text."""
    subjects = (row[0] for group in table.groups for row in group.rows)
    return all(isinstance(subject, tuple) and len(plain(subject)) <= SHORT for subject in subjects)


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff]")


def harmless(text: str) -> str:
    """The text without what would steer a page instead of standing on it.

    Left out are control characters, halves of characters, and marks that turn the direction of all that follows.
    """
    return _CONTROL.sub("", text)


def harmless_data(value: Any) -> Any:
    """Plain data with every text in it harmless."""
    match value:
        case str():
            return harmless(value)
        case dict():
            return {key: harmless_data(one) for key, one in value.items()}
        case list() | tuple():
            return [harmless_data(one) for one in value]
        case _:
            return value


def plain(text: Text) -> str:
    """The text without its markup and citations."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text if not isinstance(piece, Cite))


def keyed(document: Document) -> tuple[MarkKind, ...]:
    """The marks that the key of a document explains."""
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for group in table.groups for row in group.rows for cell in row]
    there = {cell.kind for cell in cells if isinstance(cell, Mark)}
    return tuple(kind for kind in MARKS if kind not in RARE or (kind in there and kind != "not asked"))
