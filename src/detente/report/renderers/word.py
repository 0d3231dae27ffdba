"""A document for Word: real headings, tables and captions in named styles, so that an office can restyle it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from detente.errors import InputError, MissingExtra
from detente.report import wording
from detente.report.document import (
    Bar,
    Block,
    Cell,
    Cite,
    Code,
    Document,
    Figure,
    Items,
    Mark,
    Outcome,
    Paragraph,
    Soft,
    Strong,
    Table,
    Terms,
    Text,
)
from detente.report.figures import picture
from detente.report.language import _, current, right_to_left, without_isolates
from detente.report.renderers.citations import cited, numbered_sources

GROUNDS = {"accepted": "0B5A78", "partly": "C3DBE5", "refused": "F8E8DC"}


def render(document: Document, *, template: Path | None = None) -> bytes:
    """The document as .docx, in the styles of `template` (any Word file) where one is given.

    Raises InputError for a template that is no Word file, MissingExtra without python-docx.
    """
    word = _open(template)
    numbers = document.numbers()
    word.core_properties.title = _clean(document.headline or document.title)
    word.core_properties.author = ""
    _spoken(word)
    _styled(word, _clean(f"{document.kind} — {document.title}   {document.as_of}"), "Subtitle")
    _styled(word, _clean(document.headline or document.title), "Title")
    for number, section in enumerate(document.sections, start=1):
        word.add_heading(_clean(f"{number}  {section.finding or section.label}"), level=1)
        for block in section.blocks:
            _block(word, block, numbers)
    sources = numbered_sources(document)
    if sources:
        word.add_heading(_("Sources"), level=1)
        for mark, line in sources:
            word.add_paragraph(_clean(f"[{mark}]  {line}"))
    _runs(word.add_paragraph(), document.colophon, numbers)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _open(template: Path | None) -> Any:
    try:
        import docx
    except ImportError:
        raise MissingExtra("A Word file", "report") from None
    if template is None:
        return docx.Document()
    try:
        word = docx.Document(str(template))
    except Exception as fault:
        raise InputError(f"{template}: not a Word file that can serve as a template ({fault})") from None
    for element in list(word.element.body):
        if not element.tag.endswith("sectPr"):
            word.element.body.remove(element)
    return word


def _styled(word: Any, text: str, style: str) -> Any:
    """A paragraph in a style; a template without it gives plain text rather than an error."""
    try:
        return word.add_paragraph(text, style=style)
    except KeyError:
        return word.add_paragraph(text)


def _block(word: Any, block: Block, numbers: Mapping[str, int]) -> None:
    match block:
        case Paragraph(text=text):
            _runs(word.add_paragraph(), text, numbers)
        case Items(items=items, ordered=ordered):
            for item in items:
                _runs(_styled(word, "", "List Number" if ordered else "List Bullet"), item, numbers)
        case Terms(terms=terms):
            for name, meaning in terms:
                _runs(word.add_paragraph(), (*name, wording.colon(), *meaning), numbers)
        case Outcome():
            _outcome(word, block, numbers)
        case Table():
            _table(word, block, numbers)
        case Figure():
            _figure(word, block, numbers)


def _outcome(word: Any, outcome: Outcome, numbers: Mapping[str, int]) -> None:
    """A place where it can settle: a heading of the second level, its reason, what each side has."""
    word.add_heading(_clean(f"{outcome.label}  {outcome.name}".strip()), level=2)
    tag: Text = (Strong(f"{outcome.tag}. "),) if outcome.tag else ()
    _runs(word.add_paragraph(), (*tag, *outcome.text), numbers)
    for name, meaning in outcome.terms():
        _runs(word.add_paragraph(), (*name, wording.colon(), *meaning), numbers)


def _figure(word: Any, figure: Figure, numbers: Mapping[str, int]) -> None:
    image = picture.png(figure)
    if image is None:
        _styled(word, _clean(figure.finding), "Caption")
        _table(word, figure.table, numbers)
    else:
        from docx.shared import Cm

        word.add_picture(BytesIO(image), width=Cm(16))
        shape = word.inline_shapes[-1]
        shape._inline.docPr.set("descr", _clean(figure.description))
        _styled(word, _clean(figure.finding), "Caption")
    if figure.note:
        _runs(word.add_paragraph(), figure.note, numbers)


def _table(word: Any, table: Table, numbers: Mapping[str, int]) -> None:
    if table.caption:
        _styled(word, _clean(table.caption), "Caption")
    grid = word.add_table(rows=1, cols=len(table.columns))
    with suppress(KeyError):  # a house template may not have it
        grid.style = "Table Grid"
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        heading = f"{column.over} {column.title}" if column.kind == "mark" else column.title
        cell.paragraphs[0].add_run(_clean(heading.strip())).bold = True
    _repeat_header(grid.rows[0])
    for group in table.groups:
        if group.title:
            cells = grid.add_row().cells
            cells[0].merge(cells[-1]).paragraphs[0].add_run(_clean(group.title)).bold = True
        for row in group.rows:
            for cell, content in zip(grid.add_row().cells, row, strict=True):
                _cell(cell, content, numbers)
    if table.note:
        _runs(word.add_paragraph(), table.note, numbers)


def _repeat_header(row: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _cell(cell: Any, content: Cell, numbers: Mapping[str, int]) -> None:
    paragraph = cell.paragraphs[0]
    match content:
        case Mark(kind=kind):
            run = paragraph.add_run(wording.letter(kind))
            run.bold = True
            _shade(cell, run, kind)
        case Bar(value=value):
            paragraph.add_run(wording.percent(value))
        case _:
            _runs(paragraph, content, numbers)


def _shade(cell: Any, run: Any, kind: str) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import RGBColor

    if kind not in GROUNDS:
        return
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), GROUNDS[kind])
    cell._tc.get_or_add_tcPr().append(shade)
    if kind == "accepted":
        run.font.color.rgb = RGBColor(255, 255, 255)


def _runs(paragraph: Any, text: Text, numbers: Mapping[str, int]) -> None:
    for piece in text:
        match piece:
            case str():
                _written(paragraph, piece)
            case Strong(text=inner):
                _written(paragraph, inner, bold=True)
            case Soft(text=inner):
                _written(paragraph, inner, italic=True)
            case Code(text=inner):
                paragraph.add_run(_clean(inner)).font.name = "Consolas"
            case Cite():
                paragraph.add_run(_clean(cited(piece, numbers)))


def _written(paragraph: Any, text: str, *, bold: bool | None = None, italic: bool | None = None) -> None:
    """Text as runs: Word wants to be told what is written from right to left."""
    for stretch, turned in right_to_left(_clean(text)):
        run = paragraph.add_run(stretch)
        run.bold, run.italic = bold, italic
        if turned:
            run.font.rtl = True


def _spoken(word: Any) -> None:
    """The language of the document, for its spelling checker and whoever reads it aloud."""
    from docx.oxml.ns import qn

    word.core_properties.language = current().code
    for found in word.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), current().tag)


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    text = without_isolates(text)
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF))
