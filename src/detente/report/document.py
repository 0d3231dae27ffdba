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
    """Said for completeness; grey where there is colour. `short`: what stands for it where a column is narrow."""

    text: str
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    """What is said in full where there is room, and in short where a column is narrow: a word with its band."""

    text: str
    short: str


@dataclass(frozen=True, slots=True)
class Code:
    """A command or an expression of the file, as it is typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The evidence of what stands before it. `inherited`: it is that of the options the statement names.

    Where the page can open it: `says`, what the file tells there; `basis`, stated, inferred or assumed; `line` of the
    file (0: none).
    """

    evidence: tuple[Evidence, ...]
    inherited: bool = False
    says: str = ""
    basis: str = ""
    line: int = 0


Piece = str | Strong | Soft | Worded | Code | Cite
Text = tuple[Piece, ...]

MarkKind = Literal[
    "accepted", "in_principle", "partly", "deferred", "refused", "unanswered", "unknown", "not asked", "same"
]  # fmt: skip

MARKS: dict[MarkKind, tuple[str, str]] = {
    "accepted": ("●", "A"),
    "in_principle": ("○", "I"),
    "partly": ("◐", "P"),
    "deferred": ("◌", "D"),
    "refused": ("✕", "R"),
    "unanswered": ("–", "–"),
    "unknown": ("?", "?"),
    "not asked": ("", ""),
    "same": ("=", "="),
}
"""Each answer's shape and letter: colour only repeats them. "same": as in the column before."""

RARE: frozenset[MarkKind] = frozenset({"in_principle", "unknown", "not asked", "same"})
"""Marks that a key explains only where they stand."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer, or what a state gives, as a shape with its letter.

    `new`: it is not so today. `why`: what decides it, for pages on which a mark can be opened.
    """

    kind: MarkKind
    new: bool = False
    why: Text = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1, drawn; `low` and `high` its band. The number always stands beside it as text."""

    value: float
    low: float | None = None
    high: float | None = None


Cell = Text | Mark | Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table's column. `kind` tells a renderer how to set it; `over` is a heading shared with its neighbours.

    "mark": marks on their grounds; "answer" and "fate": those of the table of asks, where only a fate has a ground so
    that the eye goes there; "short": a few words.
    """

    title: str = ""
    kind: Literal["subject", "mark", "answer", "fate", "number", "short", "text", "bar"] = "text"
    over: str = ""
    under: str = ""


MARKED = ("mark", "answer", "fate")
"""The kinds of columns that hold marks."""


def of_asks(columns: tuple[Column, ...]) -> bool:
    """Whether these are the columns of the table of asks, which pages set in a way of its own."""
    return any(column.kind in ("answer", "fate") for column in columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of a table that stand together under a heading (or under none). `ids`: of the asks that they are about."""

    title: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its rows in groups. The first column is the row's subject.

    `key`: what its marks mean, in words; a renderer that draws a legend leaves it out. `also`: what its other signs
    mean, beside the legend. `short`: the signs of its short forms and what they mean, for narrow pages.
    """

    columns: tuple[Column, ...]
    groups: tuple[Rows, ...]
    caption: str = ""
    key: str = ""
    also: str = ""
    short: tuple[tuple[str, str], ...] = ()
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


@dataclass(frozen=True, slots=True)
class Part:
    """What of a figure can be looked at alone. `id`: as its marks carry it; `steps`: what happens, one by one.

    `label`: what its button says; `full`: the same with its name.
    """

    id: str
    label: str
    full: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture and the table behind it, which terminals print.

    `title`: what it is about, in a few words (the name of a sheet).
    `chart` makes the Vega-Lite specification when a renderer wants it (see `figures.picture`), `narrow` one for a
    phone. `parts`: what can be chosen where a page answers.
    """

    name: str
    finding: str
    description: str
    table: Table
    title: str = ""
    chart: Callable[[], dict[str, Any]] | None = None
    narrow: Callable[[], dict[str, Any]] | None = None
    note: Text = ()
    parts: tuple[Part, ...] = ()


Block = Paragraph | Items | Terms | Outcome | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page: its name stands small beside the finding, which is its headline.

    `part`: where it belongs. "lead" and "do" stand side by side under the headline, "table" runs across the page,
    "body" is the rest, "annex" what may be folded away.
    """

    id: str
    label: str
    finding: str
    blocks: tuple[Block, ...] = ()
    part: Literal["lead", "do", "table", "body", "annex"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page: title of the dialogue, headline, sections, and the sources that its citations number.

    `audience`: for whom it is written, as it stands in the running head.
    """

    kind: str
    title: str
    headline: str = ""
    as_of: str = ""
    audience: str = ""
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    colophon: Text = ()

    def parted(self, part: str) -> tuple[Section, ...]:
        """The sections of one part of the page, in order."""
        return tuple(section for section in self.sections if section.part == part)

    def front(self) -> Iterator[Section]:
        """All sections but the annex, in reading order."""
        for part in ("lead", "do", "table", "body"):
            yield from self.parted(part)

    @property
    def head(self) -> tuple[str, ...]:
        """What the running head says beside the kind of page and the title."""
        return tuple(word for word in (self.as_of, self.audience) if word)

    def tables(self) -> Iterator[tuple[Section, Table | Figure, Table]]:
        """Every table in reading order, with its section and its block: itself, or the figure that it stands behind."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table | Figure):
                    yield section, block, block.table if isinstance(block, Figure) else block

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


def spans(columns: tuple[Column, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """(heading, the columns that it runs over) for the row above the columns' titles; "" over a column without one."""
    for over, run in groupby(enumerate(columns), key=lambda pair: pair[1].over or pair[0]):
        yield over if isinstance(over, str) else "", tuple(n for n, _column in run)


def runs(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The blocks one by one, but outcomes told in a line together: they can stand side by side."""
    for small, run in groupby(blocks, key=lambda block: isinstance(block, Outcome) and not block.sides):
        if small:
            yield tuple(run)
        else:
            yield from ((block,) for block in run)


def alphabetic(index: int) -> str:
    """0, 1, 2 … as the letters of an annex."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]


SHORT = 26
"""Letters of a subject that need not be broken."""


def is_short(table: Table) -> bool:
    """Whether every row's subject fits into one line beside a text."""
    subjects = (row[0] for group in table.groups for row in group.rows)
    return all(isinstance(subject, tuple) and len(plain(subject)) <= SHORT for subject in subjects)


CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2064\u2066\u2067\ud800-\udfff\ufeff"
    "\U000e0000-\U000e007f]"
)
"""What steers a page instead of standing on it, or stands there unseen. (2068 and 2069 are the program's own.)"""


def harmless(text: str) -> str:
    """The text without what would steer a page instead of standing on it.

    Left out are control characters, halves of characters, what is never seen, and marks that turn the direction of
    all that follows.
    """
    return CONTROL.sub("", text)


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
    return tuple(kind for kind in MARKS if kind not in RARE or (kind in there and kind not in ("not asked", "same")))
