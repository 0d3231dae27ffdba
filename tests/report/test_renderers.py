"""Every renderer shows the same document; what comes from a file is text, whatever it looks like."""

from __future__ import annotations

from io import BytesIO

import pytest

from detente.model.dialogue import Evidence, Source
from detente.report.document import (
    Bar,
    Cite,
    Code,
    Column,
    Document,
    Figure,
    Items,
    Mark,
    Paragraph,
    Rows,
    Section,
    Soft,
    Strong,
    Table,
    Terms,
    Worded,
)
from detente.report.renderers import citations, excel, html, markdown, pdf, terminal, word

NASTY = '<script>alert("x")</script> & =HYPERLINK("a") | `x` *b* [link](http://a) \u202eabc 中文 عربي 🙂'
CITE = Cite((Evidence(source="press", place="¶7"), Evidence(source="unknown")))


@pytest.fixture
def document() -> Document:
    table = Table(
        caption="A table",
        columns=(
            Column(title="", kind="subject"),
            Column(title="1", kind="mark", over="round"),
            Column(title="A", kind="mark", over="settles"),
            Column(title="share", kind="number"),
            Column(title="", kind="bar"),
            Column(title="why"),
        ),
        groups=(
            Rows(
                title="One side asks",
                rows=(
                    (("An ask",), Mark("accepted"), Mark("refused"), ("50",), Bar(0.5, 0.45, 0.55), ("Because", CITE)),
                    ((NASTY,), Mark("not asked"), Mark("partly"), ("",), Bar(1.0), (NASTY,)),
                ),
            ),
        ),
        note=("A note",),
    )
    figure = Figure(name="f", finding="It falls", description="A line falls", table=table, note=("Counted so",))
    blocks = (
        Paragraph(text=("The ", Strong("point"), Soft(" softly"), Code("detente why")), role="lead"),
        Items(items=(("first", CITE), (NASTY,)), ordered=True),
        Terms(terms=((("Gives",), ("nothing",)),)),
        table,
        figure,
    )
    return Document(
        kind="Brief",
        title="Talks",
        headline=NASTY,
        as_of="22 October 2010",
        sections=(Section(id="one", label="Bottom line", finding="It holds", blocks=blocks),),
        sources=(
            Source(id="press", title=NASTY, author="A. Writer", date="2010-10-22"),
            Source(id="other", title="no"),
        ),
        colophon=("Made offline",),
    )


def test_sources_are_numbered_in_the_order_of_citation_and_unknown_ones_left_out(document: Document) -> None:
    assert document.numbers() == {"press": 1}


def test_terminal_fits_eighty_columns_and_has_no_codes_when_piped(document: Document) -> None:
    from rich.cells import cell_len

    shown = terminal.text(document)
    assert max(cell_len(line) for line in shown.splitlines()) <= 80
    assert "\x1b" not in shown
    assert "[1 ¶7]" in shown.replace("\n", " ")
    assert "It holds" in shown and "One side asks" in shown


def test_terminal_never_parts_a_citation_from_its_place(document: Document) -> None:
    for filler in range(60, 80):
        text = Paragraph(text=("x" * filler, " y", CITE))
        section = Section(id="s", label="s", finding="f", blocks=(text,))
        page = Document(kind="b", title="t", sections=(section,), sources=document.sources)
        assert "[1 ¶7]" in terminal.text(page)


def test_html_escapes_everything_and_loads_nothing(document: Document) -> None:
    page = html.render(document)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for loader in ("src=", "@import", "<link", "url(http"):
        assert loader not in page.replace("src:url(data:", "")
    assert 'href="#s1"' in page and 'id="s1"' in page
    assert "accepted" in page


def test_markdown_leaves_no_markup_of_the_file(document: Document) -> None:
    page = markdown.render(document)
    assert "<script" not in page.replace("\\<script", "")
    assert "\\[link\\]" in page
    assert "| An ask | ● A | ✕ R | 50 | 50 % | Because" in page


def test_markdown_bold_is_closed_where_it_ends_and_a_number_begins_no_list() -> None:
    told = (
        Paragraph(text=(Strong("Domestic: "), "anger")),
        Paragraph(text=("1. not a list",)),
        Paragraph(text=("- nor",)),
    )
    page = markdown.render(
        Document(kind="b", title="t", sections=(Section(id="s", label="s", finding="f", blocks=told),))
    )
    assert "**Domestic:** anger" in page
    assert "1\\. not a list" in page and "\\- nor" in page


def test_word_has_real_headings_and_tables(document: Document) -> None:
    docx = pytest.importorskip("docx")
    read = docx.Document(BytesIO(word.render(document)))
    assert any(p.style.name == "Heading 1" and "It holds" in p.text for p in read.paragraphs)
    over, heads, group, first = list(read.tables[0].rows)[:4]
    assert [cell.text for cell in over.cells].count("round") == 1, "a heading over its columns, once"
    assert group.cells[0].text == "One side asks" and heads.cells[0].text != group.cells[0].text
    assert first.cells[1].text == "● A"


def test_word_takes_the_styles_of_a_template_and_refuses_what_is_none(document: Document, tmp_path) -> None:  # type: ignore[no-untyped-def]
    docx = pytest.importorskip("docx")
    from detente.errors import InputError

    house = docx.Document()
    house.styles["Heading 1"].font.name = "Garamond"
    house.add_paragraph("old text")
    house.save(tmp_path / "house.docx")
    read = docx.Document(BytesIO(word.render(document, template=tmp_path / "house.docx")))
    assert read.styles["Heading 1"].font.name == "Garamond"
    assert "old text" not in [p.text for p in read.paragraphs]
    (tmp_path / "no.docx").write_text("not a Word file")
    with pytest.raises(InputError, match="not a Word file"):
        word.render(document, template=tmp_path / "no.docx")


def test_word_numbers_its_figures_and_lists_anew_and_shades_its_marks(document: Document) -> None:
    docx = pytest.importorskip("docx")
    from dataclasses import replace

    [section] = document.sections
    word_file = word.render(replace(document, sections=(section, replace(section, id="two"))))
    read = docx.Document(BytesIO(word_file))
    captions = [p.text for p in read.paragraphs if p.style.name == "Caption" and "It falls" in p.text]
    assert captions == ["Figure 1. It falls", "Figure 2. It falls"]
    listed = {p._p.pPr.numPr.numId.val for p in read.paragraphs if p.style.name == "List Number"}
    assert len(listed) == 2, "each list counts from one"
    cell = read.tables[0].rows[3].cells[1]
    assert 'w:fill="0B5A78"' in cell._tc.xml and cell.text == "● A"
    assert [row.cells[-1].width for row in read.tables[0].rows[2:]] and read.tables[0].rows[0].cells[1].width < 500_000
    assert "PAGE" in read.sections[0].footer._element.xml and "Talks" in read.sections[0].header.paragraphs[0].text


def test_word_gives_a_template_the_styles_that_it_lacks(document: Document, tmp_path) -> None:  # type: ignore[no-untyped-def]
    docx = pytest.importorskip("docx")
    house = docx.Document()
    for name in ("Heading 2", "Caption", "List Number", "Title"):
        found = house.styles[name].element
        found.getparent().remove(found)
    house.sections[0].header.paragraphs[0].text = "Ministry"
    house.save(tmp_path / "house.docx")
    read = docx.Document(BytesIO(word.render(document, template=tmp_path / "house.docx")))
    assert "Caption" in read.styles and "Ruled Table" in read.styles
    assert read.sections[0].header.paragraphs[0].text == "Ministry", "its own head stays"
    assert any(p.text.startswith("1. first") for p in read.paragraphs), "without its list the numbers are written"


def test_excel_has_a_sheet_a_table_and_no_formula_from_a_file(document: Document) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(excel.render(document)))
    assert len(book.sheetnames) == 3
    assert book.worksheets[0].cell(3, 4).value == 50
    assert book.worksheets[0].cell(3, 2).fill.fgColor.rgb.endswith("0B5A78"), "a mark stands on its ground"
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


def test_excel_keeps_text_that_looks_like_a_formula() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    table = Table(columns=(Column(kind="subject"),), groups=(Rows(rows=((("=1+1",),),)),))
    page = Document(kind="b", title="t", sections=(Section(id="s", label="s", finding="f", blocks=(table,)),))
    cell = openpyxl.load_workbook(BytesIO(excel.render(page))).worksheets[0].cell(2, 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_excel_leaves_a_name_that_looks_like_a_number() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    table = Table(columns=(Column(kind="subject"), Column(kind="number")), groups=(Rows(rows=((("1e5",), ("7",)),)),))
    page = Document(kind="b", title="t", sections=(Section(id="s", label="s", finding="f", blocks=(table,)),))
    sheet = openpyxl.load_workbook(BytesIO(excel.render(page))).worksheets[0]
    assert (sheet.cell(2, 1).value, sheet.cell(2, 2).value) == ("1e5", 7)


def test_pdf_breaks_a_word_without_end_inside_its_column(document: Document) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    table = Table(
        columns=(Column(kind="subject"), Column(title="x")), groups=(Rows(rows=((("n" * 300,), ("y" * 300,)),)),)
    )
    page = Document(kind="b", title="t" * 300, sections=(Section(id="s", label="s", finding="f", blocks=(table,)),))
    [read] = pypdf.PdfReader(BytesIO(pdf.render(page))).pages
    longest = max((line.count("n") for line in read.extract_text().splitlines()), default=0)
    assert 0 < longest < 100


def test_pdf_says_what_the_page_says(document: Document) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    read = pypdf.PdfReader(BytesIO(pdf.render(document)))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "It holds" in text and "An ask" in text and "A. Writer" in text
    assert "<script>" in text, "shown as it was written"


def test_a_terminal_shows_fates_whole_that_are_words() -> None:
    columns = (Column(title="what", kind="subject"), Column(title="Drift", kind="fate"), Column(title="who"))
    table = Table(columns=columns, groups=(Rows(rows=((("an ask",), ("variable",), ("nobody " * 20,)),)),))
    section = Section(id="s", label="s", finding="", blocks=(table,))
    said = terminal.text(Document(kind="k", title="t", sections=(section,)))
    assert "variable" in said
    assert "…" not in said


def test_a_narrow_table_of_asks_speaks_short_and_says_what_its_signs_mean() -> None:
    columns = (Column(title="Ask", kind="subject"), Column(title="Drift", kind="fate"), Column(title="why"))
    told = (Worded("for many long reasons", "its ninth line"), Soft(" (inferred)", "°"))
    table = Table(columns=columns, groups=(Rows(rows=((("peace",), Mark("refused"), told),)),),
                  short=(("°", "° by inference"), ("§", "§ by law")))  # fmt: skip
    page = Document(kind="k", title="t", sections=(Section(id="s", label="s", finding="", blocks=(table,)),))
    narrow, wide = terminal.text(page), markdown.render(page)
    assert "its ninth line°" in narrow
    assert "° by inference" in narrow
    assert "§" not in narrow
    assert "for many long reasons (inferred)" in wide
    assert "°" not in wide


def test_sources_cited_in_a_row_are_told_as_a_span() -> None:
    numbers = {str(n): n for n in range(1, 10)}
    told = [
        citations.cited(Cite(tuple(Evidence(source=str(n), place=place) for n, place in pairs)), numbers)
        for pairs in (
            [(3, ""), (2, ""), (4, "")],
            [(1, ""), (2, "")],
            [(4, ""), (1, "¶7"), (1, "¶9"), (2, ""), (3, ""), (8, ""), (9, "")],
            [],
        )
    ]
    assert told == [" [2–4]", " [1, 2]", " [1\u00a0¶7, ¶9, 2–4, 8, 9]", ""]


def test_a_terminal_shows_numbers_and_their_titles_whole() -> None:
    columns = (Column(title="what", kind="subject"), Column(title="states counted", kind="number"))
    table = Table(columns=columns, groups=(Rows(rows=((("all",), ("131,072,000",)), (("some",), ("7",)))),))
    section = Section(id="s", label="s", finding="", blocks=(table,))
    said = terminal.text(Document(kind="k", title="t", sections=(section,)))
    assert "131,072,000" in said
    assert "counted" in said
    assert "…" not in said
