"""A document in a terminal: 80 columns and plain when piped; on a terminal its width, marks, two colours, a pager."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Line

from detente.report import wording
from detente.report.document import (
    Block,
    Document,
    Figure,
    Items,
    Outcome,
    Paragraph,
    Piece,
    Section,
    Table,
    Terms,
    Text,
    alphabetic,
    plain,
)
from detente.report.language import _
from detente.report.renderers.citations import numbered_sources, printed
from detente.report.renderers.terminal_line import HELD, line_of, words
from detente.report.renderers.terminal_tables import INDENT, Tables

WIDTH, WIDEST = 80, 120
"""Columns of a page that is piped; the most that a terminal is filled with."""


def show(document: Document, *, file: TextIO | None = None) -> None:
    """Print the document to a file (standard output unless given); a long one on a terminal through its pager."""
    file = file or sys.stdout
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    drawn = console.is_terminal and not os.environ.get("NO_COLOR")
    console.width = min(WIDEST, console.width) if console.is_terminal else WIDTH
    # Rich breaks lines at no-break spaces, too: a stand-in holds number and place of a citation together.
    page = _Page(document, console.width, drawn)
    front = _printed(console, page.front())
    told = front + _printed(console, page.back(front))
    lines = [line.rstrip() for line in told.replace(HELD, " ").split("\n")]
    _out("\n".join(lines), file, long=console.is_terminal and len(lines) > console.height)


def _printed(console: Console, parts: Iterator[RenderableType]) -> str:
    with console.capture() as page:
        for renderable in parts:
            console.print(renderable)
    return page.get()


def _out(page: str, file: TextIO, *, long: bool) -> None:
    if long and file is sys.stdout:
        import click

        os.environ.setdefault("LESS", "-FRX")
        click.echo_via_pager(page)
    else:
        file.write(page)


def text(document: Document) -> str:
    """The document as plain text, 80 columns wide."""
    out = StringIO()
    show(document, file=out)
    return out.getvalue()


class _Page:
    """A document for one width: `drawn` with shapes and colours, or in letters alone."""

    def __init__(self, document: Document, width: int, drawn: bool) -> None:
        self.document, self.width, self.drawn = document, width, drawn
        self.numbers: Mapping[str, int] = document.numbers()
        self.tables = Tables(width, drawn, self.numbers)

    def front(self) -> Iterator[RenderableType]:
        """What is printed before the sources, one under the other."""
        document = self.document
        heading = Grid.grid(expand=True, padding=(0, 2), pad_edge=False)
        heading.add_column(ratio=1)
        heading.add_column(justify="right", style="dim")
        heading.add_row(words(document.title, "dim"), words(", ".join(document.head)))
        yield heading
        yield ""
        if document.headline:
            yield words(document.headline, "bold")
            yield ""
        for part in ("lead", "do", "table", "body"):
            for section in document.parted(part):
                yield from self._section(section)

    def back(self, front: str) -> Iterator[RenderableType]:
        """The sources that the page cites so far (all, with an annex), how it came about, and the annex."""
        document = self.document
        cited = printed(front)
        sources = [one for one in numbered_sources(document) if one[0] in cited or document.parted("annex")]
        if sources:
            yield from self._sources(sources)
        if document.colophon:
            yield self._line(document.colophon, style="dim")
        for n, section in enumerate(document.parted("annex")):
            yield ""
            yield from self._section(section, alphabetic(n))

    def _section(self, section: Section, letter: str = "") -> Iterator[RenderableType]:
        if section.part == "do":
            items = Grid.grid(expand=True)
            items.add_column(ratio=1)
            for block in section.blocks:
                for part in self._block(block):
                    items.add_row(part)
            yield _hanging(section.label, items, width=len(section.label) + 2)
        elif section.part in ("lead", "table"):
            for block in section.blocks:
                yield from self._block(block)
        else:
            yield self._heading(section, letter)
            for block in section.blocks:
                yield from (Padding(part, (0, 0, 0, INDENT)) for part in self._block(block))
        yield ""

    def _heading(self, section: Section, letter: str) -> RenderableType:
        told = words(f"{letter}  " if letter else "", "bold")
        if section.finding and section.label:
            told.append_text(words(section.label + wording.colon(), "dim"))
        told.append_text(words(section.finding or section.label, "bold"))
        return told

    def _sources(self, sources: Sequence[tuple[int, str]]) -> Iterator[RenderableType]:
        yield words(_("Sources"), "bold")
        told = "  ".join(f"[{mark}]{HELD}{source}" for mark, source in sources)
        yield Padding(words(told), (0, 0, 0, INDENT))
        yield ""

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Paragraph(text=text, role=role):
                yield self._line(text, style="dim" if role == "note" else "")
            case Items(items=items, ordered=ordered):
                wide = len(f"{len(items)}. ") if ordered else 2
                for i, item in enumerate(items, start=1):
                    yield _hanging(f"{i}." if ordered else "-", self._line(item), width=wide)
            case Terms(terms=terms):
                yield from self._terms(terms)
            case Outcome():
                yield self._line((*block.told(), *_joined(block)))
            case Table():
                yield from self.tables.parts(block)
            case Figure():
                yield from self.tables.parts(block.table)
                if block.note:
                    yield self._line(block.note, style="dim")

    def _terms(self, terms: tuple[tuple[Text, Text], ...]) -> Iterator[RenderableType]:
        """Names with what belongs to each: beside it where the names are short, else behind a colon."""
        names = [self._line(name, style="bold") for name, _meaning in terms]
        wide = max((name.cell_len for name in names), default=0) + 2
        for name, (plain_name, meaning) in zip(names, terms, strict=True):
            if wide <= _TERM:
                yield _hanging(name, self._line(meaning), width=wide)
            else:
                yield self._line((*plain_name, wording.colon(), *meaning))

    def _line(self, text: Text, style: str = "") -> Line:
        return line_of(text, self.numbers, style)


_TERM = 20
"""Columns that a name may take beside what is said of it."""


def _joined(outcome: Outcome) -> Iterator[Piece]:
    """What each side has, one after another."""
    for name, meaning in outcome.terms():
        end = "" if plain(meaning).endswith(".") else "."
        yield from (" ", *name, wording.colon(), *meaning, end)


def _hanging(label: str | Line, body: RenderableType, width: int = INDENT) -> Grid:
    grid = Grid.grid(expand=True)
    grid.add_column(width=width, no_wrap=True, style="bold" if width >= INDENT else "")
    grid.add_column(ratio=1)
    grid.add_row(label, body)
    return grid
