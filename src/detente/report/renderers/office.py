"""What a Word file needs beside its text: a page, styles that an office can restyle, fields, widths and rules.

A template keeps every style it has; those that the report uses and the template lacks are added to it. Nothing but the
grounds of the marks is formatted by hand, so a change of a style changes the whole report.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from detente.errors import InputError, MissingExtra
from detente.report.document import MARKED, Table, is_short

STYLES = ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption")
"""Word's own styles that the report uses; lists are looked for as well."""

LEAD, NOTE, CELL, RULED = "Lead", "Note", "Table Text", "Ruled Table"
"""Styles of the report's own: the bottom line, what is small, a table's text, a table with rules between its rows."""

INK, INK_2, LINE = "15191D", "454D54", "D5D8DA"


def opened(template: Path | None) -> Any:
    """An empty Word document with every style there is need of.

    Raises InputError for a template that is no Word file, MissingExtra without python-docx.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtra("A Word file", "report") from None
    own = _own(docx)
    if template is None:
        return own
    try:
        word = docx.Document(str(template))
        _emptied(word)
        for style in own.styles:
            if style.name in (*STYLES, LEAD, NOTE, CELL, RULED) and style.name not in word.styles:
                word.styles.element.append(_bare(style))
        assert word.sections[0].page_width
    except Exception as fault:
        raise InputError(f"{template}: not a Word file that can serve as a template ({fault})") from None
    return word


def _bare(style: Any) -> Any:
    """A style as it is added to a template: in the template's own typeface."""
    from docx.oxml.ns import qn

    copy = deepcopy(style.element)
    for fonts in list(copy.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    return copy


def _emptied(word: Any) -> None:
    """Without its text; its page, header and footer stay."""
    for element in list(word.element.body):
        if not element.tag.endswith("}sectPr"):
            word.element.body.remove(element)


def _own(docx: Any) -> Any:
    """The report's own look, for an office without a template: ink on paper, one family, A4."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    for name in (LEAD, NOTE, CELL):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    looks = (
        ("Normal", 10.5, False, INK, 0, 6),
        ("Title", 24, True, INK, 6, 12),
        ("Subtitle", 10, False, INK_2, 0, 0),
        ("Heading 1", 15, True, INK, 18, 6),
        ("Heading 2", 11, True, INK, 12, 3),
        ("Caption", 10.5, True, INK, 10, 4),
        (LEAD, 12.5, False, INK, 0, 8),
        (NOTE, 9, False, INK_2, 4, 8),
        (CELL, 9, False, INK, 2, 2),
    )
    for name, size, bold, color, before, after in looks:
        _look(word.styles[name], size, bold, color, Pt(before), Pt(after))
    for name in ("Caption", "Heading 1", "Heading 2"):
        word.styles[name].paragraph_format.keep_with_next = True
    _ruled(word)
    return word


def _look(style: Any, size: float, bold: bool, color: str, before: Any, after: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = "Calibri", Pt(size), bold, None
    style.font.color.rgb = RGBColor.from_string(color)
    shade = style.element.rPr.find(qn("w:color"))
    for name in ("themeColor", "themeShade", "themeTint"):
        shade.attrib.pop(qn(f"w:{name}"), None)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = before, after
    style.paragraph_format.line_spacing = 1.0 if size > 14 else 1.12
    # Word's own Title is underlined, and its headings are tied to blue styles for single words.
    for other in [*style.element.findall(".//" + qn("w:pBdr")), *style.element.findall(qn("w:link"))]:
        other.getparent().remove(other)


def _ruled(word: Any) -> None:
    """The style of tables: rules between rows and at the foot, none between columns."""
    from docx.enum.style import WD_STYLE_TYPE

    style = word.styles.add_style(RULED, WD_STYLE_TYPE.TABLE)
    rules = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        rules.append(element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="60", type="dxa"))
    properties = element("w:tblPr")
    properties.append(rules)
    properties.append(margins)
    style.element.append(properties)


def element(tag: str, **attributes: str) -> Any:
    """An element of the file's own XML."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word works out (a page number, a figure's number), with what it shows until then."""
    for kind in ("begin", "", "separate", shown, "end"):
        run = paragraph.add_run()
        if kind == "":
            text = element("w:instrText")
            text.text = f" {code} "
            run._r.append(text)
        elif kind == shown:
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def running(word: Any, head: tuple[str, str], foot: str) -> None:
    """Running head and foot with page n / N, on our own page; a house template has its own."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    section = word.sections[0]
    section.different_first_page_header_footer = True  # its head is the title itself
    for part, left, right in (
        (section.header, *head),
        (section.footer, foot, ""),
        (section.first_page_footer, foot, ""),
    ):
        paragraph = part.paragraphs[0]
        paragraph.style = word.styles[NOTE]
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(room(word), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{left}\t{right}")
        if not right:
            field(paragraph, "PAGE", "1")
            paragraph.add_run(" / ")
            field(paragraph, "NUMPAGES", "1")


def room(word: Any) -> int:
    """The width of the text on the page."""
    page = word.sections[0]
    return int(page.page_width - page.left_margin - page.right_margin)


def restarted(word: Any, style: str) -> int | None:
    """A list of that style that counts from one again; None where the template has no such list."""
    from docx.oxml.ns import qn

    if style not in word.styles:
        return None
    found = word.styles[style].element.find(".//" + qn("w:numId"))
    try:
        numbering = word.part.numbering_part.element
        kind = next(n for n in numbering.num_lst if found is not None and n.numId == int(found.get(qn("w:val"))))
    except (StopIteration, KeyError, NotImplementedError):
        return None
    new = numbering.add_num(kind.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def numbered(paragraph: Any, number: int) -> None:
    """The paragraph as an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def widths(table: Table, total: int) -> list[int]:
    """The width of each column: marks narrow, numbers as they need, the rest shared between subject and texts."""
    from docx.shared import Cm

    marks = sum(column.kind in MARKED for column in table.columns)
    mark = min(Cm(1.05), int(total * 0.5 / max(1, marks)))
    fixed = {"mark": mark, "answer": mark, "fate": int(mark * 1.3), "number": Cm(1.7), "short": Cm(2.2), "bar": Cm(2.2)}
    found = [fixed.get(column.kind, 0) for column in table.columns]
    weights = [0.0 if width else 2.0 for width in found]
    if weights[0]:
        weights[0] = 1.3 if marks else 0.6 if is_short(table) and len(found) == 2 else 1.1
    left = total - sum(found)
    share = left / (sum(weights) or 1)
    return [width or int(weight * share) for width, weight in zip(found, weights, strict=True)]
