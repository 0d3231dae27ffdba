"""A document for Word: real headings, tables and captions in named styles, so that an office can restyle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

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
    Section,
    Soft,
    Strong,
    Table,
    Terms,
    Text,
    Worded,
    alphabetic,
    harmless,
    plain,
    spans,
)
from detente.report.figures import picture
from detente.report.language import _, current, right_to_left, without_isolates
from detente.report.renderers import office
from detente.report.renderers.citations import cited, numbered_sources

SOFT = "626A71"
GROUNDS = {"accepted": "0B5A78", "partly": "C3DBE5", "refused": "F8E8DC"}


def render(document: Document, *, template: Path | None = None) -> bytes:
    """The document as .docx, in the styles of `template` (any Word file) where one is given.

    Raises InputError for a template that is no Word file, MissingExtra without python-docx.
    """
    word = office.opened(template)
    numbers, drawn = document.numbers(), count(1)
    word.core_properties.title = _clean(document.headline or document.title)
    word.core_properties.author = ""
    _spoken(word)
    if template is None:
        office.running(word, (_clean(document.title), _clean(document.as_of)), _clean(document.kind))
    _line(word, " · ".join((document.kind, document.title, *document.head)), "Subtitle")
    _line(word, document.headline or document.title, "Title")
    for section in document.front():
        _section(word, section, numbers, drawn)
    sources = numbered_sources(document)
    if sources:
        _line(word, _("Sources"), "Heading 1")
        for mark, line in sources:
            _line(word, f"[{mark}]  {line}", office.NOTE)
    _runs(word.add_paragraph(style=office.NOTE), document.colophon, numbers)
    for n, section in enumerate(document.parted("annex")):
        _section(word, section, numbers, drawn, alphabetic(n))
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _section(
    word: Any, section: Section, numbers: Mapping[str, int], drawn: Iterator[int], letter: str = ""
) -> None:
    """A section: its label and finding as a heading; what stands under the headline has none, or its label alone."""
    titles = {"lead": "", "do": section.label, "table": ""}
    title = titles.get(section.part, section.finding or section.label)
    if title:
        _line(word, f"{letter}  {title}".strip(), "Heading 2" if section.part == "do" else "Heading 1")
    for block in section.blocks:
        if section.part == "lead" and isinstance(block, Terms):
            for name, meaning in block.terms:
                _runs(word.add_paragraph(style=office.LEAD), (Strong(plain(name)), "  ", *meaning), numbers)
        else:
            _block(word, block, numbers, drawn)


def _block(word: Any, block: Block, numbers: Mapping[str, int], drawn: Iterator[int]) -> None:
    match block:
        case Paragraph(text=text, role=role):
            style = {"lead": office.LEAD, "note": office.NOTE}.get(role)
            _runs(word.add_paragraph(style=style), text, numbers)
        case Items():
            _items(word, block, numbers)
        case Terms(terms=terms):
            for name, meaning in terms:
                _runs(word.add_paragraph(), (*name, wording.colon(), *meaning), numbers)
        case Outcome():
            _outcome(word, block, numbers)
        case Table():
            _table(word, block, numbers)
        case Figure():
            _figure(word, block, numbers, next(drawn))


def _items(word: Any, items: Items, numbers: Mapping[str, int]) -> None:
    """A list in the template's own style; where it has none, its numbers are written."""
    style = "List Number" if items.ordered else "List Bullet"
    number = office.restarted(word, style)
    for n, item in enumerate(items.items, start=1):
        paragraph = word.add_paragraph(style=style if number else None)
        if number:
            office.numbered(paragraph, number)
        else:
            paragraph.add_run(f"{n}. " if items.ordered else "– ")
        _runs(paragraph, item, numbers)


def _outcome(word: Any, outcome: Outcome, numbers: Mapping[str, int]) -> None:
    """A place where it can settle: a heading of the second level, its reason, what each side has."""
    _line(word, f"{outcome.label}  {outcome.name}".strip(), "Heading 2")
    tag: Text = (Strong(f"{outcome.tag}. "),) if outcome.tag else ()
    _runs(word.add_paragraph(), (*tag, *outcome.text), numbers)
    if not outcome.sides:
        return
    total = office.room(word)
    grid = word.add_table(rows=1, cols=len(outcome.sides))
    for cell, side in zip(grid.rows[0].cells, outcome.sides, strict=True):
        cell.width = total // len(outcome.sides)
        for n, (name, meaning) in enumerate(side):
            paragraph = cell.add_paragraph() if n else cell.paragraphs[0]
            paragraph.style = office.CELL
            _runs(paragraph, (*(Soft(plain((piece,))) for piece in name), wording.colon(), *meaning), numbers)


def _figure(word: Any, figure: Figure, numbers: Mapping[str, int], number: int) -> None:
    caption = word.add_paragraph(style="Caption")
    caption.add_run(_clean(_("Figure")) + " ")
    office.field(caption, "SEQ Figure \\* ARABIC", str(number))
    _written(caption, f". {figure.finding}")
    image = picture.png(figure) if picture.fits(figure) else None
    if image is None:
        _table(word, figure.table, numbers)
    else:
        word.add_picture(BytesIO(image), width=office.room(word))
        shape = word.inline_shapes[-1]
        shape._inline.docPr.set("descr", _clean(figure.description))
    if figure.note:
        _runs(word.add_paragraph(style=office.NOTE), figure.note, numbers)


def _table(word: Any, table: Table, numbers: Mapping[str, int]) -> None:
    if table.caption:
        _line(word, table.caption, "Caption")
    grid = word.add_table(rows=0, cols=len(table.columns))
    grid.style, grid.autofit = word.styles[office.RULED], False
    wide = office.widths(table, office.room(word))
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = width
    _heads(grid, table, wide)
    for group in table.groups:
        if group.title:
            cells = _row(grid, wide).cells
            merged = cells[0].merge(cells[-1])
            for spare in merged.paragraphs[1:]:
                spare._p.getparent().remove(spare._p)
            _written(merged.paragraphs[0], group.title, bold=True)
            merged.paragraphs[0].paragraph_format.keep_with_next = True
        for row in group.rows:
            for cell, content, column in zip(_row(grid, wide).cells, row, table.columns, strict=True):
                _cell(cell, content, numbers, shaded=column.kind != "answer")
                _aligned(cell.paragraphs[0], column)
    told: Text = ((f"{table.key} ",) if table.key else ()) + table.note
    # Without a paragraph between them Word would join two tables.
    _runs(word.add_paragraph(style=office.NOTE), told, numbers)


def _heads(grid: Any, table: Table, wide: list[int]) -> None:
    """The heads of the columns, under a row of headings that run over several of them; repeated on every page."""
    rows = [_row(grid, wide)] if any(column.over for column in table.columns) else []
    for over, columns in spans(table.columns) if rows else ():
        merged = rows[0].cells[columns[0]].merge(rows[0].cells[columns[-1]])
        for spare in merged.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        _written(merged.paragraphs[0], over)
        _aligned(merged.paragraphs[0], table.columns[columns[0]])
    rows.append(_row(grid, wide))
    for cell, column in zip(rows[-1].cells, table.columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(_clean("\n".join(part for part in (column.title, column.under) if part))).bold = True
        _aligned(paragraph, column)
    for row in rows:
        row._tr.get_or_add_trPr().append(office.element("w:tblHeader", val="true"))


def _row(grid: Any, wide: list[int]) -> Any:
    """A new row that is never split over two pages, each cell as wide as its column."""
    row = grid.add_row()
    row._tr.get_or_add_trPr().append(office.element("w:cantSplit", val="true"))
    for cell, width in zip(row.cells, wide, strict=True):
        cell.width = width
        cell.paragraphs[0].style = office.CELL
    return row


def _aligned(paragraph: Any, column: Column) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if column.kind in MARKED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif column.kind in ("number", "bar"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _cell(cell: Any, content: Cell, numbers: Mapping[str, int], *, shaded: bool = True) -> None:
    paragraph = cell.paragraphs[0]
    match content:
        case Mark(kind=kind, new=new):
            shape, letter = MARKS[kind][0], wording.letter(kind)
            words = " ".join(dict.fromkeys(part for part in (shape, letter) if part))
            run = paragraph.add_run(f"{words}\n{_('new')}" if new else words)
            run.bold = True
            _shade(cell, run, kind if shaded else "")
        case Bar(value=value):
            paragraph.add_run(wording.percent(value))
        case _:
            _runs(paragraph, content, numbers)


def _shade(cell: Any, run: Any, kind: str) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import RGBColor

    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    if kind not in GROUNDS:
        return
    cell._tc.get_or_add_tcPr().append(office.element("w:shd", val="clear", fill=GROUNDS[kind]))
    if kind == "accepted":
        run.font.color.rgb = RGBColor(255, 255, 255)


def _runs(paragraph: Any, text: Text, numbers: Mapping[str, int]) -> None:
    for piece in text:
        match piece:
            case str():
                _written(paragraph, piece)
            case Worded(text=inner):
                _written(paragraph, inner)
            case Strong(text=inner):
                _written(paragraph, inner, bold=True)
            case Soft(text=inner):
                _written(paragraph, inner, soft=True)
            case Code(text=inner):
                paragraph.add_run(_clean(inner)).font.name = "Consolas"
            case Cite():
                paragraph.add_run(_clean(cited(piece, numbers)))


def _line(word: Any, text: str, style: str) -> None:
    """A paragraph of one text in a style."""
    _written(word.add_paragraph(style=style), text)


def _written(paragraph: Any, text: str, *, bold: bool | None = None, soft: bool = False) -> None:
    """Text as runs: Word wants to be told what is written from right to left."""
    from docx.shared import RGBColor

    for stretch, turned in right_to_left(_clean(text)):
        run = paragraph.add_run(stretch)
        run.bold = bold
        if soft:
            run.font.color.rgb = RGBColor.from_string(SOFT)
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
    return harmless(without_isolates(text))
