"""A document on paper: typeset by typst from data, with page numbers, running heads and vector figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any, Literal

from detente.errors import MissingExtra
from detente.report import wording
from detente.report.document import (
    MARKS,
    Bar,
    Block,
    Cell,
    Cite,
    Document,
    Figure,
    Items,
    Mark,
    Outcome,
    Paragraph,
    Piece,
    Table,
    Terms,
    Text,
    alphabetic,
    harmless_data,
    is_short,
    keyed,
    runs,
)
from detente.report.figures import picture
from detente.report.language import _, current
from detente.report.renderers.citations import numbered_sources, places

Paper = Literal["a4", "us-letter"]


def render(document: Document, *, paper: Paper = "a4") -> bytes:
    """The document as a PDF. Raises MissingExtra where typst is not installed."""
    return bytes(_typeset(document, paper, "pdf"))


def pages(document: Document, *, paper: Paper = "a4") -> tuple[bytes, ...]:
    """Each page of the document as a picture (PNG). Raises MissingExtra where typst is not installed."""
    made = _typeset(document, paper, "png", ppi=100.0)
    return tuple(made) if isinstance(made, list) else (made,)


def _typeset(document: Document, paper: Paper, form: Literal["pdf", "png"], **how: Any) -> Any:
    try:
        import typst
    except ImportError:
        raise MissingExtra("A PDF", "report") from None
    template = files("detente.report.renderers").joinpath("page", "brief.typ").read_bytes()
    words = json.dumps(harmless_data(data(document)), ensure_ascii=False).replace(_BREAK, "\u200b")
    return typst.compile(
        template,
        format=form,
        **how,
        font_paths=[str(path) for path in _fonts()],
        sys_inputs={"document": words, "paper": paper},
    )


def _fonts() -> list[Path]:
    """Where Source Sans 3 lies, and the typeface of the figures; without the first the typesetter's own is used."""
    try:
        import fontpkg_source_sans_3
    except ImportError:
        return picture.fonts()
    return [Path(next(iter(fontpkg_source_sans_3.__path__))) / "files", *picture.fonts()]


def data(document: Document) -> dict[str, Any]:
    """The document as plain data, with citations numbered and figures drawn."""
    numbers = document.numbers()
    drawn = count(1)
    return {
        "kind": document.kind,
        "title": _breakable(document.title),
        "headline": _breakable(document.headline or document.title),
        "as_of": document.as_of,
        "head": " · ".join(document.head),
        "language": current().code,
        "direction": current().direction,
        "sections": [
            {
                "label": section.label,
                "part": section.part,
                "letter": alphabetic(document.parted("annex").index(section)) if section.part == "annex" else "",
                "finding": _breakable(section.finding),
                "blocks": [_run(run, numbers, drawn) for run in runs(section.blocks)],
            }
            for section in document.sections
        ],
        "legend": [[kind, wording.letter(kind), wording.answer(kind)] for kind in keyed(document)],
        "figure_title": _("Figure"),
        "sources": [list(entry) for entry in numbered_sources(document)],
        "colon": wording.colon(),
        "new": _("new"),
        "annex_title": _("Annex"),
        "sources_title": _("Sources"),
        "colophon": _text(document.colophon, numbers),
    }


def _run(run: tuple[Block, ...], numbers: Mapping[str, int], drawn: Iterator[int]) -> dict[str, Any]:
    """A block, or several places side by side."""
    if len(run) == 1:
        return _block(run[0], numbers, drawn)
    return {"kind": "Outcomes", "places": [_block(block, numbers, drawn) for block in run]}


def _block(block: Block, numbers: Mapping[str, int], drawn: Iterator[int]) -> dict[str, Any]:
    match block:
        case Paragraph(text=text, role=role):
            return {"kind": "Paragraph", "role": role, "text": _text(text, numbers)}
        case Items(items=items, ordered=ordered):
            return {"kind": "Items", "ordered": ordered, "items": [_text(item, numbers) for item in items]}
        case Terms(terms=terms):
            pairs = [[_text(name, numbers), _text(meaning, numbers)] for name, meaning in terms]
            return {"kind": "Terms", "terms": pairs}
        case Outcome(label=label, name=name, tag=tag, supposed=supposed, text=text, sides=sides):
            return {
                "kind": "Outcome",
                "label": label,
                "ring": label.isalpha(),
                "name": _breakable(name),
                "tag": tag,
                "supposed": supposed,
                "text": _text(text, numbers),
                "sides": [[[_text(name, numbers), _text(told, numbers)] for name, told in side] for side in sides],
            }
        case Table():
            return _table(block, numbers)
        case Figure():
            return {
                "kind": "Figure",
                "number": next(drawn),
                "finding": _breakable(block.finding),
                "description": block.description,
                "svg": picture.svg(block) if picture.fits(block) else None,
                "table": _table(block.table, numbers),
                "note": _text(block.note, numbers),
            }


def _table(table: Table, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "kind": "Table",
        "caption": table.caption,
        "short": is_short(table),
        "columns": [{"title": c.title, "kind": c.kind, "over": c.over, "under": c.under} for c in table.columns],
        "groups": [
            {"title": _breakable(group.title), "rows": [[_cell(cell, numbers) for cell in row] for row in group.rows]}
            for group in table.groups
        ],
        "also": table.also,
        "note": _text(table.note, numbers),
    }


def _cell(cell: Cell, numbers: Mapping[str, int]) -> dict[str, Any]:
    match cell:
        case Mark(kind=kind, new=new):
            return {"kind": "Mark", "mark": kind, "new": new, "shape": MARKS[kind][0], "letter": wording.letter(kind)}
        case Bar(value=value, low=low, high=high):
            return {"kind": "Bar", "value": value, "low": low, "high": high}
        case _:
            return {"kind": "Text", "text": _text(cell, numbers)}


def _text(text: Text, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    return [_piece(piece, numbers) for piece in text]


def _piece(piece: Piece, numbers: Mapping[str, int]) -> dict[str, Any]:
    if isinstance(piece, str):
        return {"kind": "str", "text": _breakable(piece)}
    if isinstance(piece, Cite):
        return {"kind": "Cite", "refs": [[number, ", ".join(where)] for number, where in places(piece, numbers)]}
    return {"kind": type(piece).__name__, "text": _breakable(piece.text)}


def _breakable(text: str) -> str:
    """A word longer than a narrow column may be broken there; the typesetter breaks at spaces alone."""
    return _WORD.sub(lambda word: _BREAK.join(_PIECE.findall(word.group())), text)


_BREAK = "\ufdd0"
"""Where a word may be broken, until all else that is not seen has been left out: no text holds this character."""

_WORD, _PIECE = re.compile(r"\S{36,}"), re.compile(r"\S{1,6}")
