"""A document as Markdown (CommonMark with pipe tables), for wikis, mail and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from detente.report import wording
from detente.report.document import (
    MARKED,
    MARKS,
    Bar,
    Block,
    Cell,
    Cite,
    Code,
    Column,
    Document,
    Figure,
    Items,
    Mark,
    Outcome,
    Paragraph,
    Piece,
    Section,
    Soft,
    Strong,
    Table,
    Terms,
    Text,
    Worded,
    alphabetic,
    harmless,
)
from detente.report.language import _
from detente.report.renderers.citations import cited, numbered_sources

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|#~&"})
_LIST = re.compile(r"^(\d*)([-+.)=])")


def render(document: Document) -> str:
    """The page as Markdown; what comes from the file is escaped."""
    numbers = document.numbers()
    head = escape(", ".join(document.head))
    parts = [f"# {escape(document.headline or document.title)}", f"*{escape(document.title)}* {head}"]
    for section in document.front():
        parts.extend(_section(section, numbers))
    sources = numbered_sources(document)
    if sources:
        parts.append(f"## {_('Sources')}")
        parts.append("\n".join(f"{number}. {escape(line)}" for number, line in sources))
    if document.colophon:
        parts.append(text(document.colophon, numbers))
    for n, section in enumerate(document.parted("annex")):
        parts.extend(_section(section, numbers, f"{alphabetic(n)}. "))
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _section(section: Section, numbers: Mapping[str, int], letter: str = "") -> Iterator[str]:
    title = section.finding or section.label
    if section.part in ("do", "body", "annex"):
        yield f"## {letter}{escape(section.label if section.part == 'do' else title)}"
    for block in section.blocks:
        yield from _block(block, numbers)


def escape(plain: str) -> str:
    """Text from a file, so that nothing in it is read as markup or HTML."""
    return " ".join(harmless(plain).splitlines()).translate(_SPECIAL)


def text(pieces: Text, numbers: Mapping[str, int]) -> str:
    """Running text as Markdown."""
    told = "".join(_piece(piece, numbers) for piece in pieces).strip()
    return _LIST.sub(r"\1\\\2", told)  # a number or a dash at the beginning is no list


def _piece(piece: Piece, numbers: Mapping[str, int]) -> str:
    match piece:
        case str():
            return escape(piece)
        case Worded(text=inner) | Soft(text=inner):
            return escape(inner)
        case Strong(text=inner):
            return _strong(escape(inner))
        case Code(text=inner):
            return f"`{inner.replace('`', chr(39))}`"
        case Cite():
            return escape(cited(piece, numbers))


def _strong(told: str) -> str:
    """Bold, with the spaces at its ends outside: between them and the stars it would not be read as bold."""
    bare = told.strip()
    before, after = told[: len(told) - len(told.lstrip())], told[len(told.rstrip()) :]
    return f"{before}**{bare}**{after}" if bare else told


def _block(block: Block, numbers: Mapping[str, int]) -> Iterator[str]:
    match block:
        case Paragraph(text=pieces):
            yield text(pieces, numbers)
        case Items(items=items, ordered=ordered):
            yield "\n".join(f"{f'{i}.' if ordered else '-'} {text(item, numbers)}" for i, item in enumerate(items, 1))
        case Terms(terms=terms):
            colon = wording.colon().rstrip()
            pairs = ((text(name, numbers), text(meaning, numbers)) for name, meaning in terms)
            yield "\n".join(f"- **{name}{colon}** {meaning}" for name, meaning in pairs)
        case Outcome():
            yield text(block.told(), numbers)
            pairs = ((text(name, numbers), text(meaning, numbers)) for name, meaning in block.terms())
            yield "\n".join(f"- {name}{wording.colon()}{meaning}" for name, meaning in pairs)
        case Table():
            yield from _table(block, numbers)
        case Figure():
            yield f"**{escape(block.finding)}**"
            yield from _table(block.table, numbers)
            yield text(block.note, numbers)


def _table(table: Table, numbers: Mapping[str, int]) -> Iterator[str]:
    if table.caption:
        yield f"**{escape(table.caption)}**"
    lines = [
        "| " + " | ".join(escape(_heading(column)) for column in table.columns) + " |",
        "|" + "|".join(_ruler(column) for column in table.columns) + "|",
    ]
    for group in table.groups:
        if group.title:
            lines.append("| **" + escape(group.title) + "** |" + " |" * (len(table.columns) - 1))
        lines.extend("| " + " | ".join(_cell(cell, numbers) for cell in row) + " |" for row in group.rows)
    yield "\n".join(lines)
    yield escape("; ".join(part for part in (table.key.rstrip("."), table.also) if part))
    yield text(table.note, numbers)


def _heading(column: Column) -> str:
    over = column.over if column.kind in MARKED else ""
    return " ".join(part for part in (over, column.title) if part)


def _ruler(column: Column) -> str:
    return {"mark": ":-:", "answer": ":-:", "fate": ":-:", "number": "--:"}.get(column.kind, "---")


def _cell(cell: Cell, numbers: Mapping[str, int]) -> str:
    match cell:
        case Mark(kind=kind, new=new):
            parts = dict.fromkeys((MARKS[kind][0], wording.letter(kind), _("new") if new else ""))
            return " ".join(part for part in parts if part)
        case Bar(value=value):
            return wording.percent(value)
        case _:
            return text(cell, numbers)
